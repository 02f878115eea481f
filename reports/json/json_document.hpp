#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>

namespace cnp {

// JSON documents for other programs: what commands print with --json. Stays within reports/.

/// The whole document: indented, with a newline at its end. What is not UTF-8 is replaced.
[[nodiscard]] inline std::string json_document(const nlohmann::ordered_json& whole) {
  return whole.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

/// A list with what `to_json` makes of each member of a range.
template <class Range, class To>
[[nodiscard]] nlohmann::ordered_json json_list(const Range& range, To to_json) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::ranges::transform(range, std::back_inserter(list), to_json);
  return list;
}

}  // namespace cnp
