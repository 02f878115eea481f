// The model against the kernel: every state that can be reached, every call in it, and every order
// of two and three calls, on walks that go through all of them.

#include "cases/model/matrix.hpp"

#include "cases/model/path_compiler.hpp"
#include "harness/support/assertion.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace cnp {

namespace {

/// Long enough that few walks have to begin anew, short enough to be read in a report.
constexpr std::size_t longest_walk = 120;

/// What a scenario of the matrix walks through.
struct walk_order {
  std::string_view id;
  std::string_view says;
  model_space space;
  std::size_t order;
};

constexpr auto walk_orders = std::to_array<walk_order>({
    {"matrix.transitions",
     "One instance and two clients: every call in every state that can be reached.",
     {.instances = 1, .clients = 2},
     1},
    {"matrix.killed-client",
     "One instance whose client is killed in every state that can be reached, in WaitNamedPipe "
     "too, and every call after that.",
     {.instances = 1, .clients = 1, .kills = true, .waits = true},
     1},
    {"matrix.pairs",
     "One instance, its client, and another that only opens, waits and closes: every two "
     "consecutive calls.",
     {.instances = 1, .clients = 2, .bystander = true},
     2},
    {"matrix.triples",
     "One instance and its client: every three consecutive calls.",
     {.instances = 1, .clients = 1},
     3},
    {"matrix.two-instances",
     "Two instances of one name and two clients: every call by which instances have to do with "
     "each other, in every state that can be reached.",
     {.instances = 2, .clients = 2, .calls = alphabet::brief},
     1},
    {"matrix.waiting-client",
     "Two instances of one name and two clients that wait in WaitNamedPipe while none listens: "
     "every call that begins or ends a wait, or comes between, in every state that can be reached.",
     {.instances = 2, .clients = 2, .waits = true, .calls = alphabet::least},
     1},
    {"matrix.waiting-pairs",
     "One instance and two clients that wait in WaitNamedPipe while it does not listen: every two "
     "consecutive calls.",
     {.instances = 1, .clients = 2, .waits = true, .calls = alphabet::least},
     2},
});

model_space space_of(const walk_order& the_walk_order, handle_kind handle) {
  model_space space = the_walk_order.space;
  space.handle = handle;
  return space;
}

const walk_order& order_of(std::string_view id) {
  return *std::ranges::find(walk_orders, id, &walk_order::id);
}

scenario as_scenario(const walk_order& the_walk_order) {
  return {
      .id = std::string(the_walk_order.id),
      .says = std::string(the_walk_order.says),
      .over = {.handle = both_handles, .walk = all_walks()},
      .only_if =
          [&the_walk_order](const cell& the_cell) {
            return static_cast<std::size_t>(the_cell.walk) <
                   matrix_plan(the_walk_order.id, the_cell.handle).walks.size();
          },
      .because = "There are as many walks as it takes.",
      .steps = {[&the_walk_order](const cell& the_cell) {
        return script_of_walk(matrix_plan(the_walk_order.id, the_cell.handle),
                              static_cast<std::size_t>(the_cell.walk));
      }},
  };
}

}  // namespace

const walk_plan& matrix_plan(std::string_view scenario, handle_kind handle) {
  static std::map<std::pair<std::string_view, handle_kind>, walk_plan> made;
  const walk_order& the_walk_order = order_of(scenario);
  const auto [place, is_new] = made.try_emplace({the_walk_order.id, handle});
  walk_plan& plan = place->second;
  if (is_new) {
    plan.order = the_walk_order.order;
    plan.graph = explore(space_of(the_walk_order, handle));
    plan.walks = covering_walks(plan.graph, the_walk_order.order, longest_walk);
    CNP_ASSERT(plan.walks.size() <= most_walks,
               std::string(the_walk_order.id) + " takes more walks than walks have numbers");
  }
  return plan;
}

model_space matrix_space(std::string_view scenario, handle_kind handle) {
  return space_of(order_of(scenario), handle);
}

std::set<std::string> walk_labels(std::string_view scenario) {
  const auto the_order = std::ranges::find(walk_orders, scenario, &walk_order::id);
  std::set<std::string> labels;
  if (the_order == walk_orders.end()) {
    return labels;
  }
  for (const handle_kind handle : both_handles) {
    const model_graph graph = explore(space_of(*the_order, handle));
    for (const model_edge& edge : graph.edges) {
      labels.merge(step_labels(graph.states.at(edge.from), edge.action));
    }
    for (const model_state& state : graph.states) {
      labels.merge(read_back_labels(state));
    }
  }
  return labels;
}

script script_of_walk(const walk_plan& plan, std::size_t walk) {
  return steps_of(plan.graph, plan.walks.at(walk));
}

std::vector<scenario> matrix_scenarios() {
  std::vector<scenario> all;
  all.reserve(walk_orders.size());
  for (const walk_order& the_walk_order : walk_orders) {
    all.push_back(as_scenario(the_walk_order));
  }
  return all;
}

}  // namespace cnp
