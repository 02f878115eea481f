#include "reports/run/baseline.hpp"

#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::header;
using test::read_text;
using test::record;
using test::scratch_folder;
using test::wine;

void write(const std::filesystem::path& file, const run_header& head,
           const std::vector<cell_record>& cells) {
  run_writer out(file, head);
  for (const cell_record& one : cells) {
    out.add(one);
  }
  static_cast<void>(out.finish({}));
}

TEST(baseline, keeps_what_a_comparison_needs) {
  const cell_record expected = record("reuse.stale/a");
  const cell_record known = record("reuse.stale/b", verdict::known_deviation);
  const cell_record kept = for_baseline(expected);
  EXPECT_TRUE(kept.steps.empty());
  EXPECT_EQ(fingerprint(kept), fingerprint(expected));
  EXPECT_EQ(kept.clauses, expected.clauses);
  EXPECT_EQ(kept.microseconds, 0);

  const cell_record looked_at = for_baseline(known);
  EXPECT_EQ(looked_at.steps.size(), known.steps.size());
  EXPECT_EQ(looked_at.steps.at(1).seen, known.steps.at(1).seen);
  EXPECT_EQ(looked_at.steps.at(1).microseconds, 0);
}

TEST(baseline, is_a_run_file_that_reads_as_it_was_written) {
  const scratch_folder folder;
  run_header head = header();
  head.options = {"run", "--run-file", "C:\\secret\\run.jsonl", "--strict"};
  const cell_record known = record("reuse.stale/b", verdict::known_deviation);
  write(folder / "run.jsonl", head, {record("reuse.stale/a"), known});

  const run_footer footer = write_baseline(folder / "run.jsonl", folder / "wine-8.0.jsonl");
  EXPECT_EQ(footer.cells, 2U);
  const run read = read_run(folder / "wine-8.0.jsonl");
  EXPECT_EQ(read.header.options, (std::vector<std::string>{"run", "--strict"}));
  ASSERT_EQ(read.cells.size(), 2U);
  EXPECT_EQ(read.cells[0], for_baseline(record("reuse.stale/a")));
  EXPECT_EQ(read.cells[1], for_baseline(known));
  // Of a baseline a baseline can be made, and it is the same one.
  static_cast<void>(write_baseline(folder / "wine-8.0.jsonl", folder / "again.jsonl"));
  EXPECT_EQ(read_text(folder / "again.jsonl"), read_text(folder / "wine-8.0.jsonl"));
}

TEST(baseline, two_runs_that_saw_the_same_differ_in_nothing_but_their_ends) {
  cell_record slow = record("reuse.stale/a");
  slow.microseconds *= 100;
  slow.steps.at(0).microseconds *= 100;
  EXPECT_EQ(to_line(for_baseline(slow)), to_line(for_baseline(record("reuse.stale/a"))));
}

TEST(baseline, is_not_made_of_a_run_that_nobody_looked_at) {
  const scratch_folder folder;
  write(folder / "run.jsonl", header(), {record("reuse.stale/a", verdict::deviates)});
  const std::string sentence =
      complaint([&] { (void)write_baseline(folder / "run.jsonl", folder / "to.jsonl"); });
  EXPECT_NE(sentence.find("no baseline yet: reuse.stale/a is 'deviates'; look at it"),
            std::string::npos)
      << sentence;
  EXPECT_FALSE(std::filesystem::exists(folder / "to.jsonl"));
  EXPECT_FALSE(std::filesystem::exists(folder / "to.jsonl.partial"));
}

TEST(baseline, steps_may_be_left_out_only_where_there_is_nothing_to_explain) {
  const scratch_folder folder;
  cell_record bare = record("reuse.stale/a", verdict::known_deviation);
  bare.kept_fingerprint = fingerprint(bare);
  write(folder / "run.jsonl", header(), {bare});
  const std::string sentence = complaint([&] { (void)read_run(folder / "run.jsonl"); });
  EXPECT_NE(sentence.find("run.jsonl:2: the field 'steps' is missing"), std::string::npos)
      << sentence;
}

TEST(baseline, is_called_like_its_kernel) {
  EXPECT_TRUE(names_kernel("wine-8.0", wine("8.0")));
  EXPECT_FALSE(names_kernel("wine-8.0", wine("10.0")));
  EXPECT_FALSE(names_kernel("wine-", wine("8.0")));
  EXPECT_FALSE(names_kernel("windows-8.0", wine("8.0")));

  kernel_identity windows;
  windows.family = "windows";
  windows.version = "10.0.26100.2314";
  windows.architecture = "x64";
  EXPECT_TRUE(names_kernel("windows-10.0.26100", windows));
  EXPECT_TRUE(names_kernel("windows-10.0.26100.2314", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.261", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.26100-arm64", windows));
  windows.architecture = "arm64";
  EXPECT_TRUE(names_kernel("windows-10.0.26100-arm64", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.26100", windows));
  EXPECT_FALSE(names_kernel("-arm64", windows));
}

TEST(baseline, of_several_that_fit_the_one_that_says_most_is_found) {
  const scratch_folder folder;
  for (const char* name : {"wine-8.jsonl", "wine-8.0.jsonl", "wine-10.0.jsonl", "README.md",
                           "wine-8.0.3.jsonl", "wine-8.0.txt"}) {
    test::write_text(folder / name, "");
  }
  EXPECT_EQ(find_baseline(folder.path(), test::wine("8.0")), folder / "wine-8.0.jsonl");
  EXPECT_EQ(find_baseline(folder.path(), test::wine("8.0.3")), folder / "wine-8.0.3.jsonl");
  EXPECT_EQ(find_baseline(folder.path(), test::wine("9.0")), std::filesystem::path{});
  EXPECT_NE(complaint([&] {
              (void)find_baseline(folder / "none", test::wine());
            }).find("the folder can't be read"),
            std::string::npos);
}

}  // namespace
}  // namespace cnp
