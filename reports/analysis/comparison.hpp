#pragma once

#include "reports/analysis/change.hpp"
#include "reports/run/record.hpp"

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

/// Whether a group is a step back: regressed, or flaky with a worse verdict than before. Pure.
[[nodiscard]] bool is_regression(const change_group& group);

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
  std::array<std::size_t, count_of<change>> cells{};  ///< By `change`.
  std::size_t same = 0;  ///< Cells with the same verdict and the same outcomes.
  /// Cells whose outcome is known to differ from run to run on one kernel: a race with the same
  /// verdict, or one of the outcomes that the earlier run's repetitions had.
  std::size_t races = 0;
  /// Cells of one run only, which the other was not to perform: it chose among them (`--filter`),
  /// or its user ended it, or it has nothing of their aspect. They are in no group.
  std::size_t not_chosen_before = 0;  ///< By the earlier run.
  std::size_t not_chosen_after = 0;   ///< By the later one.

  [[nodiscard]] std::size_t count(change the_change) const {
    return cells.at(static_cast<std::size_t>(the_change));
  }
  /// Whether there is a step back among the groups.
  [[nodiscard]] bool has_regression() const;
};

/// The options by which a run chose among the cells, as they were typed; empty if it chose all.
/// Pure.
[[nodiscard]] std::vector<std::string> choosing_words(const run_header& header);

/// Compares two run files, complete or baselines, of one kernel or of two. Time and memory grow
/// with the number of cells, and the steps are read of those only that differ. Throws `input_error`
/// as `run_reader` does, and for two records of one cell in a file.
[[nodiscard]] comparison compare_runs(const std::filesystem::path& before,
                                      const std::filesystem::path& after, const is_race& race = {});

}  // namespace cnp
