// The comparison on what was really recorded: see benchmark_samples/README.md.

#include "reports/benchmarks/benchmark_comparison.hpp"
#include "reports/benchmarks/benchmark_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace cnp {
namespace {

benchmark_run recorded_sample(const std::string& name) {
  return read_benchmarks(std::filesystem::path(CNP_REPORTS) / "benchmarks" / "samples" / name);
}

TEST(benchmark_samples, two_runs_of_one_program_show_no_change) {
  const benchmark_run before = recorded_sample("as-built.json");
  const benchmark_run after = recorded_sample("as-built-again.json");
  const benchmark_comparison seen = compare_benchmarks(before, after, false);
  ASSERT_FALSE(seen.both.empty());
  for (const benchmark_change& one : seen.both) {
    EXPECT_EQ(one.is, benchmark_verdict::no_change)
        << one.name << "\n"
        << comparison_table(before, after, seen, table_style::plain);
  }
}

TEST(benchmark_samples, a_slowdown_of_a_tenth_is_found) {
  const benchmark_run before = recorded_sample("as-built.json");
  const benchmark_run after = recorded_sample("a-tenth-slower.json");
  const benchmark_comparison seen = compare_benchmarks(before, after, false);
  ASSERT_FALSE(seen.both.empty());
  for (const benchmark_change& one : seen.both) {
    EXPECT_EQ(one.is, benchmark_verdict::slower)
        << one.name << "\n"
        << comparison_table(before, after, seen, table_style::plain);
  }
}

}  // namespace
}  // namespace cnp
