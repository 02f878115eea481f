#include "reports/run/merge.hpp"
#include "cases/cases.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/text/run_text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/model_coverage.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstdio>
#include <filesystem>

namespace cnp {

namespace {

namespace fs = std::filesystem;

/// Run files of one kernel into one.
struct merge_options {
  std::vector<std::string> inputs;  ///< Files and folders.
  std::string output;
};

exit_code merge_command(const merge_options& options) {
  std::vector<merge_input> inputs;
  for (const std::string& each : options.inputs) {
    const fs::path path = path_of(each);
    if (fs::is_directory(path)) {
      const auto found = find_runs(path);
      inputs.insert(inputs.end(), found.begin(), found.end());
    } else {
      inputs.push_back({.entry = path.stem().string(), .file = path});
    }
  }
  const merged_run merged = merge_runs(inputs);
  write_run(path_of(options.output), merged.whole);
  for (const std::string& sentence : merged.incomplete) {
    print("suite error: " + sentence + "\n");
  }
  model_coverage walked;
  bool has_suite_error = !merged.incomplete.empty();
  for (const cell_record& cell : merged.whole.cells) {
    walked.add(cell);
    has_suite_error = has_suite_error || cell.is == verdict::suite_error;
  }
  const model_coverage::result executed = walked.conclude();
  print(executed.text);
  print(summary_line(merged.whole.footer, terminal_style(merged.whole.header.strict)));
  if (!merged.incomplete.empty()) {
    return exit_code::suite_error;
  }
  if (executed.falls_short) {
    std::fprintf(stderr, "cnp: %s\n", model_coverage::sentence);
    // A cell that the suite could not carry out leaves a gap too, and says nothing of the kernel.
    return has_suite_error ? exit_code::suite_error : exit_code::nonconformance;
  }
  return exit_code::fine;
}

}  // namespace

void add_merge(program& to) {
  const auto [command, options] =
      add_command<merge_options>(to, "merge", "Join run files of one kernel", &merge_command);
  add_value(command, "inputs", "FILE", options.inputs, "Run files, or folders of them")->required();
  add_value(command, "--output", "FILE", options.output, "The joined run file")->required();
}

}  // namespace cnp
