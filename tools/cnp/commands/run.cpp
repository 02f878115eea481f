// `cnp run`: its options. What they do is in tools/cnp/run/.

#include "harness/support/input_error.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/run/options.hpp"

#include <string>

namespace cnp {

namespace {

exit_code run_command(const program& in, const run_options& given) {
  run_options options = given;
  const CLI::App& command = *in.app.get_subcommand("run");
  // What was left over must be GoogleTest's; anything else is a mistake.
  for (const std::string& extra : command.remaining()) {
    if (!extra.starts_with("--gtest_")) {
      throw input_error(unknown_option(command, extra));
    }
    options.gtest_flags.push_back(extra);
  }
  options.words = in.users_words();
  options.wanted.part = options.worker ? parse_share(options.share) : take_share_from_environment();
  return run_cells(options);
}

}  // namespace

void add_performing_options(CLI::App& command, run_options& options) {
  add_value(command, "--run-file", "FILE", options.run_file, "Where the results go")
      ->capture_default_str();
  command.add_flag("--strict", options.strict, "Known deviations fail too");
  add_deviations(command, options.deviations);
  add_value(command, "--client", "FILE", options.client,
            "The client program, of this build or of one of other bits");
  add_value(command, "--patience", "FACTOR", options.patience, "Multiply every time limit")
      ->check(CLI::Range(0.001, 1000.0));
  add_value(command, "--seeded-defect", "NAME", options.defect,
            "Put a faulty kernel under the server, to see the suite fail");
  add_value(command, "--seeded-client-defect", "NAME", options.client_defect,
            "The same under the clients");
  add_value(command, "--hang-limit", "N", options.hang_limit,
            "Perform no more cells of a scenario once a step hung in N of them; 0: perform all")
      ->capture_default_str();
}

void add_run(program& to) {
  const auto [command, options] =
      add_command<run_options>(to, "run", "Run every scenario against the running kernel",
                               [&to](const run_options& given) { return run_command(to, given); });
  add_selection(command, options.wanted);
  add_performing_options(command, options);
  command.add_flag("--all", options.all,
                   "Explain each cell that does not pass, not one of each kind; name each clause");
  add_json(command, options.json, "The result in JSON, for programs, and nothing else");
  command.add_flag("--brief", options.brief, "Failures and the summary line only");
  add_value(command, "--pipe-prefix", "NAME", options.pipe_prefix,
            "What the names of its pipes begin with (to find them in a trace); taken for this run "
            "alone");
  command.add_flag("--one-process", options.one_process,
                   "Without a supervising process (for debuggers)");
  command.add_flag("--worker", options.worker)->group("");
  command.add_flag("--records-only", options.records_only)->group("");
  command.add_option("--repeat", options.repeat)->group("");
  command.add_option("--began", options.began_ms)->group("");
  command.add_option("--silence", options.silence_ms)->group("");  // For a test of it.
  command.add_option("--share", options.share)->group("");
  command.allow_extras();
  command.footer(
      "GoogleTest's own flags (--gtest_filter, --gtest_shuffle, …) work too, and so do its\n"
      "GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX, by which several runs share the cells.\n"
      "--gtest_output=xml:FILE writes JUnit's XML: a <testcase> a cell, in a <testsuite> an "
      "aspect,\n"
      "with its clauses, its verdict and the command that performs it again as properties.\n"
      "What --json prints is described by reports/schema/result.schema.json.\n\n"
      "Ctrl-C keeps what was done, in RUN-FILE.interrupted, which compare, coverage, findings and\n"
      "record read.");
}

}  // namespace cnp
