#include "reports/analysis/comparison.hpp"

#include "reports/run/baseline.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"
#include "reports/text/comparison_text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::record;
using test::scratch_folder;

/// A run file with these cells in a folder.
std::filesystem::path run_with(const scratch_folder& in, const std::string& name,
                               const std::vector<cell_record>& cells,
                               const std::string& version = "8.0") {
  run_header header = test::header();
  header.kernel = test::wine(version);
  std::filesystem::path file = in / name;
  run_writer writer(file, header);
  for (const cell_record& cell : cells) {
    writer.add(cell);
  }
  static_cast<void>(writer.finish({}));
  return file;
}

/// A record whose last step saw something else, which its verdict does not show.
cell_record other_outcome(const std::string& key, verdict is, const outcome& seen) {
  cell_record cell = record(key, is);
  cell.steps.back().result = seen;
  cell.steps.back().seen = describe(seen);
  return cell;
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
               {other_outcome("a.one/1", verdict::deviates, zero(error::pipe_busy)),
                other_outcome("a.one/2", verdict::deviates, zero(error::pipe_connected))});
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
  const auto after = other_outcome("a.one/x", verdict::conforms, zero(error::pipe_listening));
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
  const auto after = other_outcome("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison good = compared({record("a.one/x")}, {after}, race);
  EXPECT_TRUE(good.groups.empty());
  EXPECT_EQ(good.races, 1U);
  // But a race that is lost altogether is as bad as anything else.
  const comparison bad =
      compared({record("a.one/x")}, {record("a.one/x", verdict::deviates)}, race);
  EXPECT_EQ(bad.count(change::regressed), 1U);
}

/// What repetitions of a cell come to that gave another outcome once.
cell_record varying(const cell_record& often, const cell_record& once) {
  repeated_cell all;
  for (int times = 0; times != 14; ++times) {
    all.add(often);
  }
  all.add(once);
  return all.finish();
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
  EXPECT_NE(text.find("FLAKY  1 cell\n  ~ a.one  conforms -> deviates"), std::string::npos) << text;
  EXPECT_EQ(comparison_annotations(found).rfind("::error ", 0), 0U);
}

TEST(Comparison, CallsWhatIsNoWorseFlakyAndNoRegression) {
  const auto other = other_outcome("a.one/x", verdict::conforms, zero(error::pipe_listening));
  const comparison found = compared({record("a.one/x")}, {varying(record("a.one/x"), other)});
  EXPECT_EQ(found.count(change::flaky), 1U);
  EXPECT_FALSE(found.has_regression());
  EXPECT_EQ(comparison_annotations(found).rfind("::warning ", 0), 0U);
}

TEST(Comparison, CallsARaceThatVariesNoChange) {
  const auto race = [](const std::string&, const std::string&) { return true; };
  const auto other = other_outcome("a.one/x", verdict::conforms, zero(error::pipe_listening));
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

TEST(Comparison, SaysWhenOnlyTheJudgementIsAnother) {
  cell_record before = record("a.one/x", verdict::known_deviation);
  cell_record after = record("a.one/x", verdict::deviates);
  const comparison found = compared({before}, {after});
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_TRUE(found.groups[0].same_outcome);
  EXPECT_NE(comparison_text(found, {}).find("it is judged otherwise"), std::string::npos);
}

TEST(Comparison, RefusesWhatIsNoCompleteRunFileWithFileAndLine) {
  const scratch_folder folder;
  const auto good = run_with(folder, "good.jsonl", {record("a.one/x"), record("a.two/x")});
  const std::string text = test::read_text(good);
  const auto said_of = [&](const std::string& content) {
    test::write_text(folder / "bad.jsonl", content);
    const std::string place = complaint([&] { (void)compare_runs(good, folder / "bad.jsonl"); });
    EXPECT_EQ(place, complaint([&] { (void)compare_runs(folder / "bad.jsonl", good); }));
    const std::size_t name = place.find("bad.jsonl");
    return name == std::string::npos ? place : place.substr(name);
  };
  EXPECT_EQ(said_of(""), "bad.jsonl:1: the file is empty");
  EXPECT_EQ(said_of(text.substr(0, text.rfind("{\"type\":\"footer\""))),
            "bad.jsonl:4: the file ends without its footer: the run was ended before it was "
            "complete");
  EXPECT_EQ(said_of(text.substr(0, text.find("a.two") + 20)),
            "bad.jsonl:3: the line breaks off: the run was ended before it was complete");
  EXPECT_EQ(said_of("<html></html>\n"),
            "bad.jsonl:1: this is not a run file of this suite: its first line is not JSON");
  std::string newer = text;
  newer.replace(newer.find("\"format\":2"), 10, "\"format\":9");
  EXPECT_NE(said_of(newer).find("bad.jsonl:1: run file format 9"), std::string::npos);
  const std::size_t first = text.find("{\"type\":\"cell\"");
  const std::string cell = text.substr(first, text.find('\n', first) + 1 - first);
  std::string twice = text;
  twice.replace(text.find("{\"type\":\"cell\"", first + 1), cell.size(), cell);
  EXPECT_EQ(said_of(twice), "bad.jsonl:3: a second record of the cell a.one/x");
  EXPECT_EQ(said_of(text + text), "bad.jsonl:5: something follows the footer");
  std::string fewer = text;
  fewer.erase(first, cell.size());
  EXPECT_NE(said_of(fewer).find("bad.jsonl:3: the footer counts 2 cells"), std::string::npos);
  EXPECT_NE(complaint([&] {
              (void)compare_runs(good, folder / "none.jsonl");
            }).find("none.jsonl:1: the file can't be opened"),
            std::string::npos);
  EXPECT_NE(complaint([&] { (void)compare_runs(good, folder.path()); }).find(":1: a folder"),
            std::string::npos);
}

TEST(Comparison, RefusesAFileThatIsTooLargeAtOnce) {
  const scratch_folder folder;
  const auto good = run_with(folder, "good.jsonl", {record("a.one/x")});
  const auto huge = folder / "huge.jsonl";
  test::write_text(huge, test::read_text(good));
  {
    // By seeking: filesystem::resize_file crashes under Wine, in what MinGW-w64 makes of it.
    std::fstream out(huge, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp((std::streamoff{1} << 30) - 1);
    out.put('\n');
    ASSERT_TRUE(out) << "this file system has no sparse files";
  }
  EXPECT_NE(complaint([&] {
              (void)compare_runs(good, huge);
            }).find("huge.jsonl:1: larger than the 512 MiB"),
            std::string::npos);
}

TEST(ComparisonText, NamesBothKernelsAndEveryEntry) {
  const scratch_folder folder;
  const comparison found =
      compare_runs(run_with(folder, "a.jsonl", {record("a.one/x"), record("a.gone/x")}),
                   run_with(folder, "b.jsonl", {record("a.one/x", verdict::deviates)}, "10.0"));
  const std::string text = comparison_text(found, {});
  for (const char* part : {"before  Wine 8.0 (x64), 2 cells", "now     Wine 10.0 (x64), 1 cell",
                           "REGRESSED  1 cell", "a.one  conforms -> deviates, its only cell",
                           "0/ERROR_PIPE_CONNECTED (535)", "tools/run --cell a.one/x",
                           "REMOVED  1 cell", "a.gone (1)", "1 regressed, 1 removed.  REGRESSED"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  }
  EXPECT_EQ(text.find("same kernel"), std::string::npos);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  text_style coloured;
  coloured.colour = true;
  EXPECT_NE(comparison_text(found, coloured).find("\x1B["), std::string::npos);
}

TEST(ComparisonText, LetsNoForeignTextThrough) {
  cell_record hostile = record("a.one/x", verdict::deviates);
  hostile.steps.back().seen = "\x1B[2J<script>|`\n# big";
  const comparison found = compared({record("a.one/x")}, {hostile});
  EXPECT_EQ(comparison_text(found, {}).find('\x1B'), std::string::npos);
  const std::string markdown = comparison_markdown(found, {});
  EXPECT_EQ(markdown.find("<script>"), std::string::npos) << markdown;
  EXPECT_EQ(markdown.find("\n# big"), std::string::npos) << markdown;
}

TEST(ComparisonText, AnnotatesWhatIsWorse) {
  const comparison found = compared({record("a.one/x"), record("a.two/x", verdict::deviates)},
                                    {record("a.one/x", verdict::deviates), record("a.two/x")});
  const std::string text = comparison_annotations(found);
  EXPECT_EQ(text.rfind("::error title=ConnectNamedPipe on Wine 8.0 (x64)::a.one: regressed, "
                       "conforms → deviates, in its only cell; server.ConnectNamedPipe gave "
                       "0/ERROR_PIPE_CONNECTED (535), allowed is 0/ERROR_NO_DATA (232); for "
                       "example a.one/x\n",
                       0),
            0U)
      << text;
  EXPECT_EQ(text.find("a.two"), std::string::npos) << text;
}

TEST(ComparisonText, LetsNoForeignTextIntoAnnotations) {
  const std::string key = "a.one/x%0A::error::y\n::stop";
  comparison found = compared({record(key)}, {record(key, verdict::deviates)});
  found.after.header.kernel.version = "8,file=x::y";
  const std::string text = comparison_annotations(found);
  EXPECT_EQ(text.rfind("::error title=ConnectNamedPipe on Wine 8.0 8%2Cfile=x%3A%3Ay (x64)::", 0),
            0U)
      << text;
  EXPECT_NE(text.find("a.one/x%250A::error"), std::string::npos) << text;
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
