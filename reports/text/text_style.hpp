#pragma once

#include <algorithm>
#include <cstddef>

namespace cnp {

/// How text is to look where it is printed.
struct text_style {
  bool colour = false;      ///< ANSI colours; never the only sign of anything.
  bool utf8 = false;        ///< Signs beyond ASCII.
  std::size_t width = 100;  ///< Columns that there are.
  bool strict = false;      ///< Known deviations fail.
  bool all_clauses = true;  ///< Tables show also the clauses that no cell spoke about.
  bool unfolded = true;     ///< What is as it should be is told one by one, too.

  /// The columns that are used: a text for people is never made for fewer than 60.
  [[nodiscard]] std::size_t columns() const { return std::max(width, std::size_t{60}); }
};

/// Whether colours are wanted: on a terminal, unless NO_COLOR (its value; null if unset) is set and
/// not empty (no-color.org).
[[nodiscard]] constexpr bool colour_wanted(bool terminal, const char* no_color) {
  return terminal && (no_color == nullptr || *no_color == '\0');
}

}  // namespace cnp
