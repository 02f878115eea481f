#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/comparison.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/run/record.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cnp {

/// One run of several that are to be seen side by side.
struct summarised_run {
  std::string file;  ///< Printable.
  run_header header;
  run_footer footer;
  run_counts all;
  std::optional<comparison> against;  ///< Its baseline, where there is one.
  std::optional<comparison> since;    ///< The run before it; empty for the first one.
};

/// Many runs in Markdown, for a page that is read from its top: what regressed against its
/// baseline, then a table of clauses and kernels in which the worst rows come first, and of the
/// others those in which kernels differ. Runs of one kernel stay apart. Pure.
[[nodiscard]] std::string summary_markdown(const std::vector<summarised_run>& runs,
                                           std::span<const clause> clauses);

}  // namespace cnp
