#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// A field of a file that is missing, unknown, or not what it should be. What it says is the end of
/// a sentence; who reads the file puts the place in front of it. Stays within reports/.
class bad_field : public std::runtime_error {
 public:
  explicit bad_field(const std::string& what, std::optional<std::size_t> at = std::nullopt)
      : std::runtime_error(what), at_(at) {}

  /// The offset of the byte in the text, where the parser knows it.
  [[nodiscard]] std::optional<std::size_t> at() const { return at_; }

 private:
  std::optional<std::size_t> at_;
};

/// The fields of one JSON object, read strictly: every one has to be asked for by name, and `done`
/// refuses those that nobody asked for. Refers to the object. Every function throws `bad_field`.
class fields {
 public:
  /// `what` names the object in messages; empty for the one that is the subject anyway.
  fields(const nlohmann::json& object, std::string_view what);

  /// The field's value, or null where it is absent.
  [[nodiscard]] const nlohmann::json* look(std::string_view name);
  /// The field's value; an absent field is an error.
  [[nodiscard]] const nlohmann::json& need(std::string_view name);

  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] std::string text_or_empty(std::string_view name);
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  [[nodiscard]] std::vector<std::string> texts_or_none(std::string_view name);
  [[nodiscard]] std::uint64_t number(std::string_view name);
  [[nodiscard]] std::uint64_t number_or_zero(std::string_view name);
  [[nodiscard]] std::uint32_t number32(std::string_view name);
  [[nodiscard]] double quantity(std::string_view name);
  [[nodiscard]] bool flag(std::string_view name);

  /// Refuses fields that nobody asked for, with the nearest name that was.
  void done() const;

 private:
  [[noreturn]] void wrong(std::string_view name, std::string_view should_be) const;

  const nlohmann::json& object_;
  std::string_view what_;
  std::vector<std::string_view> asked_;
};

/// What can be told of a JSON text, which need not be well-formed, without parsing it.
struct json_shape {
  std::size_t depth = 0;    ///< How deeply arrays and objects lie within each other.
  std::size_t members = 0;  ///< The members of all its objects.
};
[[nodiscard]] json_shape shape_of(std::string_view text);

/// Parses a JSON text. Throws `bad_field` if it is none, if its nesting is deeper than any file of
/// this suite, or if a name stands twice in an object.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

}  // namespace cnp
