#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {

/// Writes JSON straight into a text, value by value: a run writes some hundred thousand of them,
/// and building each in memory first took a tenth of its time. What it writes is, byte by byte,
/// what nlohmann/json's `dump` gives without indentation and with its replacement of what is not
/// UTF-8. That names and values make a document is up to the caller. One thread. Stays within
/// reports/.
class json_text {
 public:
  /// What stands for characters beyond ASCII: themselves, or `\u` and their numbers.
  enum class characters : std::uint8_t { as_they_are, escaped };

  /// What is written is appended to `to`, which has to outlive it.
  explicit json_text(std::string& to, characters beyond_ascii = characters::as_they_are)
      : to_(&to), ascii_(beyond_ascii == characters::escaped) {}

  json_text& open_object() { return open('{'); }
  json_text& close_object() { return close('}'); }
  json_text& open_list() { return open('['); }
  json_text& close_list() { return close(']'); }
  /// The name of the next value in an object.
  json_text& name(std::string_view text);
  json_text& value(std::string_view text);
  json_text& value(const char* text) { return value(std::string_view{text}); }
  json_text& value(std::uint64_t number);
  json_text& value(std::uint32_t number) { return value(std::uint64_t{number}); }
  json_text& value(std::int64_t number);
  json_text& value(double number);
  json_text& value(bool flag);
  /// A value, or members, that are JSON already.
  json_text& raw(std::string_view json);

  template <class Value>
  json_text& member(std::string_view name_of_it, const Value& content) {
    return name(name_of_it).value(content);
  }
  /// A list of what `write` writes for each member of a range.
  template <class Range, class Write>
  json_text& list(const Range& range, Write write) {
    open_list();
    for (const auto& one : range) {
      write(one);
    }
    return close_list();
  }
  /// A list of values.
  template <class Range>
  json_text& list(const Range& range) {
    return list(range, [this](const auto& one) { this->value(one); });
  }

 private:
  json_text& open(char bracket);
  json_text& close(char bracket);
  void separate();
  void quoted(std::string_view text);

  std::string* to_;
  bool ascii_;
  bool first_ = true;  ///< Nothing precedes the next name or value within its brackets.
};

}  // namespace cnp
