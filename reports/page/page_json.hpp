#pragma once

#include "reports/json/json_text.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cnp {

// How the page's data is written. Stays within reports/.

/// Writes JSON in ASCII, as all of the page's data is.
class page_json : public json_text {
 public:
  explicit page_json(std::string& to) : json_text(to, characters::escaped) {}
};

/// JSON in ASCII as it may stand in a <script> of an HTML page: with `<`, `>` and `&`, which are in
/// its texts only, escaped too, so that nothing in it can end the script or begin anything. Pure.
[[nodiscard]] std::string script_json(std::string_view json);

/// Values that are each stored once, by number, in the order in which they first came.
class numbered_values {
 public:
  /// The value's number, from 0.
  std::int64_t number(std::string_view value);
  /// The number of a JSON list, whose values `write` writes.
  template <class Write>
  std::int64_t list(Write write) {
    std::string text;
    page_json to(text);
    to.open_list();
    write(to);
    to.close_list();
    return number(text);
  }
  [[nodiscard]] const std::vector<std::string_view>& all() const { return all_; }

 private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::int64_t, hash, std::equal_to<>> numbers_;
  std::vector<std::string_view> all_;  ///< Keys of `numbers_`, which keep their place.
};

}  // namespace cnp
