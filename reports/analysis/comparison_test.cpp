#include "reports/analysis/comparison.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"
#include "reports/text/comparison_text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::record;
using test::scratch_folder;

/// A run file with these cells in a folder.
std::filesystem::path run_with(const scratch_folder& in, const std::string& name,
                               const std::vector<cell_record>& cells,
                               const std::string& version = "8.0") {
  run_header header = test::header();
  header.kernel = test::wine(version);
  header.options = {"run"};
  return test::write_cells(in / name, cells, header);
}

comparison compared(const std::vector<cell_record>& before, const std::vector<cell_record>& after,
                    const is_race& race = {}) {
  const scratch_folder folder;
  return compare_runs(run_with(folder, "a.jsonl", before), run_with(folder, "b.jsonl", after),
                      race);
}

TEST(Comparison, NamesEveryChangeOfAVerdict) {
  using enum verdict;
  const auto named = [](verdict before, verdict after, bool same_outcome = false) {
    const auto found = change_between(before, after, same_outcome);
    return found ? std::string{word(*found)} : "nothing";
  };
  EXPECT_EQ(named(conforms, conforms, true), "nothing");
  EXPECT_EQ(named(unsupported, unsupported), "nothing");
  EXPECT_EQ(named(suite_error, suite_error), "nothing");
  EXPECT_EQ(named(conforms, conforms), "changed");
  EXPECT_EQ(named(characterised, conforms), "changed");
  EXPECT_EQ(named(deviates, deviates), "changed");
  EXPECT_EQ(named(conforms, known_deviation), "regressed");
  EXPECT_EQ(named(conforms, deviates), "regressed");
  EXPECT_EQ(named(characterised, implausible), "regressed");
  EXPECT_EQ(named(known_deviation, deviates), "regressed");
  EXPECT_EQ(named(deviates, hung), "regressed");
  EXPECT_EQ(named(hung, crashed), "regressed");
  EXPECT_EQ(named(hung, deviates), "changed");
  EXPECT_EQ(named(deviates, conforms), "recovered");
  EXPECT_EQ(named(deviates, known_deviation), "recovered");
  EXPECT_EQ(named(known_deviation, recovered), "recovered");
  EXPECT_EQ(named(known_deviation, characterised), "recovered");
  EXPECT_EQ(named(conforms, unsupported), "newly unsupported");
  EXPECT_EQ(named(crashed, unsupported), "newly unsupported");
  EXPECT_EQ(named(conforms, suite_error), "suite failed");
  EXPECT_EQ(named(unsupported, suite_error), "suite failed");
  EXPECT_EQ(named(conforms, not_performed), "not performed");
  EXPECT_EQ(named(not_performed, not_performed), "nothing");
  EXPECT_EQ(named(not_performed, hung), "newly judged");
  EXPECT_EQ(named(unsupported, deviates), "newly judged");
  EXPECT_EQ(named(suite_error, conforms), "newly judged");
}

TEST(Comparison, OfARunWithItselfIsTheSame) {
  const std::vector cells{record("a.one/x"), record("a.two/x", verdict::deviates)};
  const comparison found = compared(cells, cells);
  EXPECT_TRUE(found.groups.empty());
  EXPECT_EQ(found.same, 2U);
  EXPECT_EQ(result_word(found), "THE SAME");
}

TEST(Comparison, PutsAFamilyThatChangedInOneWayTogether) {
  std::vector<cell_record> before;
  std::vector<cell_record> after;
  for (int number = 0; number != 900; ++number) {
    const std::string key = "reuse.stale/" + std::to_string(number);
    before.push_back(record(key));
    after.push_back(record(key, number < 850 ? verdict::deviates : verdict::conforms));
  }
  const comparison found = compared(before, after);
  ASSERT_EQ(found.groups.size(), 1U);
  const change_group& group = found.groups.front();
  EXPECT_EQ(group.is, change::regressed);
  EXPECT_EQ(group.scenario, "reuse.stale");
  EXPECT_EQ(group.cells, 850U);
  EXPECT_EQ(group.of, 900U);
  EXPECT_EQ(group.example, "reuse.stale/0");
  EXPECT_EQ(group.step, "server.ConnectNamedPipe");
  EXPECT_EQ(group.saw_before, "0/ERROR_NO_DATA (232)");
  EXPECT_EQ(group.sees_now, "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(group.clauses, std::vector<std::string>{"clause.one"});
  EXPECT_EQ(found.count(change::regressed), 850U);
  EXPECT_EQ(found.same, 50U);
}

TEST(Comparison, KeepsApartWhatChangedInTwoWays) {
  const comparison found =
      compared({record("a.one/1"), record("a.one/2")},
               {record("a.one/1", verdict::deviates, zero(error::pipe_busy)),
                record("a.one/2", verdict::deviates, zero(error::pipe_connected))});
  ASSERT_EQ(found.groups.size(), 2U);
  EXPECT_NE(found.groups[0].sees_now, found.groups[1].sees_now);
}

TEST(Comparison, TellsWhatIsWorseFirst) {
  const comparison found =
      compared({record("a.better/x", verdict::deviates), record("a.gone/x"), record("b.worse/x"),
                record("c.hangs/x"), record("d.lost/x")},
               {record("a.better/x"), record("a.new/x"), record("b.worse/x", verdict::deviates),
                record("c.hangs/x", verdict::hung), record("d.lost/x", verdict::unsupported)});
  std::vector<std::string> order;
  for (const change_group& group : found.groups) {
    order.push_back(std::string{word(group.is)} + ' ' + group.scenario);
  }
  EXPECT_EQ(order, (std::vector<std::string>{"regressed c.hangs", "regressed b.worse",
                                             "newly unsupported d.lost", "removed a.gone",
                                             "recovered a.better", "added a.new"}));
}

TEST(Comparison, SeesAnotherOutcomeUnderTheSameVerdict) {
  const auto before = record("a.one/x");
  const auto after = record("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison found = compared({before}, {after});
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].is, change::changed);
  EXPECT_EQ(found.groups[0].step, "server.ConnectNamedPipe");
  EXPECT_EQ(found.groups[0].sees_now, "0/ERROR_PIPE_LISTENING (536)");
  EXPECT_EQ(result_word(found), "NO REGRESSION");
}

TEST(Comparison, CallsTheOutcomeOfARaceNoChange) {
  const auto race = [](const std::string& scenario, const std::string& key) {
    return scenario == "a.one" && key == "a.one/x";
  };
  const auto after = record("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison good = compared({record("a.one/x")}, {after}, race);
  EXPECT_TRUE(good.groups.empty());
  EXPECT_EQ(good.races, 1U);
  EXPECT_EQ(
      compared({record("a.one/x")}, {record("a.one/x", verdict::known_deviation)}, race).races, 1U);
  // But a race that is lost altogether is as bad as anything else.
  const comparison bad =
      compared({record("a.one/x")}, {record("a.one/x", verdict::deviates)}, race);
  EXPECT_EQ(bad.count(change::regressed), 1U);
}

/// What repetitions of a cell come to that gave another outcome once.
cell_record varying(const cell_record& often, const cell_record& once) {
  std::vector<cell_record> all(14, often);
  all.push_back(once);
  return test::repeated(all);
}

TEST(Comparison, CallsFlakyWhatRepetitionsGaveInSeveralWays) {
  const cell_record now = varying(record("a.one/x"), record("a.one/x", verdict::deviates));
  const comparison found = compared({record("a.one/x")}, {now});
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].is, change::flaky);
  EXPECT_EQ(found.groups[0].step, "server.ConnectNamedPipe");
  EXPECT_EQ(found.groups[0].sees_now,
            "0/ERROR_PIPE_CONNECTED (535) (1 of 15 times), or 0/ERROR_NO_DATA (232) (14 of 15 "
            "times)");
  EXPECT_TRUE(found.has_regression()) << "it deviates sometimes, which it did not before";
  const std::string text = comparison_text(found, {});
  EXPECT_TRUE(has(text, "FLAKY  1 cell\n  ~ a.one  conforms -> deviates"));
  EXPECT_TRUE(begins(comparison_annotations(found), "::error "));
}

TEST(Comparison, CallsWhatIsNoWorseFlakyAndNoRegression) {
  const auto other = record("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison found = compared({record("a.one/x")}, {varying(record("a.one/x"), other)});
  EXPECT_EQ(found.count(change::flaky), 1U);
  EXPECT_FALSE(found.has_regression());
  EXPECT_TRUE(begins(comparison_annotations(found), "::warning "));
}

TEST(Comparison, CallsARaceThatVariesNoChange) {
  const auto race = [](const std::string&, const std::string&) { return true; };
  const auto other = record("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison found = compared({record("a.one/x")}, {varying(record("a.one/x"), other)}, race);
  EXPECT_TRUE(found.groups.empty());
  // Unless one of the outcomes has another verdict.
  const comparison bad =
      compared({record("a.one/x")},
               {varying(record("a.one/x"), record("a.one/x", verdict::deviates))}, race);
  EXPECT_EQ(bad.count(change::flaky), 1U);
}

TEST(Comparison, KnowsWhatTheEarlierRepetitionsGave) {
  const cell_record before = varying(record("a.one/x"), record("a.one/x", verdict::deviates));
  for (const cell_record& now : {before, record("a.one/x"), record("a.one/x", verdict::deviates)}) {
    const comparison found = compared({before}, {now});
    EXPECT_TRUE(found.groups.empty());
    EXPECT_EQ(found.same + found.races, 1U);
  }
  // What none of them gave is a change as ever.
  const comparison hung = compared({before}, {record("a.one/x", verdict::hung)});
  EXPECT_EQ(hung.count(change::regressed), 1U);
}

TEST(Comparison, KnowsWhatWasNotPartOfAFilteredRun) {
  const scratch_folder folder;
  const auto whole =
      run_with(folder, "a.jsonl", {record("a.b/1"), record("a.c/1"), record("d.e/1")});
  run_header header = test::header();
  header.options = {"run", "--filter", "a.b", "--strict"};
  const auto part = test::write_cells(folder / "b.jsonl", {record("a.b/1")}, header);
  EXPECT_EQ(choosing_words(header), (std::vector<std::string>{"--filter", "a.b"}));
  const comparison found = compare_runs(whole, part);
  EXPECT_EQ(found.count(change::removed), 0U);
  EXPECT_EQ(found.not_chosen_after, 2U);
  EXPECT_TRUE(
      has(comparison_text(found, {}),
          {"The later run was of some cells only (--filter a.b): 2 cells of the other are not",
           "1 the same, 2 not part of both.  THE SAME"}));
  EXPECT_EQ(compare_runs(part, whole).not_chosen_before, 2U);
  // A run that chose nothing and has the aspect should have the cell.
  header.options = {"run"};
  const auto lost = test::write_cells(folder / "c.jsonl", {record("a.b/1")}, header);
  EXPECT_EQ(compare_runs(whole, lost).count(change::removed), 1U);
}

TEST(Comparison, ReadsARunThatItsUserEnded) {
  const scratch_folder folder;
  run_writer writer(folder / "b.jsonl", test::header());
  writer.add(record("a.b/1"));
  (void)writer.finish({.complete = false});
  const auto whole = run_with(folder, "a.jsonl", {record("a.b/1"), record("a.c/1")});
  const comparison found = compare_runs(whole, folder / "b.jsonl");
  EXPECT_EQ(found.not_chosen_after, 1U);
  EXPECT_TRUE(
      has(comparison_text(found, {}), "The later run was interrupted: 1 cell of the other is"));
}

TEST(ComparisonText, NamesAScenarioOfWhatWentOnce) {
  EXPECT_TRUE(has(comparison_text(compared({record("a.b/1"), record("a.b/2", verdict::deviates),
                                            record("a.c/1")},
                                           {record("a.c/1")}),
                                  {}),
                  "    a.b (1, 1 deviates)\n"));
}

TEST(ComparisonText, SaysBeforeAndNowOfWhatChanged) {
  const scratch_folder folder;
  const auto kept = [&folder](const std::string& name, const outcome& seen) {
    const auto file = run_with(folder, name, {record("a.b/1", verdict::characterised, seen)});
    (void)write_baseline(file, folder / ("base-" + name));
    return folder / ("base-" + name);
  };
  const auto before = kept("a.jsonl", nonzero());
  const auto after = kept("b.jsonl", zero(error::no_data));
  EXPECT_TRUE(has(comparison_text(compare_runs(before, after), {}),
                  {"CHANGED", "      before    ", "      now       "}));
}

TEST(Comparison, ReadsBaselinesAsWell) {
  const scratch_folder folder;
  const auto before = run_with(folder, "a.jsonl", {record("a.one/x"), record("a.two/x")});
  const auto after = run_with(folder, "b.jsonl",
                              {record("a.one/x"), record("a.two/x", verdict::deviates)}, "10.0");
  const auto baseline = folder / "wine-8.0.jsonl";
  static_cast<void>(write_baseline(before, baseline));
  const comparison found = compare_runs(baseline, after);
  EXPECT_EQ(found.same, 1U);
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].saw_before, "");
  EXPECT_EQ(found.groups[0].sees_now, "0/ERROR_PIPE_CONNECTED (535)");
}

TEST(Comparison, TellsFromWhatToWhatWhereABaselineKeptIt) {
  const scratch_folder folder;
  const auto version = [](const char* bytes) {
    cell_record cell = record("a.one/x");
    cell.steps[1].allowed = "nonzero, 601 bytes, or nonzero, 1000 bytes";
    cell.steps[1].seen = bytes;
    return cell;
  };
  const auto baseline = folder / "wine-8.0.jsonl";
  static_cast<void>(
      write_baseline(run_with(folder, "a.jsonl", {version("nonzero, 601 bytes")}), baseline));
  const auto after = run_with(folder, "b.jsonl", {version("nonzero, 1000 bytes")}, "10.0");
  const comparison found = compare_runs(baseline, after);
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].is, change::changed);
  EXPECT_EQ(found.groups[0].saw_before, "nonzero, 601 bytes");
  EXPECT_EQ(found.groups[0].sees_now, "nonzero, 1000 bytes");
}

TEST(Comparison, TakesTheClausesOfBothRuns) {
  const auto before = record("a.one/x");
  auto after = record("a.one/x", verdict::deviates);
  after.clauses = {{"clause.two", verdict::deviates}};
  EXPECT_EQ(compared({before}, {after}).groups.at(0).clauses,
            (std::vector<std::string>{"clause.one", "clause.two"}));
}

TEST(Comparison, SaysWhenOnlyTheJudgementIsAnother) {
  const comparison found = compared({record("a.one/x", verdict::known_deviation)},
                                    {record("a.one/x", verdict::deviates)});
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_TRUE(found.groups[0].same_outcome);
  EXPECT_TRUE(has(comparison_text(found, {}), "it is judged otherwise"));
}

TEST(Comparison, RefusesWhatIsNoCompleteRunFileWithFileAndLine) {
  const scratch_folder folder;
  const auto good = run_with(folder, "good.jsonl", {record("a.one/x"), record("a.two/x")});
  const auto bad = folder / "bad.jsonl";
  const std::string text = test::read_text(good);
  const std::string one = to_line(record("a.one/x")) + '\n';
  const std::string two = to_line(record("a.two/x")) + '\n';
  for (const auto& [content, says] : std::vector<std::pair<std::string, std::string>>{
           {"", "1: the file is empty"},
           {text.substr(0, text.rfind("{\"type\":\"footer\"")),
            "4: the file ends without its footer: the run was ended before it was complete"},
           {text.substr(0, text.find("a.two") + 20),
            "3: the line breaks off: the run was ended before it was complete"},
           {"<html></html>\n",
            "1: this is not a run file of this suite: its first line is not JSON"},
           {test::replaced(text, "\"format\":2", "\"format\":9"), "1: run file format 9"},
           {test::replaced(text, two, one), "3: a second record of the cell a.one/x"},
           {text + text, "5: something follows the footer"},
           {test::replaced(text, one, ""), "3: the footer counts 2 cells"}}) {
    test::write_text(bad, content);
    const std::string said = complaint([&] { return compare_runs(good, bad); });
    EXPECT_TRUE(has(said, "bad.jsonl:" + says));
    EXPECT_EQ(said, complaint([&] { return compare_runs(bad, good); }));
  }
  EXPECT_TRUE(has(complaint([&] { return compare_runs(good, folder / "none.jsonl"); }),
                  "none.jsonl:1: the file can't be opened"));
  EXPECT_TRUE(has(complaint([&] { return compare_runs(good, folder.path()); }), ":1: a folder"));
}

TEST(Comparison, RefusesAFileThatIsTooLargeAtOnce) {
  const scratch_folder folder;
  const auto good = run_with(folder, "good.jsonl", {record("a.one/x")});
  test::write_huge(folder / "huge.jsonl");
  EXPECT_TRUE(has(complaint([&] { return compare_runs(good, folder / "huge.jsonl"); }),
                  "huge.jsonl:1: larger than the 512 MiB"));
}

TEST(ComparisonText, NamesBothKernelsAndEveryEntry) {
  const scratch_folder folder;
  const comparison found =
      compare_runs(run_with(folder, "a.jsonl", {record("a.one/x"), record("a.gone/x")}),
                   run_with(folder, "b.jsonl", {record("a.one/x", verdict::deviates)}, "10.0"));
  const std::string text = comparison_text(found, {});
  EXPECT_TRUE(has(text, {"before  Wine 8.0 (x64), 2 cells", "now     Wine 10.0 (x64), 1 cell",
                         "REGRESSED  1 cell", "a.one  conforms -> deviates, its only cell",
                         "0/ERROR_PIPE_CONNECTED (535)", "tools/run --cell a.one/x",
                         "REMOVED  1 cell", "a.gone (1)", "1 regressed, 1 removed.  REGRESSED"}));
  EXPECT_TRUE(has_none(text, {"same kernel", "\x1B"}));
  EXPECT_TRUE(has(comparison_text(found, {.colour = true}), "\x1B["));
}

TEST(ComparisonText, LetsNoForeignTextThrough) {
  cell_record hostile = record("a.one/x", verdict::deviates);
  hostile.steps.back().seen = "\x1B[2J<script>|`\n# big";
  const comparison found = compared({record("a.one/x")}, {hostile});
  EXPECT_FALSE(has(comparison_text(found, {}), "\x1B"));
  EXPECT_TRUE(has_none(comparison_markdown(found, {}), {"<script>", "\n# big"}));
}

TEST(ComparisonText, AnnotatesWhatIsWorse) {
  const comparison found = compared({record("a.one/x"), record("a.two/x", verdict::deviates)},
                                    {record("a.one/x", verdict::deviates), record("a.two/x")});
  const std::string text = comparison_annotations(found);
  EXPECT_TRUE(begins(text, "::error title=ConnectNamedPipe on Wine 8.0 (x64)::a.one: regressed, "
                           "conforms → deviates, in its only cell; server.ConnectNamedPipe gave "
                           "0/ERROR_PIPE_CONNECTED (535), before 0/ERROR_NO_DATA (232), allowed is "
                           "0/ERROR_NO_DATA (232); for "
                           "example a.one/x\n"));
  EXPECT_FALSE(has(text, "a.two"));
}

TEST(ComparisonText, LetsNoForeignTextIntoAnnotations) {
  const std::string key = "a.one/x%0A::error::y\n::stop";
  comparison found = compared({record(key)}, {record(key, verdict::deviates)});
  found.after.header.kernel.version = "8,file=x::y";
  const std::string text = comparison_annotations(found);
  EXPECT_TRUE(begins(text, "::error title=ConnectNamedPipe on Wine 8.0 8%2Cfile=x%3A%3Ay (x64)::"));
  EXPECT_TRUE(has(text, "a.one/x%250A::error"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
}

TEST(ComparisonText, WritesJsonThatCanBeReadBack) {
  const comparison found = compared({record("a.one/x")}, {record("a.one/x", verdict::deviates)});
  const auto parsed = nlohmann::json::parse(comparison_json(found));
  EXPECT_EQ(parsed["result"], "REGRESSED");
  EXPECT_EQ(parsed["counts"]["regressed"], 1);
  EXPECT_EQ(parsed["groups"][0]["scenario"], "a.one");
  EXPECT_EQ(parsed["groups"][0]["sees_now"], "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(parsed["before"]["kernel"]["version"], "8.0");
}

}  // namespace
}  // namespace cnp
