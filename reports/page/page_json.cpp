#include "reports/page/page_json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace cnp {

std::string script_json(std::string_view text) {
  using nlohmann::json;
  const std::string quoted =
      json(std::string{text}).dump(-1, ' ', true, json::error_handler_t::replace);
  std::string safe;
  safe.reserve(quoted.size());
  for (const char one : quoted) {
    switch (one) {
    case '<':
      safe += "\\u003c";
      break;
    case '>':
      safe += "\\u003e";
      break;
    case '&':
      safe += "\\u0026";
      break;
    default:
      safe += one;
    }
  }
  return safe;
}

void json_writer::separate() {
  if (!first_) {
    text_ += ',';
  }
  first_ = false;
}

json_writer& json_writer::open(char bracket) {
  separate();
  text_ += bracket;
  first_ = true;
  return *this;
}

json_writer& json_writer::close(char bracket) {
  text_ += bracket;
  first_ = false;
  return *this;
}

json_writer& json_writer::name(std::string_view text) {
  separate();
  text_ += script_json(text);
  text_ += ':';
  first_ = true;
  return *this;
}

json_writer& json_writer::value(std::string_view text) {
  separate();
  text_ += script_json(text);
  return *this;
}

json_writer& json_writer::value(std::int64_t number) {
  separate();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text_.append(digits.data(), end);
  return *this;
}

json_writer& json_writer::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

std::int64_t numbered_values::number(std::string_view value) {
  const auto found = numbers_.find(value);
  if (found != numbers_.end()) {
    return found->second;
  }
  const auto next = static_cast<std::int64_t>(all_.size());
  const auto added = numbers_.emplace(std::string{value}, next).first;
  all_.emplace_back(added->first);
  return next;
}

}  // namespace cnp
