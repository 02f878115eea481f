#include "reports/analysis/stability.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/repetition.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace cnp {

namespace {

/// The cells of several runs, in the order of the first one.
class repeated_cells {
 public:
  void add(const std::filesystem::path& file) {
    run_reader reader(file);
    if (files_ == 0) {
      whole_.header = reader.header();
    } else if (reader.header().kernel.version != whole_.header.kernel.version ||
               reader.header().kernel.family != whole_.header.kernel.family) {
      throw input_error(display(file) + ":1: this run is of another kernel than the first one");
    }
    std::size_t count = 0;
    while (const cell_record* cell = reader.next()) {
      const auto [at, is_new] = numbers_.emplace(cell->key, cells_.size());
      if (is_new) {
        cells_.emplace_back();
      }
      if (is_new != (files_ == 0)) {
        refuse(file, cell->key);
      }
      cells_[at->second].add(*cell);
      ++count;
    }
    if (count != cells_.size()) {
      throw input_error(display(file) + ": this run is not of the same cells as the first one");
    }
    ++files_;
    add_sums(reader.footer());
  }

  [[nodiscard]] run finish() {
    whole_.footer.cells = cells_.size();
    for (const repeated_cell& one : cells_) {
      const cell_record& cell = whole_.cells.emplace_back(one.finish());
      ++whole_.footer.counts.at(static_cast<std::size_t>(cell.is));
    }
    return std::move(whole_);
  }

 private:
  [[noreturn]] void refuse(const std::filesystem::path& file, const std::string& key) const {
    throw input_error(display(file) + ": " +
                      (files_ == 0 ? "a second record of the cell " + printable(key)
                                   : "the first run has no cell " + printable(key)));
  }

  void add_sums(const run_footer& footer) {
    whole_.footer.milliseconds += footer.milliseconds;
    whole_.footer.clients_replaced += footer.clients_replaced;
    whole_.footer.peak_memory_kib = std::max(whole_.footer.peak_memory_kib, footer.peak_memory_kib);
  }

  run whole_;
  std::size_t files_ = 0;
  std::vector<repeated_cell> cells_;
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

run join_repetitions(const std::vector<std::filesystem::path>& files) {
  repeated_cells all;
  for (const std::filesystem::path& file : files) {
    all.add(file);
  }
  return all.finish();
}

stability stability_of(const run& whole, const is_race& race) {
  stability made;
  made.cells = whole.cells.size();
  made.least = whole.cells.empty() ? 0 : std::numeric_limits<std::size_t>::max();
  for (const cell_record& cell : whole.cells) {
    const std::size_t times = times_performed(cell);
    made.least = std::min(made.least, times);
    made.most = std::max(made.most, times);
    made.judged = made.judged || cell.is != verdict::unsupported;
    made.suite_failed = made.suite_failed || cell.is == verdict::suite_error;
    const std::string print = fingerprint(cell);
    const cell_state state{.is = cell.is, .print = print, .repetitions = cell.repetitions};
    if (is_flaky(state, [&] { return race && race(cell.scenario, cell.key); })) {
      made.flaky.push_back(&cell);
    } else if (!passes(cell.is, whole.header.strict)) {
      made.failed.push_back(&cell);
    } else if (varies(cell)) {
      made.races.push_back(&cell);
    }
  }
  return made;
}

std::string_view result_word(const stability& found) {
  if (found.suite_failed) {
    return "SUITE FAILED";
  }
  if (!found.flaky.empty()) {
    return "FLAKY";
  }
  return found.failed.empty() ? "STABLE" : "FAILED";
}

}  // namespace cnp
