#include "reports/json/json_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace cnp {

namespace {

/// Whether a text stands in JSON as it is.
[[nodiscard]] bool is_plain(std::string_view text) {
  return std::ranges::all_of(
      text, [](char one) { return one >= ' ' && one <= '~' && one != '"' && one != '\\'; });
}

}  // namespace

void json_text::separate() {
  if (!first_) {
    *to_ += ',';
  }
  first_ = false;
}

json_text& json_text::open(char bracket) {
  separate();
  *to_ += bracket;
  first_ = true;
  return *this;
}

json_text& json_text::close(char bracket) {
  *to_ += bracket;
  first_ = false;
  return *this;
}

void json_text::quoted(std::string_view text) {
  if (is_plain(text)) {
    *to_ += '"';
    *to_ += text;
    *to_ += '"';
    return;
  }
  *to_ += nlohmann::json(text).dump(-1, ' ', ascii_, nlohmann::json::error_handler_t::replace);
}

json_text& json_text::name(std::string_view text) {
  separate();
  quoted(text);
  *to_ += ':';
  first_ = true;  // Its value follows without a comma.
  return *this;
}

json_text& json_text::value(std::string_view text) {
  separate();
  quoted(text);
  return *this;
}

json_text& json_text::value(std::uint64_t number) {
  separate();
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  to_->append(digits.data(), end);
  return *this;
}

json_text& json_text::value(std::int64_t number) {
  if (number >= 0) {
    return value(static_cast<std::uint64_t>(number));
  }
  return raw(std::to_string(number));
}

json_text& json_text::raw(std::string_view json) {
  separate();
  *to_ += json;
  return *this;
}

json_text& json_text::value(double number) {
  separate();
  *to_ += nlohmann::json(number).dump();
  return *this;
}

json_text& json_text::value(bool flag) {
  separate();
  *to_ += flag ? "true" : "false";
  return *this;
}

}  // namespace cnp
