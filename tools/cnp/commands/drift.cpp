// `cnp drift`: whether the page still says what the clauses paraphrase.

#include "reports/analysis/drift.hpp"

#include "cases/registry/clauses.hpp"
#include "cases/registry/page_sentences.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/whole_file.hpp"
#include "reports/text/drift_text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstddef>

namespace cnp {

namespace {

/// Which page, and how the answer is to look.
struct drift_options {
  std::string file;
  bool json = false;
  bool markdown = false;
  bool fingerprints = false;
};

exit_code drift_command(const drift_options& options) {
  const auto page =
      page_sentences_in(read_whole_file(path_of(options.file), "a page", std::size_t{1} << 20U),
                        printable(options.file));
  const auto found = drift_of(all_page_sentences(), page);
  const clause_coverage planned = found.empty() ? clause_coverage{} : planned_coverage();
  const drift_account about{
      .page = page, .found = found, .clauses = all_clauses(), .planned = planned};
  print(options.fingerprints ? fingerprint_rows(all_page_sentences(), about)
        : options.json       ? drift_json(about)
        : options.markdown   ? drift_markdown(about)
                             : drift_text(about, terminal_style(false)));
  return has_drifted(found) ? exit_code::nonconformance : exit_code::fine;
}

}  // namespace

void add_drift(program& to) {
  const auto [command, options] = add_command<drift_options>(
      to, "drift", "Tell whether the page still says what the clauses paraphrase", &drift_command);
  add_value(command, "file", "FILE", options.file, "The page's Markdown source")->required();
  add_json(command, options.json);
  command.add_flag("--markdown", options.markdown, "In Markdown, for a job's summary")
      ->excludes("--json");
  command.add_flag("--fingerprints", options.fingerprints,
                   "The lines for cases/registry/page_sentences.cpp instead");
  command.footer(
      "The source is in the repository MicrosoftDocs/sdk-api:\n"
      "  sdk-api-src/content/namedpipeapi/nf-namedpipeapi-connectnamedpipe.md\n\n"
      "The exit status is 1 if a sentence is new, gone or changed. A sentence that only moved, or\n"
      "whose words are the same in other markup, is none of them.");
}

}  // namespace cnp
