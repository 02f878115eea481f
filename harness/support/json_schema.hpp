#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace cnp {

/// For tests: the part of JSON Schema that our schemas use, without patterns; any other keyword is
/// an error of theirs.
class json_schema {
  using json = nlohmann::json;

 public:
  explicit json_schema(json root) : root_(std::move(root)) {}

  /// What is wrong with a value, or an empty text.
  [[nodiscard]] std::string problem(const json& value) const { return problem(root_, value, "$"); }

 private:
  [[nodiscard]] std::string problem(const json& rule, const json& value,
                                    const std::string& at) const {
    for (const auto& keyword : rule.items()) {
      std::string found = check(keyword.key(), keyword.value(), rule, value, at);
      if (!found.empty()) {
        return found;
      }
    }
    return {};
  }

  [[nodiscard]] std::string check(const std::string& keyword, const json& says, const json& rule,
                                  const json& value, const std::string& at) const {
    static const std::set<std::string> not_checked{"$schema", "title",   "description", "default",
                                                   "$defs",   "pattern", "uniqueItems"};
    const auto unless = [](bool fits, const std::string& sentence) {
      return fits ? std::string{} : sentence;
    };
    if (not_checked.contains(keyword)) {
      return {};
    }
    if (keyword == "$ref") {
      return problem(root_.at(json::json_pointer(says.get<std::string>().substr(1))), value, at);
    }
    if (keyword == "oneOf") {
      const auto fits = std::ranges::count_if(
          says, [&](const json& one) { return problem(one, value, at).empty(); });
      return unless(fits == 1, at + " fits " + std::to_string(fits) + " of oneOf");
    }
    if (keyword == "type") {
      return unless(has_type(says, value), at + " is no " + says.dump());
    }
    if (keyword == "const") {
      return unless(value == says, at + " is not " + says.dump());
    }
    if (keyword == "enum") {
      return unless(std::ranges::find(says, value) != says.end(),
                    at + " is none of " + says.dump());
    }
    if (keyword == "minItems" || keyword == "maxItems") {
      const auto count = says.get<std::size_t>();
      const bool fits = keyword == "minItems" ? value.size() >= count : value.size() <= count;
      return unless(!value.is_array() || fits,
                    at + " has " + std::to_string(value.size()) + " items");
    }
    if (keyword == "minimum" || keyword == "minLength") {
      const bool fits =
          keyword == "minimum"
              ? !value.is_number() || value.get<double>() >= says.get<double>()
              : !value.is_string() || value.get<std::string>().size() >= says.get<std::size_t>();
      return unless(fits, at + ": " + value.dump() + " against " + keyword);
    }
    return check_members(keyword, says, rule, value, at);
  }

  [[nodiscard]] static bool has_type(const json& type, const json& value) {
    if (type.is_array()) {
      return std::ranges::any_of(type, [&](const json& one) { return has_type(one, value); });
    }
    return type == value.type_name() || (type == "integer" && value.is_number_integer());
  }

  /// The keywords that speak of what is in an object or a list.
  [[nodiscard]] std::string check_members(const std::string& keyword, const json& says,
                                          const json& rule, const json& value,
                                          const std::string& at) const {
    const bool open = keyword == "additionalProperties";
    if (keyword == "required") {
      const auto lacks = std::ranges::find_if(says, [&value](const json& name) {
        return value.is_object() && !value.contains(name.get<std::string>());
      });
      return lacks == says.end() ? "" : at + " lacks " + lacks->dump();
    }
    if (keyword != "items" && keyword != "properties" && !open) {
      return "keyword " + keyword;
    }
    if (value.is_object() == (keyword == "items") || !value.is_structured()) {
      return {};
    }
    const json properties = rule.value("properties", json::object());
    for (const auto& member : value.items()) {
      const bool is_named = properties.contains(member.key());
      if (open && !is_named && says == false) {
        return at + " has an unknown " + member.key();
      }
      const json* const inner = keyword == "properties"
                                    ? (is_named ? &properties[member.key()] : nullptr)
                                : open && is_named ? nullptr
                                                   : &says;
      std::string found =
          inner == nullptr ? "" : problem(*inner, member.value(), at + '.' + member.key());
      if (!found.empty()) {
        return found;
      }
    }
    return {};
  }

  json root_;
};

}  // namespace cnp
