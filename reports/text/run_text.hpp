#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/analysis/failure.hpp"
#include "reports/run/record.hpp"
#include "reports/text/text_style.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace cnp {

/// One line a clause, by the sections of the page, with the verdict as sign and word and the number
/// of cells by verdict. Clauses that no cell spoke about say why not. Ends with a newline.
[[nodiscard]] std::string clause_table(const run_counts& all, std::span<const clause> clauses,
                                       const text_style& how);

/// The same of scenarios whose cells speak about no clause: those that are not as they should be
/// one by one, the others in one line. Empty if there were none.
[[nodiscard]] std::string scenario_table(const run_counts& all, const text_style& how);
/// What was seen where no source says what should be. Empty if there was nothing.
[[nodiscard]] std::string silent_table(const run_counts& all, const text_style& how);

/// The command that performs a cell again.
using command_for = std::function<std::string(const cell_record&)>;
/// What did not pass: a cell of each kind as `cell_text` explains it, and how many more there are
/// of it. Of the many kinds of a kernel that does nothing right the later ones have a line each.
[[nodiscard]] std::string failures_text(const std::vector<failure_group>& groups,
                                        const kernel_identity& kernel,
                                        std::span<const clause> clauses, const text_style& how,
                                        const command_for& again);

/// The calls that the kernel refused while cells were arranged, each with the scenarios that could
/// not be asked because of it. Empty if there were none.
[[nodiscard]] std::string refusal_table(const run_counts& all, const text_style& how);
/// Why cells were not performed, each reason with their scenarios. Empty if all were performed.
[[nodiscard]] std::string not_performed_table(const run_counts& all, const text_style& how);
/// The known deviations that were seen, with their reasons. Empty if there were none.
[[nodiscard]] std::string deviation_table(const run_counts& all, const text_style& how);

/// `20480 cells: 20012 conform, 460 known deviations, 8 unsupported.  PASSED in 12.4 s` and a
/// newline; in several lines where there is no room.
[[nodiscard]] std::string summary_line(const run_footer& footer, const text_style& how);

/// A run in Markdown, for a CI job's summary: kernel, counts, clause table, known deviations, and
/// the cells of `failed` (those that do not pass; the first `limit` in full).
[[nodiscard]] std::string markdown_summary(const run_header& header, const run_footer& footer,
                                           const run_counts& all, std::span<const clause> clauses,
                                           const std::vector<cell_record>& failed,
                                           std::size_t limit = 50);

}  // namespace cnp
