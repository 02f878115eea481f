#include "tools/cnp/case_names.hpp"

#include "cases/cases.hpp"
#include "cases/catalogue.hpp"
#include "cases/clauses.hpp"
#include "cases/matrix.hpp"
#include "reports/recorded.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace cnp {

namespace {

std::string catalogue_line(int number) {
  const catalogue_entry* entry = find_catalogue(number);
  if (entry == nullptr) {
    return {};
  }
  const std::string sources = sources_text(*entry);
  return std::string(entry->what) + (sources.empty() ? "" : " (" + sources + ")") + " [catalogue " +
         std::to_string(number) + "]";
}

}  // namespace

known_names names_of_cases() {
  known_names names;
  for (const scenario& what : all_scenarios()) {
    names.scenarios.insert(what.id);
  }
  names.steps_of = [](const std::string& id) {
    std::set<std::string> labels = walk_labels(id);
    if (!labels.empty()) {
      return labels;
    }
    for (const scenario& what : all_scenarios()) {
      if (what.id != id) {
        continue;
      }
      for (const cell& where : cells(what)) {
        for (const step& one : expand(what, where)) {
          labels.emplace(label_stem(one.label));
        }
      }
    }
    return labels;
  };
  for (const clause& each : all_clauses()) {
    names.clauses.emplace(each.id);
  }
  return names;
}

std::vector<clause_words> words_of_clauses() {
  std::vector<clause_words> words;
  for (const clause& each : all_clauses()) {
    words.push_back({.id = std::string(each.id),
                     .section = std::string(each.section),
                     .says = std::string(each.says),
                     .untested = std::string(each.untestable)});
  }
  return words;
}

repro_quotes quotes_of_cases() {
  return {
      .clauses = words_of_clauses(), .page = std::string(page_address), .known = &catalogue_line};
}

bool has_race(const std::string& scenario_id, const std::string& cell_key) {
  for (const scenario& what : all_scenarios()) {
    if (what.id != scenario_id) {
      continue;
    }
    for (const cell& where : cells(what)) {
      if (key(what, where) == cell_key) {
        return std::ranges::any_of(expand(what, where), &step::races);
      }
    }
  }
  return false;
}

deviations recorded_deviations(const std::string& file) {
  const known_names names = names_of_cases();
  if (!file.empty()) {
    return read_deviations(file, names);
  }
  deviations all;
  for (const recorded_file& each : recorded_files()) {
    deviations some = load_deviations(each.text, std::string(each.name), names);
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  check_for_duplicates(all);
  return all;
}

}  // namespace cnp
