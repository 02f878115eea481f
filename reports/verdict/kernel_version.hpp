#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// A dotted kernel version, for comparing: `8.0`, `10.0-rc3`, `10.0.26100.2314`. Numbers that are
/// not there count as 0; a release candidate comes before its release. A value.
class version {
 public:
  /// The version in exactly this form; throws `input_error` with one sentence for any other text.
  [[nodiscard]] static version parse(std::string_view text);

  /// The version that a kernel states about itself, which may have words behind it (`8.0
  /// (Staging)`, `10.0-rc3-14-g1234567`); empty if it starts with no number.
  [[nodiscard]] static std::optional<version> of_kernel(std::string_view text);

  [[nodiscard]] std::strong_ordering operator<=>(const version& other) const;
  [[nodiscard]] bool operator==(const version& other) const;

  /// The least version behind all that begin with the same numbers: `8.1-rc0` behind `8.0`.
  [[nodiscard]] version next() const;

 private:
  static constexpr std::uint32_t released = 0xFFFFFFFF;

  std::vector<std::uint32_t> numbers_;
  std::uint32_t candidate_ = released;
};

/// A range of versions, as deviation data writes it: `*`, `8.0`, or bounds that must all hold, such
/// as
/// `>=8.0 <=10.0`. A bound speaks about as many numbers as it has: `<=10.0` holds for 10.0.26100,
/// `8.0` is every 8.0.x, and `>8.0` begins at 8.1. A value.
class version_range {
 public:
  /// All versions.
  version_range() = default;

  /// Throws `input_error` with one sentence for a text that is no range, or that no version can
  /// satisfy.
  [[nodiscard]] static version_range parse(std::string_view text);

  [[nodiscard]] bool contains(const version& the_version) const;
  /// Whether the range leaves no version out.
  [[nodiscard]] bool contains_all() const { return !from_ && !behind_; }
  /// Whether some version is in both.
  [[nodiscard]] bool overlaps(const version_range& other) const;
  /// The range as it was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] bool is_empty() const;
  void narrow(std::string_view term);
  void at_least(const version& bound);
  void less_than(const version& bound);

  std::optional<version> from_;  ///< The first version in the range; empty for no lower bound.
  std::optional<version>
      behind_;  ///< The first version behind the range; empty for no upper bound.
  std::string text_ = "*";
};

}  // namespace cnp
