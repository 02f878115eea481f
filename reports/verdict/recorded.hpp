#pragma once

#include "harness/support/embedded_file.hpp"

#include <span>

namespace cnp {

/// The files of reports/kernels, recorded deviations, built into the program. The definition is
/// generated when the build is configured.
[[nodiscard]] std::span<const embedded_file> recorded_files();

}  // namespace cnp
