#pragma once

#include "harness/scenario/scenario.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace cnp {

/// What came of taking cells through the model: how much was judged, what was not, and where a
/// scenario and the model do not say the same.
struct cross_check {
  std::size_t cells = 0;
  std::size_t steps = 0;
  std::size_t judged = 0;
  /// The steps that were not judged, by why: a call that the model's alphabet does not have, or
  /// what came before, after which nobody can say how the pipe stands.
  std::map<std::string, std::size_t> outside;
  std::vector<std::string> disagreements;  ///< A sentence each: cell, step, and what the two say.
};

/// Takes a cell's steps through the model, one after the other, and holds what the scenario allows
/// of each against what the model predicts there. Adds to `into`. Pure.
///
/// What agrees: where a clause or the catalogue says what a step gives, the two sets are equal.
/// Where the scenario only arranges, all that it relies upon is predicted, and no kernel is known
/// to do otherwise. Where the scenario says that nobody knows, the model may know better: its
/// outcomes are among the sane ones. What only one of the two looks at (data, a status) is not
/// compared.
void check_against_model(const scenario& of, const cell& in, const script& steps,
                         cross_check& into);

/// `93498 steps of 9845 cells: 66631 judged …`, and a line for each kind of step that was not.
[[nodiscard]] std::string describe(const cross_check& all);

}  // namespace cnp
