#include "harness/support/scratch_folder.hpp"
#include "harness/support/testing.hpp"
#include "reports/benchmarks/benchmark_comparison.hpp"
#include "reports/benchmarks/benchmark_file.hpp"
#include "reports/benchmarks/benchmark_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::scratch_folder;
using test::write_text;

constexpr const char* context_text = R"({
  "context": {
    "date": "2026-11-25T16:42:04-00:00",
    "num_cpus": 2,
    "cnp_commit": "0123456789ab",
    "cnp_format": "1",
    "cnp_machine": "desk",
    "cnp_quiet": "quiet",
    "cnp_says/cycle/one": "A client comes.",
    "kernel_architecture": "x64",
    "kernel_family": "wine",
    "kernel_host": "Linux 6.1",
    "kernel_module_ntdll.dll": "6.1",
    "kernel_name": "Wine 8.0",
    "kernel_process_architecture": "x64",
    "kernel_version": "8.0"
  },
  "benchmarks": [)";

/// A repetition as the library writes it.
std::string repetition(const std::string& name, double time, const std::string& more = {}) {
  return R"({"name": ")" + name + R"(", "run_name": ")" + name +
         R"(/iterations:3/manual_time", "run_type": "iteration", "repetition_index": 0, )" +
         R"("iterations": 3, "real_time": )" + std::to_string(time) +
         R"(, "cpu_time": 1.0, "time_unit": "us")" + more + "}";
}

std::string file_text(const std::string& results) {
  return context_text + results + "]}";
}

TEST(BenchmarkFile, IsReadWithItsKernel) {
  const scratch_folder folder;
  write_text(folder / "a.json",
             file_text(repetition("cycle/one", 30,
                                  R"(, "p50_us": 20.5, "x_floor": 2.0,)"
                                  R"( "label": "floor: an event round trip")") +
                       "," + repetition("cycle/one", 31, R"(, "p50_us": 21.5, "x_floor": 4.0)") +
                       "," + repetition("floor/x", 5) +
                       R"(,{"run_type": "aggregate", "run_name": "floor/x"})"));
  EXPECT_TRUE(is_benchmark_file(folder / "a.json"));
  const benchmark_run run = read_benchmarks(folder / "a.json");
  EXPECT_EQ(run.series.at(0).says, "A client comes.");
  EXPECT_EQ(run.series.at(1).says, "");
  EXPECT_EQ(run.kernel.version, "8.0");
  EXPECT_EQ(run.machine, "desk");
  ASSERT_EQ(run.series.size(), 2U);
  EXPECT_EQ(run.series[0].name, "cycle/one");
  EXPECT_EQ(run.series[0].values, (std::vector<double>{20.5, 21.5})) << "the middle cycles";
  EXPECT_EQ(run.series[0].floor, "an event round trip");
  EXPECT_EQ(run.series[0].counters.at("x_floor"), (std::vector<double>{2, 4}));
  EXPECT_EQ(run.series[1].values, std::vector<double>{5}) << "the mean, where no middle is known";
  EXPECT_TRUE(has(benchmark_table(run, table_style::plain), {"cycle/one", "3.00"}));
}

TEST(BenchmarkFile, KeepsWhatFailed) {
  const scratch_folder folder;
  write_text(folder / "a.json",
             file_text(repetition("cycle/one", 0,
                                  R"(, "error_occurred": true, "error_message": "no client")")));
  const benchmark_run run = read_benchmarks(folder / "a.json");
  EXPECT_TRUE(run.series.empty());
  EXPECT_EQ(run.failed, std::vector<std::string>{"cycle/one: no client"});
}

TEST(BenchmarkFile, IsRefusedInASentence) {
  const scratch_folder folder;
  const auto says = [&folder](const std::string& text) {
    write_text(folder / "bad.json", text);
    return complaint([&] { return read_benchmarks(folder / "bad.json"); });
  };
  EXPECT_TRUE(
      has(complaint([&] { return read_benchmarks(folder / "none.json"); }), "cannot be read"));
  for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
           {"", "not a benchmark file"},
           {file_text(repetition("a", 1)).substr(0, 600), "not a benchmark file"},
           {"{}", "no 'context'"},
           {R"({"context": {}, "benchmarks": []})", "not of cnp-bench"},
           {file_text(R"({"run_type": "iteration"})"), "'run_name' is missing"},
           {file_text("1"), "no object"},
           {file_text(repetition("a", -1)), "a time that is none"},
       }) {
    EXPECT_TRUE(has(says(text), why)) << says(text) << "\nof: " << text;
  }
  std::string newer = file_text(repetition("a", 1));
  newer.replace(newer.find(R"("cnp_format": "1")"), 17, R"("cnp_format": "2")");
  EXPECT_TRUE(has(says(newer), "has the format '2'"));
}

TEST(BenchmarkFile, IsToldFromARunFile) {
  const scratch_folder folder;
  write_text(folder / "run.jsonl", R"({"type":"header"})"
                                   "\n");
  EXPECT_FALSE(is_benchmark_file(folder / "run.jsonl"));
  EXPECT_FALSE(is_benchmark_file(folder / "none"));
}

benchmark_run run_of(const std::vector<double>& values, const std::string& unit = "us") {
  benchmark_run run;
  run.machine = "desk";
  run.series.push_back({.name = "a", .unit = unit, .floor = {}, .values = values, .counters = {}});
  return run;
}

const std::vector<double> hundred{100, 101, 102, 103, 104, 105, 106, 107};

std::vector<double> times(std::vector<double> values, double factor) {
  for (double& one : values) {
    one *= factor;
  }
  return values;
}

benchmark_verdict verdict_of(const benchmark_run& before, const benchmark_run& after) {
  return compare_benchmarks(before, after, false).both.at(0).is;
}

TEST(BenchmarkComparison, CallsAChangeWhatIsClearAndLarge) {
  EXPECT_EQ(verdict_of(run_of(hundred), run_of(times(hundred, 1.1))), benchmark_verdict::slower);
  EXPECT_EQ(verdict_of(run_of(hundred), run_of(times(hundred, 0.9))), benchmark_verdict::faster);
  EXPECT_EQ(verdict_of(run_of(hundred), run_of(hundred)), benchmark_verdict::no_change);
  // As clear as can be, but small.
  const std::vector<double> still{1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007};
  EXPECT_EQ(verdict_of(run_of(still), run_of(times(still, 1.02))), benchmark_verdict::no_change);
  EXPECT_EQ(verdict_of(run_of({100, 101, 102}), run_of({150, 151, 152})),
            benchmark_verdict::too_few);
}

TEST(BenchmarkComparison, TakesTheFloorIntoAccount) {
  benchmark_run before = run_of(hundred);
  benchmark_run after = run_of(times(hundred, 1.5));
  before.series[0].counters["x_floor"] = times(hundred, 0.1);
  after.series[0].counters["x_floor"] = times(hundred, 0.1);
  EXPECT_EQ(verdict_of(before, after), benchmark_verdict::with_its_floor);
  after.series[0].counters["x_floor"] = times(hundred, 0.15);
  EXPECT_EQ(verdict_of(before, after), benchmark_verdict::slower);
}

TEST(BenchmarkComparison, AsksForMoreWhenItComparesMore) {
  benchmark_run before = run_of({100, 101, 102, 103, 104});
  benchmark_run after = run_of({150, 151, 152, 153, 154});
  EXPECT_EQ(verdict_of(before, after), benchmark_verdict::slower);
  for (const char* name : {"b", "c", "d"}) {
    before.series.push_back({.name = name, .unit = "us", .floor = {}, .values = {1, 2, 3}});
    after.series.push_back({.name = name, .unit = "us", .floor = {}, .values = {1, 2, 3}});
  }
  EXPECT_EQ(verdict_of(before, after), benchmark_verdict::too_few);
}

TEST(BenchmarkComparison, RefusesInASentence) {
  benchmark_run other = run_of(hundred);
  other.machine = "lap";
  const auto says = [](const benchmark_run& before, const benchmark_run& after, bool forced) {
    return complaint([&] { return compare_benchmarks(before, after, forced); });
  };
  EXPECT_TRUE(has(says(run_of(hundred), other, false), "--force"));
  EXPECT_EQ(says(run_of(hundred), other, true), "");
  EXPECT_TRUE(has(says(run_of(hundred), run_of(hundred, "ns"), true), "measured in us"));
  other.series[0].name = "b";
  EXPECT_TRUE(has(says(run_of(hundred), other, true), "no benchmark in common"));
}

/// The comparison on what was really recorded: see samples/README.md.
TEST(BenchmarkSamples, ShowNoChangeOfOneProgramAndASlowdownOfATenth) {
  const auto sample = [](const char* name) {
    return read_benchmarks(std::filesystem::path(CNP_REPORTS) / "benchmarks" / "samples" / name);
  };
  const benchmark_run before = sample("as-built.json");
  for (const auto& [name, is] : {std::pair{"as-built-again.json", benchmark_verdict::no_change},
                                 std::pair{"a-tenth-slower.json", benchmark_verdict::slower}}) {
    const benchmark_run after = sample(name);
    const benchmark_comparison seen = compare_benchmarks(before, after, false);
    ASSERT_FALSE(seen.both.empty());
    for (const benchmark_change& one : seen.both) {
      EXPECT_EQ(one.is, is) << one.name << "\n"
                            << comparison_table(before, after, seen, table_style::plain);
    }
  }
}

}  // namespace
}  // namespace cnp
