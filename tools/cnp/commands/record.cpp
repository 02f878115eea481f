// `cnp record`: what a run showed and somebody looked at becomes data in reports/kernels/.

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/analysis/recording.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/started.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

namespace {

namespace fs = std::filesystem;

/// Which deviation of which run, and what only a person knows about it.
struct record_options {
  std::string run_file;
  std::string scenario;
  recording_wish wish;
  std::string id;
  std::string versions;
  std::string reason;
  std::vector<std::string> evidence;
  std::string file;
  bool draft = false;
  std::string output;  ///< Of the draft; empty: standard output.
};

/// The cells of the scenario, whose steps are compared with what the suite has now.
std::vector<cell_record> cells_to_record(run_reader& reader, const std::string& scenario_id) {
  std::vector<cell_record> cells;
  while (cell_record* cell = reader.next()) {
    if (cell->scenario == scenario_id) {
      cells.push_back(std::move(*cell));
    }
  }
  if (cells.empty()) {
    throw input_error("the run has no cell of the scenario '" + printable(scenario_id) + "'");
  }
  return cells;
}

/// The step of this suite's own script that a run speaks about.
step scripted_step(const recording_draft& draft) {
  const selected_cell chosen = select_one(draft.example);
  for (const step& one : expand(*chosen.what, chosen.where)) {
    if (one.label == draft.step) {
      return one;
    }
  }
  throw input_error("this suite has no step '" + printable(draft.step) + "' in " +
                    printable(draft.example) + ": the run is of another version of it");
}

std::string whole_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The cells of every scenario that deviates, by scenario: a run has many more.
std::map<std::string, std::vector<cell_record>> deviating_cells(const std::string& file) {
  std::map<std::string, std::vector<cell_record>> all;
  run_reader heads(path_of(file), reading::heads, interrupted::taken);
  while (const cell_record* cell = heads.next()) {
    if (can_be_recorded(cell->is)) {
      all.try_emplace(cell->scenario);
    }
  }
  run_reader reader(path_of(file), reading::whole, interrupted::taken);
  while (cell_record* cell = reader.next()) {
    if (const auto found = all.find(cell->scenario); found != all.end()) {
      found->second.push_back(std::move(*cell));
    }
  }
  return all;
}

/// Everything that a run shows and nobody recorded, for somebody to look at.
exit_code draft_command(const record_options& options) {
  const run_header header = run_reader(path_of(options.run_file)).header();
  std::vector<recording_draft> drafts;
  for (const auto& [scenario_id, cells] : deviating_cells(options.run_file)) {
    for (recording_draft& draft : drafts_of(header, cells)) {
      draft.entry.seen = for_recording(draft.entry.seen, scripted_step(draft).allowed);
      drafts.push_back(std::move(draft));
    }
  }
  print_or_write(draft_file(header.kernel.family, drafts), options.output, "the draft");
  if (!options.output.empty()) {
    print("Drafted: " + counted(drafts.size(), "deviation") + " in " + options.output +
          ". A name, a reason and evidence are yours to write into each, or it is refused.\n");
  }
  return exit_code::fine;
}

std::string draft_text(const recording_draft& draft, const text_style& how) {
  std::string cells = std::to_string(draft.cells) + " of " + std::to_string(draft.of);
  for (const auto& [axis, values] : draft.entry.cell) {
    cells += ", " + axis;
    for (const std::string& value : values) {
      cells += ' ' + value;
    }
  }
  labelled_lines lines(2, 12, how.columns());
  lines.add("scenario", draft.entry.scenario);
  lines.add("step", draft.step);
  lines.add("cells", cells);
  lines.add("allowed", draft.allowed);
  lines.add("seen", draft.seen);
  lines.add("kernel", draft.seen_on);
  lines.add("versions", draft.entry.versions.text());
  return lines.text();
}

/// A line that somebody types; empty at the end of the input.
std::string typed(const std::string& question) {
  print(question);
  std::string line;
  std::getline(std::cin, line);
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

/// Asks on a terminal for what the options do not say; refuses without.
void ask_for_missing(record_options& options, const recording_draft& draft) {
  if (input_is_terminal()) {
    if (options.id.empty() || options.reason.empty() || options.evidence.empty()) {
      print(draft_text(draft, terminal_style(false)) + '\n');
    }
    if (options.id.empty()) {
      options.id = typed("A name for it (" + draft.entry.family + ".what-differs): ");
    }
    if (options.reason.empty()) {
      options.reason = typed("Why the kernel does so: ");
    }
    if (options.evidence.empty()) {
      for (std::string line; !(line = typed("Evidence (empty: no more): ")).empty();) {
        options.evidence.push_back(line);
      }
    }
  }
  const std::string missing = options.id.empty()         ? "--id"
                              : options.reason.empty()   ? "--reason"
                              : options.evidence.empty() ? "--evidence"
                                                         : "";
  if (!missing.empty()) {
    throw input_error(missing + " is missing: a deviation is recorded with a name, a reason and "
                                "evidence, or not at all");
  }
}

exit_code record_command(const record_options& given) {
  if (given.draft) {
    return draft_command(given);
  }
  record_options options = given;
  if (options.scenario.empty() == options.wish.cell.empty()) {
    throw input_error("cnp record takes either --scenario or --cell: what is to be recorded");
  }
  selection wanted;
  (options.scenario.empty() ? wanted.cells : wanted.scenarios)
      .push_back(options.scenario.empty() ? options.wish.cell : options.scenario);
  const std::string scenario_id = select(wanted).front().what->id;
  run_reader reader(path_of(options.run_file), reading::whole, interrupted::taken);
  const std::vector<cell_record> cells = cells_to_record(reader, scenario_id);
  recording_draft draft = draft_of(reader.header(), cells, options.wish);
  const step scripted = scripted_step(draft);
  draft.entry.seen = for_recording(draft.entry.seen, scripted.allowed);
  if (!options.versions.empty()) {
    draft.entry.versions = version_range::parse(options.versions);
  }
  const std::string target =
      options.file.empty() ? "reports/kernels/" + draft.entry.family + ".json" : options.file;
  const known_names names = names_of_cases();
  std::error_code problem;
  const bool is_new = !fs::exists(path_of(target), problem);
  if (!is_new) {
    (void)read_deviations(path_of(target), names);
  }
  ask_for_missing(options, draft);
  draft.entry.id = options.id;
  draft.entry.reason = options.reason;
  draft.entry.evidence = options.evidence;
  const std::string text = with_deviation(
      is_new ? draft_file(draft.entry.family, {}) : whole_text(path_of(target)), draft.entry);
  // What is written is what a reader takes, and what explains the cells.
  const deviations all = load_deviations(text, target, names);
  if (all.back().family != draft.entry.family) {
    throw input_error(target + ": is about the kernel family '" + all.back().family +
                      "', and the run is of '" + draft.entry.family + "'");
  }
  print_or_write(text, target, "the deviation");
  print("Recorded: " + options.id + " in " + all.back().place() + (is_new ? ", a new file" : "") +
        ", for " + counted(draft.cells, "cell") + " of " + draft.entry.scenario +
        ". Look at it, and try it:\n  tools/run --scenario " + draft.entry.scenario +
        " --deviations " + shell_word(target) + '\n');
  return exit_code::fine;
}

}  // namespace

void add_record(program& to) {
  const auto [command, options] = add_command<record_options>(
      to, "record", "Turn a deviation that was looked at into data in reports/kernels/",
      &record_command);
  add_value(command, "run", "FILE", options.run_file, "The run file that shows it")->required();
  add_value(command, "--scenario", "ID", options.scenario, "The scenario that deviates");
  add_value(command, "--cell", "KEY", options.wish.cell,
            "Or a cell of it that shows what is meant");
  add_value(command, "--step", "LABEL", options.wish.step,
            "The step, by its label; else the first one that deviates");
  command.add_flag("--this-cell", options.wish.this_cell,
                   "For that cell alone, not for all that show the same");
  add_value(command, "--id", "ID", options.id, "What it is called in reports: wine.what-differs");
  add_value(command, "--reason", "TEXT", options.reason, "Why the kernel does so");
  add_value(command, "--evidence", "TEXT", options.evidence,
            "How that is known: a source, an observation (may be repeated)")
      ->allow_extra_args(false);
  add_value(command, "--versions", "RANGE", options.versions,
            "For which versions; else the run's (\"8.0\", \">=8.0 <=10.0\", \"*\")");
  add_value(command, "--file", "FILE", options.file,
            "The data, made if there is none; else reports/kernels/FAMILY.json");
  CLI::Option* const draft = command.add_flag(
      "--draft", options.draft, "A file of all that the run shows and nobody recorded, to fill in");
  for (const char* name : {"--scenario", "--cell", "--step", "--this-cell", "--id", "--reason",
                           "--evidence", "--versions", "--file"}) {
    draft->excludes(command.get_option(name));
  }
  add_output(command, options.output)->needs(draft);
  command.footer(
      "Scenario, step, outcome, cells and kernel are the run's; name, reason and evidence are\n"
      "yours: by options, or asked for on a terminal. Nothing is recorded without them.\n\n"
      "  cnp record cnp-run.jsonl --scenario reuse.stale-client-closed\n"
      "  cnp record cnp-run.jsonl --cell parameters.pipe-root/overlapped-null \\\n"
      "    --id wine.pipe-root --reason 'The root is a file like any other to it.' \\\n"
      "    --evidence 'Seen on Wine 8.0.' --evidence 'server/named_pipe.c'\n\n"
      "All at once, as a draft that no reader takes before somebody filled it in:\n"
      "  cnp record cnp-run.jsonl --draft --output draft.json\n\n"
      "The cells that show it are recorded by the values of their axes. The file is written whole\n"
      "or not at all, and only as a reader takes it.");
}

}  // namespace cnp
