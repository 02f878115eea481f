#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace cnp {

/// How many letters must be added, removed or replaced to make one text of the other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that a mistyped `id` was most likely meant to be, for "did you mean ...?"; empty
/// if none is near enough to be offered. Of equally near ones the first.
[[nodiscard]] std::string_view closest(std::string_view id,
                                       std::span<const std::string_view> candidates);

}  // namespace cnp
