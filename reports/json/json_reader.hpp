#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cnp {

/// A field of a file that is missing, unknown, or not what it should be. What it says is the end of
/// a sentence; who reads the file puts the place in front of it. Stays within reports/.
class bad_field : public std::runtime_error {
 public:
  explicit bad_field(const std::string& sentence, std::optional<std::size_t> at = std::nullopt)
      : std::runtime_error(sentence), at_(at) {}

  /// The offset of the byte in the text that is no JSON; empty if it is JSON.
  [[nodiscard]] std::optional<std::size_t> at() const { return at_; }

 private:
  std::optional<std::size_t> at_;
};

/// Reads a JSON text from its beginning to its end, value by value, keeping nothing of what it has
/// read. Texts and numbers that are plain, as nearly all are, it takes as they stand; what has
/// escapes, letters beyond ASCII or exponents is left to nlohmann/json, whose own parsers take four
/// times as long for the whole. Throws `bad_field` for what is not JSON, and for what is nested
/// deeper than any file of this suite. Refers to the text. One thread. Stays within reports/.
class json_reader {
 public:
  /// `format` is that of the file, for whoever reads values that were once written otherwise.
  explicit json_reader(std::string_view text, std::uint64_t format = 0)
      : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), format_(format) {}

  [[nodiscard]] std::uint64_t format() const { return format_; }

  /// Enters the object (`{`) or list (`[`) that comes next. False if something else does: then
  /// nothing is read, as with all that follow.
  [[nodiscard]] bool enter(char bracket);
  /// The name of the object's next member, whose value has to be read next; empty behind the last
  /// one, when the object is left. Refers to this reader, until another name is read.
  [[nodiscard]] std::optional<std::string_view> next_name();
  /// Whether the list has another value, which has to be read next; else it is left.
  [[nodiscard]] bool next_item() { return next_before(']'); }
  /// Enters the object that comes next and goes to its member of this name. False if it has none.
  [[nodiscard]] bool seek(std::string_view name);

  /// The text that comes next. Refers to this reader, until another text is read.
  [[nodiscard]] std::optional<std::string_view> text();
  /// The number that comes next, if it is a whole one from 0 of at most 64 bits.
  [[nodiscard]] std::optional<std::uint64_t> whole_number();
  [[nodiscard]] std::optional<double> number();
  [[nodiscard]] std::optional<bool> flag();
  /// Leaves out the value that comes next; of what is in it, only texts and brackets are looked at.
  void skip();
  /// Refuses anything that follows.
  void finish();

  /// How far it has read, in bytes.
  [[nodiscard]] std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }

 private:
  [[noreturn]] void fail(const std::string& why) const;
  [[nodiscard]] char peek();
  [[nodiscard]] std::string_view left() const {
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }
  [[nodiscard]] bool comes(std::string_view one_of);
  void skip_texts_and_brackets();
  [[nodiscard]] bool next_before(char bracket);
  [[nodiscard]] std::string_view quoted(std::string& odd);
  [[nodiscard]] const char* behind_text(const char* quote) const;
  [[nodiscard]] std::string_view number_text() const;
  [[nodiscard]] nlohmann::json by_library(std::string_view value) const;

  const char* begin_;
  const char* at_;
  const char* end_;
  std::uint64_t format_;
  std::size_t depth_ = 0;
  bool first_ = true;     ///< Nothing precedes the next name or value within its brackets.
  std::string odd_name_;  ///< The last one that was not plain.
  std::string odd_text_;
};

/// A whole JSON text as a tree. Throws `bad_field` as a `json_reader` does, and if a name stands
/// twice in an object.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

}  // namespace cnp
