#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/text.hpp"

#include <algorithm>

namespace cnp {

namespace {

constexpr bool utf8 = true;  // Markdown pages are.

[[nodiscard]] std::string clause_rows(const run_counts& all,
                                      const std::vector<clause_words>& clauses) {
  std::string text = "| | clause | verdict | cells |\n|---|---|---|---|\n";
  for (const section& one : sections(all, clauses, true)) {
    text += "| | **" + escaped(one.name) + "** | | |\n";
    for (const clause_words& clause : one.clauses) {
      const clause_summary what = summarise(all, clause, utf8);
      const std::string_view between = what.word == "not testable" ? " " : ", ";
      text += "| " + std::string{what.sign} + " | " + escaped(clause.id) + " | " + what.word +
              " | " + escaped(join(what.details, between)) + " |\n";
    }
  }
  return text;
}

[[nodiscard]] std::string deviation_rows(const run_counts& all) {
  if (all.deviations().empty()) {
    return {};
  }
  std::string text = "\n## Known deviations\n\n| deviation | cells | reason |\n|---|---|---|\n";
  for (const auto& [id, seen] : all.deviations()) {
    text += "| " + escaped(id) + " | " + std::to_string(seen.cells) + " | " + escaped(seen.reason) +
            " |\n";
  }
  return text;
}

[[nodiscard]] std::string failures(const run_header& header,
                                   const std::vector<clause_words>& clauses,
                                   const std::vector<cell_record>& failed, std::size_t limit) {
  if (failed.empty()) {
    return {};
  }
  std::string text = "\n## Cells that do not pass\n\n";
  text_style plain;
  plain.utf8 = utf8;
  for (std::size_t at = 0; at != std::min(failed.size(), limit); ++at) {
    text += fenced(cell_text(failed[at], header.kernel, clauses, plain)) + '\n';
  }
  if (failed.size() > limit) {
    text += "… and " + std::to_string(failed.size() - limit) + " more.\n";
  }
  return text;
}

}  // namespace

std::string markdown_summary(const run_header& header, const run_footer& footer,
                             const run_counts& all, const std::vector<clause_words>& clauses,
                             const std::vector<cell_record>& failed, std::size_t limit) {
  const verdict worst = counts_of(footer).worst().value_or(verdict::unsupported);
  return "# ConnectNamedPipe on " + escaped(kernel_text(header.kernel)) + "\n\n" +
         std::string{sign(worst, utf8)} + " **" + result_word(footer, header.strict) + "** in " +
         duration_text(footer.milliseconds) + ": " + std::to_string(footer.cells) +
         (footer.cells == 1 ? " cell, " : " cells, ") + join(counted(counts_of(footer)), ", ") +
         (header.strict ? " (strict: known deviations fail)" : "") + ".\n\nStarted " +
         escaped(header.started) + ", suite " + escaped(header.commit) + ".\n\n" +
         clause_rows(all, clauses) + deviation_rows(all) + failures(header, clauses, failed, limit);
}

}  // namespace cnp
