#include "reports/run/baseline.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/run_text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstdio>

namespace cnp {

namespace {

/// What to make of which run.
struct baseline_options {
  std::string input;
  std::string output;
  std::string folder;  ///< Where to look for the baseline that there is, instead.
};

/// Prints the path of the baseline that a run is to be held against.
exit_code find_command(const baseline_options& options) {
  const run_reader run(path_of(options.input), reading::heads);
  const auto found = find_baseline(path_of(options.folder), run.header().kernel);
  if (found.empty()) {
    std::fprintf(stderr, "cnp: %s has no baseline of %s %s\n", printable(options.folder).c_str(),
                 printable(run.header().kernel.family).c_str(),
                 printable(run.header().kernel.version).c_str());
    return exit_code::skipped;
  }
  print(utf8_of(found) + "\n");
  return exit_code::fine;
}

exit_code baseline_command(const baseline_options& options) {
  if (options.output.empty() == options.folder.empty()) {
    throw input_error("cnp baseline takes --output for the baseline to make, or --find for the "
                      "folder of those that there are");
  }
  if (!options.folder.empty()) {
    return find_command(options);
  }
  const run_footer footer = write_baseline(path_of(options.input), path_of(options.output));
  print(summary_line(footer, terminal_style(false)));
  print("Baseline: " + options.output + "\n");
  return exit_code::fine;
}

}  // namespace

void add_baseline(program& to) {
  const auto [command, options] = add_command<baseline_options>(
      to, "baseline", "Make of a run file what later runs of that kernel are compared with",
      &baseline_command);
  add_value(command, "run", "FILE", options.input, "The run file")->required();
  add_value(command, "--output", "FILE", options.output, "The baseline, called like the kernel");
  add_value(command, "--find", "FOLDER", options.folder,
            "Name the baseline of the run's kernel in FOLDER");
  command.footer("For example:\n"
                 "  cnp baseline run.jsonl --output reports/baselines/windows-10.0.26100.jsonl\n"
                 "  cnp compare \"$(cnp baseline run.jsonl --find reports/baselines)\" run.jsonl");
}

}  // namespace cnp
