#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// How many letters must be added, removed or replaced, or swapped with their neighbour, to make
/// one text of the other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word that a mistyped one was most likely meant to be; empty if none is near enough to
/// be offered. Of equally near ones the first. Pure.
[[nodiscard]] std::string_view closest(std::string_view mistyped,
                                       std::span<const std::string_view> known);

/// `; did you mean 'handle'?` if a known word is near enough, else nothing. Pure.
[[nodiscard]] std::string suggestion(std::string_view mistyped,
                                     const std::vector<std::string>& known);

}  // namespace cnp
