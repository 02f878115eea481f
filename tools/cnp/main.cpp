// cnp: the program behind every command.

#ifdef _WIN32
#include "harness/command_line.hpp"
#endif
#include "harness/unusable.hpp"
#include "tools/cnp/commands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace cnp;  // NOLINT(google-build-using-namespace): this file is the program itself

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

void add_list(CLI::App& app, list_options& options) {
  CLI::App* command = app.add_subcommand("list", "Name the scenarios, the cells, or the clauses");
  add_selection(*command, options.wanted);
  command->add_flag("--cells", options.cells, "Every cell, by its key");
  command->add_flag("--clauses", options.clauses, "The page's clauses, with their scenarios");
  command->add_flag("--ctest", options.ctest, "The entries for CTest")->group("");
  command->add_option("--output", options.output, "Write to FILE")->type_name("FILE");
}

void add_merge(CLI::App& app, merge_options& options) {
  CLI::App* command = app.add_subcommand("merge", "Join run files of one kernel");
  command->add_option("inputs", options.inputs, "Run files, or folders of them")
      ->required()
      ->type_name("FILE");
  command->add_option("--output", options.output, "The joined run file")
      ->required()
      ->type_name("FILE");
}

void add_repro(CLI::App& app, repro_options& options) {
  CLI::App* command =
      app.add_subcommand("repro", "Write a cell as one C++ source, for a bug report");
  command->add_option("cell", options.cell, "A cell's key, or a scenario's id: its first cell")
      ->required()
      ->type_name("KEY");
  command->add_option("--output", options.output, "Write to FILE")->type_name("FILE");
}

CLI::App* add_run(CLI::App& app, run_options& options) {
  CLI::App* command = app.add_subcommand("run", "Run every scenario against the running kernel");
  add_selection(*command, options.wanted);
  command->add_option("--run-file", options.run_file, "Where the results go")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_flag("--strict", options.strict, "Known deviations fail too");
  command->add_flag("--brief", options.brief, "Failures and the summary line only");
  command->add_option("--deviations", options.deviations, "Use these recorded deviations")
      ->type_name("FILE");
  command->add_option("--client", options.client, "The client program")->type_name("FILE");
  command->add_option("--patience", options.patience, "Multiply every time limit")
      ->type_name("FACTOR")
      ->check(CLI::Range(0.001, 1000.0));
  command->add_flag("--one-process", options.one_process,
                    "Without a supervising process (for debuggers)");
  command
      ->add_option("--seeded-defect", options.defect,
                   "Put a faulty kernel under the server, to see the suite fail")
      ->type_name("NAME");
  command->add_option("--seeded-client-defect", options.client_defect, "The same under the clients")
      ->type_name("NAME");
  command->add_flag("--worker", options.worker)->group("");
  command->add_option("--began", options.began_ms)->group("");
  command->allow_extras();
  command->footer("GoogleTest's own flags (--gtest_filter, --gtest_shuffle, …) work too.");
  return command;
}

/// What was left over must be GoogleTest's; anything else is a mistake.
void take_extras(CLI::App& command, run_options& options) {
  for (const std::string& extra : command.remaining()) {
    if (extra.rfind("--gtest_", 0) != 0) {
      throw unusable("cnp run has no option '" + extra + "'; see 'cnp run --help'");
    }
    options.gtest_flags.push_back(extra);
  }
}

/// The command line's words in UTF-8, in the order of the line.
std::vector<std::string> command_line(int count, char** words) {
#ifdef _WIN32
  static_cast<void>(count);
  static_cast<void>(words);
  return utf8_command_line();
#else
  return {words, words + count};
#endif
}

exit_code dispatch(const std::vector<std::string>& words) {
  CLI::App app{"The conformance suite of ConnectNamedPipe.\n", "cnp"};
  app.require_subcommand(1);
  app.allow_windows_style_options(false);  // "/work/run.jsonl" is a file, not an option.
  app.set_help_all_flag("--help-all", "Help for every command");
  list_options list;
  merge_options merge;
  repro_options repro;
  run_options run;
  add_list(app, list);
  add_merge(app, merge);
  add_repro(app, repro);
  CLI::App* run_parser = add_run(app, run);
  try {
    // CLI11 takes words without the program's name, the last one first.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend() - 1));
  } catch (const CLI::Success& help) {
    return static_cast<exit_code>(app.exit(help));
  } catch (const CLI::ParseError& problem) {
    throw unusable(std::string(problem.what()) + "; see 'cnp --help'");
  }
  if (app.got_subcommand("list")) {
    return list_command(list);
  }
  if (app.got_subcommand("merge")) {
    return merge_command(merge);
  }
  if (app.got_subcommand("repro")) {
    return repro_command(repro);
  }
  take_extras(*run_parser, run);
  // The words that a supervisor adds for its worker come last.
  run.words.assign(words.begin() + 1, std::find(words.begin(), words.end(), "--worker"));
  return run_command(run);
}

}  // namespace

int main(int count, char** words) {
  try {
    return static_cast<int>(dispatch(command_line(count, words)));
  } catch (const unusable& problem) {
    std::fprintf(stderr, "cnp: %s\n", problem.what());
    return static_cast<int>(exit_code::unusable);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "cnp: suite error: %s\n", problem.what());
    return static_cast<int>(exit_code::suite_error);
  }
}
