#pragma once

#include "cases/model/covering_walks.hpp"
#include "harness/scenario/scenario.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace cnp {

/// A path through the model as steps: its calls, each with the outcomes that the model predicts,
/// and what the kernel says of the state after each. Pure; what is no path is a bug.
[[nodiscard]] script steps_of(const model_space& space, const model_path& path);
/// The call of the path, from 0, that each step of `steps_of` belongs to. Pure.
[[nodiscard]] std::vector<std::size_t> calls_of_steps(const model_space& space,
                                                      const model_path& path);
/// The steps of a walk on a graph.
[[nodiscard]] script steps_of(const model_graph& graph, const model_walk& walk);

/// `disconnect@listening`: the call, and the state of the instance that it is made on, or of the
/// client's end (`client-1.writes@closing`) where it matters. The label of the step that the
/// prediction is of.
[[nodiscard]] std::string step_label(const model_state& state, model_action action);
/// The stems of the labels that the steps of the call may have in this state. Pure.
[[nodiscard]] std::set<std::string> step_labels(const model_state& state, model_action action);
/// The stems of the labels of the steps that ask the kernel how the instances stand when the model
/// is in this state. Pure.
[[nodiscard]] std::set<std::string> read_back_labels(const model_state& state);

}  // namespace cnp
