#include "reports/baseline.hpp"
#include "reports/text.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/terminal.hpp"

#include <utility>

namespace cnp {

namespace {

/// What to make of which run.
struct baseline_options {
  std::string input;
  std::string output;
};

exit_code baseline_command(const baseline_options& options) {
  const run_footer footer = write_baseline(path_of(options.input), path_of(options.output));
  print(summary_line(footer, terminal_look(false)));
  print("Baseline: " + options.output + "\n");
  return exit_code::fine;
}

}  // namespace

void add_baseline(program& to) {
  CLI::App* command = to.app.add_subcommand(
      "baseline", "Make of a run file what later runs of that kernel are compared with");
  auto options = std::make_shared<baseline_options>();
  command->add_option("run", options->input, "The run file")->required()->type_name("FILE");
  command->add_option("--output", options->output, "The baseline, called like the kernel")
      ->required()
      ->type_name("FILE");
  choose(to, *command, std::move(options), &baseline_command);
}

}  // namespace cnp
