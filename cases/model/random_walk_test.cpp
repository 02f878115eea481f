#include "cases/model/random_walk.hpp"

#include "cases/model/matrix.hpp"
#include "cases/model/path_compiler.hpp"

#include <gtest/gtest.h>

#include <iterator>
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
    const scenario the_scenario = scenario_of(walk, walk.path, "A walk.");
    for (const step& one : expand(the_scenario, cell_of(walk))) {
      ASSERT_TRUE(labels.contains(std::string(label_stem(one.label))))
          << one.label << " in " << walk.recorded_as;
    }
  }
  EXPECT_EQ(met.size(), 8U) << "a space or a kind of handle is never drawn";
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
    const bool asks = label.rfind("read-back@", 0) == 0;
    EXPECT_EQ(begins_a_call, !asks && label.find('.', name) == std::string::npos) << label;
  }
  EXPECT_EQ(calls.back(), 3U);
}

/// The steps of a walk that ask the kernel how an instance stands.
script questions(const model_space& space, const model_path& path) {
  script asked;
  for (const step& one : steps_of(space, path)) {
    if (std::holds_alternative<read_back>(one.what)) {
      asked.push_back(one);
    }
  }
  return asked;
}

TEST(WalkScript, AsksTheKernelHowItStandsAfterEachCall) {
  const script asked = questions({.clients = 1}, {{model_verb::create_blocking, 0},
                                                  {model_verb::client_opens, 1},
                                                  {model_verb::client_writes, 1},
                                                  {model_verb::client_closes, 1},
                                                  {model_verb::to_nonblocking, 0},
                                                  {model_verb::disconnect, 0},
                                                  {model_verb::close_server, 0}});
  const std::string end = ", 1 of 1 instances; server end, messages, at most 1\"";
  const std::pair<std::string, std::string> expected[] = {
      {"read-back@listening", "nonzero, 0 bytes, mode 2, data \"listening" + end},
      {"read-back@connected", "nonzero, 0 bytes, mode 2, data \"connected" + end},
      {"read-back@connected-unread", "nonzero, 8 bytes, mode 2, data \"connected" + end},
      {"read-back@closing-unread", "nonzero, 8 bytes, mode 2, data \"closing" + end},
      {"read-back@closing-nonblocking-unread", "nonzero, 8 bytes, mode 3, data \"closing" + end},
      {"read-back@disconnected-nonblocking", "nonzero, 0 bytes, mode 3, data \"disconnected" + end},
  };
  ASSERT_EQ(asked.size(), std::size(expected)) << "a closed instance cannot be asked";
  for (std::size_t at = 0; at < asked.size(); ++at) {
    EXPECT_EQ(asked[at].label, expected[at].first);
    EXPECT_EQ(describe(asked[at].allowed.front()), expected[at].second);
  }
}

TEST(WalkScript, CountsInstancesWhereThereAreSeveral) {
  const script asked = questions(
      {.instances = 2}, {{model_verb::create_blocking, 0}, {model_verb::create_nonblocking, 1}});
  ASSERT_EQ(asked.size(), 3U);
  const auto data = [&asked](std::size_t at) {
    return asked[at].allowed.front().data.value_or("");
  };
  EXPECT_EQ(data(0), "listening, 1 of 2 instances; server end, messages, at most 2");
  EXPECT_EQ(data(1), "listening, 2 of 2 instances; server end, messages, at most 2");
  EXPECT_EQ(data(2), data(1));
  EXPECT_EQ(asked[2].label, "second.read-back@listening-nonblocking");
}

TEST(WalkScript, DoesNotCountAClosedInstanceWhoseClientIsLeft) {
  const script asked = questions({.instances = 2, .clients = 1}, {{model_verb::create_blocking, 0},
                                                                  {model_verb::create_blocking, 1},
                                                                  {model_verb::client_opens, 1},
                                                                  {model_verb::close_server, 0},
                                                                  {model_verb::client_closes, 1}});
  ASSERT_GE(asked.size(), 2U);
  const auto counts = [](const step& one) {
    std::string text;
    for (const outcome& each : one.allowed) {
      text += each.data.value_or("").substr(0, 17) + '|';
    }
    return text;
  };
  EXPECT_EQ(counts(asked[asked.size() - 2]), "listening, 1 of 2|state not told; s|");
  EXPECT_EQ(counts(asked.back()), "listening, 1 of 2|state not told; s|");
}

TEST(WalkScript, NamesTheCallsThatAreAMatterOfTheirOwn) {
  const model_space space{.clients = 1};
  const model_path path{{model_verb::create_blocking, 0},
                        {model_verb::client_opens, 1},
                        {model_verb::close_server, 0}};
  EXPECT_EQ(step_label(*state_after(space, path), {model_verb::create_blocking, 0}),
            "create-blocking@absent-client-left");
  EXPECT_EQ(step_label(*state_after(space, path), {model_verb::client_writes, 1}),
            "client-1.writes@closing");
  EXPECT_EQ(step_label(*state_after(space, {{model_verb::create_blocking, 0},
                                            {model_verb::client_opens, 1},
                                            {model_verb::disconnect, 0}}),
                       {model_verb::client_reads, 1}),
            "client-1.reads@disconnected");
}

/// What becomes of the clients' calls of WaitNamedPipe: who begins or ends one, in which step.
std::vector<std::string> waits_in(const model_space& space, const model_path& path) {
  std::vector<std::string> waits;
  for (const step& one : steps_of(space, path)) {
    if (std::holds_alternative<wait_pipe>(one.what)) {
      waits.push_back(std::to_string(one.who.process) +
                      (one.part == phase::begin ? " begins, " : " ends, ") + one.label + ": " +
                      describe(one.allowed));
    }
  }
  return waits;
}

TEST(WalkScript, FinishesTheWaitsThatACallEnds) {
  const model_space space{.clients = 2, .waits = true};
  model_path path{{model_verb::create_blocking, 0},
                  {model_verb::client_opens, 1},
                  {model_verb::disconnect, 0},
                  {model_verb::client_closes, 1},
                  {model_verb::client_begins_to_wait, 1},
                  {model_verb::client_begins_to_wait, 2},
                  {model_verb::connect_null, 0}};
  std::vector<std::string> expected{
      "1 begins, client-1.begins-to-wait: under way",
      "2 begins, client-2.begins-to-wait: under way",
      "1 ends, connect-null@disconnected.wait-returns: nonzero",
      "2 ends, connect-null@disconnected.wait-returns~2: nonzero",
  };
  EXPECT_EQ(waits_in(space, path), expected);
  path.back() = {model_verb::close_server, 0};
  expected[2] = "1 ends, close@disconnected.wait-returns: 0/ERROR_FILE_NOT_FOUND (2)";
  expected[3] = "2 ends, close@disconnected.wait-returns~2: 0/ERROR_FILE_NOT_FOUND (2)";
  EXPECT_EQ(waits_in(space, path), expected);
}

TEST(WalkScript, DoesNotAskWhileAConnectBlocks) {
  EXPECT_EQ(questions({}, {{model_verb::create_blocking, 0}, {model_verb::connect_null, 0}}).size(),
            1U);
}

TEST(WalkScript, HoldsWhatTheKernelSaysAgainstTheModel) {
  const script asked = questions({}, {{model_verb::create_blocking, 0}});
  ASSERT_EQ(asked.size(), 1U);
  outcome seen = asked.front().allowed.front();
  EXPECT_TRUE(matches_any(seen, asked.front().allowed));
  seen.data = "connected, 1 of 1 instances; server end, messages, at most 1";
  EXPECT_FALSE(matches_any(seen, asked.front().allowed)) << "another state";
  seen.data = "state not told; server end, messages, at most 1";
  seen.bytes.reset();
  EXPECT_TRUE(matches_any(seen, asked.front().allowed)) << "the kernel does not have the question";
  seen.mode = 3;
  EXPECT_FALSE(matches_any(seen, asked.front().allowed)) << "it has the other one";
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
