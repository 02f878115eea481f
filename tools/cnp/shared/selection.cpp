#include "tools/cnp/shared/selection.hpp"

#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "tools/cnp/shared/command_line.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view one) {
  return std::ranges::find(list, one) != list.end();
}

void check_known(std::string_view kind, const std::string& name,
                 const std::vector<std::string>& known) {
  if (!contains(known, name)) {
    const std::string hint = suggestion(name, known);
    throw input_error("there is no " + std::string(kind) + " '" + printable(name) + "'" +
                      (hint.empty() ? "; see 'cnp list'" : hint));
  }
}

void check_names(const selection& wanted) {
  for (const std::string& id : wanted.scenarios) {
    check_known("scenario", id, scenario_ids());
  }
  for (const std::string& id : wanted.clauses) {
    check_known("clause", id, clause_ids());
  }
  for (const std::string& whole : wanted.cells) {
    const std::string id = whole.substr(0, whole.find('/'));
    check_known("scenario", id, scenario_ids());
    check_known("cell", whole, cell_keys(id));
  }
}

constexpr std::string_view matrix_aspect = "matrix";

/// The matrix repeats what the other scenarios say, many times over: it is run when it is asked
/// for.
bool asks_for_matrix(const selection& wanted) {
  const auto names_it = [](const std::string& text) {
    return text.find(matrix_aspect) != std::string::npos;
  };
  return wanted.matrix || std::ranges::any_of(wanted.filters, names_it) ||
         std::ranges::any_of(wanted.scenarios, names_it) ||
         std::ranges::any_of(wanted.cells, names_it);
}

bool matches_filter(const std::string& filter, const std::string& cell_key,
                    const std::vector<std::string>& proven) {
  const auto has_it = [&](const std::string& text) {
    return text.find(filter) != std::string::npos;
  };
  return has_it(cell_key) || std::ranges::any_of(proven, has_it);
}

}  // namespace

std::vector<std::string> scenario_ids() {
  std::vector<std::string> ids;
  for (const scenario& each : all_scenarios()) {
    ids.push_back(each.id);
  }
  return ids;
}

std::vector<std::string> clause_ids() {
  std::vector<std::string> ids;
  for (const clause& each : all_clauses()) {
    ids.emplace_back(each.id);
  }
  return ids;
}

std::vector<std::string> cell_keys(const std::string& scenario_id) {
  std::vector<std::string> keys;
  const auto& all = all_scenarios();
  if (const auto found = std::ranges::find(all, scenario_id, &scenario::id); found != all.end()) {
    for (const cell& the_cell : cells(*found)) {
      keys.push_back(key(*found, the_cell));
    }
  }
  return keys;
}

bool selects_all(const selection& wanted) {
  return wanted.filters.empty() && wanted.scenarios.empty() && wanted.cells.empty() &&
         wanted.clauses.empty() && wanted.part == share{};
}

std::vector<std::string> words_of(const selection& wanted) {
  std::vector<std::string> words;
  const auto add = [&words](const char* option, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      words.insert(words.end(), {option, value});
    }
  };
  add("--filter", wanted.filters);
  add("--scenario", wanted.scenarios);
  add("--cell", wanted.cells);
  add("--clause", wanted.clauses);
  if (wanted.matrix) {
    words.emplace_back("--matrix");
  }
  return words;
}

std::vector<selected_cell> select(const selection& wanted) {
  check_names(wanted);
  const bool with_matrix = asks_for_matrix(wanted);
  const bool by_clause = !wanted.clauses.empty() || !wanted.filters.empty();
  const auto is_wanted = [&wanted](const std::string& clause_id) {
    return contains(wanted.clauses, clause_id);
  };
  std::vector<selected_cell> selected;
  std::vector<bool> used(wanted.filters.size());
  for (const scenario& the_scenario : all_scenarios()) {
    const bool is_named = wanted.scenarios.empty() || contains(wanted.scenarios, the_scenario.id);
    if (!is_named || (aspect(the_scenario) == matrix_aspect && !with_matrix)) {
      continue;
    }
    const auto proven = by_clause ? clauses_of(the_scenario) : std::vector<std::string>{};
    if (!wanted.clauses.empty() && std::ranges::none_of(proven, is_wanted)) {
      continue;
    }
    for (const cell& the_cell : cells(the_scenario)) {
      std::string name = key(the_scenario, the_cell);
      if (!wanted.cells.empty() && !contains(wanted.cells, name)) {
        continue;
      }
      bool filtered_in = wanted.filters.empty();
      for (std::size_t index = 0; index < wanted.filters.size(); ++index) {
        if (matches_filter(wanted.filters[index], name, proven)) {
          used[index] = true;
          filtered_in = true;
        }
      }
      if (filtered_in) {
        selected.push_back({.what = &the_scenario, .where = the_cell, .key = std::move(name)});
      }
    }
  }
  if (const auto unused = std::ranges::find(used, false); unused != used.end()) {
    throw input_error("--filter '" +
                      wanted.filters[static_cast<std::size_t>(unused - used.begin())] +
                      "' matches no scenario, cell or clause; see 'cnp list'");
  }
  if (selected.empty()) {
    throw input_error("no cell is left when all conditions must hold; see 'cnp list'");
  }
  return part_of(std::move(selected), wanted.part);
}

selected_cell select_one(const std::string& key_or_id) {
  selection wanted;
  const bool is_key = key_or_id.find('/') != std::string::npos;
  (is_key ? wanted.cells : wanted.scenarios).push_back(key_or_id);
  return select(wanted).front();
}

void add_selection(CLI::App& command, selection& wanted) {
  add_value(command, "--filter", "TEXT", wanted.filters,
            "Cells whose key, or whose clauses' ids, contain TEXT (may be repeated)");
  add_value(command, "--scenario", "ID", wanted.scenarios, "This scenario, by its whole id");
  add_value(command, "--cell", "KEY", wanted.cells, "This cell, by its whole key");
  add_value(command, "--clause", "ID", wanted.clauses,
            "Scenarios that are evidence for this clause");
  command.add_flag("--matrix", wanted.matrix, "The walks through all states of the model too");
}

}  // namespace cnp
