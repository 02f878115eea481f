#include "harness/support/testing.hpp"
#include "reports/run/test_data.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"
#include "reports/text/run_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

[[nodiscard]] std::vector<clause> page_clauses() {
  return {{.id = "clause.one",
           .section = "Return value",
           .says = "previous client closed its handle: 0/ERROR_NO_DATA"},
          {.id = "clause.two", .section = "Return value", .says = "failure is zero"},
          {.id = "clause.advice",
           .section = "Remarks",
           .says = "not for asynchronous I/O",
           .untestable = "advice can't be tested"}};
}

[[nodiscard]] cell_record deviating() {
  cell_record cell = test::record("reuse.stale/overlapped-nonblocking", verdict::deviates);
  cell.script_steps = 4;
  cell.why = cell.steps[1].why = "server: ConnectNamedPipe gave another outcome";
  cell.clauses.emplace_back("clause.two", std::nullopt);
  return cell;
}

[[nodiscard]] std::string shown(const cell_record& cell, const text_style& how = {}) {
  return cell_text(cell, test::wine(), page_clauses(), how);
}

[[nodiscard]] std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    widest = std::max(widest, columns(line));
  }
  return widest;
}

TEST(CellText, ExplainsADeviation) {
  EXPECT_EQ(shown(deviating()),
            "reuse.stale  [overlapped nonblocking]"
            "                                                     x DEVIATES\n"
            "  page      previous client closed its handle: 0/ERROR_NO_DATA (clause.one)\n"
            "  allowed   0/ERROR_NO_DATA (232)\n"
            "  seen      0/ERROR_PIPE_CONNECTED (535)    "
            "step 2 of 4, server: ConnectNamedPipe(h0, NULL)\n"
            "  before    1 server CreateNamedPipe ok\n"
            "  unproven  clause.two\n"
            "  kernel    Wine 8.0 (x64), no deviation recorded\n"
            "  again     tools/run --cell reuse.stale/overlapped-nonblocking\n");
}

TEST(CellText, ShowsTheRecordedOutcomeBesideADifferentWrongOne) {
  cell_record cell = deviating();
  cell.steps[1].recorded =
      deviation_record{"wine.stale", "0/ERROR_PIPE_LISTENING (536)", "It waits.", "wine.json:3-9"};
  const std::string text = shown(cell);
  EXPECT_TRUE(has(text, {"  recorded  0/ERROR_PIPE_LISTENING (536) (wine.stale): It waits.\n",
                         "  kernel    Wine 8.0 (x64)\n"}));
  EXPECT_FALSE(has(text, "  delete"));
}

TEST(CellText, OfARecoveredOneSaysWhichLinesToDelete) {
  cell_record cell = test::record("reuse.stale/x", verdict::recovered);
  cell.steps[1].recorded =
      deviation_record{"wine.stale", "nonzero", "It waits.", "reports/kernels/wine.json:12-25"};
  const std::string text = shown(cell);
  EXPECT_TRUE(has(text, {"! RECOVERED\n", "  delete    reports/kernels/wine.json:12-25"}));
}

TEST(CellText, OfAHangSaysWhichCallAndWhatCameBefore) {
  cell_record cell = test::record("reuse.stale/x", verdict::hung);
  step_record& step = cell.steps[1];
  step.result = {};
  step.result.how = completion::hung;
  step.result.handle_signaled = false;
  step.seen = describe(step.result);
  step.remark = "ended by CancelSynchronousIo after 5 s";
  step.part = phase::finish;
  cell.why = "server: ConnectNamedPipe(h0, NULL) hung";
  const std::string text = shown(cell);
  EXPECT_TRUE(has(text, {"  why       server: ConnectNamedPipe(h0, NULL) hung\n",
                         "hung, handle not signaled, ended by CancelSynchronousIo after 5 s",
                         "  in        step 2 of 2, server: ConnectNamedPipe(h0, NULL) (its end)",
                         "  before    1 server CreateNamedPipe ok\n"}));
}

TEST(CellText, OfACellWithoutStepsSaysWhy) {
  const std::string text = shown(missing_record("reuse.stale", "entry reuse.stale left none"));
  EXPECT_TRUE(has(text, {"? SUITE ERROR\n", "  why       entry reuse.stale left none\n"}));
  EXPECT_FALSE(has(text, "no deviation recorded"));
}

TEST(CellText, SaysWhereAnUndocumentedExpectationComesFrom) {
  cell_record cell = deviating();
  cell.steps[1].known = grade::likely;
  cell.steps[1].catalogue = 33;
  cell.steps[1].because = "nothing was queued";
  const std::string text = shown(cell);
  EXPECT_TRUE(has(text, {"  known     likely, line 33 of the catalogue\n",
                         "  because   nothing was queued\n"}));
}

TEST(CellText, NamesPartsOfCalls) {
  cell_record cell = deviating();
  step_record begun = cell.steps[1];
  begun.part = phase::begin;
  begun.result = under_way();
  begun.seen = describe(begun.result);
  begun.is = verdict::conforms;
  step_record early = begun;
  early.result = nonzero();
  early.seen = "nonzero";
  step_record finished = early;
  finished.part = phase::finish;
  cell.steps.insert(cell.steps.begin() + 1, {begun, early, finished});
  const std::string text = shown(cell, {.width = 200});
  EXPECT_TRUE(has(text,
                  "1 server CreateNamedPipe ok | 2 server ConnectNamedPipe begun | 3 server "
                  "ConnectNamedPipe returned at once: ok | 4 server ConnectNamedPipe finished: "
                  "ok\n"));
}

TEST(CellText, KeepsToTheWidth) {
  cell_record cell = deviating();
  for (int n = 0; n != 20; ++n) {
    cell.steps.insert(cell.steps.begin(), cell.steps.front());
  }
  for (const std::size_t width : {60U, 80U, 100U, 120U}) {
    const std::string text = shown(cell, {.width = width});
    // (The command is in one line, however long: it is there to be copied.)
    EXPECT_LE(widest_line(text.substr(0, text.find("  again "))), width);
  }
  const std::string least = shown(cell, {.width = 0});
  EXPECT_LE(widest_line(least.substr(0, least.find("  again "))), 60U);
}

TEST(CellText, LetsNoControlCharacterThrough) {
  cell_record cell = deviating();
  const std::string evil = "\x1B[2J\r\n\xE2\x80\xAE\xFF";
  cell.scenario = cell.key = cell.why = evil;
  cell.axes = {{evil, evil}};
  cell.clauses = {{evil, std::nullopt}};
  step_record& step = cell.steps[1];
  step.actor = step.call = step.allowed = step.seen = step.because = step.remark = evil;
  step.proves = {evil};
  step.recorded = deviation_record{evil, evil, evil, evil};
  const clause evil_clause{.id = evil, .section = evil, .says = evil, .untestable = evil};
  for (const verdict is : all_values<verdict>()) {
    cell.is = step.is = is;
    kernel_identity kernel = test::wine();
    kernel.name = kernel.architecture = kernel.version = evil;
    EXPECT_TRUE(
        has_none(cell_text(cell, kernel, {&evil_clause, 1}, {}), {"\x1B", "\r", "\xAE", "\xFF"}));
  }
}

TEST(KernelText, SaysForWhichArchitectureTheProgramsAreIfForAnother) {
  kernel_identity kernel = test::wine();
  EXPECT_EQ(kernel_text(kernel), "Wine 8.0 (x64)");
  kernel.client_architecture = "x86";
  EXPECT_EQ(kernel_text(kernel), "Wine 8.0 (x64, its clients as x86)");
  kernel.process_architecture = "x86";
  kernel.client_architecture = "x64";
  EXPECT_EQ(kernel_text(kernel), "Wine 8.0 (x64, the suite as x86, its clients as x64)");
  kernel.client_architecture = "";
  EXPECT_EQ(kernel_text(kernel), "Wine 8.0 (x64, the suite as x86)");
}

TEST(CellText, HasColoursAndSignsOnlyWhereTheyAreWanted) {
  const std::string plain = shown(deviating());
  EXPECT_FALSE(has(plain, "\x1B"));
  EXPECT_TRUE(std::all_of(plain.begin(), plain.end(), [](char one) { return one > 0; }));
  const std::string coloured = shown(deviating(), {.colour = true, .utf8 = true});
  EXPECT_TRUE(has(coloured, "\x1B[1;31m\xE2\x9C\x97 DEVIATES\x1B[0m"));
}

TEST(Text, ColoursNeedATerminalAndNoNoColor) {
  EXPECT_TRUE(colour_wanted(true, nullptr));
  EXPECT_TRUE(colour_wanted(true, ""));
  EXPECT_FALSE(colour_wanted(true, "1"));
  EXPECT_FALSE(colour_wanted(false, nullptr));
}

[[nodiscard]] run_counts counted_cells() {
  run_counts all;
  all.add(test::record("a.b/1"));
  all.add(test::record("a.b/2"));
  cell_record known = test::record("a.b/3", verdict::known_deviation);
  known.steps[1].recorded = deviation_record{"wine.stale", "nonzero", "It waits.", "wine.json:3"};
  all.add(known);
  cell_record unreached = test::record("a.b/4", verdict::unsupported);
  unreached.clauses.emplace_back("clause.new", std::nullopt);
  all.add(unreached);
  return all;
}

TEST(ClauseTable, HasALineAClauseBySections) {
  EXPECT_EQ(clause_table(counted_cells(), page_clauses(), {}),
            "Return value\n"
            "  ~ known deviation  clause.one     2 conform, 1 known deviation, 1 unsupported\n"
            "  ? no evidence      clause.two     no cell of this run\n"
            "Remarks\n"
            "  - not testable     clause.advice  advice can't be tested\n"
            "Not in the registry of clauses\n"
            "  ? not reached      clause.new     1 not reached\n");
}

TEST(ClauseTable, CanLeaveOutWhatWasNotRun) {
  EXPECT_EQ(clause_table(counted_cells(), page_clauses(), {.all_clauses = false}),
            "Return value\n"
            "  ~ known deviation  clause.one  2 conform, 1 known deviation, 1 unsupported\n"
            "Not in the registry of clauses\n"
            "  ? not reached      clause.new  1 not reached\n");
  EXPECT_EQ(clause_table({}, page_clauses(), {.all_clauses = false}), "No clauses.\n");
}

TEST(ClauseTable, FoldedNamesFirstWhatToLookAt) {
  EXPECT_EQ(clause_table(counted_cells(), page_clauses(), {.unfolded = false}),
            "Clauses to look at\n"
            "  ? no evidence      clause.two\n"
            "      failure is zero\n"
            "      no cell of this run\n"
            "  ? not reached      clause.new\n"
            "      1 not reached\n"
            "  ~ known deviation  clause.one\n"
            "      previous client closed its handle: 0/ERROR_NO_DATA\n"
            "      2 conform, 1 known deviation, 1 unsupported\n"
            "The other clauses\n"
            "  - not testable     Remarks: 1 clause\n");
}

TEST(ScenarioTable, NamesThoseWithoutAClause) {
  run_counts all;
  for (const auto& [key, is] :
       {std::pair{"a.b/1", verdict::conforms}, std::pair{"a.c/1", verdict::conforms},
        std::pair{"a.d/1", verdict::deviates}}) {
    cell_record cell = test::record(key, is);
    cell.clauses.clear();
    all.add(cell);
  }
  all.add(test::record("a.e/1"));
  EXPECT_EQ(scenario_table(all, {.unfolded = false}), "Scenarios without a clause of the page\n"
                                                      "  x a.d\n      1 deviates\n"
                                                      "  + 2 other scenarios\n      2 conform\n");
  EXPECT_EQ(scenario_table({}, {}), "");
}

TEST(SilentTable, ShowsWhatTheKernelGave) {
  run_counts all;
  all.add(test::record("a.b/1", verdict::characterised, nonzero()));
  all.add(test::record("a.b/2", verdict::characterised, nonzero()));
  EXPECT_EQ(silent_table(all, {}), "Where the page is silent, this kernel gave\n"
                                   "  o a.b, server.ConnectNamedPipe\n"
                                   "      nonzero in 2 cells\n");
  EXPECT_EQ(silent_table({}, {}), "");
}

TEST(Failures, AreExplainedByOneOfAKind) {
  failures all(false);
  for (const char* key : {"reuse.stale/1", "reuse.stale/2", "reuse.stale/3"}) {
    all.add(test::record(key, verdict::deviates));
  }
  const std::string text =
      failures_text(all.groups(), test::wine(), page_clauses(), {},
                    [](const cell_record& cell) { return "do it --cell " + cell.key; });
  EXPECT_TRUE(has(text, {"  and       2 more of the same (--all shows each)\n",
                         "  again     do it --cell reuse.stale/1\n"}));
  EXPECT_FALSE(has(text, "reuse.stale/2"));
}

TEST(ClauseTable, KeepsToTheWidth) {
  std::vector<clause> clauses = page_clauses();
  clauses[1].id = "clause.with-a-name-that-is-quite-long";
  clauses[2].untestable = "a long reason that goes on and on until it has no more room on its line";
  for (const std::size_t width : {60U, 80U, 100U}) {
    EXPECT_LE(widest_line(clause_table(counted_cells(), clauses, {.width = width})), width);
  }
}

TEST(DeviationTable, ShowsIdsCellsAndReasons) {
  EXPECT_EQ(deviation_table(counted_cells(), {}),
            "Known deviations\n  ~ wine.stale  in 1 cell\n      It waits.\n");
  EXPECT_EQ(deviation_table({}, {}), "");
}

TEST(NotPerformedTable, SaysHowManyWhyAndWhatPerformsThem) {
  run_counts all;
  cell_record cell = test::record("a.b/1", verdict::not_performed);
  cell.why = "'connect' hung in 3 cells";
  all.add(cell);
  EXPECT_EQ(not_performed_table(all, {}),
            "Not performed (--hang-limit 0 performs them all the same)\n  x 'connect' hung in 3 "
            "cells\n      1 cell of 1 scenario: a.b\n");
  EXPECT_EQ(not_performed_table({}, {}), "");
}

struct summary_case {
  std::vector<verdict> cells;
  bool strict;
  const char* line;
};

TEST(SummaryLine, SaysWhatARunComesTo) {
  const std::vector<summary_case> cases{
      {{verdict::conforms, verdict::conforms, verdict::known_deviation},
       false,
       "3 cells: 2 conform, 1 known deviation.  PASSED in 12.4 s, 41 MiB\n"},
      {{verdict::known_deviation}, true, "1 cell: 1 known deviation.  FAILED in 12.4 s, 41 MiB\n"},
      {{verdict::deviates, verdict::deviates, verdict::unsupported},
       false,
       "3 cells: 2 deviate, 1 unsupported.  FAILED in 12.4 s, 41 MiB\n"},
      {{verdict::suite_error, verdict::deviates},
       false,
       "2 cells: 1 suite error, 1 deviates.  FAILED in 12.4 s, 41 MiB\n"},
      {{verdict::unsupported}, false, "1 cell: 1 unsupported.  NOTHING SAID in 12.4 s, 41 MiB\n"},
      {{}, false, "0 cells.  NOTHING SAID in 12.4 s, 41 MiB\n"},
  };
  for (const summary_case& one : cases) {
    run_footer footer{.cells = one.cells.size(), .milliseconds = 12380, .peak_memory_kib = 41000};
    for (const verdict is : one.cells) {
      ++footer.counts.at(static_cast<std::size_t>(is));
    }
    EXPECT_EQ(summary_line(footer, {.strict = one.strict}), one.line);
  }
}

TEST(Markdown, HasCountsClausesDeviationsAndFailures) {
  run_footer footer{.cells = 1, .milliseconds = 12.6};
  ++footer.counts.at(static_cast<std::size_t>(verdict::deviates));
  const std::string text = markdown_summary(test::header(), footer, counted_cells(), page_clauses(),
                                            {deviating(), deviating()}, 1);
  EXPECT_TRUE(
      has(text,
          {"# ConnectNamedPipe on Wine 8.0 \\(x64\\)\n", "**FAILED** in 13 ms: 1 cell, 1 deviates",
           "| clause.one | known deviation | 2 conform, 1 known deviation, 1 unsupported |",
           "| wine.stale | 1 | It waits. |", "```text\nreuse.stale  [overlapped nonblocking]",
           "\xE2\x80\xA6 and 1 more.\n"}));
}

TEST(Markdown, LetsNoMarkupThrough) {
  run_counts all;
  cell_record cell = deviating();
  const std::string evil = "<img src=x onerror=y> [a](b) | ``` `c` **d**\n# e &amp;";
  cell.clauses = {{evil, verdict::deviates}};
  cell.steps[1].because = evil + " `````";
  cell.steps[0].is = verdict::known_deviation;
  cell.steps[0].recorded = deviation_record{evil, evil, evil, evil};
  all.add(cell);
  run_header head = test::header();
  head.kernel.name = head.commit = head.started = evil;
  const std::string text = markdown_summary(head, {}, all, {}, {cell});
  const std::size_t fence = text.find("``````text\n");
  ASSERT_NE(fence, std::string::npos) << text;
  const std::string prose = text.substr(0, fence);
  EXPECT_TRUE(has_none(prose, {"<", " [a]", "\n# e", " | ```"}));
}

}  // namespace
}  // namespace cnp
