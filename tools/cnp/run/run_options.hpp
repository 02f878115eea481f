#pragma once

#include "tools/cnp/shared/exit_code.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cnp {

/// `cnp run`: the main job. On Windows targets only.
struct run_options {
  selection wanted;
  std::string run_file = "cnp-run.jsonl";
  std::string deviations;  ///< A file instead of the built-in records; empty: built in.
  std::string client;      ///< The client program; empty: the one beside this program.
  std::string defect;      ///< Seeded defects, for tests of the suite itself.
  std::string client_defect;
  std::string
      pipe_prefix;        ///< What pipe names begin with; empty: `cnp`, which many runs may share.
  double patience = 1.0;  ///< All time limits times this.
  bool strict = false;
  bool brief = false;         ///< Failures and the summary line, no tables.
  bool one_process = false;   ///< Without a supervising process, for debuggers.
  bool records_only = false;  ///< Nothing is printed but progress: `cnp verify` tells the rest.
  std::uint32_t repeat = 1;   ///< How often each cell is performed, one after the other.
  bool worker = false;        ///< This is the process that a supervisor started.
  std::string share;          ///< What the supervisor told its worker of `wanted.part`.
  std::int64_t began_ms = 0;  ///< When the run began, as the supervisor's clock has it; 0: now.
  std::vector<std::string> gtest_flags;
  std::vector<std::string> words;  ///< The user's command line, for the record and the worker.
};

/// The options of every command that performs cells: where results go, how long to wait, which
/// deviations are known, and what stands in for the kernel.
void add_performing_options(CLI::App& command, run_options& options);

/// Refuses what a run would refuse, before anything is done: seeded defects, deviations and cells
/// that there are not. Throws `input_error`. On Windows targets only.
void check_runnable(const run_options& options);

/// Supervises workers, or is one. Where there is no kernel to run against: throws `input_error`.
exit_code run_cells(const run_options& options);

}  // namespace cnp
