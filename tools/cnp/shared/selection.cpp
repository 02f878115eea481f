#include "tools/cnp/shared/selection.hpp"

#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/shared/command_line.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
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
  for (const std::string& name : wanted.aspects) {
    check_known("aspect", name, aspect_names());
  }
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
         std::ranges::any_of(wanted.aspects, names_it) ||
         std::ranges::any_of(wanted.scenarios, names_it) ||
         std::ranges::any_of(wanted.cells, names_it);
}

/// How a filter stands to a text; what is more is better.
enum class match : std::uint8_t { none, part, words };

bool is_of_word(char one) {
  return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
}

/// `words` if it is in the text as it is between two of its signs (`.`, `-`, `/`) or ends.
match match_in(std::string_view text, std::string_view filter) {
  match best = match::none;
  for (auto at = text.find(filter); at != std::string_view::npos; at = text.find(filter, at + 1)) {
    const std::size_t end = at + filter.size();
    const auto is_cut = [text](std::size_t place) {
      return place != 0 && place != text.size() && is_of_word(text[place - 1]) &&
             is_of_word(text[place]);
    };
    if (!is_cut(at) && !is_cut(end)) {
      return match::words;
    }
    best = match::part;
  }
  return best;
}

match match_of(const std::string& filter, const std::string& cell_key,
               const std::vector<std::string>& proven) {
  match best = match_in(cell_key, filter);
  for (const std::string& id : proven) {
    best = std::max(best, match_in(id, filter));
  }
  return best;
}

/// The cells that a filter, or some filter, takes: where one takes any by whole words, then no
/// others. Throws `input_error` for one that takes nothing.
std::vector<selected_cell> filtered(std::vector<selected_cell> all,
                                    const std::vector<std::string>& filters) {
  if (filters.empty()) {
    return all;
  }
  std::map<const scenario*, std::vector<std::string>> proven;
  for (const selected_cell& each : all) {
    if (!proven.contains(each.what)) {
      proven.emplace(each.what, clauses_of(*each.what));
    }
  }
  std::vector<bool> taken(all.size());
  for (const std::string& filter : filters) {
    std::vector<match> found;
    found.reserve(all.size());
    for (const selected_cell& each : all) {
      found.push_back(match_of(filter, each.key, proven.at(each.what)));
    }
    const match best = found.empty() ? match::none : std::ranges::max(found);
    if (best == match::none) {
      throw input_error("--filter '" + filter +
                        "' matches no scenario, cell or clause; see 'cnp list'");
    }
    for (std::size_t at = 0; at != all.size(); ++at) {
      taken[at] = taken[at] || found[at] == best;
    }
  }
  std::vector<selected_cell> left;
  for (std::size_t at = 0; at != all.size(); ++at) {
    if (taken[at]) {
      left.push_back(std::move(all[at]));
    }
  }
  return left;
}

}  // namespace

std::vector<std::string> scenario_ids() {
  std::vector<std::string> ids;
  for (const scenario& each : all_scenarios()) {
    ids.push_back(each.id);
  }
  return ids;
}

std::vector<std::string> aspect_names() {
  std::vector<std::string> names;
  for (const scenario& each : all_scenarios()) {
    if (names.empty() || !contains(names, aspect(each))) {
      names.emplace_back(aspect(each));
    }
  }
  return names;
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
  return wanted.filters.empty() && wanted.aspects.empty() && wanted.scenarios.empty() &&
         wanted.cells.empty() && wanted.clauses.empty() && wanted.part == share{};
}

std::vector<std::string> words_of(const selection& wanted) {
  std::vector<std::string> words;
  const auto add = [&words](const char* option, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      words.insert(words.end(), {option, value});
    }
  };
  add("--filter", wanted.filters);
  add("--aspect", wanted.aspects);
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
  const auto is_wanted = [&wanted](const std::string& clause_id) {
    return contains(wanted.clauses, clause_id);
  };
  std::vector<selected_cell> selected;
  for (const scenario& the_scenario : all_scenarios()) {
    const bool is_named =
        (wanted.scenarios.empty() || contains(wanted.scenarios, the_scenario.id)) &&
        (wanted.aspects.empty() || contains(wanted.aspects, aspect(the_scenario)));
    if (!is_named || (aspect(the_scenario) == matrix_aspect && !with_matrix)) {
      continue;
    }
    if (!wanted.clauses.empty() && std::ranges::none_of(clauses_of(the_scenario), is_wanted)) {
      continue;
    }
    for (const cell& the_cell : cells(the_scenario)) {
      std::string name = key(the_scenario, the_cell);
      if (wanted.cells.empty() || contains(wanted.cells, name)) {
        selected.push_back({.what = &the_scenario, .where = the_cell, .key = std::move(name)});
      }
    }
  }
  selected = filtered(std::move(selected), wanted.filters);
  if (selected.empty()) {
    throw input_error("no cell is left when all conditions must hold; see 'cnp list'");
  }
  return part_of(std::move(selected), wanted.part);
}

std::string selection_text(const std::vector<selected_cell>& cells) {
  std::vector<std::pair<std::string_view, std::size_t>> aspects;
  for (const selected_cell& each : cells) {
    const std::string_view name = aspect(*each.what);
    const auto found =
        std::ranges::find(aspects, name, &std::pair<std::string_view, std::size_t>::first);
    if (found == aspects.end()) {
      aspects.emplace_back(name, 1);
    } else {
      ++found->second;
    }
  }
  std::vector<std::string> parts;
  parts.reserve(aspects.size());
  for (const auto& [name, count] : aspects) {
    parts.push_back(std::string{name} + ' ' + std::to_string(count));
  }
  return counted(cells.size(), "cell") + " of " + counted(aspects.size(), "aspect") + ": " +
         join(parts, ", ");
}

selected_cell select_one(const std::string& key_or_id) {
  selection wanted;
  const bool is_key = key_or_id.find('/') != std::string::npos;
  (is_key ? wanted.cells : wanted.scenarios).push_back(key_or_id);
  return select(wanted).front();
}

void add_selection(CLI::App& command, selection& wanted) {
  add_value(command, "--filter", "TEXT", wanted.filters,
            "Cells whose key, or whose clauses' ids, contain TEXT: as whole words, or, if there "
            "are none, as a part (may be repeated)");
  add_value(command, "--aspect", "NAME", wanted.aspects, "All scenarios of this aspect: reuse");
  add_value(command, "--scenario", "ID", wanted.scenarios, "This scenario, by its whole id");
  add_value(command, "--cell", "KEY", wanted.cells, "This cell, by its whole key");
  add_value(command, "--clause", "ID", wanted.clauses,
            "Scenarios that are evidence for this clause");
  command.add_flag("--matrix", wanted.matrix, "The walks through all states of the model too");
}

}  // namespace cnp
