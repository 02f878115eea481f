#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "reports/analysis/clause_coverage.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/clause_coverage_text.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

namespace cnp {

namespace {

/// Where evidence for the clauses is sought.
struct coverage_options {
  std::vector<std::string> files;  ///< Run files; none: the scenarios.
  bool json = false;
};

clause_coverage seen_in(const std::vector<std::string>& files) {
  clause_coverage all;
  for (const std::string& file : files) {
    run_reader reader(path_of(file), reading::heads, interrupted::taken);
    while (const cell_record* cell = reader.next()) {
      all.add(*cell);
    }
  }
  return all;
}

exit_code coverage_command(const coverage_options& options) {
  const clause_coverage found = options.files.empty() ? planned_coverage() : seen_in(options.files);
  const std::span<const clause> all = all_clauses();
  const std::size_t count = options.files.size();
  const std::string place = "in " + (count == 0 ? "the scenarios" : counted(count, "run file"));
  print(options.json ? evidence_json(all, found)
                     : evidence_text(all, found, place, terminal_style(false)));
  return count_missing(all, found) == 0 ? exit_code::fine : exit_code::nonconformance;
}

}  // namespace

clause_coverage planned_coverage() {
  clause_coverage all;
  for (const scenario& the_scenario : all_scenarios()) {
    all.plan(the_scenario.id, clauses_of(the_scenario), cells(the_scenario).size());
  }
  return all;
}

void add_coverage(program& to) {
  const auto [command, options] = add_command<coverage_options>(
      to, "coverage", "Tell which clauses have evidence, and which have none", &coverage_command);
  add_value(command, "files", "FILE", options.files,
            "Run files; none: what the scenarios are to prove");
  add_json(command, options.json);
  command.footer(
      "For example, whether a run said something about every sentence of the page:\n"
      "  cnp coverage cnp-run.jsonl\n\n"
      "What --json prints is described by reports/schema/coverage.schema.json.\n"
      "The exit status is 1 if a clause has neither evidence nor a stated reason why not.");
}

}  // namespace cnp
