#include "harness/unusable.hpp"
#include "reports/comparison.hpp"
#include "reports/comparison_text.hpp"
#include "tools/cnp/case_names.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/terminal.hpp"

#include <utility>

namespace cnp {

namespace {

/// Two run files, and how their difference is to be told.
struct compare_options {
  std::vector<std::string> files;
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
    return comparison_markdown(found, words_of_clauses());
  }
  look how = terminal_look(false);
  how.colour = how.colour && options.output.empty();
  return comparison_text(found, how);
}

exit_code compare_command(const compare_options& options) {
  if (options.files.size() != 2) {
    throw unusable("cnp compare takes two run files, the earlier one first, and not " +
                   std::to_string(options.files.size()));
  }
  const comparison found =
      compare_runs(path_of(options.files.front()), path_of(options.files.back()), &has_race);
  print_or_write(comparison_as(found, options), options.output, "the comparison");
  if (found.has_regression()) {
    return exit_code::nonconformance;
  }
  return found.count(change::suite_failed) != 0 ? exit_code::suite_error : exit_code::fine;
}

}  // namespace

void add_compare(program& to) {
  CLI::App* command = to.app.add_subcommand("compare", "Name what differs between two run files");
  auto options = std::make_shared<compare_options>();
  command
      ->add_option("files", options->files, "The earlier run file (or a baseline), the later one")
      ->type_name("FILE");
  CLI::Option* markdown =
      command->add_flag("--markdown", options->markdown, "In Markdown, for a CI job's summary");
  CLI::Option* json = command->add_flag("--json", options->json, "In JSON, for programs");
  json->excludes(markdown);
  command
      ->add_flag("--annotations", options->annotations,
                 "What is worse only, as annotations of a GitHub Actions job")
      ->excludes(markdown)
      ->excludes(json);
  command->add_option("--output", options->output, "Write to FILE")->type_name("FILE");
  command->footer(
      "For example, whether Wine 10.0 does anything otherwise than Wine 8.0:\n"
      "  cnp compare reports/baselines/wine-8.0.jsonl reports/baselines/wine-10.0.jsonl\n\n"
      "Cells of a scenario that changed in the same way are one entry with an example. The exit\n"
      "status is 0 without a regression, 1 with one, 2 if a file cannot be used, and 3 if the\n"
      "suite failed in cells that had a verdict before.");
  choose(to, *command, std::move(options), &compare_command);
}

}  // namespace cnp
