#include "cases/cases.hpp"
#include "cases/catalogue.hpp"
#include "cases/clauses.hpp"
#include "reports/repro.hpp"
#include "tools/cnp/case_names.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/terminal.hpp"

#include <utility>

namespace cnp {

namespace {

/// One cell as a standalone C++ source.
struct repro_options {
  std::string cell;    ///< A cell's whole key, or a scenario's id: its first cell.
  std::string output;  ///< A file; empty: standard output.
};

std::string catalogue_line(int number) {
  const catalogue_entry* entry = find_catalogue(number);
  if (entry == nullptr) {
    return {};
  }
  const std::string sources = sources_text(*entry);
  return std::string(entry->what) + (sources.empty() ? "" : " (" + sources + ")") + " [catalogue " +
         std::to_string(number) + "]";
}

exit_code repro_command(const repro_options& options) {
  selection wanted;
  const bool whole_key = options.cell.find('/') != std::string::npos;
  (whole_key ? wanted.cells : wanted.scenarios).push_back(options.cell);
  const selected_cell chosen = select(all_scenarios(), wanted).front();
  const std::string text = repro_source(
      *chosen.what, chosen.where, expand(*chosen.what, chosen.where),
      {.clauses = words_of_clauses(), .page = std::string(page_address), .known = &catalogue_line});
  print_or_write(text, options.output, "the program");
  return exit_code::fine;
}

}  // namespace

void add_repro(program& to) {
  CLI::App* command =
      to.app.add_subcommand("repro", "Write a cell as one C++ source, for a bug report");
  auto options = std::make_shared<repro_options>();
  command->add_option("cell", options->cell, "A cell's key, or a scenario's id: its first cell")
      ->required()
      ->type_name("KEY");
  command->add_option("--output", options->output, "Write to FILE")->type_name("FILE");
  choose(to, *command, std::move(options), &repro_command);
}

}  // namespace cnp
