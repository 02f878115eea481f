#include "harness/scenario/scenario.hpp"

#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

constexpr actor server{};
constexpr actor second_thread{.thread = 1};
constexpr actor client{.process = 1};

step by(actor who, call the_call, phase part = phase::whole) {
  return {.who = who, .what = std::move(the_call), .part = part};
}

scenario with_steps(std::vector<step_source> steps) {
  return {.id = "aspect.name", .says = "", .over = {}, .steps = std::move(steps)};
}

std::vector<std::string> labels(const scenario& the_scenario) {
  std::vector<std::string> all;
  for (const step& one : expand(the_scenario, {})) {
    all.push_back(one.label);
  }
  return all;
}

/// What `expand` says against the scenario; empty if it accepts it.
std::string complaint(const scenario& the_scenario) {
  return asserted([&] { return expand(the_scenario, {}); });
}

script by_wait_mode(const cell& the_cell) {
  script steps{by(server, create_pipe{.wait = the_cell.wait})};
  steps.back().proves = {the_cell.wait == wait_mode::blocking ? "b.second" : "a.first"};
  if (the_cell.wait == wait_mode::nonblocking) {
    steps.push_back(by(client, open_pipe{}));
  }
  return steps;
}

TEST(Actor, IsNamedByProcessAndThread) {
  EXPECT_EQ(describe(actor{}), "server");
  EXPECT_EQ(describe(actor{.thread = 1}), "server thread 2");
  EXPECT_EQ(describe(actor{.process = 1}), "client 1");
  EXPECT_EQ(describe(actor{.process = 12, .thread = 3}), "client 12 thread 4");
}

TEST(Scenario, KeyIsIdAndCell) {
  const scenario one{.id = "reuse.stale", .says = "", .over = {.wait = both_waits}};
  EXPECT_EQ(aspect(one), "reuse");
  EXPECT_EQ(key(one, {.wait = wait_mode::nonblocking}), "reuse.stale/nonblocking");
  EXPECT_EQ(key(with_steps({}), {}), "aspect.name/only");
  EXPECT_EQ(aspect({.id = "whole", .says = "", .over = {}}), "whole");
}

TEST(Scenario, CellsAreItsAxesCrossedAndFiltered) {
  scenario one{.id = "a.b", .says = "", .over = {.wait = both_waits, .type = both_types}};
  EXPECT_EQ(cells(one).size(), 4U);
  one.only_if = [](const cell& c) { return c.type == pipe_type::byte; };
  EXPECT_EQ(cells(one).size(), 2U);
}

TEST(Scenario, ExpandsStepsAndFunctionsInOrder) {
  const scenario one = with_steps({step_source{by_wait_mode}, by(server, close_handle{})});
  EXPECT_EQ(expand(one, {}).size(), 2U);
  const script steps = expand(one, {.wait = wait_mode::nonblocking});
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<open_pipe>(steps[1].what));
  EXPECT_TRUE(std::holds_alternative<close_handle>(steps[2].what));
}

TEST(Scenario, TakesCapturingFunctionsToo) {
  const std::function<script(const cell&)> twice = [n = 2](const cell&) {
    return script(static_cast<std::size_t>(n), by(server, query_mode{}));
  };
  EXPECT_EQ(expand(with_steps({twice}), {}).size(), 2U);
}

TEST(Scenario, LabelsStepsByActorAndFunction) {
  const std::vector<std::string> expected{"server.CreateNamedPipe",
                                          "server.ConnectNamedPipe.begin",
                                          "client-1.CreateFile",
                                          "mine",
                                          "server.ConnectNamedPipe.finish",
                                          "server-thread-2.CloseHandle",
                                          "server.ConnectNamedPipe",
                                          "server.ConnectNamedPipe#2"};
  step named = by(client, close_handle{});
  named.label = "mine";
  EXPECT_EQ(
      labels(with_steps({by(server, create_pipe{}), by(server, connect_pipe{}, phase::begin),
                         by(client, open_pipe{}), named, by(server, connect_pipe{}, phase::finish),
                         by(second_thread, close_handle{}), by(server, connect_pipe{}),
                         by(server, connect_pipe{})})),
      expected);
}

TEST(Scenario, RefusesAnEmptyScript) {
  EXPECT_EQ(complaint(with_steps({})),
            "aspect.name/only: the script is empty: some step must stand in every cell");
}

TEST(Scenario, RefusesALabelThatIsUsedTwice) {
  step mine = by(server, query_mode{});
  mine.label = "server.ConnectNamedPipe";
  EXPECT_EQ(complaint(with_steps({mine, by(server, connect_pipe{})})),
            "aspect.name/only: step 2, server: ConnectNamedPipe(h0, NULL): label "
            "server.ConnectNamedPipe is used twice: name one of them otherwise");
}

TEST(Scenario, RefusesAFinishWithoutItsBegin) {
  const auto refused = [](std::vector<step_source> steps) {
    return complaint(with_steps(std::move(steps))).find("without having been begun") !=
           std::string::npos;
  };
  const step begin = by(server, connect_pipe{}, phase::begin);
  const step finish = by(server, connect_pipe{}, phase::finish);
  EXPECT_TRUE(refused({finish}));
  EXPECT_TRUE(refused({finish, begin}));
  EXPECT_TRUE(refused({begin, finish, finish}));
  EXPECT_TRUE(refused({begin, by(second_thread, connect_pipe{}, phase::finish)}));
  EXPECT_TRUE(refused({begin, by(server, close_handle{}, phase::finish)}));
  EXPECT_FALSE(refused({begin, by(second_thread, query_mode{}), finish}));
}

TEST(Scenario, RefusesASecondCallOnAThreadThatHasOneUnderWay) {
  const step begin = by(server, connect_pipe{}, phase::begin);
  EXPECT_TRUE(has(complaint(with_steps({begin, by(server, close_handle{})})), "under way"));
  EXPECT_TRUE(has(complaint(with_steps({begin, begin})), "under way"));
}

TEST(Scenario, ACallWhoseProcessEndedIsFinishedOrForgotten) {
  const step begin = by(client, read_pipe{}, phase::begin);
  const step finish = by(client, read_pipe{}, phase::finish);
  const step kill = by(client, kill_process{});
  const step other{.who = {.process = 1, .thread = 1}, .what = exit_process{}};
  EXPECT_EQ(complaint(with_steps({begin, kill, finish})), "");
  EXPECT_EQ(complaint(with_steps({begin, kill, by(client, open_pipe{})})), "");
  EXPECT_EQ(complaint(with_steps({begin, other, finish})), "");
  EXPECT_NE(complaint(with_steps({begin, kill, finish, finish})), "");
  EXPECT_NE(complaint(with_steps({kill, finish})), "");
}

TEST(Scenario, RefusesActorsThatDoNotExist) {
  EXPECT_NE(complaint(with_steps({by({.process = process_count}, query_mode{})})), "");
  EXPECT_NE(complaint(with_steps({by({.thread = thread_count}, query_mode{})})), "");
}

TEST(Scenario, ClausesAreThoseOfAllItsCellsSorted) {
  scenario one{.id = "a.b",
               .says = "",
               .over = {.wait = both_waits},
               .steps = {step_source{by_wait_mode}, step_source{by_wait_mode}}};
  EXPECT_EQ(clauses(one), (std::vector<std::string>{"a.first", "b.second"}));
  one.over.wait = {wait_mode::nonblocking};
  EXPECT_EQ(clauses(one), std::vector<std::string>{"a.first"});
}

TEST(Scenario, CountsTheProcessesThatAreNeeded) {
  EXPECT_EQ(processes({}), 1);
  EXPECT_EQ(processes({by(server, query_mode{})}), 1);
  EXPECT_EQ(processes({by(client, open_pipe{}), by(server, query_mode{})}), 2);
  EXPECT_EQ(processes({by(client, duplicate_handle{.to_process = 3})}), 4);
}

}  // namespace
}  // namespace cnp
