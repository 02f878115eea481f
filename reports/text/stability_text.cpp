#include "reports/text/stability_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/run/repetition.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;
using named_cells = std::span<const cell_record* const>;

/// How many flaky cells are shown with all their outcomes; the others are named.
constexpr std::size_t flaky_in_full = 40;

/// `15 times`, `10 to 15 times`.
[[nodiscard]] std::string times_text(const stability& found) {
  return (found.least == found.most ? "" : std::to_string(found.least) + " to ") +
         counted(found.most, "time");
}

/// The label of the step in which a cell's executions differ; empty if they differ in none.
[[nodiscard]] std::string varying_step(const cell_record& cell) {
  const auto named = std::ranges::find_if(
      cell.repetitions, [](const repeated_outcome& one) { return !one.step.empty(); });
  return named == cell.repetitions.end() ? std::string{} : named->step;
}

[[nodiscard]] std::string varying_text(const cell_record& cell, const text_style& how) {
  labelled_lines lines(6, 16, how.columns());
  const std::string label = varying_step(cell);
  const auto step = std::ranges::find(cell.steps, label, &step_record::label);
  lines.add("step", label);
  lines.add("allowed", step == cell.steps.end() ? "" : step->allowed);
  const std::string all = std::to_string(times_performed(cell));
  for (const repeated_outcome& one : cell.repetitions) {
    lines.add(std::to_string(one.times) + " of " + all,
              (one.seen.empty() ? "" : one.seen + "  ") + '(' + std::string{word(one.is)} + ')');
  }
  lines.add("again", "cnp verify --cell " + cell.key);
  return "  " + painted("~", verdict::deviates, how.colour) + ' ' +
         bold(printable(cell.key), how.colour) + '\n' + lines.text();
}

/// A heading and the keys of cells, in lines.
[[nodiscard]] std::string listed(const std::string& heading, named_cells cells,
                                 const text_style& how) {
  if (cells.empty()) {
    return {};
  }
  std::vector<std::string> keys;
  for (const cell_record* cell : cells) {
    keys.push_back(printable(cell->key) + " (" + std::string{word(cell->is)} + ')');
  }
  return heading + "  " + counted(cells.size(), "cell") + "\n    " +
         flow(keys, ", ", 4, how.columns()) + "\n\n";
}

[[nodiscard]] ordered_json times_to_json(const repeated_outcome& one) {
  ordered_json to{{"verdict", word(one.is)}, {"times", one.times}};
  if (!one.seen.empty()) {
    to["seen"] = one.seen;
  }
  return to;
}

[[nodiscard]] ordered_json varying_to_json(const cell_record* cell) {
  ordered_json to{{"key", cell->key}, {"scenario", cell->scenario}};
  if (const std::string step = varying_step(*cell); !step.empty()) {
    to["step"] = step;
  }
  to["outcomes"] = json_list(cell->repetitions, &times_to_json);
  return to;
}

}  // namespace

std::string stability_text(const stability& found, const text_style& how) {
  const named_cells flaky = found.flaky;
  std::string text;
  if (!flaky.empty()) {
    text += bold(painted("FLAKY", verdict::deviates, how.colour), how.colour) + "  " +
            counted(flaky.size(), "cell") + '\n';
    const std::size_t shown = std::min(flaky.size(), flaky_in_full);
    for (const cell_record* cell : flaky.first(shown)) {
      text += varying_text(*cell, how);
    }
    text += '\n' + listed("FLAKY TOO", flaky.subspan(shown), how);
  }
  text += listed("FAILS EACH TIME", found.failed, how);
  text += listed("VARIES AS A RACE MAY", found.races, how);
  std::vector<std::string> sums{std::to_string(found.cells - flaky.size() - found.races.size()) +
                                " the same each time"};
  const auto add = [&sums](named_cells cells, std::string_view one, std::string_view many) {
    if (!cells.empty()) {
      sums.push_back(counted(cells.size(), one, many));
    }
  };
  add(flaky, "flaky", "flaky");
  add(found.races, "varies as a race may", "vary as races may");
  add(found.failed, "fails", "fail");
  const std::string_view result = result_word(found);
  return text + counted(found.cells, "cell") + ", each " + times_text(found) + ": " +
         join(sums, ", ") + ".  " +
         painted(result, result == "STABLE" ? verdict::conforms : verdict::deviates, how.colour) +
         '\n';
}

std::string stability_json(const run& whole, const stability& found) {
  const kernel_identity& kernel = whole.header.kernel;
  return json_document(
      {{"result", result_word(found)},
       {"kernel", {{"family", kernel.family}, {"version", kernel.version}}},
       {"cells", found.cells},
       {"times", {found.least, found.most}},
       {"flaky", json_list(found.flaky, &varying_to_json)},
       {"races", json_list(found.races, &varying_to_json)},
       {"failed", json_list(found.failed, [](const cell_record* cell) { return cell->key; })}});
}

}  // namespace cnp
