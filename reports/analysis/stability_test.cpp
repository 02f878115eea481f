#include "reports/analysis/stability.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/test_data.hpp"
#include "reports/text/stability_text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cnp {
namespace {

using test::record;
using test::scratch_folder;

using records = std::vector<cell_record>;

/// Run files with these cells, each in turn.
std::vector<std::filesystem::path> passes_with(const scratch_folder& in,
                                               const std::vector<records>& runs) {
  std::vector<std::filesystem::path> files;
  files.reserve(runs.size());
  for (const records& cells : runs) {
    files.push_back(test::write_cells(in / ("pass-" + std::to_string(files.size())), cells));
  }
  return files;
}

run joined(const std::vector<records>& runs) {
  const scratch_folder folder;
  return join_repetitions(passes_with(folder, runs));
}

TEST(Stability, OfWhatIsTheSameEachTime) {
  const run whole = joined({{record("a.one/x"), record("a.two/x")},
                            {record("a.one/x"), record("a.two/x")},
                            {record("a.one/x"), record("a.two/x")}});
  EXPECT_EQ(whole.footer.cells, 2U);
  EXPECT_EQ(whole.footer.milliseconds, 30);
  const stability found = stability_of(whole, {});
  EXPECT_EQ(found.most, 3U);
  EXPECT_EQ(result_word(found), "STABLE");
  EXPECT_EQ(stability_text(found, {}), "2 cells, each 3 times: 2 the same each time.  STABLE\n");
}

TEST(Stability, NamesWhatIsFlakyWithEachOutcomeAndHowOften) {
  const run whole = joined({{record("a.one/x"), record("a.two/x")},
                            {record("a.one/x", verdict::deviates), record("a.two/x")},
                            {record("a.one/x"), record("a.two/x")}});
  const stability found = stability_of(whole, {});
  ASSERT_EQ(found.flaky.size(), 1U);
  EXPECT_EQ(found.flaky[0]->key, "a.one/x");
  EXPECT_EQ(result_word(found), "FLAKY");
  const std::string text = stability_text(found, {});
  EXPECT_TRUE(has(text, {"FLAKY  1 cell", "~ a.one/x", "step      server.ConnectNamedPipe",
                         "1 of 3    0/ERROR_PIPE_CONNECTED (535) (deviates)",
                         "2 of 3    0/ERROR_NO_DATA (232) (conforms)", "cnp verify --cell a.one/x",
                         "2 cells, each 3 times: 1 the same each time, 1 flaky.  FLAKY"}));
  const auto told = nlohmann::json::parse(stability_json(whole, found));
  EXPECT_EQ(told["result"], "FLAKY");
  EXPECT_EQ(told["flaky"][0]["key"], "a.one/x");
  EXPECT_EQ(told["flaky"][0]["outcomes"][1]["times"], 2);
}

TEST(Stability, LetsARaceHaveSeveralOutcomesOfOneVerdict) {
  const auto race = [](const std::string& scenario, const std::string&) {
    return scenario == "a.race";
  };
  const run whole = joined({{record("a.race/x")},
                            {record("a.race/x", verdict::conforms, zero(error::pipe_listening))},
                            {record("a.race/x")}});
  EXPECT_EQ(result_word(stability_of(whole, race)), "STABLE");
  EXPECT_EQ(stability_of(whole, race).races.size(), 1U);
  EXPECT_EQ(result_word(stability_of(whole, {})), "FLAKY");
  const run bad = joined({{record("a.race/x")}, {record("a.race/x", verdict::deviates)}});
  EXPECT_EQ(result_word(stability_of(bad, race)), "FLAKY");
}

TEST(Stability, TellsWhatFailsEachTimeFromWhatIsFlaky) {
  const records cells{record("a.one/x", verdict::deviates), record("a.two/x")};
  const run whole = joined({cells, cells});
  const stability found = stability_of(whole, {});
  EXPECT_TRUE(found.flaky.empty());
  ASSERT_EQ(found.failed.size(), 1U);
  EXPECT_EQ(result_word(found), "FAILED");
  EXPECT_TRUE(has(stability_text(found, {}), "FAILS EACH TIME  1 cell\n    a.one/x (deviates)"));
}

TEST(Stability, SaysThatTheSuiteFailedAboveAll) {
  const run whole = joined({{record("a.one/x")}, {record("a.one/x", verdict::suite_error)}});
  EXPECT_EQ(result_word(stability_of(whole, {})), "SUITE FAILED");
}

TEST(Stability, AddsUpWhatOneProcessRepeated) {
  records ten(10, record("a.one/x"));
  ten[3] = record("a.one/x", verdict::deviates);
  const run whole = joined({{test::repeated(ten)}, {record("a.one/x")}, {record("a.one/x")}});
  ASSERT_EQ(whole.cells.size(), 1U);
  EXPECT_EQ(times_performed(whole.cells[0]), 12U);
  EXPECT_EQ(whole.cells[0].repetitions[1].times, 11U);
}

TEST(Stability, RefusesRunsOfOtherCells) {
  EXPECT_TRUE(has(complaint([] {
                    return joined({{record("a.one/x")}, {record("a.two/x")}});
                  }),
                  "pass-1: the first run has no cell a.two/x"));
  EXPECT_TRUE(has(complaint([] {
                    return joined({{record("a.one/x"), record("a.two/x")}, {record("a.one/x")}});
                  }),
                  "pass-1: this run is not of the same cells as the first one"));
}

TEST(Stability, LetsNoForeignTextThrough) {
  cell_record hostile = record("a.one/\x1B[2J", verdict::deviates);
  hostile.steps.back().seen = "\x1B[2J";
  const run whole = joined({{record("a.one/\x1B[2J")}, {hostile}});
  const std::string text = stability_text(stability_of(whole, {}), {});
  EXPECT_FALSE(has(text, "\x1B"));
}

}  // namespace
}  // namespace cnp
