#pragma once

#include "harness/scenario/registry.hpp"

#include <span>
#include <string_view>

namespace cnp {

/// The registry: every clause, in the order of the page.
[[nodiscard]] std::span<const clause> all_clauses();

/// The clause with this id, or nullptr.
[[nodiscard]] const clause* find_clause(std::string_view id);

}  // namespace cnp
