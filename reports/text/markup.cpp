#include "reports/text/markup.hpp"

#include "harness/support/printable.hpp"

#include <algorithm>

namespace cnp {

std::string escaped(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]()#+!|~$@";
  std::string safe;
  for (const char one : printable(text)) {
    if (one == '<' || one == '>' || one == '&') {
      safe += one == '<' ? "&lt;" : one == '>' ? "&gt;" : "&amp;";
    } else {
      safe += special.find(one) == std::string_view::npos ? "" : "\\";
      safe += one;
    }
  }
  return safe;
}

std::string fenced(const std::string& text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char one : text) {
    run = one == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "text\n" + text + fence + "\n";
}

}  // namespace cnp
