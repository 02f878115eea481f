#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/analysis/comparison.hpp"
#include "reports/benchmarks/benchmark_comparison.hpp"
#include "reports/benchmarks/benchmark_file.hpp"
#include "reports/benchmarks/benchmark_text.hpp"
#include "reports/text/comparison_text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <filesystem>

namespace cnp {

namespace {

/// Two run files or two benchmark files, and how their difference is to be told.
struct compare_options {
  std::vector<std::string> files;
  bool other_machine = false;
  bool markdown = false;
  bool json = false;
  bool annotations = false;
  std::string output;  ///< A file; empty: standard output.
};

std::string comparison_as(const comparison& found, const compare_options& options) {
  if (options.json) {
    return comparison_json(found);
  }
  if (options.annotations) {
    return comparison_annotations(found);
  }
  if (options.markdown) {
    return comparison_markdown(found, all_clauses());
  }
  text_style how = terminal_style(false);
  how.colour = how.colour && options.output.empty();
  return comparison_text(found, how);
}

/// Whether times are to be compared, and not verdicts. Throws `input_error` if one file is of times
/// and one is not.
bool are_benchmarks(const std::filesystem::path& before, const std::filesystem::path& after) {
  const bool first = is_benchmark_file(before);
  if (first != is_benchmark_file(after)) {
    throw input_error(display(first ? before : after) + " is a benchmark file and " +
                      display(first ? after : before) + " is not; two of a kind are compared");
  }
  return first;
}

/// The second benchmark file against the first: slower is a regression.
exit_code compare_times(const std::filesystem::path& before, const std::filesystem::path& after,
                        const compare_options& options) {
  if (options.annotations) {
    throw input_error("--annotations are of run files; no time is wrong");
  }
  const benchmark_run first = read_benchmarks(before);
  const benchmark_run second = read_benchmarks(after);
  const benchmark_comparison found = compare_benchmarks(first, second, options.other_machine);
  const table_style how = options.markdown ? table_style::markdown : table_style::plain;
  print_or_write(options.json ? comparison_json(first, second, found)
                              : comparison_table(first, second, found, how),
                 options.output, "the comparison");
  const bool slower = std::ranges::any_of(
      found.both, [](const benchmark_change& one) { return one.is == benchmark_verdict::slower; });
  return slower ? exit_code::nonconformance : exit_code::fine;
}

exit_code compare_command(const compare_options& options) {
  if (options.files.size() != 2) {
    throw input_error("cnp compare takes two run files, or two benchmark files, the earlier one "
                      "first, and not " +
                      std::to_string(options.files.size()));
  }
  const std::filesystem::path before = path_of(options.files.front());
  const std::filesystem::path after = path_of(options.files.back());
  if (are_benchmarks(before, after)) {
    return compare_times(before, after, options);
  }
  if (options.other_machine) {
    throw input_error("--force is for benchmark files: run files of any machines can be compared");
  }
  const comparison found = compare_runs(before, after, &has_race);
  print_or_write(comparison_as(found, options), options.output, "the comparison");
  if (found.has_regression()) {
    return exit_code::nonconformance;
  }
  return found.count(change::suite_failed) != 0 ? exit_code::suite_error : exit_code::fine;
}

}  // namespace

void add_compare(program& to) {
  const auto [command, options] = add_command<compare_options>(
      to, "compare", "Name what differs between two run files, or two benchmark files",
      &compare_command);
  add_value(command, "files", "FILE", options.files,
            "The earlier run file (or a baseline, or a benchmark file), the later one");
  CLI::Option* markdown =
      command.add_flag("--markdown", options.markdown, "In Markdown, for a CI job's summary");
  CLI::Option* json = add_json(command, options.json)->excludes(markdown);
  command
      .add_flag("--annotations", options.annotations,
                "What is worse only, as annotations of a GitHub Actions job")
      ->excludes(markdown)
      ->excludes(json);
  command.add_flag("--force", options.other_machine,
                   "Compare benchmark files of different machines anyway");
  add_output(command, options.output);
  command.footer(
      "For example, whether Wine 10.0 does anything otherwise than Wine 8.0:\n"
      "  cnp compare reports/baselines/wine-8.0.jsonl reports/baselines/wine-10.0.jsonl\n\n"
      "Cells of a scenario that changed in the same way are one entry with an example. Of "
      "benchmark\n"
      "files a rank test says what is slower or faster, and what is noise. The exit status is 0\n"
      "without a regression, 1 with one, 2 if a file cannot be used, and 3 if the suite failed in\n"
      "cells that had a verdict before. What --json prints of run files is described by\n"
      "reports/schema/comparison.schema.json.");
}

}  // namespace cnp
