#pragma once

#include <string_view>

namespace cnp {

/// A file as it stood when the program was built, in the program so that it can be moved alone.
/// Made by cnp_embedded (tools/cmake/embed.cmake).
struct embedded_file {
  std::string_view name;  ///< From the root of the repository: `reports/kernels/wine.json`.
  std::string_view text;
};

}  // namespace cnp
