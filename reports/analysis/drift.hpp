#pragma once

#include "harness/scenario/registry.hpp"
#include "harness/support/names.hpp"
#include "reports/analysis/page_source.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace cnp {

/// What became of a sentence of the page.
enum class drift : std::uint8_t {
  changed,  ///< Some of its words.
  added,    ///< It was not there.
  moved,    ///< Its words are the same, its place among the others is not.
  gone,
};
template <>
inline constexpr auto names<drift> = name_table<drift>({"changed", "new", "moved", "gone"});

/// A sentence that is not as it was. Refers to its owners' sentences.
struct drifted_sentence {
  drift is = drift::changed;
  const page_sentence* before = nullptr;  ///< As it was; null for a new one.
  const source_sentence* now = nullptr;   ///< As it is; null for one that is gone.
  const page_sentence* behind = nullptr;  ///< Of a new one: the known one in front of it, or null.
};

/// How a page differs from what is known of it: in its order, and then what is gone. A new sentence
/// counts as a gone one that was changed if their words are near enough; each is taken once, the
/// nearest first. Pure.
[[nodiscard]] std::vector<drifted_sentence> drift_of(std::span<const page_sentence> known,
                                                     std::span<const source_sentence> page);

/// Whether the clauses have to be held against the page anew: a sentence that only moved says what
/// it said. Pure.
[[nodiscard]] bool has_drifted(std::span<const drifted_sentence> all);

}  // namespace cnp
