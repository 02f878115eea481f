#include "reports/repro/repro.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/suggest.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

namespace {

/// One cell as a standalone C++ source.
struct repro_options {
  std::string cell;    ///< A cell's whole key, or a scenario's id: its first cell.
  std::string step;    ///< The label of the step that the program is about; may be empty.
  std::string output;  ///< A file; empty: standard output.
};

/// The step with this label; throws `input_error` if the cell has none.
std::size_t step_called(const std::string& label, const script& steps, const std::string& cell) {
  const auto found = std::ranges::find(steps, label, &step::label);
  if (found == steps.end()) {
    std::vector<std::string> labels;
    for (const step& one : steps) {
      labels.emplace_back(one.label);
    }
    throw input_error("the cell " + cell + " has no step '" + label + "'" +
                      suggestion(label, labels));
  }
  return static_cast<std::size_t>(found - steps.begin());
}

exit_code repro_command(const repro_options& options) {
  const selected_cell chosen = select_one(options.cell);
  const script steps = expand(*chosen.what, chosen.where);
  repro_quotes quotes = quotes_of_cases();
  if (!options.step.empty()) {
    quotes.about = step_called(options.step, steps, chosen.key);
  }
  print_or_write(repro_source(*chosen.what, chosen.where, steps, quotes), options.output,
                 "the program");
  return exit_code::fine;
}

}  // namespace

void add_repro(program& to) {
  const auto [command, options] = add_command<repro_options>(
      to, "repro", "Write a cell as one C++ source, for a bug report", &repro_command);
  add_value(command, "cell", "KEY", options.cell,
            "A cell's key, or a scenario's id: its first cell")
      ->required();
  add_value(command, "--step", "LABEL", options.step,
            "The step that differed, by its label: the program says that it is about it");
  add_output(command, options.output);
}

}  // namespace cnp
