#include "reports/json/outcome_json.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_fields.hpp"
#include "reports/json/json_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr auto as_number(wait_result result) {
  return static_cast<std::uint32_t>(result);
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 5> wait_names{
    {{"WAIT_OBJECT_0", as_number(wait_result::object_0)},
     {"WAIT_ABANDONED_0", as_number(wait_result::abandoned_0)},
     {"WAIT_IO_COMPLETION", as_number(wait_result::io_completion)},
     {"WAIT_TIMEOUT", as_number(wait_result::timeout)},
     {"WAIT_FAILED", as_number(wait_result::failed)}}};

[[noreturn]] void refuse_word(const std::string& name, std::string_view where,
                              const std::vector<std::string>& known) {
  throw bad_field("unknown word '" + printable(name) + "' in " + std::string{where} +
                  suggestion(name, known));
}

/// The value of an enum that a word is for.
template <class Enum>
[[nodiscard]] Enum value_of(const std::string& name, std::string_view where) {
  const std::optional<Enum> found = from_word<Enum>(name);
  if (!found) {
    refuse_word(name, where, {names<Enum>.words.begin(), names<Enum>.words.end()});
  }
  return *found;
}

/// The error's name where this suite has one; else empty.
[[nodiscard]] std::string error_name(std::uint32_t code) {
  const std::string words = error_text(code);
  std::string name = words.substr(0, words.find(' '));
  return error_from_name(name) == code ? name : std::string{};
}

[[nodiscard]] std::uint32_t error_by_name(const std::string& name, std::string_view where) {
  const std::optional<std::uint32_t> code = error_from_name(name);
  if (!code) {
    // Near misses are found among the numbers below 2000, where pipe errors are.
    std::vector<std::string> known;
    for (std::uint32_t number = 0; number != 2000; ++number) {
      if (std::string one = error_name(number); !one.empty()) {
        known.push_back(std::move(one));
      }
    }
    throw bad_field("unknown error name '" + printable(name) + "' in " + std::string{where} +
                    suggestion(name, known));
  }
  return *code;
}

[[nodiscard]] std::uint32_t
number_or_name(fields& from, std::string_view field, std::string_view where,
               std::uint32_t (*by_name)(const std::string&, std::string_view)) {
  const json* value = from.look(field);
  if (value == nullptr) {
    return 0;
  }
  return value->is_string() ? by_name(value->get<std::string>(), where) : from.number32(field);
}

[[nodiscard]] std::uint32_t status_by_digits(const std::string& digits, std::string_view where) {
  constexpr std::size_t length = 10;
  const bool shaped = digits.size() == length && digits.starts_with("0x") &&
                      digits.find_first_not_of("0123456789ABCDEFabcdef", 2) == std::string::npos;
  if (!shaped) {
    throw bad_field("'" + printable(digits) + "' in " + std::string{where} +
                    " is no NTSTATUS such as 0x00000103");
  }
  return static_cast<std::uint32_t>(std::stoul(digits.substr(2), nullptr, 16));
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

[[nodiscard]] std::string bytes_from_hex(const std::string& digits, std::string_view where) {
  if (digits.size() % 2 != 0 || digits.find_first_not_of(hex_digits) != std::string::npos) {
    throw bad_field("'data_hex' in " + std::string{where} + " must be pairs of hexadecimal digits");
  }
  std::string bytes;
  for (std::size_t at = 0; at != digits.size(); at += 2) {
    const auto high = hex_digits.find(digits[at]);
    const auto low = hex_digits.find(digits[at + 1]);
    bytes += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
  }
  return bytes;
}

void write_value(json_text& to, const outcome& what) {
  const auto named =
      std::ranges::find(wait_names, what.value, [](const auto& one) { return one.second; });
  to.name("value");
  if (what.kind == value_kind::wait && named != wait_names.end()) {
    to.value(named->first);
  } else {
    to.value(what.value);
  }
}

void write_error(json_text& to, std::uint32_t code) {
  const std::string name = error_name(code);
  to.name("error");
  if (name.empty()) {
    to.value(code);
  } else {
    to.value(name);
  }
}

template <class Value>
void write_if(json_text& to, std::string_view name, const std::optional<Value>& what) {
  if (what) {
    to.member(name, *what);
  }
}

void write_members(json_text& to, const outcome& what) {
  if (what.internal) {
    to.member("internal", hex(*what.internal));
  }
  write_if(to, "event_signaled", what.event_signaled);
  write_if(to, "handle_signaled", what.handle_signaled);
  write_if(to, "bytes", what.bytes);
  write_if(to, "mode", what.mode);
  if (what.data && is_utf8(*what.data)) {
    to.member("data", *what.data);
  } else if (what.data) {
    to.member("data_hex", bytes_to_hex(*what.data));
  }
}

void read_members(fields& from, std::string_view where, outcome& to) {
  if (from.look("internal") != nullptr) {
    to.internal = status_by_digits(from.text("internal"), where);
  }
  if (from.look("event_signaled") != nullptr) {
    to.event_signaled = from.flag("event_signaled");
  }
  if (from.look("handle_signaled") != nullptr) {
    to.handle_signaled = from.flag("handle_signaled");
  }
  if (from.look("bytes") != nullptr) {
    to.bytes = from.number32("bytes");
  }
  if (from.look("mode") != nullptr) {
    to.mode = from.number32("mode");
  }
  if (from.look("data") != nullptr) {
    to.data = from.text("data");
  }
  if (from.look("data_hex") != nullptr) {
    if (to.data) {
      throw bad_field("'data' and 'data_hex' in " + std::string{where} + " exclude each other");
    }
    to.data = bytes_from_hex(from.text("data_hex"), where);
  }
}

[[nodiscard]] std::uint32_t wait_by_name(const std::string& name, std::string_view where) {
  std::vector<std::string> known;
  for (const auto& [one, value] : wait_names) {
    if (one == name) {
      return value;
    }
    known.emplace_back(one);
  }
  refuse_word(name, where, known);
}

[[nodiscard]] std::uint32_t no_name(const std::string& name, std::string_view where) {
  throw bad_field("the value '" + printable(name) + "' in " + std::string{where} +
                  R"( must be a number: only waits ("kind": "wait") have names)");
}

/// Whether GetLastError is half of what the call gave.
[[nodiscard]] bool has_error(const outcome& what) {
  return what.how == completion::returned && what.kind == value_kind::boolean && what.value == 0;
}

}  // namespace

void write_outcome(json_text& to, const outcome& what) {
  to.open_object();
  if (what.how != completion::returned) {
    to.member("how", word(what.how));
  }
  if (what.kind != value_kind::boolean) {
    to.member("kind", word(what.kind));
  }
  write_value(to, what);
  if (what.error != 0 || has_error(what)) {
    write_error(to, what.error);
  }
  write_members(to, what);
  to.close_object();
}

ordered_json outcome_to_json(const outcome& what) {
  std::string text;
  json_text to(text);
  write_outcome(to, what);
  return ordered_json::parse(text);
}

outcome outcome_from_json(const json& object, std::string_view where) {
  fields from(object, where);
  outcome to;
  if (from.look("how") != nullptr) {
    to.how = value_of<completion>(from.text("how"), where);
  }
  if (from.look("kind") != nullptr) {
    to.kind = value_of<value_kind>(from.text("kind"), where);
  }
  const bool has_value = to.how == completion::process_ended ||
                         (to.how == completion::returned && to.kind != value_kind::nothing);
  if (has_value) {
    static_cast<void>(from.need("value"));
  }
  to.value =
      number_or_name(from, "value", where, to.kind == value_kind::wait ? wait_by_name : no_name);
  if (has_error(to)) {
    static_cast<void>(from.need("error"));
  }
  to.error = number_or_name(from, "error", where, error_by_name);
  read_members(from, where, to);
  from.done();
  return to;
}

}  // namespace cnp
