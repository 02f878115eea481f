#include "reports/analysis/recording.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// Whether a verdict is one that a record could explain.
[[nodiscard]] bool can_be_recorded(verdict the_verdict) {
  return the_verdict == verdict::deviates || the_verdict == verdict::implausible ||
         the_verdict == verdict::hung || the_verdict == verdict::crashed;
}

[[nodiscard]] const step_record* deviating_step(const cell_record& cell, const std::string& label) {
  const auto found = std::ranges::find_if(cell.steps, [&label](const step_record& one) {
    return can_be_recorded(one.is) && (label.empty() || one.label == label);
  });
  return found == cell.steps.end() ? nullptr : &*found;
}

/// The cell that shows what is to be recorded, and the step.
[[nodiscard]] std::pair<const cell_record*, const step_record*>
chosen_by(const recording_wish& wish, const std::vector<cell_record>& cells) {
  std::vector<std::string> deviating;
  for (const cell_record& cell : cells) {
    const step_record* step = deviating_step(cell, wish.step);
    if (step != nullptr && (wish.cell.empty() || wish.cell == cell.key)) {
      return {&cell, step};
    }
    for (const step_record& one : cell.steps) {
      if (can_be_recorded(one.is)) {
        deviating.push_back(wish.step.empty() ? cell.key : one.label);
      }
    }
  }
  const std::string place = wish.cell.empty() ? "the run" : "the cell " + printable(wish.cell);
  if (!wish.step.empty()) {
    throw input_error(place + " has no deviation in the step '" + printable(wish.step) + "'" +
                      suggestion(wish.step, deviating));
  }
  throw input_error(place +
                    " has no deviation to record: everything is as it should be, or recorded" +
                    (wish.cell.empty() ? "" : suggestion(wish.cell, deviating)));
}

/// By axis, the values that cells have on it.
using axis_values = std::vector<std::pair<std::string, std::set<std::string>>>;

void add_values(axis_values& to, const cell_record& cell) {
  for (const auto& [axis, value] : cell.axes) {
    auto found = std::ranges::find(to, axis, &axis_values::value_type::first);
    if (found == to.end()) {
      found = to.insert(to.end(), {axis, {}});
    }
    found->second.insert(value);
  }
}

[[nodiscard]] bool has_values(const cell_record& cell, const axis_values& values) {
  return std::ranges::all_of(cell.axes, [&values](const auto& axis_and_value) {
    const auto found =
        std::ranges::find(values, axis_and_value.first, &axis_values::value_type::first);
    return found == values.end() || found->second.contains(axis_and_value.second);
  });
}

/// The restriction to these cells: the axes on which they do not have all values.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>>
restriction_to(const std::vector<const cell_record*>& shown,
               const std::vector<const cell_record*>& others) {
  axis_values theirs;
  for (const cell_record* cell : shown) {
    add_values(theirs, *cell);
  }
  axis_values all = theirs;
  for (const cell_record* cell : others) {
    add_values(all, *cell);
  }
  const auto intruder = std::ranges::find_if(
      others, [&theirs](const cell_record* cell) { return has_values(*cell, theirs); });
  if (intruder != others.end()) {
    throw input_error(
        "the cells that show it are not all those with certain values of their axes (" +
        printable((*intruder)->key) +
        " is as it should be); record them one by one by --cell and --this-cell");
  }
  std::vector<std::pair<std::string, std::vector<std::string>>> restriction;
  for (std::size_t at = 0; at != theirs.size(); ++at) {
    const auto& [axis, values] = theirs[at];
    if (values != all[at].second) {
      restriction.emplace_back(axis, std::vector<std::string>{values.begin(), values.end()});
    }
  }
  return restriction;
}

}  // namespace

recording_draft draft_of(const run_header& header, const std::vector<cell_record>& cells,
                         const recording_wish& wish) {
  const auto [cell, step] = chosen_by(wish, cells);
  std::vector<const cell_record*> shown;
  std::vector<const cell_record*> others;
  for (const cell_record& each : cells) {
    const auto reached = std::ranges::find(each.steps, step->label, &step_record::label);
    if (reached != each.steps.end() && can_be_recorded(reached->is) &&
        reached->seen == step->seen) {
      shown.push_back(&each);
    } else if (reached != each.steps.end() ||
               (each.steps.empty() && each.is != verdict::unsupported)) {
      others.push_back(&each);
    }
  }
  recording_draft made;
  made.of = shown.size() + others.size();
  if (wish.this_cell) {
    shown = {cell};
    for (const auto& [axis, value] : cell->axes) {
      made.entry.cell.emplace_back(axis, std::vector<std::string>{value});
    }
  } else {
    made.entry.cell = restriction_to(shown, others);
  }
  made.cells = shown.size();
  made.example = cell->key;
  made.step = step->label;
  made.allowed = step->allowed;
  made.seen = step->seen;
  made.seen_on = header.kernel.name;
  made.entry.family = header.kernel.family;
  const std::string numbers =
      header.kernel.version.substr(0, header.kernel.version.find_first_not_of("0123456789."));
  made.entry.versions = version_range::parse(numbers.empty() ? "*" : numbers);
  made.entry.scenario = cell->scenario;
  made.entry.step = std::string{label_stem(step->label)};
  made.entry.clause = step->proves.empty() ? std::string{} : step->proves.front();
  made.entry.seen = step->result;
  made.entry.stops = cell->steps.size() < cell->script_steps;
  made.entry.recorded_on = header.started.substr(0, header.started.find('T'));
  made.entry.recorded_from = header.kernel.name;
  return made;
}

outcome for_recording(outcome seen, const std::vector<outcome>& allowed) {
  const auto drop_unless_looked_at = [&allowed](auto& value, auto member) {
    if (std::ranges::none_of(allowed,
                             [member](const outcome& one) { return (one.*member).has_value(); })) {
      value.reset();
    }
  };
  drop_unless_looked_at(seen.internal, &outcome::internal);
  drop_unless_looked_at(seen.event_signaled, &outcome::event_signaled);
  drop_unless_looked_at(seen.handle_signaled, &outcome::handle_signaled);
  drop_unless_looked_at(seen.bytes, &outcome::bytes);
  drop_unless_looked_at(seen.mode, &outcome::mode);
  drop_unless_looked_at(seen.data, &outcome::data);
  if (seen.kind == value_kind::boolean && seen.how == completion::returned && seen.value > 1) {
    seen.value = 1;
  }
  return seen;
}

std::string with_deviation(std::string_view text, const deviation& entry) {
  ordered_json all = ordered_json::parse(text);
  all["deviations"].push_back(ordered_json::parse(to_json(entry)));
  return all.dump(2) + '\n';
}

}  // namespace cnp
