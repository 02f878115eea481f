#include "tools/cnp/shared/case_names.hpp"

#include "cases/cases.hpp"
#include "cases/model/matrix.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "reports/verdict/recorded.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace cnp {

namespace {

std::string numbered_line(int number) {
  const catalogue_line* line = find_catalogue(number);
  return line == nullptr ? std::string{}
                         : catalogue_text(*line) + " [catalogue " + std::to_string(number) + "]";
}

/// The labels that a scenario's steps have in any cell.
std::set<std::string> labels_of(const std::string& id) {
  std::set<std::string> labels = walk_labels(id);
  if (!labels.empty()) {
    return labels;
  }
  for (const scenario& the_scenario : all_scenarios()) {
    if (the_scenario.id != id) {
      continue;
    }
    for (const cell& the_cell : cells(the_scenario)) {
      for (const step& one : expand(the_scenario, the_cell)) {
        labels.emplace(label_stem(one.label));
      }
    }
  }
  return labels;
}

}  // namespace

known_names names_of_cases() {
  known_names names;
  for (const scenario& the_scenario : all_scenarios()) {
    names.scenarios.insert(the_scenario.id);
  }
  // Many entries speak about the same scenario, and reading its cells takes time.
  names.steps_of =
      [answers = std::map<std::string, std::set<std::string>>()](const std::string& id) mutable {
        const auto [place, is_new] = answers.try_emplace(id);
        if (is_new) {
          place->second = labels_of(id);
        }
        return place->second;
      };
  for (const clause& each : all_clauses()) {
    names.clauses.emplace(each.id);
  }
  return names;
}

repro_quotes quotes_of_cases() {
  return {.clauses = all_clauses(), .page = std::string(page_address), .known = &numbered_line};
}

namespace {

/// The cells of a scenario that are races, by key. A walk is none: its model allows all that may
/// differ, and to know its cells takes long.
std::set<std::string> racy_cells(const std::string& scenario_id) {
  std::set<std::string> racy;
  for (const scenario& the_scenario : all_scenarios()) {
    if (the_scenario.id != scenario_id || !the_scenario.over.walk.empty()) {
      continue;
    }
    for (const cell& the_cell : cells(the_scenario)) {
      if (std::ranges::any_of(expand(the_scenario, the_cell), &step::races)) {
        racy.insert(key(the_scenario, the_cell));
      }
    }
  }
  return racy;
}

}  // namespace

bool has_race(const std::string& scenario_id, const std::string& cell_key) {
  static std::map<std::string, std::set<std::string>> known;  // The program asks in one thread.
  const auto [found, is_new] = known.try_emplace(scenario_id);
  if (is_new) {
    found->second = racy_cells(scenario_id);
  }
  return found->second.contains(cell_key);
}

deviations recorded_deviations(const std::string& file) {
  return file.empty() ? built_in_deviations({.unchecked = true})
                      : read_deviations(file, names_of_cases());
}

deviations built_in_deviations(const known_names& known) {
  deviations all;
  for (const embedded_file& each : recorded_files()) {
    deviations some = load_deviations(each.text, std::string(each.name), known);
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  check_for_duplicates(all);
  return all;
}

}  // namespace cnp
