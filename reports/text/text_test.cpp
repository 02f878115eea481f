#include "reports/run/test_data.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/run_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
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
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    widest = std::max(widest, columns(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

TEST(cell_text, explains_a_deviation) {
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

TEST(cell_text, shows_the_recorded_outcome_beside_a_different_wrong_one) {
  cell_record cell = deviating();
  cell.steps[1].recorded =
      deviation_record{"wine.stale", "0/ERROR_PIPE_LISTENING (536)", "It waits.", "wine.json:3-9"};
  const std::string text = shown(cell);
  EXPECT_NE(text.find("  recorded  0/ERROR_PIPE_LISTENING (536) (wine.stale): It waits.\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  kernel    Wine 8.0 (x64)\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("  delete"), std::string::npos) << text;
}

TEST(cell_text, of_a_recovered_one_says_which_lines_to_delete) {
  cell_record cell = test::record("reuse.stale/x", verdict::recovered);
  cell.steps[1].recorded =
      deviation_record{"wine.stale", "nonzero", "It waits.", "reports/kernels/wine.json:12-25"};
  const std::string text = shown(cell);
  EXPECT_NE(text.find("! RECOVERED\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  delete    reports/kernels/wine.json:12-25"), std::string::npos) << text;
}

TEST(cell_text, of_a_hang_says_which_call_and_what_came_before) {
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
  EXPECT_NE(text.find("  why       server: ConnectNamedPipe(h0, NULL) hung\n"), std::string::npos);
  EXPECT_NE(text.find("hung, handle not signaled, ended by CancelSynchronousIo after 5 s"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  in        step 2 of 2, server: ConnectNamedPipe(h0, NULL) (its end)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  before    1 server CreateNamedPipe ok\n"), std::string::npos) << text;
}

TEST(cell_text, of_a_cell_without_steps_says_why) {
  const std::string text = shown(missing_record("reuse.stale", "entry reuse.stale left none"));
  EXPECT_NE(text.find("? SUITE ERROR\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  why       entry reuse.stale left none\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("no deviation recorded"), std::string::npos) << text;
}

TEST(cell_text, says_where_an_undocumented_expectation_comes_from) {
  cell_record cell = deviating();
  cell.steps[1].known = grade::likely;
  cell.steps[1].catalogue = 33;
  cell.steps[1].because = "nothing was queued";
  const std::string text = shown(cell);
  EXPECT_NE(text.find("  known     likely, line 33 of the catalogue\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  because   nothing was queued\n"), std::string::npos) << text;
}

TEST(cell_text, names_parts_of_calls) {
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
  EXPECT_NE(text.find("1 server CreateNamedPipe ok | 2 server ConnectNamedPipe begun | 3 server "
                      "ConnectNamedPipe returned at once: ok | 4 server ConnectNamedPipe finished: "
                      "ok\n"),
            std::string::npos)
      << text;
}

TEST(cell_text, keeps_to_the_width) {
  cell_record cell = deviating();
  for (int n = 0; n != 20; ++n) {
    cell.steps.insert(cell.steps.begin(), cell.steps.front());
  }
  for (const std::size_t width : {60U, 80U, 100U, 120U}) {
    EXPECT_LE(widest_line(shown(cell, {.width = width})), width);
  }
  EXPECT_LE(widest_line(shown(cell, {.width = 0})), 60U);
}

TEST(cell_text, lets_no_control_character_through) {
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
    const std::string text = cell_text(cell, kernel, {&evil_clause, 1}, {});
    for (const char one : {'\x1B', '\r', '\xAE', '\xFF'}) {
      EXPECT_EQ(text.find(one), std::string::npos);
    }
  }
}

TEST(cell_text, has_colours_and_signs_only_where_they_are_wanted) {
  const std::string plain = shown(deviating());
  EXPECT_EQ(plain.find('\x1B'), std::string::npos);
  EXPECT_TRUE(std::all_of(plain.begin(), plain.end(), [](char one) { return one > 0; }));
  const std::string coloured = shown(deviating(), {.colour = true, .utf8 = true});
  EXPECT_NE(coloured.find("\x1B[1;31m\xE2\x9C\x97 DEVIATES\x1B[0m"), std::string::npos) << coloured;
}

TEST(text, colours_need_a_terminal_and_no_no_color) {
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

TEST(clause_table, has_a_line_a_clause_by_sections) {
  EXPECT_EQ(clause_table(counted_cells(), page_clauses(), {}),
            "Return value\n"
            "  ~ known deviation  clause.one     2 conform, 1 known deviation, 1 unsupported\n"
            "  ? no evidence      clause.two     no cell of this run\n"
            "Remarks\n"
            "  - not testable     clause.advice  advice can't be tested\n"
            "Not in the registry of clauses\n"
            "  ? not reached      clause.new     1 not reached\n");
}

TEST(clause_table, can_leave_out_what_was_not_run) {
  EXPECT_EQ(clause_table(counted_cells(), page_clauses(), {.all_clauses = false}),
            "Return value\n"
            "  ~ known deviation  clause.one  2 conform, 1 known deviation, 1 unsupported\n"
            "Not in the registry of clauses\n"
            "  ? not reached      clause.new  1 not reached\n");
  EXPECT_EQ(clause_table({}, page_clauses(), {.all_clauses = false}), "No clauses.\n");
}

TEST(clause_table, keeps_to_the_width) {
  std::vector<clause> clauses = page_clauses();
  clauses[1].id = "clause.with-a-name-that-is-quite-long";
  clauses[2].untestable = "a long reason that goes on and on until it has no more room on its line";
  for (const std::size_t width : {60U, 80U, 100U}) {
    EXPECT_LE(widest_line(clause_table(counted_cells(), clauses, {.width = width})), width);
  }
}

TEST(deviation_table, shows_ids_cells_and_reasons) {
  EXPECT_EQ(deviation_table(counted_cells(), {}),
            "Known deviations\n  ~ wine.stale  in 1 cell\n      It waits.\n");
  EXPECT_EQ(deviation_table({}, {}), "");
}

struct summary_case {
  std::vector<verdict> cells;
  bool strict;
  const char* line;
};

TEST(summary_line, says_what_a_run_comes_to) {
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

TEST(markdown, has_counts_clauses_deviations_and_failures) {
  run_footer footer{.cells = 1, .milliseconds = 12.6};
  ++footer.counts.at(static_cast<std::size_t>(verdict::deviates));
  const std::string text = markdown_summary(test::header(), footer, counted_cells(), page_clauses(),
                                            {deviating(), deviating()}, 1);
  for (const char* part :
       {"# ConnectNamedPipe on Wine 8.0 \\(x64\\)\n", "**FAILED** in 13 ms: 1 cell, 1 deviates",
        "| clause.one | known deviation | 2 conform, 1 known deviation, 1 unsupported |",
        "| wine.stale | 1 | It waits. |", "```text\nreuse.stale  [overlapped nonblocking]",
        "\xE2\x80\xA6 and 1 more.\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
  }
}

TEST(markdown, lets_no_markup_through) {
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
  EXPECT_EQ(prose.find('<'), std::string::npos) << prose;
  EXPECT_EQ(prose.find(" [a]"), std::string::npos) << prose;
  EXPECT_EQ(prose.find("\n# e"), std::string::npos) << prose;
  EXPECT_EQ(prose.find(" | ```"), std::string::npos) << prose;
}

}  // namespace
}  // namespace cnp
