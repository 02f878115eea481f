#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/comparison.hpp"
#include "reports/text/text_style.hpp"

#include <span>
#include <string>
#include <string_view>

namespace cnp {

/// A comparison for people at a terminal: both kernels, then what differs, what is worse first, an
/// entry for each family of cells, then the sums. Strings from files are made harmless. Ends with a
/// newline.
[[nodiscard]] std::string comparison_text(const comparison& found, const text_style& how);

/// The same in Markdown, for the summary of a CI job.
[[nodiscard]] std::string comparison_markdown(const comparison& found,
                                              std::span<const clause> clauses);

/// The same for programs: one JSON object, with the members of `comparison` by their names.
[[nodiscard]] std::string comparison_json(const comparison& found);

/// A group in one sentence, printable: scenario, change, verdicts, share of the cells, step and
/// outcome, an example.
[[nodiscard]] std::string change_sentence(const change_group& group);

/// What is worse, as annotations of a GitHub Actions job: an error for each regression, a warning
/// for what else must not be overlooked. Empty if there is nothing.
[[nodiscard]] std::string comparison_annotations(const comparison& found);

/// What a comparison comes to: `REGRESSED`, `SUITE FAILED`, `NO REGRESSION`, `THE SAME`.
[[nodiscard]] std::string_view result_word(const comparison& found);

}  // namespace cnp
