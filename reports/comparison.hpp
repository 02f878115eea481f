#pragma once

#include "reports/record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// How a cell differs between two runs, in the order in which they are shown: what is worse first.
enum class change : std::uint8_t {
  regressed,          ///< A worse verdict than before.
  suite_failed,       ///< The suite itself failed: nothing is known any more.
  newly_unsupported,  ///< The kernel lacks now what the scenario needs.
  removed,            ///< The cell was not performed, or is not there any more.
  changed,            ///< Another outcome (or another failure, no worse) under a verdict as good.
  recovered,          ///< A better verdict than before.
  newly_judged,       ///< Before, it was unsupported or the suite failed.
  added,              ///< The cell was not there before.
};

inline constexpr std::size_t change_count = 8;
inline constexpr std::array<change, change_count> all_changes{
    change::regressed, change::suite_failed, change::newly_unsupported, change::removed,
    change::changed,   change::recovered,    change::newly_judged,      change::added};

/// The change in words: `newly unsupported`.
[[nodiscard]] std::string_view name(change what);

/// What a change of verdict is called; nothing if there is none to speak of. `same_outcome`: both
/// runs saw the same in every step. A recorded deviation that is not one any more counts as
/// recovered; one that was not one before, as regressed. Pure.
[[nodiscard]] std::optional<change> change_between(verdict before, verdict after,
                                                   bool same_outcome);

/// Cells of one scenario that differ in the same way.
struct change_group {
  change is = change::changed;
  std::string scenario;
  std::optional<verdict> before;  ///< Empty: added.
  std::optional<verdict> after;   ///< Empty: removed.
  std::size_t cells = 0;
  std::size_t of = 0;  ///< How many cells the scenario has in the later run (removed: earlier).
  /// Both runs saw the same in every step, and judge it otherwise.
  bool same_outcome = false;
  std::vector<std::string> clauses;  ///< What the cells are evidence for, sorted.
  /// The step that differs, where a record tells; else empty, and the next three with it.
  std::string step;
  std::string allowed;
  std::string saw_before;  ///< Empty where the earlier file keeps no steps.
  std::string sees_now;
  std::string why;        ///< The later cell's reason, or the recorded deviation's.
  std::string deviation;  ///< The id of the deviation that is recorded for it; may be empty.
  std::string example;    ///< The key of one of the cells.
};

/// One of the two runs.
struct compared_run {
  std::string file;  ///< Printable.
  run_header header;
  run_footer footer;
};

/// Two runs held against each other.
struct comparison {
  compared_run before;
  compared_run after;
  std::vector<change_group> groups;  ///< The worst first; of equal ones, in the order of the files.
  std::array<std::size_t, change_count> cells{};  ///< By `change`.
  std::size_t same = 0;  ///< Cells with the same verdict and the same outcomes.
  /// Cells with the same verdict whose outcome is a race: it differs from run to run on one kernel.
  std::size_t races = 0;

  [[nodiscard]] std::size_t count(change what) const {
    return cells.at(static_cast<std::size_t>(what));
  }
};

/// What a comparison asks whoever knows the cases: whether several outcomes of this cell are right
/// and which one is seen may differ from run to run. Asked for cells with another outcome under the
/// same verdict. May be empty: then none is.
using is_race = std::function<bool(const std::string& scenario, const std::string& key)>;

/// Compares two run files, complete or baselines, of one kernel or of two. Time and memory grow
/// with the number of cells, and the steps are read of those only that differ. Throws `unusable`
/// as `run_reader` does, and for two records of one cell in a file.
[[nodiscard]] comparison compare_runs(const std::filesystem::path& before,
                                      const std::filesystem::path& after, const is_race& race = {});

}  // namespace cnp
