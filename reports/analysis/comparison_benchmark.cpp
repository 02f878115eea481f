// How long a comparison takes: of two run files of 20,000 records each, as a run writes them (with
// all steps), and as baselines keep them. The aim is less than 0.3 s.

#include "reports/analysis/comparison.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/test_data.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

namespace cnp {
namespace {

constexpr int compared_cells = 20'000;

/// A record with as many steps as most cells have; every `deviates_each`th one deviates.
cell_record sample_record(int number, int deviates_each) {
  const bool good = deviates_each == 0 || number % deviates_each != 0;
  cell_record cell =
      test::record("scenario." + std::to_string(number % 90) +
                       "/synchronous-at-creation-null-byte-duplex-" + std::to_string(number),
                   good ? verdict::conforms : verdict::deviates);
  while (cell.steps.size() < 9) {
    cell.steps.insert(cell.steps.begin(), cell.steps.front());
  }
  return cell;
}

std::filesystem::path sample_run(const test::scratch_folder& in, const std::string& name,
                                 int deviates_each) {
  std::vector<cell_record> cells;
  for (int number = 0; number != compared_cells; ++number) {
    cells.push_back(sample_record(number, deviates_each));
  }
  return test::write_cells(in / name, cells);
}

/// The argument: every how many cells there is a deviation in the later run; 0 for none.
void compare_full_runs(benchmark::State& state) {
  const test::scratch_folder folder;
  const auto before = sample_run(folder, "before.jsonl", 0);
  const auto after = sample_run(folder, "after.jsonl", static_cast<int>(state.range(0)));
  while (state.KeepRunning()) {
    benchmark::DoNotOptimize(compare_runs(before, after).same);
  }
  state.counters["MiB"] = static_cast<double>(std::filesystem::file_size(before)) / (1 << 20);
}

void compare_baselines(benchmark::State& state) {
  const test::scratch_folder folder;
  const auto run = sample_run(folder, "run.jsonl", 0);
  static_cast<void>(write_baseline(run, folder / "baseline.jsonl"));
  while (state.KeepRunning()) {
    benchmark::DoNotOptimize(compare_runs(folder / "baseline.jsonl", run).same);
  }
}

BENCHMARK(compare_full_runs)->Arg(0)->Arg(100)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(compare_baselines)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cnp
