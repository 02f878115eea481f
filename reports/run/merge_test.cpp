#include "reports/run/merge.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/testing.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::header;
using test::record;

class merging : public testing::Test {
 protected:
  void write(const char* entry, const std::vector<cell_record>& cells,
             const run_header& head = header()) const {
    write_run(file(entry), {.header = head,
                            .cells = cells,
                            .footer = {.milliseconds = 10, .peak_memory_kib = 100 + cells.size()}});
  }
  [[nodiscard]] std::filesystem::path file(const char* entry) const {
    return folder_ / (std::string{entry} + ".jsonl");
  }
  [[nodiscard]] merged_run merged(const std::vector<std::string>& expected = {}) const {
    return merge_runs(find_runs(folder_.path(), expected));
  }
  [[nodiscard]] std::string refusal() const {
    return complaint([this] { return merged(); });
  }

  test::scratch_folder folder_;
};
using Merging = merging;

TEST_F(Merging, PutsCellsInOrderAndSumsUp) {
  run_header later = header();
  later.started = "2026-11-23T13:00:00Z";
  write("b.two", {record("b.two/x", verdict::deviates), record("b.two/a")}, later);
  write("a.one", {record("a.one/z")});
  const merged_run all = merged();
  EXPECT_EQ(all.whole.cells, (std::vector{record("a.one/z"), record("b.two/a"),
                                          record("b.two/x", verdict::deviates)}));
  EXPECT_EQ(all.whole.header.started, "2026-11-23T12:34:56Z");
  EXPECT_EQ(all.whole.footer.cells, 3U);
  EXPECT_EQ(all.whole.footer.counts.at(static_cast<std::size_t>(verdict::deviates)), 1U);
  EXPECT_DOUBLE_EQ(all.whole.footer.milliseconds, 20);
  EXPECT_EQ(all.whole.footer.peak_memory_kib, 102U);
  EXPECT_TRUE(all.incomplete.empty());
}

TEST_F(Merging, WhatItGivesCanBeWrittenAndRead) {
  write("a.one", {record("a.one/z")});
  const merged_run all = merged({"a.one", "b.gone"});
  write_run(folder_ / "whole", all.whole);
  const run read = read_run(folder_ / "whole");
  EXPECT_EQ(read.cells, all.whole.cells);
  EXPECT_EQ(read.footer, all.whole.footer);
}

TEST_F(Merging, AnEntryWithoutAFileIsASuiteError) {
  write("a.one", {record("a.one/z")});
  const merged_run all = merged({"a.one", "b.gone"});
  ASSERT_EQ(all.whole.cells.size(), 2U);
  const cell_record& gone = all.whole.cells[1];
  EXPECT_EQ(gone.scenario, "b.gone");
  EXPECT_EQ(gone.is, verdict::suite_error);
  EXPECT_EQ(gone.why,
            "entry b.gone left no completed record: there is no file " + display(file("b.gone")));
  EXPECT_EQ(all.incomplete, std::vector<std::string>{gone.why});
  EXPECT_EQ(all.whole.footer.counts.at(static_cast<std::size_t>(verdict::suite_error)), 1U);
}

TEST_F(Merging, AnEntryThatWasEndedIsOneSuiteError) {
  write("a.one", {record("a.one/z")});
  {
    run_writer killed(file("b.killed"), header());
    killed.add(record("b.killed/x"));
    killed.add(record("b.killed/y"));
  }
  const merged_run all = merged();
  ASSERT_EQ(all.whole.cells.size(), 2U);
  EXPECT_EQ(all.whole.cells[1].key, "b.killed/incomplete");
  EXPECT_EQ(all.whole.cells[1].why,
            "entry b.killed left no completed record: " + display(file("b.killed")) +
                ".partial breaks off; it wrote 2 cells, the last one b.killed/y");
}

TEST_F(Merging, AnOlderCompleteFileDoesNotStandInForARunThatWasEnded) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("b.two/z")});
  { run_writer killed(file("b.two"), header()); }
  const merged_run all = merged();
  ASSERT_EQ(all.incomplete.size(), 1U);
  EXPECT_TRUE(has(all.incomplete.front(), "it wrote no cell"));
  EXPECT_EQ(all.whole.cells[1].key, "b.two/incomplete");
}

TEST_F(Merging, ATruncatedFileIsASuiteError) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("b.two/y"), record("b.two/z")});
  const std::string whole = test::read_text(file("b.two"));
  for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 10}) {
    test::write_text(file("b.two"), whole.substr(0, size));
    const merged_run all = merged();
    ASSERT_EQ(all.whole.cells.size(), 2U) << size;
    EXPECT_EQ(all.whole.cells[1], missing_record("b.two", all.whole.cells[1].why));
  }
}

TEST_F(Merging, DifferentKernelsAreRefused) {
  write("a.one", {record("a.one/z")});
  run_header other = header();
  other.kernel = test::wine("10.0");
  write("b.two", {record("b.two/z")}, other);
  EXPECT_EQ(refusal(), display(file("b.two")) + ":1: this run is of another kernel than " +
                           display(file("a.one")) + ": version '8.0' and '10.0'");
  other = header();
  other.kernel.client_architecture = "x86";
  write("b.two", {record("b.two/z")}, other);
  EXPECT_TRUE(has(refusal(), ": client architecture '' and 'x86'"));
  other = header();
  other.kernel.modules.front().second = "10.0.19041.2";
  write("b.two", {record("b.two/z")}, other);
  EXPECT_TRUE(has(refusal(), "other file versions of its modules"));
}

TEST_F(Merging, DifferentCommitsAndStrictnessAreRefused) {
  write("a.one", {record("a.one/z")});
  run_header other = header();
  other.commit = "fedcba9";
  write("b.two", {record("b.two/z")}, other);
  EXPECT_EQ(refusal(), display(file("b.two")) +
                           ":1: this run is of another commit of the suite than " +
                           display(file("a.one")) + ": '0123abc' and 'fedcba9'");
  other = header();
  other.strict = true;
  write("b.two", {record("b.two/z")}, other);
  EXPECT_TRUE(has(refusal(), "was strict"));
}

TEST_F(Merging, ACellInTwoFilesIsRefused) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("a.one/z")});
  EXPECT_EQ(refusal(), display(file("a.one")) + " and " + display(file("b.two")) +
                           ": each has a record of the cell a.one/z");
}

TEST_F(Merging, AFileThatIsNoRunFileIsRefused) {
  write("a.one", {record("a.one/z")});
  test::write_text(file("b.two"), "Dear diary\n");
  EXPECT_EQ(refusal(), display(file("b.two")) +
                           ":1: this is not a run file of this suite: its first line is not JSON");
}

TEST_F(Merging, NeedsSomethingToMerge) {
  EXPECT_EQ(refusal(), display(folder_.path()) + ": no run file (*.jsonl) is there");
  EXPECT_EQ(complaint([] { return merge_runs({}); }), "there are no run files to merge");
  EXPECT_EQ(complaint([this] { return merged({"a.one"}); }),
            "no run is complete: entry a.one left no completed record: there is no file " +
                display(file("a.one")));
  EXPECT_EQ(complaint([this] { return find_runs(folder_ / "no", {"a.one"}); }),
            display(folder_ / "no") + ": the folder can't be read");
}

TEST_F(Merging, OtherFilesInTheFolderAreLeftOut) {
  write("a.one", {record("a.one/z")});
  test::write_text(folder_ / "notes.txt", "x");
  test::write_text(folder_ / "cnp.partial", "x");
  const auto found = find_runs(folder_.path());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().entry, "a.one");
}

}  // namespace
}  // namespace cnp
