#pragma once

#include "harness/scenario/registry.hpp"
#include "harness/scenario/scenario.hpp"
#include "reports/text/text_style.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

/// A scenario that is evidence for a clause, or that was asked for.
struct explained_scenario {
  std::string id;
  std::string says;
  std::size_t cells = 0;
  // What follows is empty where the scenario is only named.
  std::vector<std::string> clauses = {};
  /// The axes that it runs over, each with its values.
  std::vector<std::pair<std::string, std::vector<std::string>>> axes = {};
  std::string left_out = {};  ///< Why combinations of them are left out; may be empty.
  std::string cell = {};      ///< The key of the cell whose steps follow.
  script steps = {};
};

/// All that is known about an id: that of a clause, of a scenario, or of both, a cell's key, or
/// that of a recorded deviation, a line of the catalogue or a seeded defect.
struct explanation {
  std::string id;
  /// What kind of thing it is, if neither a sentence nor a scenario, and what is said about it.
  std::string kind = {};
  std::string says = {};
  std::optional<clause> sentence;  ///< Of the page.
  std::optional<explained_scenario> scenario;
  std::vector<explained_scenario> evidence;  ///< The scenarios that prove it, or are concerned.
  deviations recorded;                       ///< What kernels do otherwise there.
  std::vector<catalogue_line> catalogue;     ///< What kernels are known to do beyond the page.
  std::vector<std::string> commands;         ///< What runs it.
};

/// For people at a terminal. Ends with a newline.
[[nodiscard]] std::string explanation_text(const explanation& found, const text_style& how);
/// For programs: one JSON object with the members of `explanation`; absent ones are left out.
[[nodiscard]] std::string explanation_json(const explanation& found);

}  // namespace cnp
