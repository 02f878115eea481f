#include "tools/cnp/shared/selection.hpp"

#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/suggest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

[[noreturn]] void unknown(std::string_view kind, const std::string& name,
                          const std::vector<std::string>& candidates) {
  const std::string hint = suggestion(name, candidates);
  throw input_error("there is no " + std::string(kind) + " '" + name + "'" +
                    (hint.empty() ? "; see 'cnp list'" : hint));
}

void check_names(const std::vector<scenario>& all, const selection& wanted) {
  std::vector<std::string> ids;
  ids.reserve(all.size());
  for (const scenario& each : all) {
    ids.push_back(each.id);
  }
  for (const std::string& id : wanted.scenarios) {
    if (!contains(ids, id)) {
      unknown("scenario", id, ids);
    }
  }
  std::vector<std::string> clause_ids;
  for (const clause& each : all_clauses()) {
    clause_ids.emplace_back(each.id);
  }
  for (const std::string& id : wanted.clauses) {
    if (!contains(clause_ids, id)) {
      unknown("clause", id, clause_ids);
    }
  }
  for (const std::string& whole : wanted.cells) {
    const std::string id = whole.substr(0, whole.find('/'));
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const scenario& each) { return each.id == id; });
    if (found == all.end()) {
      unknown("scenario", id, ids);
    }
    std::vector<std::string> keys;
    for (const cell& where : cells(*found)) {
      keys.push_back(key(*found, where));
    }
    if (!contains(keys, whole)) {
      unknown("cell", whole, keys);
    }
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
                    const std::vector<std::string>& clause_ids) {
  const auto part_of = [&](const std::string& text) {
    return text.find(filter) != std::string::npos;
  };
  return part_of(cell_key) || std::any_of(clause_ids.begin(), clause_ids.end(), part_of);
}

}  // namespace

bool selects_all(const selection& wanted) {
  return wanted.filters.empty() && wanted.scenarios.empty() && wanted.cells.empty() &&
         wanted.clauses.empty() && wanted.part == share{};
}

std::vector<std::string> words_of(const selection& wanted) {
  std::vector<std::string> words;
  const auto add = [&words](const std::string& option, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      words.push_back(option);
      words.push_back(value);
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
  const std::vector<scenario>& all = all_scenarios();
  check_names(all, wanted);
  const bool with_matrix = asks_for_matrix(wanted);
  std::vector<selected_cell> selected;
  std::vector<bool> used(wanted.filters.size());
  const bool by_clause = !wanted.clauses.empty() || !wanted.filters.empty();
  for (const scenario& what : all) {
    if (!wanted.scenarios.empty() && !contains(wanted.scenarios, what.id)) {
      continue;
    }
    if (aspect(what) == matrix_aspect && !with_matrix) {
      continue;
    }
    const std::vector<std::string> proven =
        by_clause ? clauses_of(what) : std::vector<std::string>{};
    const bool proves_wanted =
        wanted.clauses.empty() || std::any_of(proven.begin(), proven.end(), [&](const auto& id) {
          return contains(wanted.clauses, id);
        });
    if (!proves_wanted) {
      continue;
    }
    for (const cell& where : cells(what)) {
      std::string name = key(what, where);
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
        selected.push_back({.what = &what, .where = where, .key = std::move(name)});
      }
    }
  }
  for (std::size_t index = 0; index < used.size(); ++index) {
    if (!used[index]) {
      throw input_error("--filter '" + wanted.filters[index] +
                        "' matches no scenario, cell or clause; see 'cnp list'");
    }
  }
  if (selected.empty()) {
    throw input_error("no cell is left when all conditions must hold; see 'cnp list'");
  }
  return part_of(std::move(selected), wanted.part);
}

void add_selection(CLI::App& command, selection& wanted) {
  command
      .add_option("--filter", wanted.filters,
                  "Cells whose key, or whose clauses' ids, contain TEXT (may be repeated)")
      ->type_name("TEXT");
  command.add_option("--scenario", wanted.scenarios, "This scenario, by its whole id")
      ->type_name("ID");
  command.add_option("--cell", wanted.cells, "This cell, by its whole key")->type_name("KEY");
  command.add_option("--clause", wanted.clauses, "Scenarios that are evidence for this clause")
      ->type_name("ID");
  command.add_flag("--matrix", wanted.matrix, "The walks through all states of the model too");
}

}  // namespace cnp
