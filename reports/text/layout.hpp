#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// How texts for people are laid out in columns.

/// The columns that a UTF-8 text takes, one a code point.
[[nodiscard]] std::size_t columns(std::string_view text);
/// The text with spaces behind it, up to so many columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// The words of a text, split at spaces.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

/// Parts joined by `between` and broken into lines between parts, never within one. The first line
/// has `first` columns already taken by what stands in front of it; the others are indented by as
/// many.
[[nodiscard]] std::string flow(const std::vector<std::string>& parts, std::string_view between,
                               std::size_t first, std::size_t width);

/// Lines that each have a label and, behind it, words that are broken to the width and begin in one
/// column. What is added is made `printable`; where there are no words, there is no line.
class labelled_lines {
 public:
  /// Labels stand behind `indent` columns, words behind `words_at`.
  labelled_lines(std::size_t indent, std::size_t words_at, std::size_t width)
      : indent_(indent), words_at_(words_at), width_(width) {}

  void add(std::string_view label, std::string_view words);
  /// Words that are broken between these parts only.
  void add(std::string_view label, const std::vector<std::string>& parts, std::string_view between);

  /// Whether so many columns of words fit on a line.
  [[nodiscard]] bool fits(std::size_t words) const { return words_at_ + words <= width_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::size_t indent_;
  std::size_t words_at_;
  std::size_t width_;
  std::string text_;
};

}  // namespace cnp
