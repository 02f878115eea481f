#pragma once

#include "harness/scenario/registry.hpp"

#include <span>

namespace cnp {

/// Every sentence of the page, in its order, as it was when the clauses were last held against it.
[[nodiscard]] std::span<const page_sentence> all_page_sentences();

}  // namespace cnp
