#include "reports/run/record.hpp"

#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace cnp {
namespace {

[[nodiscard]] scenario stale() {
  return {.id = "reuse.stale",
          .says = "",
          .over = {.handle = both_handles, .type = both_types},
          .steps = {test::create_step(), test::connect_step()}};
}

TEST(Record, HasEverythingThatWasSeen) {
  const scenario the_scenario = stale();
  const script steps = expand(the_scenario, cell{});
  execution performed;
  performed.seen = {test::saw(nonzero()), test::saw(zero(error::pipe_listening))};
  performed.seen[0].took = std::chrono::microseconds{30};
  performed.seen[1] = {.seen = performed.seen[1].seen,
                       .ticket_before = 7,
                       .ticket_after = 8,
                       .took = std::chrono::nanoseconds{1500},
                       .remark = "ended"};
  performed.how = ending::stopped;
  performed.clients_replaced = 2;
  const deviations recorded{test::stale_deviation()};  // What is judged refers to it.
  const cell_judgement judged =
      judge(steps, performed, the_scenario.id, cell{}, test::wine(), recorded, {});
  const cell_record made = make_record(the_scenario, cell{}, steps, performed, judged);
  ASSERT_EQ(made.steps.size(), 2U);
  const cell_record expected{
      .scenario = "reuse.stale",
      .key = key(the_scenario, cell{}),
      .aspect = "reuse",
      .axes = {{"handle", "synchronous"}, {"type", "byte"}},
      .is = verdict::deviates,
      .why = judged.why,
      .clauses = {{"clause.one", verdict::deviates}},
      .script_steps = 2,
      .steps = {made.steps[0],
                {.label = "server.ConnectNamedPipe",
                 .actor = "server",
                 .call = describe(test::connect_step().what),
                 .allowed = "0/ERROR_NO_DATA (232)",
                 .seen = "0/ERROR_PIPE_LISTENING (536)",
                 .result = zero(error::pipe_listening),
                 .known = grade::documented,
                 .proves = {"clause.one"},
                 .ticket_before = 7,
                 .ticket_after = 8,
                 .microseconds = 1.5,
                 .remark = "ended",
                 .is = verdict::deviates,
                 .recorded = deviation_record{"wine.stale", "0/ERROR_PIPE_CONNECTED (535)",
                                              "It does not notice the close.",
                                              "reports/kernels/wine.json:12-25"},
                 .why = made.steps[1].why}},
      .microseconds = 31.5,
      .clients_replaced = 2};
  EXPECT_EQ(made, expected) << to_line(made) << "\nand not\n" << to_line(expected);
}

TEST(Record, TakesTheDurationThatIsGiven) {
  const scenario the_scenario = stale();
  const cell_record made = make_record(the_scenario, cell{}, expand(the_scenario, cell{}), {}, {},
                                       std::chrono::milliseconds{2});
  EXPECT_DOUBLE_EQ(made.microseconds, 2000);
  EXPECT_TRUE(made.steps.empty());
}

TEST(Record, NamesExactlyTheAxesThatTheScenarioRunsOver) {
  const std::vector<std::function<void(axes&)>> name_one{
      [](axes& over) { over.handle = both_handles; },
      [](axes& over) { over.wait = both_waits; },
      [](axes& over) { over.origin = both_origins; },
      [](axes& over) { over.lp = all_overlapped; },
      [](axes& over) { over.type = both_types; },
      [](axes& over) { over.dir = all_directions; },
      [](axes& over) { over.instance = both_ages; },
      [](axes& over) { over.how = all_hows; },
      [](axes& over) { over.when = {client_when::before}; },
      [](axes& over) { over.fate = all_gone; },
      [](axes& over) { over.wait_by = all_waiters; },
      [](axes& over) { over.walk = all_walks(); }};
  ASSERT_EQ(name_one.size(), axis_names().size());
  for (std::size_t at = 0; at != name_one.size(); ++at) {
    scenario the_scenario = stale();
    the_scenario.over = {};
    name_one[at](the_scenario.over);
    const cell_record made = make_record(the_scenario, cell{}, {}, {}, {});
    ASSERT_EQ(made.axes.size(), 1U);
    EXPECT_EQ(made.axes.front().first, axis_names()[at]);
    EXPECT_EQ(made.key, the_scenario.id + '/' + made.axes.front().second);
  }
}

TEST(Record, AMissingOneIsASuiteError) {
  const cell_record made = missing_record("reuse.stale", "entry reuse.stale left none");
  EXPECT_EQ(made.key, "reuse.stale/incomplete");
  EXPECT_EQ(made.aspect, "reuse");
  EXPECT_EQ(made.is, verdict::suite_error);
  EXPECT_EQ(made.why, "entry reuse.stale left none");
  EXPECT_TRUE(made.clauses.empty());
}

TEST(Record, TheFingerprintIsOfLabelsAndOutcomesAlone) {
  const cell_record first = test::record("reuse.stale/a");
  EXPECT_EQ(fingerprint(first).size(), 16U);
  cell_record same = first;
  same.steps[1].ticket_before = 99;
  same.steps[1].microseconds = 99;
  same.steps[1].remark = "slow";
  same.key = "reuse.stale/b";
  EXPECT_EQ(fingerprint(same), fingerprint(first));
  cell_record other = first;
  other.steps[1].seen = "nonzero";
  EXPECT_NE(fingerprint(other), fingerprint(first));
  other = first;
  other.steps.pop_back();
  EXPECT_NE(fingerprint(other), fingerprint(first));
  other = first;
  other.steps[0].label += other.steps[0].seen;
  other.steps[0].seen.clear();
  EXPECT_NE(fingerprint(other), fingerprint(first));
}

}  // namespace
}  // namespace cnp
