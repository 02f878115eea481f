#include "reports/benchmarks/benchmark_file.hpp"
#include "reports/benchmarks/benchmark_text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

namespace cnp {

namespace {

/// One benchmark file as a table.
struct benchmarks_options {
  std::string file;
  bool json = false;
  bool markdown = false;
  std::string output;  ///< A file; empty: standard output.
};

exit_code benchmarks_command(const benchmarks_options& options) {
  const benchmark_run run = read_benchmarks(path_of(options.file));
  print_or_write(options.json ? benchmark_json(run)
                              : benchmark_table(run, options.markdown ? table_style::markdown
                                                                      : table_style::plain),
                 options.output, "the benchmarks");
  return exit_code::fine;
}

}  // namespace

void add_benchmarks(program& to) {
  const auto [command, options] = add_command<benchmarks_options>(
      to, "benchmarks", "Show what tools/bench measured", &benchmarks_command);
  add_value(command, "file", "FILE", options.file, "What tools/bench left")->required();
  CLI::Option* as_json = add_json(command, options.json, "As JSON");
  command.add_flag("--markdown", options.markdown, "As Markdown")->excludes(as_json);
  add_output(command, options.output);
  command.footer(
      "For example, what connecting costs on this kernel, and whether a later build costs more:\n"
      "  tools/bench --output before.json\n"
      "  cnp benchmarks before.json\n"
      "  cnp compare before.json after.json");
}

}  // namespace cnp
