#pragma once

#include <span>
#include <string_view>

namespace cnp {

/// A part of the page as it stood when the program was built.
struct page_asset {
  std::string_view name;  ///< `reports/page/assets/page.css`.
  std::string_view text;
};

/// The files of reports/page/, built into the program so that it can be moved alone: the template,
/// the style sheet, and the scripts in the order in which they are to stand. The definition is
/// generated when the build is configured.
[[nodiscard]] std::span<const page_asset> page_assets();

}  // namespace cnp
