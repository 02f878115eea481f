#pragma once

#include "cases/model/state_machine.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cnp {

/// A step from one state to the next.
struct model_edge {
  std::uint32_t from = 0;  ///< Index of a state.
  model_action action;
  std::uint32_t to = 0;    ///< Index of a state.
  bool contested = false;  ///< As `prediction::contested`.
};

/// Every state that can be reached from nothing, and every action in each.
struct model_graph {
  model_space space;
  std::vector<model_state> states;              ///< In breadth-first order; the first is nothing.
  std::vector<model_edge> edges;                ///< Grouped by `from`.
  std::vector<std::vector<std::uint32_t>> out;  ///< By state: indices of edges.
};

/// Breadth-first search from nothing. Pure.
[[nodiscard]] model_graph explore(const model_space& space);

/// A walk: indices of edges, each beginning where the one before it ends. It begins with nothing.
using model_walk = std::vector<std::uint32_t>;

/// The actions of a walk. Pure.
[[nodiscard]] model_path path_of(const model_graph& graph, const model_walk& walk);

/// How many sequences of `order` consecutive edges there are.
[[nodiscard]] std::size_t count_sequences(const model_graph& graph, std::size_t order);
/// Walks of up to `longest` edges that together have every sequence of `order` consecutive edges
/// (1: every edge, 2: every pair, 3: every triple), in few edges: pieces of a shortest tour. What
/// is contested comes after all that can be had without it, so a kernel that does otherwise there
/// still goes through everything else. Of single edges a walk ends with the first that is
/// contested, so that each is seen on such a kernel too; for pairs and triples that would be too
/// many walks. Pure, the same for the same graph on every machine.
[[nodiscard]] std::vector<model_walk> covering_walks(const model_graph& graph, std::size_t order,
                                                     std::size_t longest);
/// The different sequences of `order` consecutive edges in these walks.
[[nodiscard]] std::size_t count_covered(const std::vector<model_walk>& walks, std::size_t order);

}  // namespace cnp
