#include "tools/cnp/shared/explain.hpp"

#include "cases/cases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/terminal.hpp"

namespace cnp {

namespace {

/// What is to be explained.
struct explain_options {
  std::string id;
  std::string deviations;  ///< A file instead of the built-in records; empty: built in.
  bool json = false;
};

exit_code explain_command(const explain_options& options) {
  const explanation found = explain(options.id, recorded_deviations(options.deviations));
  print(options.json ? explanation_json(found) : explanation_text(found, terminal_style(false)));
  return exit_code::fine;
}

}  // namespace

void add_explain(program& to) {
  const auto [command, options] = add_command<explain_options>(
      to, "explain", "Tell all that is known of whatever has an id", &explain_command);
  add_value(command, "id", "ID", options.id,
            "An id that 'cnp list' names, a cell's key, or a number of the catalogue")
      ->required();
  add_json(command, options.json);
  add_deviations(command, options.deviations);
  command.footer(
      "For example, what ERROR_NO_DATA has to do with clients that are gone:\n"
      "  cnp explain reuse.stale-client-closed\n\n"
      "'cnp list' names the scenarios; with --clauses, --cells, --deviations, --catalogue or\n"
      "--defects it names those. JSON is described by reports/schema/explanation.schema.json.");
}

}  // namespace cnp
