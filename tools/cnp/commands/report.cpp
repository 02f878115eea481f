#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "reports/page/page.hpp"
#include "tools/cnp/commands/commands.hpp"
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

page_words words_for_the_page() {
  page_words words;
  words.address = page_address;
  for (const clause& one : all_clauses()) {
    words.clauses.push_back({.id = std::string(one.id),
                             .section = std::string(one.section),
                             .level = std::string(word(one.level)),
                             .says = std::string(one.says),
                             .why = std::string(one.why),
                             .pitfall = std::string(one.pitfall),
                             .untested = std::string(one.untestable)});
  }
  for (const scenario& one : all_scenarios()) {
    words.scenarios[one.id] = one.says;
  }
  words.known = [](int number) {
    const catalogue_entry* entry = find_catalogue(number);
    if (entry == nullptr) {
      return std::string{};
    }
    const std::string sources = sources_text(*entry);
    return std::string(entry->what) + (sources.empty() ? "" : " (" + sources + ")");
  };
  words.race = &has_race;
  words.recorded = recorded_deviations("");
  return words;
}

exit_code report_command(const report_options& options) {
  const page_summary made =
      write_page(paths_of(options.inputs), words_for_the_page(), path_of(options.output));
  print("Page: " + options.output + " (" + std::to_string(made.cells) +
        (made.cells == 1 ? " cell" : " cells") + " of " + std::to_string(made.runs) +
        (made.runs == 1 ? " run, " : " runs, ") +
        (made.benchmarks == 0
             ? ""
             : std::to_string(made.benchmarks) +
                   (made.benchmarks == 1 ? " benchmark file, " : " benchmark files, ")) +
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
