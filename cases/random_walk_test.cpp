#include "cases/random_walk.hpp"

#include "cases/matrix.hpp"
#include "cases/walk_script.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cnp {
namespace {

TEST(RandomWalk, IsMadeOfItsSeedAndNothingElse) {
  const random_walk one = make_random_walk(5, 60);
  const random_walk same = make_random_walk(5, 60);
  EXPECT_EQ(one.path, same.path);
  EXPECT_EQ(one.recorded_as, same.recorded_as);
  EXPECT_EQ(key_of(one), "matrix.random-walks/0x0000000000000005-60");
  EXPECT_NE(make_random_walk(seed_after(5), 60).path, one.path);
}

TEST(RandomWalk, ExpandsAndHasOnlyLabelsThatRecordsCanSpeakAbout) {
  std::map<std::string_view, std::set<std::string>> known;
  std::set<std::pair<std::string_view, handle_kind>> met;
  std::uint64_t seed = 1;
  for (int n = 0; n < 200; ++n, seed = seed_after(seed)) {
    const random_walk walk = make_random_walk(seed, 60);
    met.emplace(walk.recorded_as, walk.space.handle);
    std::set<std::string>& labels = known[walk.recorded_as];
    if (labels.empty()) {
      labels = walk_labels(walk.recorded_as);
    }
    const scenario what = scenario_of(walk, walk.path, "A walk.");
    for (const step& one : expand(what, cell_of(walk))) {
      ASSERT_TRUE(labels.contains(std::string(label_stem(one.label))))
          << one.label << " in " << walk.recorded_as;
    }
  }
  EXPECT_EQ(met.size(), 6U) << "a space or a kind of handle is never drawn";
}

TEST(WalkScript, KnowsWhichCallAStepBelongsTo) {
  const model_space space{.handle = handle_kind::overlapped};
  const model_path path{{model_verb::create_blocking, 0},
                        {model_verb::connect_event, 0},
                        {model_verb::client_opens, 1},
                        {model_verb::client_closes, 1}};
  const script steps = steps_of(space, path);
  const auto calls = calls_of_steps(space, path);
  ASSERT_EQ(calls.size(), steps.size());
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const bool begins_a_call = at == 0 || calls[at] != calls[at - 1];
    const std::string& label = steps[at].label;
    const std::size_t name = label.rfind("client-1.", 0) == 0 ? 9 : 0;
    EXPECT_EQ(begins_a_call, label.find('.', name) == std::string::npos) << label;
  }
  EXPECT_EQ(calls.back(), 3U);
}

TEST(WalkScript, NeverTakesThePlaceOfAPendingRequestAgain) {
  const model_space space{.instances = 2, .clients = 2, .handle = handle_kind::overlapped};
  model_path path{{model_verb::create_blocking, 0},
                  {model_verb::create_nonblocking, 1},
                  {model_verb::connect_event, 0}};
  for (int n = 0; n < 3 * request_count; ++n) {
    path.push_back({model_verb::connect_event, 1});
  }
  int taken = 0;
  for (const step& one : steps_of(space, path)) {
    const auto* connects = std::get_if<connect_pipe>(&one.what);
    taken += connects != nullptr && connects->req == 0 ? 1 : 0;
  }
  EXPECT_EQ(taken, 1);
}

}  // namespace
}  // namespace cnp
