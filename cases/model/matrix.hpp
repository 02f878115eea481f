#pragma once

#include "cases/model/covering_walks.hpp"
#include "harness/scenario/scenario.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// The walks of one scenario of the matrix on one kind of handle.
struct walk_plan {
  std::size_t order = 1;  ///< 1: every transition, 2: every pair of them, 3: every triple.
  model_graph graph;
  std::vector<model_walk> walks;
};

/// The scenarios of the aspect `matrix`.
[[nodiscard]] std::vector<scenario> matrix_scenarios();

/// The plan of a scenario of the matrix (`matrix.pairs`). Made when it is asked for first; the same
/// on every machine. For one thread.
[[nodiscard]] const walk_plan& matrix_plan(std::string_view scenario, handle_kind handle);

/// What a scenario of the matrix is walked in. Pure.
[[nodiscard]] model_space matrix_space(std::string_view scenario, handle_kind handle);

/// The stems of the labels that the steps of a scenario's walks may have; empty if the matrix has
/// no such scenario. Pure, and much cheaper than its walks.
[[nodiscard]] std::set<std::string> walk_labels(std::string_view scenario);

/// The steps of one walk: its calls, each with the outcomes that the model predicts, and what the
/// kernel says of the state after each. Pure.
[[nodiscard]] script script_of_walk(const walk_plan& plan, std::size_t walk);

}  // namespace cnp
