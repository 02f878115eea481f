#include "reports/run/baseline.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::header;
using test::read_text;
using test::record;
using test::scratch_folder;
using test::wine;
using test::write_cells;

TEST(Baseline, KeepsWhatAComparisonNeeds) {
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

TEST(Baseline, IsARunFileThatReadsAsItWasWritten) {
  const scratch_folder folder;
  run_header head = header();
  head.options = {"run", "--run-file", "C:\\secret\\run.jsonl", "--strict"};
  const cell_record known = record("reuse.stale/b", verdict::known_deviation);
  write_cells(folder / "run.jsonl", {record("reuse.stale/a"), known}, head);

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

TEST(Baseline, KeepsTheStepsThatCouldHaveComeOutOtherwise) {
  const scratch_folder folder;
  cell_record cell = record("reuse.stale/a");
  cell.steps[1].allowed = "nonzero, or 0/ERROR_NO_DATA (232)";
  cell.steps[1].ticket_before = 1003;
  cell.steps[1].ticket_after = 1004;
  const cell_record kept = for_baseline(cell);
  ASSERT_EQ(kept.steps.size(), 1U);
  EXPECT_EQ(kept.steps[0].seen, "0/ERROR_NO_DATA (232)");
  EXPECT_EQ(kept.steps[0].ticket_after, 2U) << "as in a run of this cell alone";
  EXPECT_EQ(fingerprint(kept), fingerprint(cell));
  write_cells(folder / "run.jsonl", {cell});
  static_cast<void>(write_baseline(folder / "run.jsonl", folder / "wine-8.0.jsonl"));
  EXPECT_EQ(read_run(folder / "wine-8.0.jsonl").cells.at(0), kept);

  std::string both = read_text(folder / "run.jsonl");
  both.insert(both.find(R"("steps":)"), R"("kept_steps":[],)");
  test::write_text(folder / "both.jsonl", both);
  EXPECT_TRUE(has(complaint([&] { return read_run(folder / "both.jsonl"); }),
                  "reuse.stale/a has both 'steps' and 'kept_steps'"));
}

TEST(Baseline, TwoRunsThatSawTheSameDifferInNothingButTheirEnds) {
  cell_record slow = record("reuse.stale/a");
  slow.microseconds *= 100;
  slow.steps.at(0).microseconds *= 100;
  EXPECT_EQ(to_line(for_baseline(slow)), to_line(for_baseline(record("reuse.stale/a"))));
}

TEST(Baseline, IsNotMadeOfARunThatNobodyLookedAt) {
  const scratch_folder folder;
  write_cells(folder / "run.jsonl", {record("reuse.stale/a", verdict::deviates)});
  EXPECT_TRUE(
      has(complaint([&] { return write_baseline(folder / "run.jsonl", folder / "to.jsonl"); }),
          "no baseline yet: reuse.stale/a is 'deviates'; look at it"));
  EXPECT_FALSE(std::filesystem::exists(folder / "to.jsonl"));
  EXPECT_FALSE(std::filesystem::exists(folder / "to.jsonl.partial"));
}

TEST(Baseline, StepsMayBeLeftOutOnlyWhereThereIsNothingToExplain) {
  const scratch_folder folder;
  cell_record bare = record("reuse.stale/a", verdict::known_deviation);
  bare.kept_fingerprint = fingerprint(bare);
  write_cells(folder / "run.jsonl", {bare});
  EXPECT_TRUE(has(complaint([&] { return read_run(folder / "run.jsonl"); }),
                  "run.jsonl:2: the field 'steps' is missing"));
}

TEST(Baseline, IsCalledLikeItsKernel) {
  EXPECT_TRUE(names_kernel("wine-8.0", wine("8.0")));
  EXPECT_FALSE(names_kernel("wine-8.0", wine("10.0")));
  EXPECT_FALSE(names_kernel("wine-", wine("8.0")));
  EXPECT_FALSE(names_kernel("windows-8.0", wine("8.0")));

  kernel_identity windows = wine("10.0.26100.2314");
  windows.family = "windows";
  EXPECT_TRUE(names_kernel("windows-10.0.26100", windows));
  EXPECT_TRUE(names_kernel("windows-10.0.26100.2314", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.261", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.26100-arm64", windows));
  windows.architecture = "arm64";
  EXPECT_TRUE(names_kernel("windows-10.0.26100-arm64", windows));
  EXPECT_FALSE(names_kernel("windows-10.0.26100", windows));
  EXPECT_FALSE(names_kernel("-arm64", windows));
}

TEST(Baseline, OfSeveralThatFitTheOneThatSaysMostIsFound) {
  const scratch_folder folder;
  for (const char* name : {"wine-8.jsonl", "wine-8.0.jsonl", "wine-10.0.jsonl", "README.md",
                           "wine-8.0.3.jsonl", "wine-8.0.txt"}) {
    test::write_text(folder / name, "");
  }
  EXPECT_EQ(find_baseline(folder.path(), test::wine("8.0")), folder / "wine-8.0.jsonl");
  EXPECT_EQ(find_baseline(folder.path(), test::wine("8.0.3")), folder / "wine-8.0.3.jsonl");
  EXPECT_EQ(find_baseline(folder.path(), test::wine("9.0")), std::filesystem::path{});
  EXPECT_TRUE(has(complaint([&] { return find_baseline(folder / "none", test::wine()); }),
                  "the folder can't be read"));
}

}  // namespace
}  // namespace cnp
