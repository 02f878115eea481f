#pragma once

#include "reports/analysis/change.hpp"
#include "reports/run/run_file.hpp"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

namespace cnp {

/// What cells came to that were performed many times.
struct stability {
  std::size_t cells = 0;
  /// How often the cell was performed that was performed the least often, and the most often.
  std::size_t least = 0;
  std::size_t most = 0;
  std::vector<const cell_record*> flaky;
  std::vector<const cell_record*> races;   ///< With several outcomes, as they are meant to have.
  std::vector<const cell_record*> failed;  ///< That do not pass, each time in the same way.
  bool suite_failed = false;               ///< The suite itself failed, in one of them at least.
  bool judged = false;                     ///< Some cell is not unsupported.
};

/// Joins run files of the same cells to one run, in which every cell has the record of its worst
/// execution, with every different outcome and how often there was each. The header is the first
/// one's. Memory grows with the cells, not with the files. Throws `input_error` as `run_reader`
/// does, and for a file of another kernel or of other cells than the first one.
[[nodiscard]] run join_repetitions(const std::vector<std::filesystem::path>& files);

/// What such a run comes to. Refers to its cells. Pure but for `race`.
[[nodiscard]] stability stability_of(const run& whole, const is_race& race);

/// `STABLE`, `FLAKY`, `FAILED` (the same each time, and not as documented), `SUITE FAILED`.
[[nodiscard]] std::string_view result_word(const stability& found);

}  // namespace cnp
