// How long a page takes: of a run file of 20,000 records, as a run writes it (with all steps), and
// of two of them. The aim is less than 1 s and less than 10 MiB for one.

#include "reports/page/page.hpp"
#include "reports/run/test_data.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cnp {
namespace {

constexpr int page_cells = 20'000;
/// As in the runs of this suite: so many different steps among all, and as long as most are.
constexpr int different_steps = 1'600;
constexpr int steps_of_cell = 9;

cell_record page_record(int number) {
  cell_record cell =
      test::record("scenario." + std::to_string(number % 90) +
                   "/synchronous-at-creation-null-byte-duplex-" + std::to_string(number));
  cell.axes = {{"handle", "synchronous"},
               {"wait", "nonblocking-at-creation"},
               {"lpOverlapped", "null"},
               {"type", "byte"},
               {"direction", std::to_string(number)}};
  const step_record pattern = cell.steps.back();
  cell.steps.clear();
  for (int step = 0; step != steps_of_cell; ++step) {
    step_record& one = cell.steps.emplace_back(pattern);
    one.label += std::to_string((number * 7 + step * 211) % different_steps);
    one.because = "The page says that a client which connected before the call is no failure.";
    one.ticket_before =
        static_cast<std::uint64_t>(number) * 20 + static_cast<std::uint64_t>(step) * 2;
    one.ticket_after = one.ticket_before + 1;
    one.microseconds = 0.5 + (number * 31 + step * 17) % 4000;
  }
  cell.script_steps = cell.steps.size();
  return cell;
}

/// The argument: of how many run files.
void page_of_runs(benchmark::State& state) {
  const test::scratch_folder folder;
  std::vector<cell_record> cells;
  for (int number = 0; number != page_cells; ++number) {
    cells.push_back(page_record(number));
  }
  std::vector<std::filesystem::path> files;
  for (int file = 0; file != state.range(0); ++file) {
    files.push_back(test::write_cells(folder / ("run-" + std::to_string(file) + ".jsonl"), cells));
  }
  page_summary made;
  while (state.KeepRunning()) {
    made = write_page(files, {}, folder / "page.html");
  }
  state.counters["MiB_read"] =
      static_cast<double>(std::filesystem::file_size(files.front())) / (1 << 20);
  state.counters["MiB_page"] = static_cast<double>(made.bytes) / (1 << 20);
}

BENCHMARK(page_of_runs)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cnp
