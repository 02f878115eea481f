#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cnp {

// How the page's data is written. Stays within reports/.

/// A text as JSON that may stand in a <script> of an HTML page: in ASCII, with `<`, `>` and `&`
/// escaped too, so that nothing in it can end the script or begin anything. What is not UTF-8 is
/// replaced. Pure.
[[nodiscard]] std::string script_json(std::string_view text);

/// JSON as it is written, value by value: compact, and in time that grows with its size. Numbers
/// and brackets go straight to the text; whoever writes puts names and values in turn.
class json_writer {
 public:
  json_writer& open(char bracket);   ///< `[` or `{`.
  json_writer& close(char bracket);  ///< `]` or `}`.
  json_writer& name(std::string_view text);
  json_writer& value(std::string_view text);
  json_writer& value(std::int64_t number);
  /// A value that is JSON already.
  json_writer& raw(std::string_view json);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void separate();

  std::string text_;
  bool first_ = true;  ///< Nothing stands yet behind the last bracket or name.
};

/// Values that are each stored once, by number, in the order in which they first came.
class numbered_values {
 public:
  /// The value's number, from 0.
  std::int64_t number(std::string_view value);
  [[nodiscard]] const std::vector<std::string_view>& all() const { return all_; }

 private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::int64_t, hash, std::equal_to<>> numbers_;
  std::vector<std::string_view> all_;  ///< Keys of `numbers_`, which keep their place.
};

}  // namespace cnp
