#pragma once

#include "harness/scenario/registry.hpp"

#include <span>

namespace cnp {

/// The whole catalogue, by number.
[[nodiscard]] std::span<const catalogue_line> all_catalogue();

/// The line with this number, or nullptr.
[[nodiscard]] const catalogue_line* find_catalogue(int number);

}  // namespace cnp
