#include "reports/analysis/recording.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace cnp {

namespace {

using nlohmann::ordered_json;

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

using cell_list = std::vector<const cell_record*>;

[[nodiscard]] axis_values values_of(const cell_list& cells) {
  axis_values all;
  for (const cell_record* cell : cells) {
    add_values(all, *cell);
  }
  return all;
}

/// One of the others that the values of the shown ones name too; null if there is none.
[[nodiscard]] const cell_record* intruder_among(const cell_list& others, const cell_list& shown) {
  const axis_values theirs = values_of(shown);
  const auto found = std::ranges::find_if(
      others, [&theirs](const cell_record* cell) { return has_values(*cell, theirs); });
  return found == others.end() ? nullptr : *found;
}

/// The restriction to these cells: the axes on which they do not have all values.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>>
restriction_to(const cell_list& shown, const cell_list& others) {
  const axis_values theirs = values_of(shown);
  axis_values all = theirs;
  for (const cell_record* cell : others) {
    add_values(all, *cell);
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

/// The cells, a list for each value that they have on an axis.
[[nodiscard]] std::vector<cell_list> split_by(const std::string& axis, const cell_list& cells) {
  std::map<std::string, cell_list> by_value;
  for (const cell_record* cell : cells) {
    const auto found =
        std::ranges::find(cell->axes, axis, [](const auto& one) { return one.first; });
    by_value[found == cell->axes.end() ? "" : found->second].push_back(cell);
  }
  std::vector<cell_list> parts;
  parts.reserve(by_value.size());
  for (auto& [value, part] : by_value) {
    parts.push_back(std::move(part));
  }
  return parts;
}

/// The shown cells in parts that values of axes name without any of the others: in one if that
/// goes, else by one axis if that is enough.
[[nodiscard]] std::vector<cell_list> nameable_parts(const cell_list& shown,
                                                    const cell_list& others) {
  if (intruder_among(others, shown) == nullptr) {
    return {shown};
  }
  std::vector<cell_list> first;
  for (const auto& [axis, values] : values_of(shown)) {
    if (values.size() > 1) {
      std::vector<cell_list> parts = split_by(axis, shown);
      if (std::ranges::all_of(parts, [&others](const cell_list& part) {
            return intruder_among(others, part) == nullptr;
          })) {
        return parts;
      }
      first = first.empty() ? std::move(parts) : std::move(first);
    }
  }
  if (first.empty()) {
    return {shown};
  }
  std::vector<cell_list> all;
  for (const cell_list& part : first) {
    std::ranges::move(nameable_parts(part, others), std::back_inserter(all));
  }
  return all;
}

/// What a cell and its step say of the entry; not yet, for which cells.
[[nodiscard]] recording_draft draft_from(const run_header& header, const cell_record& cell,
                                         const step_record& step) {
  recording_draft made;
  made.example = cell.key;
  made.step = step.label;
  made.allowed = step.allowed;
  made.seen = step.seen;
  made.seen_on = header.kernel.name;
  made.entry.family = header.kernel.family;
  const std::string numbers =
      header.kernel.version.substr(0, header.kernel.version.find_first_not_of("0123456789."));
  made.entry.versions = version_range::parse(numbers.empty() ? "*" : numbers);
  made.entry.scenario = cell.scenario;
  made.entry.step = std::string{label_stem(step.label)};
  const auto blamed = std::ranges::find_if(
      step.proves, [&](const std::string& id) { return blames(cell, step, id); });
  made.entry.clause = blamed == step.proves.end() ? std::string{} : *blamed;
  made.entry.seen = step.result;
  made.entry.stops = cell.steps.size() < cell.script_steps;
  made.entry.recorded_on = header.started.substr(0, header.started.find('T'));
  made.entry.recorded_from = header.kernel.name;
  return made;
}

[[nodiscard]] bool comes_to(const cell_record& cell, const step_record& like) {
  return std::ranges::any_of(cell.steps, [&like](const step_record& one) {
    return label_stem(one.label) == label_stem(like.label);
  });
}

/// Whether the cell came to its end before it could say anything.
[[nodiscard]] bool says_nothing(const cell_record& cell) {
  return cell.is == verdict::unsupported;
}

}  // namespace

bool can_be_recorded(verdict the_verdict) {
  return the_verdict == verdict::deviates || the_verdict == verdict::implausible ||
         the_verdict == verdict::not_arranged || the_verdict == verdict::hung ||
         the_verdict == verdict::crashed;
}

recording_draft draft_of(const run_header& header, const std::vector<cell_record>& cells,
                         const recording_wish& wish) {
  const auto [cell, step] = chosen_by(wish, cells);
  cell_list shown;
  cell_list others;
  for (const cell_record& each : cells) {
    const auto reached = std::ranges::find(each.steps, step->label, &step_record::label);
    if (reached != each.steps.end() && can_be_recorded(reached->is) &&
        reached->seen == step->seen) {
      shown.push_back(&each);
    } else if (reached != each.steps.end() || (each.steps.empty() && !says_nothing(each))) {
      others.push_back(&each);
    }
  }
  recording_draft made = draft_from(header, *cell, *step);
  made.of = shown.size() + others.size();
  if (wish.this_cell) {
    shown = {cell};
    for (const auto& [axis, value] : cell->axes) {
      made.entry.cell.emplace_back(axis, std::vector<std::string>{value});
    }
  } else {
    if (const cell_record* intruder = intruder_among(others, shown); intruder != nullptr) {
      throw input_error(
          "the cells that show it are not all those with certain values of their axes (" +
          printable(intruder->key) +
          " is as it should be); record them one by one by --cell and --this-cell");
    }
    made.entry.cell = restriction_to(shown, others);
  }
  made.cells = shown.size();
  return made;
}

std::vector<recording_draft> drafts_of(const run_header& header,
                                       const std::vector<cell_record>& cells) {
  std::vector<recording_draft> all;
  // An entry speaks about a step each time that the cell's script comes to it, so a cell that gave
  // several wrong outcomes there is named for the first of them only.
  std::set<std::pair<const cell_record*, std::string>> named;
  const auto shows = [&named](const cell_record& cell, const step_record& like) {
    const std::string stem{label_stem(like.label)};
    return !named.contains({&cell, stem}) &&
           std::ranges::any_of(cell.steps, [&](const step_record& one) {
             return label_stem(one.label) == stem && can_be_recorded(one.is) &&
                    one.seen == like.seen;
           });
  };
  for (const cell_record& cell : cells) {
    for (const step_record& step : cell.steps) {
      if (!can_be_recorded(step.is) || !shows(cell, step)) {
        continue;
      }
      cell_list shown;
      cell_list others;
      for (const cell_record& each : cells) {
        if (shows(each, step)) {
          shown.push_back(&each);
        } else if (comes_to(each, step) || (each.steps.empty() && !says_nothing(each))) {
          others.push_back(&each);
        }
      }
      cell_list reached = shown;
      reached.insert(reached.end(), others.begin(), others.end());
      for (const cell_list& part : nameable_parts(shown, others)) {
        const auto of_part = std::ranges::find_if(part.front()->steps, [&](const step_record& one) {
          return label_stem(one.label) == label_stem(step.label) && one.seen == step.seen;
        });
        recording_draft& made = all.emplace_back(draft_from(header, *part.front(), *of_part));
        made.entry.cell = restriction_to(part, reached);
        made.cells = part.size();
        made.of = reached.size();
      }
      for (const cell_record* each : shown) {
        named.emplace(each, label_stem(step.label));
      }
    }
  }
  return all;
}

outcome for_recording(outcome seen, const std::vector<outcome>& allowed) {
  (void)of_each_optional_member([&](auto member) {
    if (std::ranges::none_of(allowed,
                             [member](const outcome& one) { return (one.*member).has_value(); })) {
      (seen.*member).reset();
    }
    return true;
  });
  if (seen.kind == value_kind::boolean && seen.how == completion::returned && seen.value > 1) {
    seen.value = 1;
  }
  return seen;
}

std::string draft_file(const std::string& family, const std::vector<recording_draft>& drafts) {
  ordered_json list = ordered_json::array();
  for (const recording_draft& draft : drafts) {
    deviation entry = draft.entry;
    entry.evidence = {""};
    list.push_back(ordered_json::parse(to_json(entry)));
  }
  const ordered_json all{{"format", 1}, {"family", family}, {"deviations", std::move(list)}};
  return all.dump(2) + '\n';
}

std::string with_deviation(std::string_view text, const deviation& entry) {
  ordered_json all = ordered_json::parse(text);
  all["deviations"].push_back(ordered_json::parse(to_json(entry)));
  return all.dump(2) + '\n';
}

}  // namespace cnp
