#include "reports/json/outcome_json.hpp"

#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_record.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// The error's name where this suite has one; else empty.
[[nodiscard]] std::string error_name(std::uint32_t code) {
  const std::string words = error_text(code);
  std::string name = words.substr(0, words.find(' '));
  return error_from_name(name) == code ? name : std::string{};
}

constexpr std::string_view hex_digits = "0123456789ABCDEF";

[[nodiscard]] std::string bytes_to_hex(std::string_view bytes) {
  std::string digits;
  for (const char one : bytes) {
    const auto code = static_cast<unsigned char>(one);
    digits += hex_digits[code >> 4U];
    digits += hex_digits[code & 0xFU];
  }
  return digits;
}

[[nodiscard]] bool has_value(const outcome& of) {
  return of.how == completion::process_ended ||
         (of.how == completion::returned && of.kind != value_kind::nothing);
}

/// Whether GetLastError is half of what the call gave.
[[nodiscard]] bool has_error(const outcome& of) {
  return of.how == completion::returned && of.kind == value_kind::boolean && of.value == 0;
}

void write_value(json_text& to, const outcome& from) {
  const auto named = std::ranges::find(wait_codes, from.value, &named_code::code);
  if (from.kind == value_kind::wait && named != wait_codes.end()) {
    to.value(named->name);
  } else {
    to.value(from.value);
  }
}

void read_value(json_reader& from, outcome& to, const json_place& at) {
  const auto name = from.text();
  if (!name) {
    read_json(from, to.value, at);
    return;
  }
  if (to.kind != value_kind::wait) {
    throw bad_field("the value '" + printable(*name) + "'" + at.in() +
                    R"( must be a number: only waits ("kind": "wait") have names)");
  }
  std::vector<std::string> known;
  for (const auto& [code, word] : wait_codes) {
    if (word == *name) {
      to.value = code;
      return;
    }
    known.emplace_back(word);
  }
  at.has_unknown_word(*name, known);
}

void write_error(json_text& to, const outcome& from) {
  const std::string name = error_name(from.error);
  if (name.empty()) {
    to.value(from.error);
  } else {
    to.value(name);
  }
}

void read_error(json_reader& from, outcome& to, const json_place& at) {
  const auto name = from.text();
  if (!name) {
    read_json(from, to.error, at);
  } else if (const auto code = error_from_name(*name)) {
    to.error = *code;
  } else {
    // Near misses are found among the numbers below 2000, where pipe errors are.
    std::vector<std::string> known;
    for (std::uint32_t number = 0; number != 2000; ++number) {
      if (std::string one = error_name(number); !one.empty()) {
        known.push_back(std::move(one));
      }
    }
    throw bad_field("unknown error name '" + printable(*name) + "'" + at.in() +
                    suggestion(*name, known));
  }
}

void read_status(json_reader& from, outcome& to, const json_place& at) {
  constexpr std::size_t length = 10;
  std::string digits;
  read_json(from, digits, at);
  const char* const end = digits.data() + digits.size();
  std::uint32_t code = 0;
  if (digits.size() != length || !digits.starts_with("0x") ||
      std::from_chars(digits.data() + 2, end, code, 16).ptr != end) {
    throw bad_field("'" + printable(digits) + "'" + at.in() + " is no NTSTATUS such as 0x00000103");
  }
  to.internal = code;
}

void refuse_second_data(const outcome& of, const json_place& at) {
  if (of.data) {
    throw bad_field("'data' and 'data_hex'" + at.in() + " exclude each other");
  }
}

void read_data(json_reader& from, outcome& to, const json_place& at) {
  refuse_second_data(to, at);
  read_json(from, to.data, at);
}

void read_data_hex(json_reader& from, outcome& to, const json_place& at) {
  refuse_second_data(to, at);
  std::string digits;
  read_json(from, digits, at);
  if (digits.size() % 2 != 0 || digits.find_first_not_of(hex_digits) != std::string::npos) {
    at.must_be("pairs of hexadecimal digits");
  }
  std::string& bytes = to.data.emplace();
  for (std::size_t digit = 0; digit != digits.size(); digit += 2) {
    const auto high = hex_digits.find(digits[digit]);
    const auto low = hex_digits.find(digits[digit + 1]);
    bytes += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
  }
}

/// A member that may be missing, depending on others.
template <bool (*Needed)(const outcome&)>
void absent_unless(outcome& to, const json_place& at) {
  if (Needed(to)) {
    at.is_missing();
  }
}

struct outcome_table {
  static constexpr std::array members{
      usual<&outcome::how>("how"),
      usual<&outcome::kind>("kind"),
      json_member<outcome>{"value", read_value, absent_unless<has_value>, write_value},
      json_member<outcome>{"error", read_error, absent_unless<has_error>, write_error,
                           [](const outcome& of) { return of.error == 0 && !has_error(of); }},
      json_member<outcome>{
          "internal", read_status, may_lack<outcome>,
          [](json_text& to, const outcome& from) { to.value(hex(from.internal.value_or(0))); },
          [](const outcome& of) { return !of.internal; }},
      usual<&outcome::event_signaled>("event_signaled"),
      usual<&outcome::handle_signaled>("handle_signaled"),
      usual<&outcome::bytes>("bytes"),
      usual<&outcome::mode>("mode"),
      json_member<outcome>{
          "data", read_data, may_lack<outcome>,
          [](json_text& to, const outcome& from) { to.value(from.data.value_or("")); },
          [](const outcome& of) { return !of.data || !is_utf8(*of.data); }},
      json_member<outcome>{
          "data_hex", read_data_hex, may_lack<outcome>,
          [](json_text& to, const outcome& from) { to.value(bytes_to_hex(*from.data)); },
          [](const outcome& of) { return !of.data || is_utf8(*of.data); }}};
};

}  // namespace

void write_json(json_text& to, const outcome& from) {
  write_record<outcome, outcome_table>(to, from);
}

ordered_json outcome_to_json(const outcome& from) {
  std::string text;
  json_text to(text);
  write_json(to, from);
  return ordered_json::parse(text);
}

void read_outcome(json_reader& from, outcome& to, std::string_view within) {
  to = {};
  // What 'value' may be depends on 'kind', which may stand behind it.
  json_reader ahead = from;
  if (ahead.seek("kind")) {
    read_json(ahead, to.kind, {"kind", within});
  }
  read_record<outcome, outcome_table>(from, to, within, every_member);
}

void read_json(json_reader& from, outcome& to, const json_place& at) {
  const std::string name{at.name};
  read_outcome(from, to,
               at.within.empty() ? "'" + name + "'"
                                 : "the " + name + " of " + std::string{at.within});
}

}  // namespace cnp
