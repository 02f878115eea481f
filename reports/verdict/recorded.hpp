#pragma once

#include <span>
#include <string_view>

namespace cnp {

/// A file of recorded deviations as it stood when the program was built.
struct recorded_file {
  std::string_view name;  ///< `reports/kernels/wine.json`.
  std::string_view text;
};

/// The files of reports/kernels, built into the program so that it can be moved alone. The
/// definition is generated when the build is configured.
[[nodiscard]] std::span<const recorded_file> recorded_files();

}  // namespace cnp
