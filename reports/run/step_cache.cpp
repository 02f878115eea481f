#include "reports/run/step_cache.hpp"

#include "reports/json/json_fields.hpp"
#include "reports/run/run_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

/// The most steps that are remembered, and the longest: real files have some thousands of some
/// hundred bytes, and any file must be read in little memory.
constexpr std::size_t most_known_steps = 8192;
constexpr std::size_t longest_known_step = 8192;

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

constexpr std::string_view tickets_name = R"(,"tickets":[)";

/// Takes tickets and duration off the front of a text.
[[nodiscard]] bool take_times(std::string_view& text, step_use& to) {
  return take_literal(text, tickets_name) && take_number(text, to.ticket_before) &&
         take_literal(text, ",") && take_number(text, to.ticket_after) &&
         take_literal(text, R"(],"microseconds":)") && take_duration(text, to.microseconds) &&
         text.starts_with(',');
}

}  // namespace

step_record step_use::copy() const {
  step_record made = *what;
  made.ticket_before = ticket_before;
  made.ticket_after = ticket_after;
  made.microseconds = microseconds;
  return made;
}

std::vector<step_use> uses_of(const cell_record& cell) {
  std::vector<step_use> uses;
  uses.reserve(cell.steps.size());
  for (const step_record& one : cell.steps) {
    uses.push_back({.what = &one,
                    .ticket_before = one.ticket_before,
                    .ticket_after = one.ticket_after,
                    .microseconds = one.microseconds});
  }
  return uses;
}

/// Takes the step with this number off the front of a line's steps, if that is what stands there.
bool step_cache::take_expected(std::string_view& left, std::size_t number, step_use& to) const {
  if (number == step_use::unnumbered) {
    return false;
  }
  const known_step& known = known_[number];
  std::string_view rest = left;
  if (!take_literal(rest, known.before) || !take_times(rest, to) ||
      !take_literal(rest, known.behind)) {
    return false;
  }
  to.what = &known.what;
  to.number = number;
  left = rest;
  return true;
}

/// Takes the next step off the front of a line's steps. A quote within a text has a backslash
/// before it, so neither the names of fields nor the end of a step can be part of one.
bool step_cache::take_any(std::string_view& left, step_use& to) {
  const std::size_t next = left.find(R"(},{"label":)");
  const std::string_view text =
      left.substr(0, next == std::string_view::npos ? left.size() : next + 1);
  const std::size_t at = text.find(tickets_name);
  if (at == std::string_view::npos) {
    return false;
  }
  std::string_view behind = text.substr(at);
  if (!take_times(behind, to)) {
    return false;
  }
  key_ = text.substr(0, at);
  key_ += behind;
  const auto found = numbers_.find(std::string_view{key_});
  if (found != numbers_.end()) {
    to.number = found->second;
    to.what = &known_[to.number].what;
  } else {
    try {
      others_.push_back(step_from_json(parse_json(text)));
    } catch (const bad_field&) {
      return false;
    }
    to.number = step_use::unnumbered;
    to.what = &others_.back();
    if (known_.size() < most_known_steps && key_.size() <= longest_known_step) {
      to.number = known_.size();
      const std::string_view key = numbers_.emplace(key_, to.number).first->first;
      known_.push_back({.before = key.substr(0, at),
                        .behind = key.substr(at),
                        .what = std::move(others_.back())});
      others_.pop_back();
      to.what = &known_.back().what;
    }
  }
  left.remove_prefix(text.size());
  return true;
}

bool step_cache::take(std::string& line, std::vector<step_use>& to) {
  constexpr std::string_view name = R"(,"steps":[)";
  constexpr std::string_view end = "]}";
  const std::size_t begin = line.find(name);
  to.clear();
  others_.clear();
  if (!line.starts_with(R"({"type":"cell",)") || begin == std::string::npos ||
      !line.ends_with(end) || begin + name.size() + end.size() > line.size()) {
    return false;
  }
  std::string_view left = line;
  left.remove_suffix(end.size());
  left.remove_prefix(begin + name.size());
  std::size_t* expected = &first_;  // Most lines have the steps of the line before them.
  while (!left.empty()) {
    step_use one;
    if ((!to.empty() && !take_literal(left, ",")) ||
        (!take_expected(left, *expected, one) && !take_any(left, one))) {
      to.clear();
      return false;
    }
    to.push_back(one);
    if (one.number != step_use::unnumbered) {
      *expected = one.number;
      expected = &known_[one.number].next;
    }
  }
  line.resize(begin);
  line += '}';
  return true;
}

}  // namespace cnp
