#pragma once

#include "reports/analysis/comparison.hpp"
#include "reports/text/text.hpp"

#include <string>
#include <vector>

namespace cnp {

/// A comparison for people at a terminal: both kernels, then what differs, what is worse first, an
/// entry for each family of cells, then the sums. Strings from files are made harmless. Ends with a
/// newline.
[[nodiscard]] std::string comparison_text(const comparison& what, const text_style& how);

/// The same in Markdown, for the summary of a CI job.
[[nodiscard]] std::string comparison_markdown(const comparison& what,
                                              const std::vector<clause_words>& clauses);

/// The same for programs: one JSON object, with the members of `comparison` by their names.
[[nodiscard]] std::string comparison_json(const comparison& what);

/// A group in one sentence, printable: scenario, change, verdicts, share of the cells, step and
/// outcome, an example.
[[nodiscard]] std::string change_sentence(const change_group& group);

/// What is worse, as annotations of a GitHub Actions job: an error for each regression, a warning
/// for what else must not be overlooked. Empty if there is nothing.
[[nodiscard]] std::string comparison_annotations(const comparison& what);

/// What a comparison comes to: `REGRESSED`, `SUITE FAILED`, `NO REGRESSION`, `THE SAME`.
[[nodiscard]] std::string_view result_word(const comparison& what);

}  // namespace cnp
