#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/text/text_style.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// The one table in which it is told what is known of each clause.

/// What is said about a clause.
struct clause_row {
  std::string id;
  std::string section;                    ///< The heading under which it stands.
  std::string says = {};                  ///< The sentence.
  std::string word;                       ///< The verdict, `not reached`, `not testable`, …
  verdict looks = verdict::unsupported;   ///< Whose sign and colour it has.
  std::vector<std::string> details = {};  ///< Counts, or the words of a reason: printable.
  std::string_view between = ", ";        ///< What stands between them.
  std::size_t cells = 0;                  ///< That spoke about it.
};

/// A row of a table: a sign, and words that are printable.
[[nodiscard]] std::string row_text(verdict is, const std::string& words, const text_style& how);
/// What is said below it: parts that are printable.
[[nodiscard]] std::string below(const std::vector<std::string>& parts, std::string_view between,
                                const text_style& how);

/// What all cells of a run come to for a clause.
[[nodiscard]] clause_row row_of(const clause& about, const run_counts& all);

/// The same of every clause, in the page's order; those that only the run knows come last.
/// `all_clauses`: also of those that no cell spoke about.
[[nodiscard]] std::vector<clause_row> rows_of(std::span<const clause> clauses,
                                              const run_counts& all, bool all_clauses);

/// A line for each row, under the headings. Sign and word take `word_columns`, with the gap behind
/// them. Ends with a newline.
[[nodiscard]] std::string rows_text(const std::vector<clause_row>& rows, std::size_t word_columns,
                                    const text_style& how);

/// The same for who wants to know what to look at: first the clauses that are not as the page has
/// them, the worst first, each with its sentence; then a line a section and word for the others.
[[nodiscard]] std::string folded_rows_text(std::vector<clause_row> rows, std::size_t word_columns,
                                           const text_style& how);

}  // namespace cnp
