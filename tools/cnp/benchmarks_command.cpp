#include "harness/unusable.hpp"
#include "reports/benchmark_comparison.hpp"
#include "reports/benchmark_file.hpp"
#include "reports/benchmark_text.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/terminal.hpp"

#include <utility>

namespace cnp {

namespace {

/// One benchmark file as a table, or a second one against the first.
struct benchmarks_options {
  std::vector<std::string> files;
  bool other_machine = false;
  bool json = false;
  bool markdown = false;
  std::string output;  ///< A file; empty: standard output.
};

std::string benchmarks_text(const benchmarks_options& options) {
  const table_style how = options.markdown ? table_style::markdown : table_style::plain;
  const benchmark_run first = read_benchmarks(path_of(options.files[0]));
  if (options.files.size() == 1) {
    return options.json ? benchmark_json(first) : benchmark_table(first, how);
  }
  const benchmark_run second = read_benchmarks(path_of(options.files[1]));
  const benchmark_comparison what = compare_benchmarks(first, second, options.other_machine);
  return options.json ? comparison_json(first, second, what)
                      : comparison_table(first, second, what, how);
}

exit_code benchmarks_command(const benchmarks_options& options) {
  print_or_write(benchmarks_text(options), options.output, "the benchmarks");
  return exit_code::fine;
}

}  // namespace

void add_benchmarks(program& to) {
  CLI::App* command = to.app.add_subcommand(
      "benchmarks", "Show a benchmark file, or hold a second one against the first");
  auto options = std::make_shared<benchmarks_options>();
  command
      ->add_option("files", options->files,
                   "What tools/bench left: one file, or an earlier and "
                   "a later one")
      ->required()
      ->expected(1, 2)
      ->type_name("FILE");
  command->add_flag("--force", options->other_machine, "Compare runs of different machines");
  CLI::Option* as_json = command->add_flag("--json", options->json, "As JSON");
  command->add_flag("--markdown", options->markdown, "As Markdown")->excludes(as_json);
  command->add_option("--output", options->output, "Write to FILE")->type_name("FILE");
  choose(to, *command, std::move(options), &benchmarks_command);
}

}  // namespace cnp
