#pragma once

#include "reports/comparison.hpp"
#include "reports/text.hpp"

#include <string>
#include <vector>

namespace cnp {

/// A comparison for people at a terminal: both kernels, then what differs, what is worse first, an
/// entry for each family of cells, then the sums. Strings from files are made harmless. Ends with a
/// newline.
[[nodiscard]] std::string comparison_text(const comparison& what, const look& how);

/// The same in Markdown, for the summary of a CI job.
[[nodiscard]] std::string comparison_markdown(const comparison& what,
                                              const std::vector<clause_words>& clauses);

/// The same for programs: one JSON object, with the members of `comparison` by their names.
[[nodiscard]] std::string comparison_json(const comparison& what);

/// What a comparison comes to: `REGRESSED`, `SUITE FAILED`, `NO REGRESSION`, `THE SAME`.
[[nodiscard]] std::string_view result_word(const comparison& what);

}  // namespace cnp
