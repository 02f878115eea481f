#include "tools/cnp/commands/report_model.hpp"

#include "cases/model/covering_walks.hpp"
#include "cases/model/matrix.hpp"
#include "cases/model/state_machine.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

namespace cnp {

namespace {

/// `listening`, `connected-nonblocking`: as the label of a step names it.
std::string state_words(const instance_state& state) {
  return std::string{word(state.phase)} +
         (state.phase != instance_phase::absent && state.wait == wait_mode::nonblocking
              ? "-nonblocking"
              : "");
}

/// The instance that an action is about.
std::size_t instance_of(const model_state& before, model_action action, const model_state& after) {
  if (!is_clients(action.verb)) {
    return action.on;
  }
  for (std::size_t at = 0; at != before.instances.size(); ++at) {
    if (state_words(before.instances.at(at)) != state_words(after.instances.at(at))) {
      return at;
    }
  }
  const bool is_second = before.instances.back().client == action.on;
  return is_second ? before.instances.size() - 1 : 0;
}

}  // namespace

std::vector<model_transition> transitions_for_the_page() {
  std::set<model_transition> all;
  for (const scenario& one : matrix_scenarios()) {
    for (const handle_kind handle : both_handles) {
      const model_graph graph = explore(matrix_space(one.id, handle));
      for (const model_edge& edge : graph.edges) {
        const model_state& before = graph.states.at(edge.from);
        const model_state& after = graph.states.at(edge.to);
        const std::size_t at = instance_of(before, edge.action, after);
        const std::optional<prediction> gives = predict(graph.space, before, edge.action);
        all.insert({.from = state_words(before.instances.at(at)),
                    .call = std::string{word(edge.action.verb)},
                    .to = state_words(after.instances.at(at)),
                    .gives = gives ? describe(gives->allowed) : std::string{}});
      }
    }
  }
  return {all.begin(), all.end()};
}

}  // namespace cnp
