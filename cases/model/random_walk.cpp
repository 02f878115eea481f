#include "cases/model/random_walk.hpp"

#include "cases/model/matrix.hpp"
#include "cases/model/path_compiler.hpp"
#include "cases/model/random_paths.hpp"

#include <utility>

namespace cnp {

namespace {

/// Which space a walk is in: mostly those with the most states. A client that is killed has to be
/// started anew, which takes longer than everything else.
std::string_view draw_space(splitmix64& numbers) {
  const std::uint32_t drawn = numbers.below(8);
  return drawn == 0   ? "matrix.killed-client"
         : drawn == 1 ? "matrix.waiting-client"
         : drawn < 5  ? "matrix.transitions"
                      : "matrix.two-instances";
}

}  // namespace

random_walk make_random_walk(std::uint64_t seed, std::size_t length,
                             const std::vector<model_verb>& left_out, const walk_end& ends) {
  splitmix64 numbers(seed);
  random_walk made{.seed = seed, .length = length, .recorded_as = draw_space(numbers)};
  made.space = matrix_space(made.recorded_as, numbers.below(2) == 0 ? handle_kind::synchronous
                                                                    : handle_kind::overlapped);
  const auto ends_here = [&](const model_state& state, model_action action) {
    return ends && ends(made.recorded_as, step_label(state, action));
  };
  made.path = random_path(made.space, numbers, length, left_out, ends_here);
  return made;
}

std::uint64_t seed_after(std::uint64_t seed) {
  return splitmix64(seed).next();
}

std::string key_of(const random_walk& walk) {
  return std::string(random_walks_id) + '/' + seed_text(walk.seed) + '-' +
         std::to_string(walk.length);
}

scenario scenario_of(const random_walk& walk, const model_path& path, std::string says) {
  return {.id = random_walks_id,
          .says = std::move(says),
          .over = {.handle = {walk.space.handle}},
          .steps = {[steps = steps_of(walk.space, path)](const cell&) { return steps; }}};
}

cell cell_of(const random_walk& walk) {
  return {.handle = walk.space.handle};
}

}  // namespace cnp
