#pragma once

#include "reports/analysis/stability.hpp"
#include "reports/text/text_style.hpp"

#include <string>

namespace cnp {

/// Every flaky cell with its outcomes and how often each was, what fails each time, and the sums.
/// Ends with a newline.
[[nodiscard]] std::string stability_text(const stability& found, const text_style& how);
/// The same for programs: one JSON object.
[[nodiscard]] std::string stability_json(const run& whole, const stability& found);

}  // namespace cnp
