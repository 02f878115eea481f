// `cnp findings`: what one needs to judge a run's failures without the machine that made it.

#include "harness/support/input_error.hpp"
#include "reports/analysis/failure.hpp"
#include "reports/repro/repro.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/explain.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace cnp {

namespace {

/// Of which run, and where to.
struct findings_options {
  std::string run_file;
  std::string output;  ///< A folder.
};

failures failures_in(run_reader& reader) {
  failures all(reader.header().strict);
  while (const cell_record* cell = reader.next()) {
    (void)all.add(*cell);
  }
  return all;
}

/// A cell as a program of its own, which says that it is about this step.
std::string program_of(const selected_cell& chosen, const std::string& step_label) {
  const script steps = expand(*chosen.what, chosen.where);
  repro_quotes quotes = quotes_of_cases();
  const auto about = std::ranges::find(steps, step_label, &step::label);
  if (about != steps.end()) {
    quotes.about = static_cast<std::size_t>(about - steps.begin());
  }
  return repro_source(*chosen.what, chosen.where, steps, quotes);
}

/// A group in the index, in Markdown; `name` is that of its files.
std::string entry_of(const failure_group& group, const step_record* step, const std::string& name) {
  const cell_record& cell = group.example;
  std::string text = "- **" + escaped(cell.scenario) + "** " + counted(group.cells, cell.is) +
                     " (`" + name + ".cpp`, `" + name + ".txt`)\n";
  if (step != nullptr) {
    text += labelled_item("step", escaped(step->label));
    text += labelled_item("allowed", escaped(step->allowed));
    text += labelled_item("seen", escaped(step->seen));
  }
  text += labelled_item("why", step == nullptr ? escaped(cell.why) : "");
  return text + labelled_item("one cell", escaped(cell.key));
}

exit_code findings_command(const findings_options& options) {
  run_reader reader(path_of(options.run_file), reading::whole, interrupted::taken);
  const failures found = failures_in(reader);
  const std::vector<failure_group>& all = found.groups();
  if (all.empty()) {
    print("Nothing failed.\n");
    return exit_code::fine;
  }
  std::error_code problem;  // What can't be made is noticed when the first file is written.
  std::filesystem::create_directories(path_of(options.output), problem);
  std::string index = counted(all.size(), "way", "ways");
  index += " to fail on " + escaped(kernel_text(reader.header().kernel)) + ".\n\n";
  const deviations recorded = recorded_deviations("");
  std::size_t number = 0;
  for (const failure_group& group : all) {
    const cell_record& cell = group.example;
    const step_record* step = failing_step(cell, reader.header().strict);
    const std::string name = std::to_string(++number) + '-' + cell.scenario;
    const std::string place = options.output + '/' + name;
    print_or_write(program_of(select_one(cell.key), step == nullptr ? "" : step->label),
                   place + ".cpp", "the program");
    print_or_write(explanation_text(explain(cell.key, recorded), text_style{}), place + ".txt",
                   "the explanation");
    index += entry_of(group, step, name);
  }
  print_or_write(index, options.output + "/findings.md", "the index");
  print(index);
  return exit_code::fine;
}

}  // namespace

void add_findings(program& to) {
  const auto [command, options] = add_command<findings_options>(
      to, "findings", "Write what one needs to judge a run's failures without its machine",
      &findings_command);
  add_value(command, "run", "FILE", options.run_file, "The run file")->required();
  add_value(command, "--output", "FOLDER", options.output, "Where the files go")->required();
  command.footer("Cells of a scenario that fail in the same way are one finding: a cell of it as a "
                 "C++ source\n"
                 "(as by 'cnp repro') and all that is known about it (as by 'cnp explain'). "
                 "findings.md names\n"
                 "them, and is printed. Where nothing failed, no folder is made.\n\n"
                 "  cnp findings cnp-run.jsonl --output findings");
}

}  // namespace cnp
