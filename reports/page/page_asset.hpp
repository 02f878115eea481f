#pragma once

#include "harness/support/embedded_file.hpp"

#include <span>

namespace cnp {

/// The files of reports/page/, built into the program: the template, the style sheet, and the
/// scripts in the order in which they are to stand. The definition is generated when the build is
/// configured.
[[nodiscard]] std::span<const embedded_file> page_assets();

}  // namespace cnp
