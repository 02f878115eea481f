#include "reports/text/layout.hpp"

#include "harness/support/printable.hpp"

#include <algorithm>
#include <iterator>

namespace cnp {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t taken = columns(text);
  return std::string{text} + std::string(width > taken ? width - taken : 0, ' ');
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) {
      words.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string flow(const std::vector<std::string>& parts, std::string_view between, std::size_t first,
                 std::size_t width) {
  std::string_view line_end = between;  // What stays at the end of a line: no spaces.
  while (line_end.ends_with(' ')) {
    line_end.remove_suffix(1);
  }
  std::string text;
  std::size_t at = first;
  for (std::size_t number = 0; number != parts.size(); ++number) {
    const std::string& part = parts[number];
    const bool is_last = number + 1 == parts.size();
    const std::size_t wide = columns(part) + (is_last ? 0 : columns(line_end));
    if (at != first && at + columns(between) + wide > width) {
      text += std::string{line_end} + '\n' + std::string(first, ' ');
      at = first;
    }
    if (at != first) {
      text += between;
      at += columns(between);
    }
    text += part;
    at += columns(part);
  }
  return text;
}

void labelled_lines::add(std::string_view label, std::string_view words) {
  add(label, split_words(words), " ");
}

void labelled_lines::add(std::string_view label, const std::vector<std::string>& parts,
                         std::string_view between) {
  if (parts.empty()) {
    return;
  }
  std::vector<std::string> harmless;
  std::ranges::transform(parts, std::back_inserter(harmless), printable);
  text_ += padded(std::string(indent_, ' ') + printable(label), words_at_) +
           flow(harmless, between, words_at_, width_) + '\n';
}

}  // namespace cnp
