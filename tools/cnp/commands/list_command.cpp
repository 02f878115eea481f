#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/text.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// Scenarios, cells, clauses, or the entries for CTest.
struct list_options {
  selection wanted;
  bool cells = false;
  bool clauses = false;
  bool ctest = false;
  bool json = false;
  std::string output;  ///< A file; empty: standard output.
};

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
         << join(clauses_of(*what), ";") << "\" " << entry_seconds << ")\n";
  }
  return text.str();
}

std::string scenario_list(const std::vector<selected_cell>& cells) {
  std::ostringstream text;
  for (const auto& [what, count] : scenarios_of(cells)) {
    text << what->id << "  (" << counted(count, "cell") << ")\n    " << what->says << "\n";
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
    for (const std::string& id : clauses_of(*what)) {
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

ordered_json scenarios_json(const std::vector<selected_cell>& cells) {
  ordered_json all = ordered_json::array();
  for (const auto& [what, count] : scenarios_of(cells)) {
    all.push_back({{"id", what->id},
                   {"aspect", aspect(*what)},
                   {"says", what->says},
                   {"clauses", clauses_of(*what)},
                   {"cells", count}});
  }
  return all;
}

ordered_json cells_json(const std::vector<selected_cell>& cells) {
  ordered_json all = ordered_json::array();
  for (const selected_cell& each : cells) {
    const std::vector<bool> named = named_axes(each.what->over);
    const auto values = words(each.where);
    ordered_json axes = ordered_json::object();
    for (std::size_t at = 0; at != std::min(values.size(), named.size()); ++at) {
      if (named[at]) {
        axes[std::string(values[at].first)] = values[at].second;
      }
    }
    all.push_back({{"key", each.key}, {"scenario", each.what->id}, {"axes", std::move(axes)}});
  }
  return all;
}

ordered_json clauses_json(const std::vector<selected_cell>& cells) {
  std::map<std::string, std::set<std::string>> evidence;
  for (const auto& [what, count] : scenarios_of(cells)) {
    for (const std::string& id : clauses_of(*what)) {
      evidence[id].insert(what->id);
    }
  }
  ordered_json all = ordered_json::array();
  for (const clause& each : all_clauses()) {
    ordered_json one{{"id", each.id},
                     {"section", each.section},
                     {"level", word(each.level)},
                     {"says", each.says},
                     {"scenarios", evidence[std::string(each.id)]}};
    if (!each.untestable.empty()) {
      one["untested"] = each.untestable;
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string list_json(const list_options& options, const std::vector<selected_cell>& cells) {
  const ordered_json all = options.cells     ? cells_json(cells)
                           : options.clauses ? clauses_json(cells)
                                             : scenarios_json(cells);
  return all.dump(2) + '\n';
}

exit_code list_command(const list_options& options) {
  selection wanted = options.wanted;
  wanted.matrix = true;
  const auto selected = select(wanted);
  const std::string text = options.json      ? list_json(options, selected)
                           : options.ctest   ? entries(selected)
                           : options.cells   ? cell_list(selected)
                           : options.clauses ? clause_list(selected)
                                             : scenario_list(selected);
  print_or_write(text, options.output, "the list");
  return exit_code::fine;
}

}  // namespace

void add_list(program& to) {
  CLI::App* command =
      to.app.add_subcommand("list", "Name the scenarios, the cells, or the clauses");
  auto options = std::make_shared<list_options>();
  add_selection(*command, options->wanted);
  command->add_flag("--cells", options->cells, "Every cell, by its key");
  command->add_flag("--clauses", options->clauses, "The page's clauses, with their scenarios");
  command->add_flag("--ctest", options->ctest, "The entries for CTest")->group("");
  command->add_flag("--json", options->json, "In JSON, for programs: a list of objects");
  command->add_option("--output", options->output, "Write to FILE")->type_name("FILE");
  command->footer(
      "For example, what is evidence for a clause, and how many cells each aspect has:\n"
      "  cnp list --clause reuse.stale-client-open\n"
      "  cnp list --json | jq 'group_by(.aspect)[] | [.[0].aspect, (map(.cells) | add)]'");
  choose(to, *command, std::move(options), &list_command);
}

}  // namespace cnp
