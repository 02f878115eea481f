#pragma once

#include "harness/scenario/observation.hpp"
#include "harness/scenario/registry.hpp"
#include "reports/run/record.hpp"
#include "reports/text/text_style.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

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
                                    std::span<const clause> clauses, const text_style& how,
                                    const cell_notes& notes = {});

/// That a cell does not pass, in a line: `x DEVIATES  reuse.stale/overlapped`, and a newline.
[[nodiscard]] std::string failure_line(const cell_record& cell, const text_style& how);

}  // namespace cnp
