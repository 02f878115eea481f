#include "reports/json/json_fields.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>

namespace cnp {

namespace {

using nlohmann::json;

constexpr std::size_t depth_limit = 16;

/// What the parser says, without its own idea of the place.
[[nodiscard]] std::string parser_words(const std::string& what) {
  const std::size_t mark = what.find("column ");
  const std::size_t colon = mark == std::string::npos ? mark : what.find(": ", mark);
  return printable(colon == std::string::npos ? what : what.substr(colon + 2));
}

[[nodiscard]] std::vector<std::string> strings(const json& array) {
  std::vector<std::string> all;
  for (const json& one : array) {
    if (!one.is_string()) {
      return {};
    }
    all.push_back(one.get<std::string>());
  }
  return all;
}

/// The members of all objects in a value.
[[nodiscard]] std::size_t members_of(const json& value) {
  std::size_t count = value.is_object() ? value.size() : 0;
  if (value.is_structured()) {
    for (const json& one : value) {
      count += members_of(one);
    }
  }
  return count;
}

/// Refuses a name that stands twice in one object.
class name_check {
 public:
  bool operator()(int /*depth*/, json::parse_event_t event, const json& value) {
    if (event == json::parse_event_t::object_start) {
      open_.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      open_.pop_back();
    } else if (event == json::parse_event_t::key &&
               !open_.back().insert(value.get<std::string>()).second) {
      throw bad_field("the field '" + printable(value.get<std::string>()) + "' stands twice");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

fields::fields(const json& object, std::string_view what) : object_(object), what_(what) {
  if (!object.is_object()) {
    throw bad_field((what.empty() ? std::string{"it"} : std::string{what}) +
                    " is not an object in braces");
  }
}

const json* fields::look(std::string_view name) {
  asked_.push_back(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

const json& fields::need(std::string_view name) {
  const json* found = look(name);
  if (found == nullptr) {
    throw bad_field("the field '" + std::string{name} + "' is missing" +
                    (what_.empty() ? std::string{} : " in " + std::string{what_}));
  }
  return *found;
}

void fields::wrong(std::string_view name, std::string_view should_be) const {
  throw bad_field("'" + std::string{name} + "'" +
                  (what_.empty() ? std::string{} : " in " + std::string{what_}) + " must be " +
                  std::string{should_be});
}

std::string fields::text(std::string_view name) {
  const json& value = need(name);
  if (!value.is_string()) {
    wrong(name, "a string");
  }
  return value.get<std::string>();
}

std::string fields::text_or_empty(std::string_view name) {
  return look(name) == nullptr ? std::string{} : text(name);
}

std::vector<std::string> fields::texts(std::string_view name) {
  const json& value = need(name);
  std::vector<std::string> all;
  if (value.is_array()) {
    all = strings(value);
  }
  if (!value.is_array() || all.size() != value.size()) {
    wrong(name, "a list of strings");
  }
  return all;
}

std::vector<std::string> fields::texts_or_none(std::string_view name) {
  return look(name) == nullptr ? std::vector<std::string>{} : texts(name);
}

std::uint64_t fields::number(std::string_view name) {
  const json& value = need(name);
  if (!value.is_number_unsigned()) {
    wrong(name, "a whole number from 0");
  }
  return value.get<std::uint64_t>();
}

std::uint64_t fields::number_or_zero(std::string_view name) {
  return look(name) == nullptr ? 0 : number(name);
}

std::uint32_t fields::number32(std::string_view name) {
  const std::uint64_t value = number(name);
  if (value > std::numeric_limits<std::uint32_t>::max()) {
    wrong(name, "a number of at most 32 bits");
  }
  return static_cast<std::uint32_t>(value);
}

double fields::quantity(std::string_view name) {
  const json& value = need(name);
  if (!value.is_number() || value.get<double>() < 0) {
    wrong(name, "a number from 0");
  }
  return value.get<double>();
}

bool fields::flag(std::string_view name) {
  const json& value = need(name);
  if (!value.is_boolean()) {
    wrong(name, "true or false");
  }
  return value.get<bool>();
}

void fields::done() const {
  for (const auto& field : object_.items()) {
    if (std::ranges::find(asked_, field.key()) == asked_.end()) {
      const std::vector<std::string> known(asked_.begin(), asked_.end());
      throw bad_field("unknown field '" + printable(field.key()) + "'" +
                      (what_.empty() ? std::string{} : " in " + std::string{what_}) +
                      suggestion(field.key(), known));
    }
  }
}

json_shape shape_of(std::string_view text) {
  json_shape shape;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char one = text[at];
    if (in_string) {
      at += one == '\\' ? 1U : 0U;
      in_string = one != '"';
    } else if (one == '"') {
      in_string = true;
    } else if (one == ':') {
      ++shape.members;
    } else if (one == '{' || one == '[') {
      shape.depth = std::max(shape.depth, ++depth);
    } else if ((one == '}' || one == ']') && depth != 0) {
      --depth;
    }
  }
  return shape;
}

json parse_json(std::string_view text) {
  const json_shape shape = shape_of(text);
  if (shape.depth > depth_limit) {
    throw bad_field("arrays and objects lie more than " + std::to_string(depth_limit) +
                    " deep in each other");
  }
  try {
    json parsed = json::parse(text);
    if (members_of(parsed) != shape.members) {
      // A name stands twice somewhere, and the parser took the last one. Parsed again to say which.
      parsed = json::parse(text, name_check{});
    }
    return parsed;
  } catch (const json::parse_error& problem) {
    throw bad_field("it is not JSON: " + parser_words(problem.what()),
                    problem.byte == 0 ? 0 : problem.byte - 1);
  } catch (const json::exception& problem) {
    throw bad_field("it is not JSON: " + parser_words(problem.what()));
  }
}

}  // namespace cnp
