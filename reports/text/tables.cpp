#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/text.hpp"

#include <algorithm>

namespace cnp {

namespace {

constexpr std::size_t word_columns = 17;  // `known deviation` and a gap.
constexpr std::size_t detail_columns =
    30;  // Less room than this, and details get a line of their own.

[[nodiscard]] std::size_t widest_id(const std::vector<section>& all) {
  std::size_t widest = 0;
  for (const section& one : all) {
    for (const clause_words& clause : one.clauses) {
      widest = std::max(widest, columns(printable(clause.id)));
    }
  }
  return widest;
}

/// One row: sign and word in colour, the id, details behind it or below it.
[[nodiscard]] std::string row(const clause_summary& what, const std::string& id,
                              std::size_t id_columns, const text_style& how) {
  const std::size_t width = std::max(how.width, narrowest);
  const std::size_t behind = 4 + word_columns + id_columns + 2;
  const std::string lead =
      "  " + painted(padded(std::string{what.sign} + ' ' + what.word, word_columns + 2),
                     what.colour, how.colour);
  const std::string_view between = what.word == "not testable" ? " " : ", ";
  if (behind + detail_columns > width) {
    constexpr std::size_t below = 4 + word_columns;
    return lead + id + '\n' + std::string(below, ' ') + flow(what.details, between, below, width) +
           '\n';
  }
  return lead + padded(id, id_columns + 2) + flow(what.details, between, behind, width) + '\n';
}

}  // namespace

std::string clause_table(const run_counts& all, const std::vector<clause_words>& clauses,
                         const text_style& how) {
  const std::vector<section> found = sections(all, clauses, how.all_clauses);
  const std::size_t id_columns = widest_id(found);
  std::string text;
  for (const section& one : found) {
    text += bold(printable(one.name), how.colour) + '\n';
    for (const clause_words& clause : one.clauses) {
      text += row(summarise(all, clause, how.utf8), printable(clause.id), id_columns, how);
    }
  }
  return text.empty() ? "No clauses.\n" : text;
}

std::string deviation_table(const run_counts& all, const text_style& how) {
  if (all.deviations().empty()) {
    return {};
  }
  const std::size_t width = std::max(how.width, narrowest);
  std::string text = bold("Known deviations", how.colour) + '\n';
  for (const auto& [id, seen] : all.deviations()) {
    constexpr std::size_t indent = 6;
    text += "  " +
            painted(std::string{sign(verdict::known_deviation, how.utf8)} + ' ' + printable(id),
                    verdict::known_deviation, how.colour) +
            "  in " + std::to_string(seen.cells) + (seen.cells == 1 ? " cell" : " cells") + '\n' +
            std::string(indent, ' ') +
            flow(split_words(printable(seen.reason)), " ", indent, width) + '\n';
  }
  return text;
}

std::string summary_line(const run_footer& footer, const text_style& how) {
  const clause_count counts = counts_of(footer);
  const verdict worst = counts.worst().value_or(verdict::unsupported);
  const std::string cells = std::to_string(footer.cells) + (footer.cells == 1 ? " cell" : " cells");
  const std::vector<std::string> parts = counted(counts);
  return cells + (parts.empty() ? "" : ": " + join(parts, ", ")) + ".  " +
         painted(result_word(footer, how.strict),
                 passes(worst, how.strict) && worst != verdict::unsupported ? verdict::conforms
                                                                            : worst,
                 how.colour) +
         " in " + duration_text(footer.milliseconds) +
         (footer.peak_memory_kib == 0
              ? std::string{}
              : ", " + std::to_string((footer.peak_memory_kib + 1023) / 1024) + " MiB") +
         '\n';
}

}  // namespace cnp
