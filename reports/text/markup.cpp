#include "reports/text/markup.hpp"

#include "harness/support/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace cnp {

std::string substituted(std::string_view text,
                        std::initializer_list<std::pair<char, std::string_view>> by) {
  std::string changed;
  changed.reserve(text.size());
  for (const char one : text) {
    const auto* const found =
        std::ranges::find(by, one, [](const auto& pair) { return pair.first; });
    if (found == by.end()) {
      changed += one;
    } else {
      changed += found->second;
    }
  }
  return changed;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]()#+!|~$@";
  std::string safe;
  for (const char one : printable(text)) {
    safe += special.find(one) == std::string_view::npos ? "" : "\\";
    safe += one;
  }
  return substituted(safe, {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}});
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

std::string labelled_item(const std::string& label, const std::string& words) {
  return words.empty() ? std::string{} : "  - " + label + ": " + words + '\n';
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) {
    text += (cell.empty() ? "" : ' ' + cell) + " |";
  }
  return text + '\n';
}

std::string table_head(const std::vector<std::string>& cells) {
  std::string rule = "|";
  for (std::size_t at = 0; at != cells.size(); ++at) {
    rule += "---|";
  }
  return table_row(cells) + rule + '\n';
}

}  // namespace cnp
