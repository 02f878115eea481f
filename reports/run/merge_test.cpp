#include "reports/run/merge.hpp"

#include "harness/support/printable.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::header;
using test::record;

class merging : public testing::Test {
 protected:
  void write(const char* entry, const std::vector<cell_record>& cells,
             const run_header& head = header()) const {
    run made;
    made.header = head;
    made.cells = cells;
    made.footer.milliseconds = 10;
    made.footer.peak_memory_kib = 100 + cells.size();
    write_run(file(entry), made);
  }
  [[nodiscard]] std::filesystem::path file(const char* entry) const {
    return folder_ / (std::string{entry} + ".jsonl");
  }
  [[nodiscard]] merged_run merged(const std::vector<std::string>& expected = {}) const {
    return merge_runs(find_runs(folder_.path(), expected));
  }
  [[nodiscard]] std::string refusal() const {
    return complaint([this] { (void)merged(); });
  }

  test::scratch_folder folder_;
};

TEST_F(merging, puts_cells_in_order_and_sums_up) {
  run_header later = header();
  later.started = "2026-11-23T13:00:00Z";
  write("b.two", {record("b.two/x", verdict::deviates), record("b.two/a")}, later);
  write("a.one", {record("a.one/z")});
  const merged_run all = merged();
  ASSERT_EQ(all.whole.cells.size(), 3U);
  EXPECT_EQ(all.whole.cells[0].key, "a.one/z");
  EXPECT_EQ(all.whole.cells[1].key, "b.two/a");
  EXPECT_EQ(all.whole.cells[2].key, "b.two/x");
  EXPECT_EQ(all.whole.header.started, "2026-11-23T12:34:56Z");
  EXPECT_EQ(all.whole.footer.cells, 3U);
  EXPECT_EQ(all.whole.footer.counts.at(static_cast<std::size_t>(verdict::deviates)), 1U);
  EXPECT_DOUBLE_EQ(all.whole.footer.milliseconds, 20);
  EXPECT_EQ(all.whole.footer.peak_memory_kib, 102U);
  EXPECT_TRUE(all.incomplete.empty());
}

TEST_F(merging, what_it_gives_can_be_written_and_read) {
  write("a.one", {record("a.one/z")});
  const merged_run all = merged({"a.one", "b.gone"});
  write_run(folder_ / "whole", all.whole);
  const run read = read_run(folder_ / "whole");
  EXPECT_EQ(read.cells, all.whole.cells);
  EXPECT_EQ(read.footer, all.whole.footer);
}

TEST_F(merging, an_entry_without_a_file_is_a_suite_error) {
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

TEST_F(merging, an_entry_that_was_ended_is_one_suite_error) {
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

TEST_F(merging, an_older_complete_file_does_not_stand_in_for_a_run_that_was_ended) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("b.two/z")});
  { run_writer killed(file("b.two"), header()); }
  const merged_run all = merged();
  ASSERT_EQ(all.incomplete.size(), 1U);
  EXPECT_NE(all.incomplete.front().find("it wrote no cell"), std::string::npos);
  EXPECT_EQ(all.whole.cells[1].key, "b.two/incomplete");
}

TEST_F(merging, a_truncated_file_is_a_suite_error) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("b.two/y"), record("b.two/z")});
  const std::string whole = test::read_text(file("b.two"));
  for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 10}) {
    test::write_text(file("b.two"), whole.substr(0, size));
    const merged_run all = merged();
    ASSERT_EQ(all.whole.cells.size(), 2U) << size;
    EXPECT_EQ(all.whole.cells[1].is, verdict::suite_error);
    EXPECT_EQ(all.whole.cells[1].key, "b.two/incomplete");
  }
}

TEST_F(merging, different_kernels_are_refused) {
  write("a.one", {record("a.one/z")});
  run_header other = header();
  other.kernel = test::wine("10.0");
  write("b.two", {record("b.two/z")}, other);
  EXPECT_EQ(refusal(), display(file("b.two")) + ":1: this run is of another kernel than " +
                           display(file("a.one")) + ": version '8.0' and '10.0'");
  other = header();
  other.kernel.modules.front().second = "10.0.19041.2";
  write("b.two", {record("b.two/z")}, other);
  EXPECT_NE(refusal().find("other file versions of its modules"), std::string::npos);
}

TEST_F(merging, different_commits_and_strictness_are_refused) {
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
  EXPECT_NE(refusal().find("was strict"), std::string::npos);
}

TEST_F(merging, a_cell_in_two_files_is_refused) {
  write("a.one", {record("a.one/z")});
  write("b.two", {record("a.one/z")});
  EXPECT_EQ(refusal(), display(file("a.one")) + " and " + display(file("b.two")) +
                           ": each has a record of the cell a.one/z");
}

TEST_F(merging, a_file_that_is_no_run_file_is_refused) {
  write("a.one", {record("a.one/z")});
  test::write_text(file("b.two"), "Dear diary\n");
  EXPECT_EQ(refusal(), display(file("b.two")) +
                           ":1: this is not a run file of this suite: its first line is not JSON");
}

TEST_F(merging, needs_something_to_merge) {
  EXPECT_EQ(refusal(), display(folder_.path()) + ": no run file (*.jsonl) is there");
  EXPECT_EQ(complaint([] { (void)merge_runs({}); }), "there are no run files to merge");
  EXPECT_EQ(complaint([this] { (void)merged({"a.one"}); }),
            "no run is complete: entry a.one left no completed record: there is no file " +
                display(file("a.one")));
  EXPECT_EQ(complaint([this] { (void)find_runs(folder_ / "no", {"a.one"}); }),
            display(folder_ / "no") + ": the folder can't be read");
}

TEST_F(merging, other_files_in_the_folder_are_left_out) {
  write("a.one", {record("a.one/z")});
  test::write_text(folder_ / "notes.txt", "x");
  test::write_text(folder_ / "cnp.partial", "x");
  const auto found = find_runs(folder_.path());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().entry, "a.one");
}

}  // namespace
}  // namespace cnp
