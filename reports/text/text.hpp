#pragma once

#include "harness/scenario/observation.hpp"
#include "harness/support/printable.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

/// A clause in words, as the registry of the cases has it. Lists of clauses are in the page's
/// order.
struct clause_words {
  std::string id;
  std::string section;   ///< Heading in tables.
  std::string says;      ///< The paraphrase.
  std::string untested;  ///< Why it can't be tested; empty if it can.
};

/// How text is to look where it is printed.
struct text_style {
  bool colour = false;      ///< ANSI colours; never the only sign of anything.
  bool utf8 = false;        ///< Signs beyond ASCII.
  std::size_t width = 100;  ///< Columns; at least 60 are used.
  bool strict = false;      ///< Known deviations fail.
  bool all_clauses = true;  ///< Tables show also the clauses that no cell spoke about.
};

/// Whether colours are wanted: on a terminal, unless NO_COLOR (its value; null if unset) is set and
/// not empty (no-color.org).
[[nodiscard]] bool colour_wanted(bool terminal, const char* no_color);

/// What only the command knows that performed a cell.
struct cell_notes {
  std::string again = {};  ///< What shows it again; empty: the command for cells of scenarios.
  /// More lines, each a label (of up to nine letters) and words.
  std::vector<std::pair<std::string, std::string>> more = {};
};

/// The block that explains a cell which does not pass (or any other): what the page says, what was
/// allowed, what was seen and in which step, how it came to that, what is recorded, and how to see
/// it again. Strings from files are made harmless: no control character reaches the terminal. Ends
/// with a newline.
[[nodiscard]] std::string cell_text(const cell_record& cell, const kernel_identity& kernel,
                                    const std::vector<clause_words>& clauses, const text_style& how,
                                    const cell_notes& notes = {});

/// One line a clause, by the sections of the page, with the verdict as sign and word and the number
/// of cells by verdict. Clauses that no cell spoke about say why not. Ends with a newline.
[[nodiscard]] std::string clause_table(const run_counts& all,
                                       const std::vector<clause_words>& clauses,
                                       const text_style& how);

/// The known deviations that were seen, with their reasons. Empty if there were none.
[[nodiscard]] std::string deviation_table(const run_counts& all, const text_style& how);

/// `20480 cells: 20012 conform, 460 known deviations, 8 unsupported.  PASSED in 12.4 s` and a
/// newline.
[[nodiscard]] std::string summary_line(const run_footer& footer, const text_style& how);

/// A run in Markdown, for a CI job's summary: kernel, counts, clause table, known deviations, and
/// the cells of `failed` (those that do not pass; the first `limit` in full).
[[nodiscard]] std::string markdown_summary(const run_header& header, const run_footer& footer,
                                           const run_counts& all,
                                           const std::vector<clause_words>& clauses,
                                           const std::vector<cell_record>& failed,
                                           std::size_t limit = 50);

}  // namespace cnp
