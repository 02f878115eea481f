#include "reports/step_cache.hpp"

#include "reports/json_fields.hpp"
#include "reports/run_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace cnp {

namespace {

/// The most steps that are remembered, and the longest: real files have some thousands of some
/// hundred bytes, and any file must be read in little memory.
constexpr std::size_t most_known_steps = 8192;
constexpr std::size_t longest_known_step = 8192;

/// What varies between steps that are otherwise the same.
struct step_times {
  std::uint64_t ticket_before = 0;
  std::uint64_t ticket_after = 0;
  double microseconds = 0;
};

/// Takes a literal off the front of a text.
[[nodiscard]] bool take_literal(std::string_view& text, std::string_view literal) {
  if (!text.starts_with(literal)) {
    return false;
  }
  text.remove_prefix(literal.size());
  return true;
}

/// Takes a whole number off the front, written as JSON writes it.
[[nodiscard]] bool take_number(std::string_view& text, std::uint64_t& to) {
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, to);
  const auto size = static_cast<std::size_t>(stop - text.data());
  if (problem != std::errc{} || (text.front() == '0' && size > 1)) {
    return false;
  }
  text.remove_prefix(size);
  return true;
}

/// Takes a duration off the front, if it is digits with or without a fraction, as nearly all are.
[[nodiscard]] bool take_duration(std::string_view& text, double& to) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t whole = std::min(text.find_first_not_of(digits), text.size());
  std::size_t size = whole;
  if (size < text.size() && text[size] == '.') {
    size = std::min(text.find_first_not_of(digits, whole + 1), text.size());
    if (size == whole + 1) {
      return false;
    }
  }
  if (whole == 0 || (whole > 1 && text.front() == '0')) {
    return false;
  }
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + size, to);
  if (problem != std::errc{} || stop != text.data() + size) {
    return false;
  }
  text.remove_prefix(size);
  return true;
}

/// Takes tickets and duration out of a step's text: `key` gets the text before and behind them. A
/// quote within a text has a backslash before it, so their names can't be part of one.
[[nodiscard]] bool split_step(std::string_view text, std::string& key, step_times& times) {
  constexpr std::string_view tickets = R"(,"tickets":[)";
  const std::size_t at = text.find(tickets);
  if (at == std::string_view::npos) {
    return false;
  }
  std::string_view rest = text.substr(at + tickets.size());
  if (!take_number(rest, times.ticket_before) || !take_literal(rest, ",") ||
      !take_number(rest, times.ticket_after) || !take_literal(rest, R"(],"microseconds":)") ||
      !take_duration(rest, times.microseconds) || !rest.starts_with(',')) {
    return false;
  }
  key = text.substr(0, at);
  key += rest;
  return true;
}

}  // namespace

bool step_cache::read(std::string_view text, std::vector<step_record>& to) {
  step_times times;
  if (!split_step(text, key_, times)) {
    return false;
  }
  const auto found = known_.find(std::string_view{key_});
  if (found != known_.end()) {
    to.push_back(found->second);
  } else {
    try {
      to.push_back(step_from_json(parse_json(text)));
    } catch (const bad_field&) {
      return false;
    }
    if (known_.size() < most_known_steps && key_.size() <= longest_known_step) {
      known_.emplace(key_, to.back());
    }
  }
  to.back().ticket_before = times.ticket_before;
  to.back().ticket_after = times.ticket_after;
  to.back().microseconds = times.microseconds;
  return true;
}

std::optional<std::vector<step_record>> step_cache::take(std::string& line) {
  constexpr std::string_view name = R"(,"steps":[)";
  constexpr std::string_view end = "]}";
  constexpr std::string_view next = R"(},{"label":)";
  const std::size_t begin = line.find(name);
  if (!line.starts_with(R"({"type":"cell",)") || begin == std::string::npos ||
      !line.ends_with(end)) {
    return std::nullopt;
  }
  const std::size_t first = begin + name.size();
  if (first + end.size() > line.size()) {
    return std::nullopt;
  }
  std::string_view left = std::string_view(line).substr(first, line.size() - end.size() - first);
  std::vector<step_record> steps;
  while (!left.empty()) {
    const std::size_t size = left.find(next);
    const bool is_last = size == std::string_view::npos;
    if (!read(is_last ? left : left.substr(0, size + 1), steps)) {
      return std::nullopt;
    }
    left.remove_prefix(is_last ? left.size() : size + 2);
  }
  line.resize(begin);
  line += '}';
  return steps;
}

}  // namespace cnp
