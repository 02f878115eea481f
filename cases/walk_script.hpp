#pragma once

#include "harness/model_walks.hpp"
#include "harness/scenario.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace cnp {

/// A walk as steps: its calls, each with the outcomes that the model predicts, and what the kernel
/// says of the state after each.
struct walk_script {
  script steps;
  std::vector<std::size_t> call_of;  ///< By step: the place in the walk of the call it belongs to.
};

/// Turns a walk on this graph into steps. Pure.
[[nodiscard]] walk_script steps_of(const model_graph& graph, const model_walk& walk);

/// `disconnect@listening`: the call, and the state of the instance that it is made on. The label of
/// the step that the prediction is of.
[[nodiscard]] std::string step_label(const model_state& state, model_action action);
/// The stems of the labels that the steps of the call may have in this state. Pure.
[[nodiscard]] std::set<std::string> step_labels(const model_state& state, model_action action);

}  // namespace cnp
