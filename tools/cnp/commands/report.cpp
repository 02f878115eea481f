#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "reports/page/page.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/commands/report_model.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

namespace cnp {

namespace {

/// A page of which runs.
struct report_options {
  std::vector<std::string> inputs;
  std::string output;
};

page_texts texts_for_the_page() {
  page_texts texts;
  texts.clauses = all_clauses();
  texts.catalogue = all_catalogue();
  for (const scenario& one : all_scenarios()) {
    texts.scenarios[one.id] = one.says;
  }
  texts.race = &has_race;
  texts.recorded = recorded_deviations("");
  texts.model = transitions_for_the_page();
  return texts;
}

exit_code report_command(const report_options& options) {
  const page_summary made =
      write_page(paths_of(options.inputs), texts_for_the_page(), path_of(options.output));
  print("Page: " + options.output + " (" + counted(made.cells, "cell") + " of " +
        counted(made.runs, "run") + ", " +
        (made.benchmarks == 0 ? "" : counted(made.benchmarks, "benchmark file") + ", ") +
        std::to_string((made.bytes + 1023) / 1024) + " KiB)\n");
  return exit_code::fine;
}

}  // namespace

void add_report(program& to) {
  const auto [command, options] = add_command<report_options>(
      to, "report", "Make one HTML page of run files: every sentence, every cell, every kernel",
      &report_command);
  add_value(command, "runs", "FILE", options.inputs,
            "Run files or baselines; several are compared, each with the one before it. Benchmark "
            "files beside them are shown as pictures")
      ->required();
  add_value(command, "--output", "FILE", options.output,
            "The page: opens in any browser, needs no network")
      ->required();
}

}  // namespace cnp
