#pragma once

#include "harness/support/names.hpp"
#include "reports/run/record.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cnp {

/// How a cell differs between two runs, in the order in which they are shown: what is worse first.
enum class change : std::uint8_t {
  regressed,          ///< A worse verdict than before.
  suite_failed,       ///< The suite itself failed: nothing is known any more.
  flaky,              ///< Repetitions of the cell did not all give the same.
  newly_unsupported,  ///< The kernel lacks now what the scenario needs.
  not_performed,      ///< Its scenario hung too often for the cell to be performed.
  removed,            ///< The cell was not performed, or is not there any more.
  changed,            ///< Another outcome (or another failure, no worse) under a verdict as good.
  recovered,          ///< A better verdict than before.
  newly_judged,       ///< Before, nothing was said about it.
  added,              ///< The cell was not there before.
};

/// In words, as in `newly unsupported`.
template <>
inline constexpr auto names<change> = name_table<change>({"regressed", "suite failed", "flaky",
                                                          "newly unsupported", "not performed",
                                                          "removed", "changed", "recovered",
                                                          "newly judged", "added"});

/// Whether a change says only that one of the runs does not have the cell.
[[nodiscard]] constexpr bool came_or_went(change is) {
  return is == change::added || is == change::removed;
}

/// What a change of verdict is called; nothing if there is none to speak of. `same_outcome`: both
/// runs saw the same in every step. A recorded deviation that is not one any more counts as
/// recovered; one that was not one before, as regressed. Pure.
[[nodiscard]] std::optional<change> change_between(verdict before, verdict after,
                                                   bool same_outcome);

/// What is asked of whoever knows the cases: whether several outcomes of this cell are right and
/// which one is seen may differ from run to run. May be empty: then none is.
using is_race = std::function<bool(const std::string& scenario, const std::string& key)>;

/// A cell in one run, as far as it decides about a change. Refers to texts of its owner.
struct cell_state {
  verdict is = verdict::conforms;
  std::string_view print;  ///< The fingerprint.
  std::span<const repeated_outcome> repetitions;
};

/// What is said about a cell that is in two runs.
struct cell_change {
  std::optional<change> is;  ///< Empty: nothing to speak of …
  bool varies = false;       ///< … although it is not the same: it is known to differ.

  bool operator==(const cell_change&) const = default;
};

/// The one rule by which two runs are held against each other, cell by cell. `race` is asked only
/// where it matters. Pure.
[[nodiscard]] cell_change change_of(const cell_state& before, const cell_state& after,
                                    const std::function<bool()>& race);

/// Whether the repetitions of a cell gave different outcomes that are no race: those of a race have
/// one verdict. Pure.
[[nodiscard]] bool is_flaky(const cell_state& cell, const std::function<bool()>& race);

}  // namespace cnp
