#include "tools/cnp/shared/explain.hpp"

#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace cnp {

namespace {

[[nodiscard]] explained_clause in_words(const clause& what) {
  return {.id = std::string(what.id),
          .section = std::string(what.section),
          .level = std::string(word(what.level)),
          .says = std::string(what.says),
          .why = std::string(what.why),
          .pitfall = std::string(what.pitfall),
          .untestable = std::string(what.untestable),
          .page = std::string(page_address)};
}

[[nodiscard]] explained_step in_words(const step& what) {
  const std::string part = what.part == phase::begin    ? "begins "
                           : what.part == phase::finish ? "ends "
                                                        : "";
  return {.actor = describe(what.who),
          .call = part + describe(what.what),
          .allowed = describe(what.allowed),
          .label = what.label,
          .proves = what.proves,
          .because = what.because};
}

[[nodiscard]] explained_line in_words(const catalogue_entry& what) {
  return {.number = what.number,
          .grade = std::string(word(what.grade)),
          .what = std::string(what.what),
          .remark = std::string(what.remark),
          .sources = sources_text(what)};
}

/// The axes that a scenario runs over, and their values in its cells.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>>
axes_of(const scenario& what, const std::vector<cell>& all) {
  const std::vector<bool> named = named_axes(what.over);
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  for (std::size_t at = 0; at != named.size(); ++at) {
    if (named[at]) {
      std::vector<std::string> values;
      for (const cell& where : all) {
        const std::string value{words(where).at(at).second};
        if (std::ranges::find(values, value) == values.end()) {
          values.push_back(value);
        }
      }
      found.emplace_back(axis_names().at(at), std::move(values));
    }
  }
  return found;
}

/// What the steps of a scenario come to over some cells, as some stand in some cells only.
struct step_survey {
  std::set<int> lines;           ///< The lines of the catalogue that they name …
  std::set<std::string> labels;  ///< … and their labels.

  void add(const step& one) {
    lines.insert(one.catalogue);
    labels.emplace(label_stem(one.label));
  }
};

/// Of all steps of one of the suite's scenarios, and of those that prove each clause. Found once,
/// as it takes expanding all its cells.
struct scenario_survey {
  std::size_t cells = 0;
  step_survey all;
  std::map<std::string, step_survey> proving;
};

[[nodiscard]] const scenario_survey& survey_of(const scenario& what) {
  static std::map<const scenario*, scenario_survey> found;
  const auto [place, is_new] = found.try_emplace(&what);
  scenario_survey& survey = place->second;
  if (is_new) {
    for (const cell& where : cells(what)) {
      ++survey.cells;
      for (const step& one : expand(what, where)) {
        survey.all.add(one);
        for (const std::string& clause : one.proves) {
          survey.proving[clause].add(one);
        }
      }
    }
  }
  return survey;
}

/// A scenario with the steps of one of its cells.
[[nodiscard]] explained_scenario in_full(const scenario& what, const std::vector<cell>& all,
                                         const cell& where) {
  explained_scenario told{.id = what.id, .says = what.says, .cells = all.size()};
  for (const auto& [clause, steps] : survey_of(what).proving) {
    told.clauses.push_back(clause);
  }
  told.axes = axes_of(what, all);
  told.left_out = what.because;
  told.cell = key(what, where);
  for (const step& one : expand(what, where)) {
    told.steps.push_back(in_words(one));
  }
  return told;
}

[[nodiscard]] std::set<int> lines_of_cell(const scenario& what, const cell& where) {
  step_survey survey;
  for (const step& one : expand(what, where)) {
    survey.add(one);
  }
  return survey.lines;
}

void add_clause(explanation& to, const clause& what, const deviations& recorded,
                std::set<int>& lines) {
  to.clause = in_words(what);
  std::map<std::string, std::set<std::string>> proving;
  for (const scenario& each : all_scenarios()) {
    const scenario_survey& survey = survey_of(each);
    const auto found = survey.proving.find(std::string(what.id));
    if (found == survey.proving.end()) {
      continue;
    }
    to.evidence.push_back({.id = each.id, .says = each.says, .cells = survey.cells});
    lines.insert(found->second.lines.begin(), found->second.lines.end());
    proving.emplace(each.id, found->second.labels);
  }
  for (const deviation& each : recorded) {
    const auto steps = proving.find(each.scenario);
    if (each.clause == what.id || (steps != proving.end() && steps->second.contains(each.step))) {
      to.recorded.push_back(each);
    }
  }
  if (!to.evidence.empty()) {
    to.commands.push_back("tools/run --clause " + std::string(what.id));
  }
}

void add_scenario(explanation& to, const scenario& what, const std::string& cell_key,
                  const deviations& recorded, std::set<int>& lines) {
  const std::vector<cell> all = cells(what);
  const auto found =
      cell_key.empty() ? all.begin() : std::ranges::find_if(all, [&](const cell& where) {
        return key(what, where) == cell_key;
      });
  if (found == all.end()) {
    return;
  }
  to.scenario = in_full(what, all, *found);
  lines.merge(cell_key.empty() ? std::set<int>(survey_of(what).all.lines)
                               : lines_of_cell(what, *found));
  for (const deviation& each : recorded) {
    const bool known =
        std::ranges::any_of(to.recorded, [&](const deviation& one) { return one.id == each.id; });
    const bool also =
        std::ranges::any_of(each.also, [&](const auto& place) { return place.first == what.id; });
    if (!known && (each.scenario == what.id || also)) {
      to.recorded.push_back(each);
    }
  }
  to.commands.push_back(cell_key.empty() ? "tools/run --scenario " + what.id
                                         : "tools/run --cell " + cell_key);
  to.commands.push_back("cnp repro " + to.scenario->cell + " --output repro.cpp");
}

[[noreturn]] void refuse(const std::string& id) {
  std::vector<std::string> known;
  for (const clause& each : all_clauses()) {
    known.emplace_back(each.id);
  }
  for (const scenario& each : all_scenarios()) {
    known.push_back(each.id);
  }
  const std::string hint = suggestion(id, known);
  throw input_error("there is no clause, scenario or cell '" + printable(id) + "'" +
                    (hint.empty() ? "; see 'cnp list' and 'cnp list --clauses'" : hint));
}

}  // namespace

explanation explain(const std::string& id, const deviations& recorded) {
  const std::vector<scenario>& all = all_scenarios();
  explanation found;
  found.id = id;
  std::set<int> lines;
  if (const clause* what = find_clause(id)) {
    add_clause(found, *what, recorded, lines);
  }
  const bool is_cell = id.find('/') != std::string::npos;
  if (is_cell) {
    selection wanted;
    wanted.cells = {id};
    add_scenario(found, *select(wanted).front().what, id, recorded, lines);
  } else if (const auto what = std::ranges::find(all, id, &scenario::id); what != all.end()) {
    add_scenario(found, *what, {}, recorded, lines);
  }
  if (!found.clause && !found.scenario) {
    refuse(id);
  }
  for (const int number : lines) {
    if (const catalogue_entry* entry = find_catalogue(number)) {
      found.catalogue.push_back(in_words(*entry));
    }
  }
  return found;
}

}  // namespace cnp
