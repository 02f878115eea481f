// Every curated scenario goes through the model: what the one allows, the other predicts.

#include "cases/model/cross_check.hpp"

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

/// Fewer would mean that the check passes over what it judged once.
constexpr std::size_t judged_at_least = 69'000;

TEST(CrossCheck, ScenariosAndTheModelSayTheSame) {
  cross_check all;
  for (const scenario& the_scenario : all_scenarios()) {
    if (aspect(the_scenario) == "matrix") {
      continue;  // Made from the model.
    }
    for (const cell& the_cell : cells(the_scenario)) {
      check_against_model(the_scenario, the_cell, expand(the_scenario, the_cell), all);
    }
  }
  std::printf("%s", describe(all).c_str());
  EXPECT_GE(all.judged, judged_at_least);
  std::size_t outside = 0;
  for (const auto& [why, count] : all.outside) {
    outside += count;
  }
  EXPECT_EQ(all.judged + outside, all.steps) << "a step was neither judged nor passed over";
  for (std::size_t at = 0; at < all.disagreements.size() && at < 20; ++at) {
    ADD_FAILURE() << all.disagreements[at];
  }
  EXPECT_EQ(all.disagreements.size(), 0U);
}

/// What the model says of a scenario in its one cell.
cross_check checked(const std::vector<step_source>& steps) {
  const scenario the_scenario{.id = "seeded.defect", .says = "Nothing.", .steps = steps};
  cross_check all;
  check_against_model(the_scenario, {}, expand(the_scenario, {}), all);
  return all;
}

std::string only_disagreement(const cross_check& all) {
  return all.disagreements.size() == 1 ? all.disagreements.front() : describe(all);
}

TEST(CrossCheck, AScenarioThatExpectsSomethingElseIsFound) {
  EXPECT_EQ(only_disagreement(
                checked({server(create_pipe{}), client(1, open_pipe{}),
                         server(connect_pipe{}).gives(nonzero()).proves("return.client-first")})),
            "seeded.defect/only, step 3 (server.ConnectNamedPipe): the scenario (documented) "
            "allows nonzero; the model (documented) predicts 0/ERROR_PIPE_CONNECTED (535) in the "
            "state: first: connected blocking client-1");
}

TEST(CrossCheck, AScenarioThatAllowsMoreOrLessThanTheModelIsFound) {
  const auto with = [](std::vector<outcome> allowed) {
    return checked(
               {server(create_pipe{.wait = wait_mode::nonblocking}),
                server(connect_pipe{}).gives(std::move(allowed)).proves("nonblocking.listening")})
        .disagreements.size();
  };
  EXPECT_EQ(with({zero(error::pipe_listening)}), 0U);
  EXPECT_EQ(with({zero(error::pipe_listening), nonzero()}), 1U);
  const auto sanely = [](std::vector<outcome> sane) {
    return checked({server(create_pipe{}), server(disconnect_pipe{}).sanely(std::move(sane))})
        .disagreements.size();
  };
  EXPECT_EQ(sanely({nonzero(), zero(error::pipe_listening)}), 0U);
  EXPECT_EQ(sanely({zero(error::pipe_listening)}), 1U) << "the model knows better";
}

TEST(CrossCheck, AScenarioThatReliesOnWhatIsContestedIsFound) {
  EXPECT_EQ(checked({server(create_pipe{}), server(disconnect_pipe{})}).disagreements.size(), 1U);
}

TEST(CrossCheck, WhatABlockedCallGivesInTheEndIsJudged) {
  const auto ends = [](const outcome& gives) {
    return checked({server(create_pipe{}), server(connect_pipe{}).on(second_thread).begins(),
                    client(1, open_pipe{}),
                    server(connect_pipe{})
                        .on(second_thread)
                        .finishes()
                        .gives(gives)
                        .proves("sync.success-is-nonzero")});
  };
  EXPECT_EQ(ends(nonzero()).disagreements.size(), 0U);
  EXPECT_EQ(ends(nonzero()).judged, 4U);
  EXPECT_EQ(ends(zero(error::pipe_connected)).disagreements.size(), 1U);
}

TEST(CrossCheck, WhatAClientIsToldOfAnEndThatIsGoneIsJudged) {
  const auto writes = [](error told) {
    return checked({server(create_pipe{}), client(1, open_pipe{}), server(disconnect_pipe{}),
                    client(1, write_pipe{.handle = 0, .text = "?"}).gives(zero(told)).catalogue(15),
                    client(1, read_pipe{.handle = 0}).gives(zero(told)).catalogue(15)});
  };
  EXPECT_EQ(writes(error::pipe_not_connected).judged, 5U);
  EXPECT_EQ(writes(error::pipe_not_connected).disagreements.size(), 0U);
  EXPECT_EQ(writes(error::no_data).disagreements.size(), 2U);
}

TEST(CrossCheck, WhatAWaitGivesInTheEndIsJudged) {
  const auto ends = [](const outcome& gives) {
    return checked({server(create_pipe{.max_instances = 2}), client(1, open_pipe{}),
                    client(2, wait_pipe{}).begins(),
                    server(create_pipe{.pipe = 1, .max_instances = 2}),
                    client(2, wait_pipe{}).finishes().gives(gives).catalogue(65)});
  };
  EXPECT_EQ(ends(nonzero()).judged, 5U);
  EXPECT_EQ(ends(nonzero()).disagreements.size(), 0U);
  EXPECT_EQ(ends(zero(error::sem_timeout)).disagreements.size(), 1U);
}

TEST(CrossCheck, WhatCannotBeJudgedIsNamedAndCounted) {
  const cross_check all =
      checked({server(create_pipe{}), client(1, probe_name{}), server(query_version{}),
               server(connect_pipe{}).gives(zero(error::no_data)).catalogue(68)});
  EXPECT_EQ(all.judged, 1U);
  EXPECT_EQ(describe(all), "4 steps of 1 cells: 1 judged, 0 disagreements; not judged:\n"
                           "  2  (after) GetFileAttributes\n"
                           "  1  GetFileAttributes\n");
}

}  // namespace
}  // namespace cnp
