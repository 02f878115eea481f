#include "cases/cases.hpp"
#include "cases/clauses.hpp"
#include "harness/text.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/terminal.hpp"

#include <map>
#include <set>
#include <sstream>

namespace cnp {

namespace {

/// Scenarios that are left, each once, in order, with the number of their cells that are.
std::vector<std::pair<const scenario*, std::size_t>>
scenarios_of(const std::vector<selected_cell>& cells) {
  std::vector<std::pair<const scenario*, std::size_t>> found;
  for (const selected_cell& each : cells) {
    if (found.empty() || found.back().first != each.what) {
      found.emplace_back(each.what, 0);
    }
    ++found.back().second;
  }
  return found;
}

std::string entries(const std::vector<selected_cell>& cells) {
  // One limit for all: wide enough for a scenario in which several cells reach their own.
  constexpr int entry_seconds = 300;
  std::ostringstream text;
  for (const auto& [what, count] : scenarios_of(cells)) {
    text << "cnp_scenario(" << what->id << " \"" << aspect(*what) << "\" \""
         << join(clauses(*what), ";") << "\" " << entry_seconds << ")\n";
  }
  return text.str();
}

std::string scenario_list(const std::vector<selected_cell>& cells) {
  std::ostringstream text;
  for (const auto& [what, count] : scenarios_of(cells)) {
    text << what->id << "  (" << count << (count == 1 ? " cell)" : " cells)") << "\n    "
         << what->says << "\n";
  }
  return text.str();
}

std::string cell_list(const std::vector<selected_cell>& cells) {
  std::ostringstream text;
  for (const selected_cell& each : cells) {
    text << each.key << "\n";
  }
  return text.str();
}

std::string clause_list(const std::vector<selected_cell>& cells) {
  std::map<std::string, std::set<std::string>> evidence;
  for (const auto& [what, count] : scenarios_of(cells)) {
    for (const std::string& id : clauses(*what)) {
      evidence[id].insert(what->id);
    }
  }
  std::ostringstream text;
  for (const clause& each : all_clauses()) {
    text << each.id << "\n    " << each.says << "\n";
    for (const std::string& id : evidence[std::string(each.id)]) {
      text << "    - " << id << "\n";
    }
    if (!each.untestable.empty()) {
      text << "    (not tested: " << each.untestable << ")\n";
    }
  }
  return text.str();
}

}  // namespace

exit_code list_command(const list_options& options) {
  selection wanted = options.wanted;
  wanted.matrix = true;
  const auto selected = select(all_scenarios(), wanted);
  const std::string text = options.ctest     ? entries(selected)
                           : options.cells   ? cell_list(selected)
                           : options.clauses ? clause_list(selected)
                                             : scenario_list(selected);
  print_or_write(text, options.output, "the list");
  return exit_code::fine;
}

}  // namespace cnp
