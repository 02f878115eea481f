#include "reports/text/summary.hpp"

#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <utility>

namespace cnp {

namespace {

/// Run files to see side by side.
struct summary_options {
  std::vector<std::string> files;
  std::string baselines;  ///< A folder; empty: nothing is compared.
  std::string output;     ///< A file; empty: standard output.
};

summarised_run summarised(const std::filesystem::path& file, const std::string& baselines) {
  summarised_run run;
  run.file = display(file);
  run_reader reader(file, reading::heads);
  run.header = reader.header();
  while (const cell_record* cell = reader.next()) {
    run.all.add(*cell);
  }
  run.footer = reader.footer();
  if (!baselines.empty()) {
    const auto baseline = find_baseline(path_of(baselines), run.header.kernel);
    if (!baseline.empty()) {
      run.against = compare_runs(baseline, file, &has_race);
    }
  }
  return run;
}

exit_code summary_command(const summary_options& options) {
  std::vector<summarised_run> runs;
  runs.reserve(options.files.size());
  for (const std::string& file : options.files) {
    summarised_run run = summarised(path_of(file), options.baselines);
    if (!runs.empty()) {
      run.since = compare_runs(path_of(options.files[runs.size() - 1]), path_of(file), &has_race);
    }
    runs.push_back(std::move(run));
  }
  print_or_write(summary_markdown(runs, all_clauses()), options.output, "the summary");
  return exit_code::fine;
}

}  // namespace

void add_summary(program& to) {
  const auto [command, options] = add_command<summary_options>(
      to, "summary", "Put the run files of many kernels in one Markdown table", &summary_command);
  add_value(command, "files", "FILE", options.files, "Run files")->required();
  add_value(command, "--baselines", "FOLDER", options.baselines,
            "Name what regressed against the baselines in FOLDER first");
  add_output(command, options.output);
  command.footer("For example, in the last job of a CI workflow:\n"
                 "  cnp summary runs/*/run.jsonl --baselines reports/baselines");
}

}  // namespace cnp
