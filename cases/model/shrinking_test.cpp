// Shrinking, on kernels that are functions: what the shortest failing path is, is known.

#include "cases/model/shrinking.hpp"

#include "cases/model/random_paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

constexpr model_space shrink_space{.clients = 2};

constexpr model_action creates{model_verb::create_blocking, 0};
constexpr model_action first_opens{model_verb::client_opens, 1};
constexpr model_action server_connects{model_verb::connect_null, 0};
constexpr model_action server_disconnects{model_verb::disconnect, 0};

path_difference wrong(std::string step, std::size_t at) {
  return {.step = std::move(step), .seen = zero(error::bad_pipe), .at = at};
}

/// A kernel whose ConnectNamedPipe is wrong once the instance has been disconnected twice.
std::optional<path_difference> wears_out(const model_path& path) {
  int times = 0;
  model_state state;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at].verb == model_verb::create_blocking ||
        path[at].verb == model_verb::create_nonblocking) {
      times = 0;
    }
    const auto found = predict(shrink_space, state, path[at]);
    if (path[at].verb == model_verb::disconnect &&
        found->allowed == std::vector<outcome>{nonzero()}) {
      ++times;
    }
    if (path[at].verb == model_verb::connect_null && times >= 2) {
      return wrong("connect", at);
    }
    state = found->next;
  }
  return std::nullopt;
}

/// A kernel that is wrong where a client is connected, however that came.
std::optional<path_difference> dislikes_clients(const model_path& path) {
  model_path so_far;
  for (std::size_t at = 0; at < path.size(); ++at) {
    so_far.push_back(path[at]);
    const model_state state = *state_after(shrink_space, so_far);
    if (path[at].verb == model_verb::connect_null &&
        state.instances[0].phase == instance_phase::connected) {
      return wrong("connect@connected", at);
    }
  }
  return std::nullopt;
}

/// A long random path on which the kernel is wrong; it is found by its seed.
model_path failing_path(const path_trial& kernel, std::size_t at_least) {
  for (std::uint64_t seed = 1; seed < 1000; ++seed) {
    splitmix64 numbers(seed);
    model_path path = random_path(shrink_space, numbers, 60);
    const auto seen = kernel(path);
    if (seen && seen->at >= at_least) {
      return path;
    }
  }
  ADD_FAILURE() << "no seed leads to a path that fails late";
  return {};
}

TEST(Shrink, FindsTheShortestPathToAStateThatFails) {
  const model_path path = failing_path(dislikes_clients, 20);
  const shrunk_path found = shrink(shrink_space, path, *dislikes_clients(path), dislikes_clients);
  EXPECT_TRUE(found.is_minimal);
  ASSERT_EQ(found.path.size(), 3U);
  EXPECT_EQ(found.path[2], server_connects);
  EXPECT_EQ(found.path[1].verb, model_verb::client_opens);
  EXPECT_LT(found.executions, 20U);
}

TEST(Shrink, KeepsAHistoryThatTheModelDoesNotKnow) {
  // create, disconnect, connect, disconnect, connect: no client is needed for it.
  const model_path path = failing_path(wears_out, 30);
  const shrunk_path found = shrink(shrink_space, path, *wears_out(path), wears_out);
  EXPECT_TRUE(found.shows_again);
  EXPECT_TRUE(found.is_minimal);
  EXPECT_EQ(found.path.size(), 5U);
  EXPECT_EQ(std::ranges::count(found.path, model_verb::disconnect, &model_action::verb), 2);
  EXPECT_EQ(found.shows.at, 4U);
  EXPECT_TRUE(state_after(shrink_space, found.path));
}

TEST(Shrink, GoesStraightWhereThePathMakesADetour) {
  // Many a call can be left out, and where the first three lead one leads too.
  const model_path path{{model_verb::create_nonblocking, 0},
                        first_opens,
                        {model_verb::to_blocking, 0},
                        server_disconnects,
                        {model_verb::client_closes, 1},
                        server_connects,
                        first_opens,
                        server_disconnects,
                        server_connects};
  ASSERT_TRUE(wears_out(path));
  const shrunk_path found = shrink(shrink_space, path, *wears_out(path), wears_out);
  EXPECT_EQ(found.path.size(), 5U);
  EXPECT_TRUE(found.is_minimal);
}

TEST(Shrink, TakesNoOtherDifferenceForTheSame) {
  // Every path without `disconnect` fails too, but in another way and at once.
  const path_trial kernel = [](const model_path& path) -> std::optional<path_difference> {
    if (std::ranges::find(path, server_disconnects) == path.end()) {
      return wrong("create", 0);
    }
    return path.back() == server_connects ? std::optional(wrong("connect", path.size() - 1))
                                          : std::nullopt;
  };
  const model_path path{creates, first_opens, server_connects, server_disconnects, server_connects};
  const shrunk_path found = shrink(shrink_space, path, wrong("connect", 4), kernel);
  EXPECT_EQ(found.path, (model_path{creates, server_disconnects, server_connects}));
  EXPECT_TRUE(found.is_minimal);
  // The same step with another outcome is another difference.
  path_difference other = wrong("connect", 4);
  other.seen = nonzero();
  EXPECT_FALSE(shrink(shrink_space, path, other, kernel).shows_again);
}

TEST(Shrink, PerformsPathsOnlyAndEachOnce) {
  std::set<model_path> performed;
  const path_trial kernel = [&performed](const model_path& path) {
    EXPECT_TRUE(state_after(shrink_space, path));
    EXPECT_TRUE(performed.insert(path).second);
    return wears_out(path);
  };
  const model_path path = failing_path(wears_out, 30);
  const shrunk_path found = shrink(shrink_space, path, *wears_out(path), kernel);
  EXPECT_EQ(found.executions, performed.size());
}

TEST(Shrink, SaysWhenItWasNotSeenAgain) {
  const shrunk_path found = shrink(shrink_space, {creates, first_opens}, wrong("client-1.opens", 1),
                                   [](const model_path&) { return std::nullopt; });
  EXPECT_FALSE(found.shows_again);
  EXPECT_FALSE(found.is_minimal);
  EXPECT_EQ(found.path.size(), 2U);
  EXPECT_EQ(found.executions, 1U);
}

TEST(Shrink, EndsAtItsLimitsWithTheBestThatItHas) {
  const model_path path = failing_path(wears_out, 30);
  const shrunk_path few =
      shrink(shrink_space, path, *wears_out(path), wears_out, {.executions = 5});
  EXPECT_EQ(few.executions, 5U);
  EXPECT_TRUE(few.shows_again);
  EXPECT_FALSE(few.is_minimal);
  EXPECT_TRUE(wears_out(few.path));
  int left = 3;
  const shrunk_path brief = shrink(shrink_space, path, *wears_out(path), wears_out,
                                   {.goes_on = [&left] { return left-- > 0; }});
  EXPECT_EQ(brief.executions, 3U);
  EXPECT_FALSE(brief.is_minimal);
}

TEST(ShortestPath, LeadsToEveryStateThatCanBeReached) {
  const model_path there{creates, first_opens, server_disconnects};
  const auto path_to = [](const model_state& to) {
    return shortest_path(shrink_space, {}, [&to](const model_state& state) { return state == to; });
  };
  EXPECT_EQ(path_to(*state_after(shrink_space, there)), there);
  EXPECT_EQ(path_to({}), model_path{});
  model_state impossible;
  impossible.clients[0] = client_phase::connected;
  EXPECT_FALSE(path_to(impossible));
}

}  // namespace
}  // namespace cnp
