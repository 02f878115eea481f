#include "reports/analysis/stability.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/run/repetition.hpp"
#include "reports/text/layout.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// How many flaky cells are shown with all their outcomes; the others are named.
constexpr std::size_t flaky_in_full = 40;

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

[[nodiscard]] std::string count_of_cells(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " cell" : " cells");
}

/// `15 times`, `10 to 15 times`.
[[nodiscard]] std::string times_text(const stability& what) {
  const std::string most = std::to_string(what.most) + (what.most == 1 ? " time" : " times");
  return what.least == what.most ? most : std::to_string(what.least) + " to " + most;
}

/// The label of the step in which a cell's executions differ; empty if they differ in none.
[[nodiscard]] std::string varying_step(const cell_record& cell) {
  const auto named = std::ranges::find_if(
      cell.repetitions, [](const repeated_outcome& one) { return !one.step.empty(); });
  return named == cell.repetitions.end() ? std::string{} : named->step;
}

[[nodiscard]] std::string varying_text(const cell_record& cell, const text_style& how,
                                       std::size_t width) {
  constexpr std::size_t label_end = 16;
  std::string text = "  " + painted("~", verdict::deviates, how.colour) + ' ' +
                     bold(printable(cell.key), how.colour) + '\n';
  const auto add = [&](const std::string& label, const std::string& words) {
    if (!words.empty()) {
      text += padded("      " + label, label_end) +
              flow(split_words(printable(words)), " ", label_end, width) + '\n';
    }
  };
  const std::string label = varying_step(cell);
  const auto step = std::ranges::find(cell.steps, label, &step_record::label);
  add("step", label);
  add("allowed", step == cell.steps.end() ? "" : step->allowed);
  const std::size_t all = times_performed(cell);
  for (const repeated_outcome& one : cell.repetitions) {
    const std::string outcome = one.seen.empty() ? "" : one.seen + "  ";
    add(std::to_string(one.times) + " of " + std::to_string(all),
        outcome + '(' + std::string{word(one.is)} + ')');
  }
  add("again", "cnp verify --cell " + cell.key);
  return text;
}

/// A heading and the keys of cells, in lines.
[[nodiscard]] std::string named_cells(const std::string& heading,
                                      const std::vector<const cell_record*>& cells,
                                      std::size_t width) {
  if (cells.empty()) {
    return {};
  }
  std::vector<std::string> keys;
  keys.reserve(cells.size());
  for (const cell_record* cell : cells) {
    keys.push_back(printable(cell->key) + " (" + std::string{word(cell->is)} + ')');
  }
  return heading + "  " + count_of_cells(cells.size()) + "\n    " + flow(keys, ", ", 4, width) +
         "\n\n";
}

[[nodiscard]] ordered_json keys_to_json(const std::vector<const cell_record*>& cells) {
  ordered_json keys = ordered_json::array();
  for (const cell_record* cell : cells) {
    keys.push_back(cell->key);
  }
  return keys;
}

[[nodiscard]] ordered_json varying_to_json(const cell_record& cell) {
  ordered_json outcomes = ordered_json::array();
  for (const repeated_outcome& one : cell.repetitions) {
    ordered_json to{{"verdict", word(one.is)}, {"times", one.times}};
    if (!one.seen.empty()) {
      to["seen"] = one.seen;
    }
    outcomes.push_back(std::move(to));
  }
  ordered_json to{{"key", cell.key}, {"scenario", cell.scenario}};
  if (const std::string step = varying_step(cell); !step.empty()) {
    to["step"] = step;
  }
  to["outcomes"] = std::move(outcomes);
  return to;
}

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

std::string_view result_word(const stability& what) {
  if (what.suite_failed) {
    return "SUITE FAILED";
  }
  if (!what.flaky.empty()) {
    return "FLAKY";
  }
  return what.failed.empty() ? "STABLE" : "FAILED";
}

std::string stability_text(const stability& what, const text_style& how) {
  const std::size_t width = std::max(how.width, narrowest);
  std::string text;
  if (!what.flaky.empty()) {
    text += bold(painted("FLAKY", verdict::deviates, how.colour), how.colour) + "  " +
            count_of_cells(what.flaky.size()) + '\n';
    const std::size_t shown = std::min(what.flaky.size(), flaky_in_full);
    for (std::size_t at = 0; at != shown; ++at) {
      text += varying_text(*what.flaky[at], how, width);
    }
    text += '\n';
    text += named_cells("FLAKY TOO",
                        {what.flaky.begin() + static_cast<std::ptrdiff_t>(shown), what.flaky.end()},
                        width);
  }
  text += named_cells("FAILS EACH TIME", what.failed, width);
  text += named_cells("VARIES AS A RACE MAY", what.races, width);
  const std::size_t same = what.cells - what.flaky.size() - what.races.size();
  std::vector<std::string> sums{std::to_string(same) + " the same each time"};
  const auto add = [&sums](std::size_t count, const std::string& words) {
    if (count != 0) {
      sums.push_back(std::to_string(count) + words);
    }
  };
  add(what.flaky.size(), " flaky");
  add(what.races.size(), what.races.size() == 1 ? " varies as a race may" : " vary as races may");
  add(what.failed.size(), what.failed.size() == 1 ? " fails" : " fail");
  const std::string_view word = result_word(what);
  const verdict as = word == "STABLE" ? verdict::conforms : verdict::deviates;
  return text + count_of_cells(what.cells) + ", each " + times_text(what) + ": " +
         join(sums, ", ") + ".  " + painted(word, as, how.colour) + '\n';
}

std::string stability_json(const run& whole, const stability& what) {
  ordered_json flaky = ordered_json::array();
  for (const cell_record* cell : what.flaky) {
    flaky.push_back(varying_to_json(*cell));
  }
  ordered_json races = ordered_json::array();
  for (const cell_record* cell : what.races) {
    races.push_back(varying_to_json(*cell));
  }
  const kernel_identity& kernel = whole.header.kernel;
  const ordered_json all{{"result", result_word(what)},
                         {"kernel", {{"family", kernel.family}, {"version", kernel.version}}},
                         {"cells", what.cells},
                         {"times", {what.least, what.most}},
                         {"flaky", std::move(flaky)},
                         {"races", std::move(races)},
                         {"failed", keys_to_json(what.failed)}};
  return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace cnp
