#include "tools/cnp/shared/explain.hpp"

#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "tools/cnp/shared/seeded_defects.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace cnp {

namespace {

/// The axes that a scenario runs over, and their values in its cells.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>>
axes_of(const scenario& the_scenario, const std::vector<cell>& all) {
  const std::vector<bool> named = named_axes(the_scenario.over);
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  for (std::size_t at = 0; at != named.size(); ++at) {
    if (named[at]) {
      std::vector<std::string> values;
      for (const cell& the_cell : all) {
        const std::string value{words(the_cell).at(at).second};
        if (std::ranges::find(values, value) == values.end()) {
          values.push_back(value);
        }
      }
      found.emplace_back(axis_names().at(at), std::move(values));
    }
  }
  return found;
}

/// What steps come to, of which some stand in some cells only.
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
  std::map<std::string, step_survey, std::less<>> proving;
};

[[nodiscard]] const scenario_survey& survey_of(const scenario& about) {
  static std::map<const scenario*, scenario_survey> found;
  const auto [place, is_new] = found.try_emplace(&about);
  scenario_survey& survey = place->second;
  if (is_new) {
    for (const cell& the_cell : cells(about)) {
      ++survey.cells;
      for (const step& one : expand(about, the_cell)) {
        survey.all.add(one);
        for (const std::string& id : one.proves) {
          survey.proving[id].add(one);
        }
      }
    }
  }
  return survey;
}

/// Gathers what is known.
class explainer {
 public:
  explainer(const std::string& id, const deviations& recorded) : recorded_(recorded) {
    found_.id = id;
  }

  void add_clause(const clause& sentence) {
    found_.sentence = sentence;
    std::map<std::string, std::set<std::string>> proving;
    for (const scenario& each : all_scenarios()) {
      const scenario_survey& survey = survey_of(each);
      if (const auto steps = survey.proving.find(sentence.id); steps != survey.proving.end()) {
        found_.evidence.push_back({.id = each.id, .says = each.says, .cells = survey.cells});
        lines_.insert(steps->second.lines.begin(), steps->second.lines.end());
        proving.emplace(each.id, steps->second.labels);
      }
    }
    add_deviations([&](const deviation& each) {
      const auto steps = proving.find(each.scenario);
      return each.clause == sentence.id ||
             (steps != proving.end() && steps->second.contains(each.step));
    });
    if (!found_.evidence.empty()) {
      found_.commands.push_back("tools/run --clause " + found_.id);
    }
  }

  /// The scenario with the steps of its first cell, or of one of its cells.
  void add_scenario(const scenario& about, const cell* only) {
    const std::vector<cell> all = cells(about);
    const cell& shown = only == nullptr ? all.front() : *only;
    const std::string cell_key = key(about, shown);
    explained_scenario told{.id = about.id, .says = about.says, .cells = all.size()};
    for (const auto& [id, steps] : survey_of(about).proving) {
      told.clauses.push_back(id);
    }
    told.axes = axes_of(about, all);
    told.left_out = about.because;
    told.cell = cell_key;
    told.steps = expand(about, shown);
    step_survey survey;
    std::ranges::for_each(told.steps, [&survey](const step& one) { survey.add(one); });
    lines_.merge(only == nullptr ? std::set<int>(survey_of(about).all.lines) : survey.lines);
    add_deviations([&about](const deviation& each) {
      return each.scenario == about.id ||
             std::ranges::find(each.also, about.id,
                               [](const auto& place) { return place.first; }) != each.also.end();
    });
    found_.commands.push_back(only == nullptr ? "tools/run --scenario " + about.id
                                              : "tools/run --cell " + cell_key);
    found_.commands.push_back("cnp repro " + cell_key + " --output repro.cpp");
    found_.scenario = std::move(told);
  }

  void add_deviation(const deviation& about) {
    found_.kind = "recorded deviation";
    found_.recorded.push_back(about);
    concern([&about](const scenario& each, const scenario_survey&) {
      return each.id == about.scenario ||
             std::ranges::find(about.also, each.id,
                               [](const auto& place) { return place.first; }) != about.also.end();
    });
    found_.commands.push_back("tools/run --scenario " + about.scenario);
  }

  void add_line(const catalogue_line& about) {
    found_.kind = "line of the catalogue of what kernels are known to do";
    lines_.insert(about.number);
    concern([&about](const scenario&, const scenario_survey& survey) {
      return survey.all.lines.contains(about.number);
    });
  }

  void add_fault(const seeded_fault& about) {
    found_.kind = "seeded defect";
    found_.says = about.says;
    found_.commands.push_back("tools/run --aspect nonblocking --seeded" +
                              std::string{about.only_of_clients ? "-client-defect " : "-defect "} +
                              found_.id);
  }

  [[nodiscard]] explanation finish() {
    for (const int number : lines_) {
      if (const catalogue_line* line = find_catalogue(number)) {
        found_.catalogue.push_back(*line);
      }
    }
    return std::move(found_);
  }

 private:
  /// Those that are not there yet.
  template <class Condition>
  void add_deviations(Condition condition) {
    for (const deviation& each : recorded_) {
      const bool known =
          std::ranges::find(found_.recorded, each.id, &deviation::id) != found_.recorded.end();
      if (!known && condition(each)) {
        found_.recorded.push_back(each);
      }
    }
  }

  /// Adds the scenarios for which the condition holds.
  template <class Condition>
  void concern(Condition condition) {
    for (const scenario& each : all_scenarios()) {
      const scenario_survey& survey = survey_of(each);
      if (condition(each, survey)) {
        found_.evidence.push_back({.id = each.id, .says = each.says, .cells = survey.cells});
      }
    }
  }

  const deviations& recorded_;
  explanation found_;
  std::set<int> lines_;
};

[[noreturn]] void refuse(const std::string& id, const deviations& recorded) {
  std::vector<std::string> known;
  for (const clause& each : all_clauses()) {
    known.emplace_back(each.id);
  }
  for (const scenario& each : all_scenarios()) {
    known.push_back(each.id);
  }
  for (const deviation& each : recorded) {
    known.push_back(each.id);
  }
  for (const seeded_fault& each : seeded_faults()) {
    known.emplace_back(each.name);
  }
  const std::string hint = suggestion(id, known);
  throw input_error(
      "there is no clause, scenario, cell, deviation, defect or line of the catalogue "
      "'" +
      printable(id) + "'" + (hint.empty() ? "; see 'cnp list --help' for what names them" : hint));
}

/// The number that an id is; 0 if it is none.
int number_of(std::string_view id) {
  int number = 0;
  const char* const end = id.data() + id.size();
  const auto [stop, problem] = std::from_chars(id.data(), end, number);
  return problem == std::errc{} && stop == end ? number : 0;
}

}  // namespace

explanation explain(const std::string& id, const deviations& recorded) {
  explainer all(id, recorded);
  const clause* sentence = find_clause(id);
  if (sentence != nullptr) {
    all.add_clause(*sentence);
  }
  const auto about = std::ranges::find(all_scenarios(), id, &scenario::id);
  if (id.find('/') != std::string::npos) {
    selection wanted;
    wanted.cells = {id};
    const selected_cell chosen = select(wanted).front();
    all.add_scenario(*chosen.what, &chosen.where);
  } else if (about != all_scenarios().end()) {
    all.add_scenario(*about, nullptr);
  } else if (sentence == nullptr) {
    const auto entry = std::ranges::find(recorded, id, &deviation::id);
    const seeded_fault* const fault = find_seeded_fault(id);
    const catalogue_line* const line = find_catalogue(number_of(id));
    if (entry != recorded.end()) {
      all.add_deviation(*entry);
    } else if (fault != nullptr) {
      all.add_fault(*fault);
    } else if (line != nullptr) {
      all.add_line(*line);
    } else {
      refuse(id, recorded);
    }
  }
  return all.finish();
}

}  // namespace cnp
