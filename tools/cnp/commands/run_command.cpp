// `cnp run`: its options. What they do is in run_supervisor.cpp and run_worker.cpp.

#include "harness/support/input_error.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/run_options.hpp"
#include "tools/cnp/shared/mistakes.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace cnp {

namespace {

/// What was left over must be GoogleTest's; anything else is a mistake.
void take_extras(const CLI::App& command, run_options& options) {
  for (const std::string& extra : command.remaining()) {
    if (extra.rfind("--gtest_", 0) != 0) {
      throw input_error(unknown_option(command, extra));
    }
    options.gtest_flags.push_back(extra);
  }
}

void add_options(CLI::App& command, run_options& options) {
  add_selection(command, options.wanted);
  add_performing_options(command, options);
  command.add_flag("--brief", options.brief, "Failures and the summary line only");
  command
      .add_option(
          "--pipe-prefix", options.pipe_prefix,
          "What the names of its pipes begin with (to find them in a trace); taken for this "
          "run alone")
      ->type_name("NAME");
  command.add_flag("--one-process", options.one_process,
                   "Without a supervising process (for debuggers)");
  command.add_flag("--worker", options.worker)->group("");
  command.add_flag("--records-only", options.records_only)->group("");
  command.add_option("--repeat", options.repeat)->group("");
  command.add_option("--began", options.began_ms)->group("");
  command.add_option("--share", options.share)->group("");
}

}  // namespace

void add_performing_options(CLI::App& command, run_options& options) {
  command.add_option("--run-file", options.run_file, "Where the results go")
      ->type_name("FILE")
      ->capture_default_str();
  command.add_flag("--strict", options.strict, "Known deviations fail too");
  command.add_option("--deviations", options.deviations, "Use these recorded deviations")
      ->type_name("FILE");
  command.add_option("--client", options.client, "The client program")->type_name("FILE");
  command.add_option("--patience", options.patience, "Multiply every time limit")
      ->type_name("FACTOR")
      ->check(CLI::Range(0.001, 1000.0));
  command
      .add_option("--seeded-defect", options.defect,
                  "Put a faulty kernel under the server, to see the suite fail")
      ->type_name("NAME");
  command.add_option("--seeded-client-defect", options.client_defect, "The same under the clients")
      ->type_name("NAME");
}

void add_run(program& to) {
  CLI::App* command = to.app.add_subcommand("run", "Run every scenario against the running kernel");
  auto options = std::make_shared<run_options>();
  add_options(*command, *options);
  command->allow_extras();
  command->footer(
      "GoogleTest's own flags (--gtest_filter, --gtest_shuffle, …) work too, and so do its\n"
      "GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX, by which several runs share the cells.");
  command->callback([&to, command, options] {
    to.chosen = [&to, command, options] {
      take_extras(*command, *options);
      // The words that a supervisor adds for its worker come last.
      options->words.assign(to.words.begin(),
                            std::find(to.words.begin(), to.words.end(), "--worker"));
      options->wanted.part =
          options->worker ? parse_share(options->share) : take_share_from_environment();
      return run_cells(*options);
    };
  });
}

}  // namespace cnp
