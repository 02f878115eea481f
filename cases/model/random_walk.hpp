#pragma once

#include "cases/model/state_machine.hpp"
#include "harness/scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// A walk through the model that a seed has chosen: long, and in no order that anybody thought of.
struct random_walk {
  std::uint64_t seed = 0;
  std::size_t length = 0;  ///< As asked for; the path may be shorter.
  /// The scenario of the matrix that walks through the same space: what is recorded for its steps
  /// holds here too.
  std::string_view recorded_as;
  model_space space;
  model_path path;
};

/// Whether a walk ends on this kernel with the step that is so called: what comes behind it is not
/// what the model says. The scenario is that of `random_walk::recorded_as`.
using walk_end = std::function<bool(std::string_view scenario_id, const std::string& label)>;

/// The walk of a seed: kind of handle, space and calls are all drawn from it. Pure, and the same on
/// every machine with such a kernel: calls that it does not have are left out, and those with which
/// the walk ends come last.
[[nodiscard]] random_walk make_random_walk(std::uint64_t seed, std::size_t length,
                                           const std::vector<model_verb>& left_out = {},
                                           const walk_end& ends = {});
/// The seed of the walk that comes after this one. Pure.
[[nodiscard]] std::uint64_t seed_after(std::uint64_t seed);

/// What the walks are called in records, which have their seed in the key.
inline constexpr const char* random_walks_id = "matrix.random-walks";
/// `matrix.random-walks/0x00000000075bcd15-60`.
[[nodiscard]] std::string key_of(const random_walk& walk);
/// A path in the walk's space as a scenario of one cell, `cell_of(what)`. `says` is a sentence.
[[nodiscard]] scenario scenario_of(const random_walk& walk, const model_path& path,
                                   std::string says);
[[nodiscard]] cell cell_of(const random_walk& walk);

}  // namespace cnp
