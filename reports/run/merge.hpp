#pragma once

#include "reports/run/run_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cnp {

/// A test entry and the run file that it should have left.
struct merge_input {
  std::string
      entry;  ///< The scenario's id, or whatever names the entry: the file's name without `.jsonl`.
  std::filesystem::path file;
};

/// The run files of a folder: `FOLDER/ENTRY.jsonl` for each expected entry, whether it is there or
/// not, and every other `*.jsonl` (or `*.jsonl.partial`, left by a run that was ended) beside them.
/// Sorted by entry. Throws `input_error` if the folder can't be read or nothing is found or
/// expected.
[[nodiscard]] std::vector<merge_input> find_runs(const std::filesystem::path& folder,
                                                 const std::vector<std::string>& expected = {});

/// Several run files as one: cells sorted by key, counts summed.
struct merged_run {
  run whole;
  std::vector<std::string>
      incomplete;  ///< A sentence for each entry that left no completed record.
};

/// Merges run files of one kernel and one suite commit. An entry becomes one `suite_error` record,
/// and nothing else, if its file is missing or truncated, or if a `.partial` beside it shows that
/// its last run was ended. Throws `input_error` with one sentence for different kernels or commits,
/// for a cell that two files have, for a file that is no run file, and if no file is complete.
[[nodiscard]] merged_run merge_runs(const std::vector<merge_input>& inputs);

/// Writes a run that is in memory to a run file; the footer as it was written.
run_footer write_run(const std::filesystem::path& target, const run& the_run);

}  // namespace cnp
