#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/scenario/cell.hpp"
#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/seeded_defects.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
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
  bool deviations = false;
  bool catalogue = false;
  bool defects = false;
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
  for (const auto& [the_scenario, count] : scenarios_of(cells)) {
    text << "cnp_scenario(" << the_scenario->id << " \"" << aspect(*the_scenario) << "\" \""
         << join(clauses_of(*the_scenario), ";") << "\" " << entry_seconds << ")\n";
  }
  return text.str();
}

ordered_json listed_scenarios(const std::vector<selected_cell>& cells) {
  ordered_json all = ordered_json::array();
  for (const auto& [the_scenario, count] : scenarios_of(cells)) {
    all.push_back({{"id", the_scenario->id},
                   {"aspect", aspect(*the_scenario)},
                   {"says", the_scenario->says},
                   {"clauses", clauses_of(*the_scenario)},
                   {"cells", count}});
  }
  return all;
}

ordered_json listed_cells(const std::vector<selected_cell>& cells) {
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

ordered_json listed_clauses(const std::vector<selected_cell>& cells) {
  std::map<std::string, std::set<std::string>> evidence;
  for (const auto& [the_scenario, count] : scenarios_of(cells)) {
    for (const std::string& id : clauses_of(*the_scenario)) {
      evidence[id].insert(the_scenario->id);
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

ordered_json listed_deviations() {
  ordered_json all = ordered_json::array();
  for (const deviation& each : recorded_deviations("")) {
    all.push_back({{"id", each.id},
                   {"kernel", each.family + ' ' + each.versions.text()},
                   {"says", each.reason},
                   {"scenarios", {each.scenario}}});
  }
  return all;
}

ordered_json listed_catalogue() {
  ordered_json all = ordered_json::array();
  for (const catalogue_line& each : all_catalogue()) {
    all.push_back(
        {{"id", std::to_string(each.number)}, {"grade", word(each.grade)}, {"says", each.says}});
  }
  return all;
}

ordered_json listed_defects() {
  ordered_json all = ordered_json::array();
  for (const seeded_fault& each : seeded_faults()) {
    all.push_back({{"id", each.name},
                   {"option", each.only_of_clients ? "--seeded-client-defect" : "--seeded-defect"},
                   {"says", each.says}});
  }
  return all;
}

/// For people: an entry a line, with what it says below.
std::string plain(const ordered_json& all, std::size_t width) {
  const auto text_of = [](const ordered_json& one, const char* name) {
    return one.contains(name) ? one.at(name).get<std::string>() : std::string{};
  };
  std::ostringstream text;
  for (const ordered_json& one : all) {
    text << text_of(one, "id") << text_of(one, "key");
    if (one.contains("cells")) {
      text << "  (" << counted(one.at("cells").get<std::size_t>(), "cell") << ')';
    }
    for (const char* aside : {"kernel", "grade", "option"}) {
      text << (one.contains(aside) ? "  (" + text_of(one, aside) + ')' : std::string{});
    }
    text << '\n';
    if (one.contains("says")) {
      text << "    " << flow(split_words(text_of(one, "says")), " ", 4, width) << '\n';
    }
    for (const ordered_json& id : one.value("scenarios", ordered_json::array())) {
      text << "    - " << id.get<std::string>() << '\n';
    }
    if (one.contains("untested")) {
      text << "    "
           << flow(split_words("(not tested: " + text_of(one, "untested") + ")"), " ", 4, width)
           << '\n';
    }
  }
  return text.str();
}

void print_list(const ordered_json& all, const list_options& options) {
  print_or_write(options.json ? all.dump(2) + '\n' : plain(all, terminal_style(false).columns()),
                 options.output, "the list");
}

exit_code list_command(const list_options& options) {
  if (options.deviations || options.catalogue || options.defects) {
    print_list(options.deviations  ? listed_deviations()
               : options.catalogue ? listed_catalogue()
                                   : listed_defects(),
               options);
    return exit_code::fine;
  }
  selection wanted = options.wanted;
  wanted.matrix = true;
  const auto selected = select(wanted);
  if (options.ctest && !options.json) {
    print_or_write(entries(selected), options.output, "the list");
    return exit_code::fine;
  }
  print_list(options.cells     ? listed_cells(selected)
             : options.clauses ? listed_clauses(selected)
                               : listed_scenarios(selected),
             options);
  if (!selects_all(options.wanted) && !options.json && options.output.empty()) {
    std::fprintf(stderr, "%s\n", selection_text(selected).c_str());
  }
  return exit_code::fine;
}

}  // namespace

void add_list(program& to) {
  const auto [command, options] = add_command<list_options>(
      to, "list", "Name what there is: scenarios, cells, clauses and more", &list_command);
  add_selection(command, options.wanted);
  command.add_flag("--cells", options.cells, "Every cell, by its key");
  command.add_flag("--clauses", options.clauses, "The page's clauses, with their scenarios");
  command.add_flag("--deviations", options.deviations,
                   "The recorded deviations of all kernels that we know");
  command.add_flag("--catalogue", options.catalogue,
                   "What kernels are known to do beyond the page, by number");
  command.add_flag("--defects", options.defects,
                   "The faults that --seeded-defect puts under the suite");
  command.add_flag("--ctest", options.ctest, "The entries for CTest")->group("");
  add_json(command, options.json, "In JSON, for programs: a list of objects");
  add_output(command, options.output);
  command.footer(
      "What --json prints is described by reports/schema/list.schema.json.\n\n"
      "For example, what is evidence for a clause, and how many cells each aspect has:\n"
      "  cnp list --clause reuse.stale-client-open\n"
      "  cnp list --json | jq 'group_by(.aspect)[] | [.[0].aspect, (map(.cells) | add)]'");
}

}  // namespace cnp
