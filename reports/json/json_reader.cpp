#include "reports/json/json_reader.hpp"

#include "harness/support/printable.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <system_error>

namespace cnp {

namespace {

using nlohmann::json;

constexpr std::size_t depth_limit = 16;
constexpr std::string_view number_starts = "-0123456789";
constexpr std::array<std::string_view, 3> json_words{"true", "false", "null"};

/// By byte, whether it stands in a JSON text for itself.
constexpr auto plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = ' '; byte <= '~'; ++byte) {
    plain.at(byte) = byte != '"' && byte != '\\';
  }
  return plain;
}();

/// Reads a value to its end. Throws `bad_field` if a name stands twice in an object.
void check(json_reader& from) {
  if (from.enter('{')) {
    std::set<std::string, std::less<>> names;
    while (const auto name = from.next_name()) {
      if (!names.emplace(*name).second) {
        throw bad_field("the field '" + printable(*name) + "' stands twice");
      }
      check(from);
    }
  } else if (from.enter('[')) {
    while (from.next_item()) {
      check(from);
    }
  } else if (!from.text() && !from.number()) {
    from.skip();
  }
}

}  // namespace

void json_reader::fail(const std::string& why) const {
  throw bad_field("it is not JSON: " + why, offset());
}

/// The first character of what comes next.
char json_reader::peek() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
    ++at_;
  }
  if (at_ == end_) {
    fail("it breaks off");
  }
  return *at_;
}

/// Whether a value comes next that begins with one of these characters.
bool json_reader::comes(std::string_view one_of) {
  constexpr std::string_view starts = "{[\"-0123456789tfn";
  const char next = peek();
  if (one_of.find(next) != std::string_view::npos) {
    return true;
  }
  if (starts.find(next) == std::string_view::npos) {
    fail("a value is missing");
  }
  return false;
}

bool json_reader::enter(char bracket) {
  if (!comes({&bracket, 1})) {
    return false;
  }
  if (++depth_ > depth_limit) {
    throw bad_field("arrays and objects lie more than " + std::to_string(depth_limit) +
                    " deep in each other");
  }
  ++at_;
  first_ = true;
  return true;
}

/// Whether there is another name or value before this bracket, which is read otherwise.
bool json_reader::next_before(char bracket) {
  const char next = peek();
  if (next == bracket) {
    ++at_;
    --depth_;
    first_ = false;
    return false;
  }
  if (!first_) {
    if (next != ',') {
      fail("a comma or a closing bracket is missing");
    }
    ++at_;
  }
  first_ = false;
  return true;
}

std::optional<std::string_view> json_reader::next_name() {
  if (!next_before('}')) {
    return std::nullopt;
  }
  if (peek() != '"') {
    fail("a name in quotes is missing");
  }
  const std::string_view name = quoted(odd_name_);
  if (peek() != ':') {
    fail("a colon is missing");
  }
  ++at_;
  return name;
}

bool json_reader::seek(std::string_view name) {
  if (!enter('{')) {
    return false;
  }
  while (const auto found = next_name()) {
    if (*found == name) {
      return true;
    }
    skip();
  }
  return false;
}

/// Behind the closing quote of the text that begins at this one.
const char* json_reader::behind_text(const char* quote) const {
  const char* at = quote + 1;
  while (at != end_ && *at != '"') {
    at += *at == '\\' && at + 1 != end_ ? 2 : 1;
  }
  if (at == end_) {
    fail("a text has no end");
  }
  return at + 1;
}

/// The text whose opening quote comes next; kept in `odd` if it does not stand there as it is.
std::string_view json_reader::quoted(std::string& odd) {
  const char* const first = at_ + 1;
  const char* last = first;
  while (last != end_ && plain_bytes[static_cast<unsigned char>(*last)]) {
    ++last;
  }
  if (last != end_ && *last == '"') {
    at_ = last + 1;
    return {first, static_cast<std::size_t>(last - first)};
  }
  const char* const behind = behind_text(at_);
  odd = by_library({at_, static_cast<std::size_t>(behind - at_)}).get<std::string>();
  at_ = behind;
  return odd;
}

json json_reader::by_library(std::string_view value) const {
  try {
    return json::parse(value);
  } catch (const json::exception& problem) {
    // Without its own idea of the place.
    const std::string_view sentence = problem.what();
    const std::size_t colon =
        sentence.find(": ", std::min(sentence.find("column "), sentence.size()));
    throw bad_field("it is not JSON: " + printable(colon == std::string_view::npos
                                                       ? sentence
                                                       : sentence.substr(colon + 2)),
                    static_cast<std::size_t>(value.data() - begin_));
  }
}

std::optional<std::string_view> json_reader::text() {
  return comes("\"") ? std::optional{quoted(odd_text_)} : std::nullopt;
}

/// All that belongs to the number that comes next.
std::string_view json_reader::number_text() const {
  return left().substr(0, left().find_first_not_of("+-.0123456789Ee"));
}

std::optional<std::uint64_t> json_reader::whole_number() {
  if (!comes(number_starts)) {
    return std::nullopt;
  }
  const std::string_view text = number_text();
  std::uint64_t number = 0;
  const auto [stop, problem] = std::from_chars(at_, at_ + text.size(), number);
  if (problem != std::errc{} || stop != at_ + text.size() || (*at_ == '0' && text.size() > 1)) {
    static_cast<void>(by_library(text));  // It is another number, or none.
    return std::nullopt;
  }
  at_ = stop;
  return number;
}

std::optional<double> json_reader::number() {
  if (!comes(number_starts)) {
    return std::nullopt;
  }
  const std::string_view text = number_text();
  const std::size_t whole = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool fits = whole == text.size() ||
                    (text[whole] == '.' && whole + 1 != text.size() &&
                     text.find_first_not_of("0123456789", whole + 1) == std::string_view::npos);
  double number = 0;
  if (!fits || whole == 0 || (*at_ == '0' && whole > 1) ||
      std::from_chars(at_, at_ + text.size(), number).ec != std::errc{}) {
    number = by_library(text).get<double>();
  }
  at_ += text.size();
  return number;
}

std::optional<bool> json_reader::flag() {
  if (!comes("tf")) {
    return std::nullopt;
  }
  const bool is_true = *at_ == 't';
  skip();
  return is_true;
}

void json_reader::skip() {
  if (comes(number_starts)) {
    at_ += number_text().size();
  } else if (comes("tfn")) {
    const std::string_view rest = left();
    const auto word = std::ranges::find_if(
        json_words, [rest](std::string_view one) { return rest.starts_with(one); });
    if (word == json_words.end()) {
      fail("a value is missing");
    }
    at_ += word->size();
  } else {
    skip_texts_and_brackets();
  }
}

void json_reader::skip_texts_and_brackets() {
  std::size_t open = 0;
  do {
    switch (at_ == end_ ? '\0' : *at_) {
    case '\0':
      fail("it breaks off");
    case '"':
      at_ = behind_text(at_);
      continue;
    case '{':
    case '[':
      ++open;
      break;
    case '}':
    case ']':
      --open;
      break;
    default:
      break;
    }
    ++at_;
  } while (open != 0);
}

void json_reader::finish() {
  if (left().find_first_not_of(" \t\r\n") != std::string_view::npos) {
    fail("something follows");
  }
}

json parse_json(std::string_view text) {
  json_reader from(text);
  check(from);
  from.finish();
  return json::parse(text);
}

}  // namespace cnp
