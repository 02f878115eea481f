#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/clause_coverage.hpp"
#include "reports/text/text_style.hpp"

#include <span>
#include <string>

namespace cnp {

/// A line for each clause, by the sections of the page, and the sums; `place` says what the
/// evidence was sought in ("in 2 run files"). Ends with a newline.
[[nodiscard]] std::string evidence_text(std::span<const clause> clauses,
                                        const clause_coverage& seen, const std::string& place,
                                        const text_style& how);
/// The same for programs: one JSON object.
[[nodiscard]] std::string evidence_json(std::span<const clause> clauses,
                                        const clause_coverage& seen);

}  // namespace cnp
