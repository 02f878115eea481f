#include "reports/verdict/kernel_version.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace cnp {

namespace {

constexpr std::size_t digit_limit = 9;   // What surely fits into 32 bits.
constexpr std::size_t number_limit = 8;  // Windows has four.
constexpr std::string_view candidate_mark = "-rc";

[[nodiscard]] bool is_digit(char one) {
  return one >= '0' && one <= '9';
}

/// Takes a number off the front of a text; empty if there is none, or one too long.
[[nodiscard]] std::optional<std::uint32_t> take_number(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto digits = static_cast<std::size_t>(end - text.begin());
  if (digits == 0 || digits > digit_limit) {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  for (const char one : text.substr(0, digits)) {
    number = number * 10 + static_cast<std::uint32_t>(one - '0');
  }
  text.remove_prefix(digits);
  return number;
}

/// Takes the longest run of dotted numbers off the front of a text.
[[nodiscard]] std::vector<std::uint32_t> take_numbers(std::string_view& text) {
  std::vector<std::uint32_t> numbers;
  std::string_view rest = text;
  while (numbers.size() != number_limit) {
    const std::optional<std::uint32_t> number = take_number(rest);
    if (!number) {
      break;
    }
    numbers.push_back(*number);
    text = rest;
    if (!rest.starts_with('.')) {
      break;
    }
    rest.remove_prefix(1);
  }
  return numbers;
}

/// Takes `-rc3` off the front of a text.
[[nodiscard]] std::optional<std::uint32_t> take_candidate(std::string_view& text) {
  if (!text.starts_with(candidate_mark)) {
    return std::nullopt;
  }
  std::string_view rest = text.substr(candidate_mark.size());
  const std::optional<std::uint32_t> number = take_number(rest);
  if (number) {
    text = rest;
  }
  return number;
}

[[nodiscard]] std::string in_quotes(std::string_view text) {
  return '\'' + printable(text) + '\'';
}

}  // namespace

std::optional<version> version::of_kernel(std::string_view text) {
  version found;
  found.numbers_ = take_numbers(text);
  if (found.numbers_.empty()) {
    return std::nullopt;
  }
  found.candidate_ = take_candidate(text).value_or(released);
  return found;
}

version version::parse(std::string_view text) {
  version found;
  std::string_view rest = text;
  found.numbers_ = take_numbers(rest);
  found.candidate_ = take_candidate(rest).value_or(released);
  if (found.numbers_.empty() || !rest.empty()) {
    throw input_error(in_quotes(text) +
                      " is not a version: that is numbers with dots between them, "
                      "such as 8.0, 10.0-rc3 or 10.0.26100");
  }
  return found;
}

std::strong_ordering version::operator<=>(const version& other) const {
  const std::size_t longer = std::max(numbers_.size(), other.numbers_.size());
  for (std::size_t at = 0; at != longer; ++at) {
    const std::uint32_t mine = at < numbers_.size() ? numbers_[at] : 0;
    const std::uint32_t theirs = at < other.numbers_.size() ? other.numbers_[at] : 0;
    if (mine != theirs) {
      return mine <=> theirs;
    }
  }
  return candidate_ <=> other.candidate_;
}

bool version::operator==(const version& other) const {
  return (*this <=> other) == std::strong_ordering::equal;
}

version version::next() const {
  version following = *this;
  if (candidate_ != released) {
    ++following.candidate_;
  } else {
    ++following.numbers_.back();
    following.candidate_ = 0;
  }
  return following;
}

version_range version_range::parse(std::string_view text) {
  version_range range;
  range.text_ = std::string{text};
  if (text == "*") {
    return range;
  }
  std::string_view rest = text;
  bool any = false;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end != 0) {
      range.narrow(rest.substr(0, end));
      any = true;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!any) {
    throw input_error("the version range is empty: '*' stands for all versions");
  }
  if (range.is_empty()) {
    throw input_error("no version is in the range " + in_quotes(text));
  }
  return range;
}

void version_range::narrow(std::string_view term) {
  if (term == "*") {
    throw input_error("'*' stands for all versions and alone, not beside other bounds");
  }
  if (term.starts_with(">=")) {
    at_least(version::parse(term.substr(2)));
  } else if (term.starts_with("<=")) {
    less_than(version::parse(term.substr(2)).next());
  } else if (term.starts_with('>')) {
    at_least(version::parse(term.substr(1)).next());
  } else if (term.starts_with('<')) {
    less_than(version::parse(term.substr(1)));
  } else {
    const version exact = version::parse(term);
    at_least(exact);
    less_than(exact.next());
  }
}

void version_range::at_least(const version& bound) {
  if (!from_ || *from_ < bound) {
    from_ = bound;
  }
}

void version_range::less_than(const version& bound) {
  if (!behind_ || bound < *behind_) {
    behind_ = bound;
  }
}

bool version_range::is_empty() const {
  return from_ && behind_ && !(*from_ < *behind_);
}

bool version_range::contains(const version& the_version) const {
  return (!from_ || *from_ <= the_version) && (!behind_ || the_version < *behind_);
}

bool version_range::overlaps(const version_range& other) const {
  version_range both = *this;
  if (other.from_) {
    both.at_least(*other.from_);
  }
  if (other.behind_) {
    both.less_than(*other.behind_);
  }
  return !both.is_empty();
}

}  // namespace cnp
