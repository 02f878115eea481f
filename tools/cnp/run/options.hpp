#pragma once

#include "harness/support/exit_code.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <cstdint>
#include <string>
#include <vector>

// What the commands are asked for that perform cells. They throw `input_error` where there is no
// kernel to run against.

namespace cnp {

/// `cnp run`: the main job.
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
  bool all = false;           ///< Each cell that does not pass, each clause: nothing is folded.
  bool json = false;          ///< Nothing is printed but the result, in JSON.
  bool one_process = false;   ///< Without a supervising process, for debuggers.
  bool records_only = false;  ///< Nothing is printed but progress: `cnp verify` tells the rest.
  /// How often a step may hang before the rest of its scenario is not performed; 0: without limit.
  std::uint32_t hang_limit = 3;
  /// How long a worker may go on without a new record, times its patience: several times what its
  /// own watchdog lets a cell take, and a walk its shrinking.
  std::uint32_t silence_ms = 300'000;
  std::uint32_t repeat = 1;   ///< How often each cell is performed, one after the other.
  bool worker = false;        ///< This is the process that a supervisor started.
  std::string share;          ///< What the supervisor told its worker of `wanted.part`.
  std::int64_t began_ms = 0;  ///< When the run began, as the supervisor's clock has it; 0: now.
  std::vector<std::string> gtest_flags;
  std::vector<std::string> words;  ///< The user's command line, for the record and the worker.
};

/// Supervises workers, or is one.
exit_code run_cells(const run_options& options);

/// `cnp verify`: whether cells give the same each time.
struct verify_options {
  run_options how;             ///< Which cells, and how each run of them is performed.
  std::uint32_t times = 10;    ///< How often each cell is performed in the first run's process.
  std::uint32_t restarts = 5;  ///< How many more runs there are, each in a new process.
  bool json = false;
};

/// Performs the cells over and over, writes one run file, and tells what differed.
exit_code verify_cells(const verify_options& options);

/// `cnp walk`: long walks through the model that seeds choose.
struct walk_options {
  run_options with;  ///< What it has in common with `cnp run`; nothing is selected.
  std::uint64_t seed = 0;
  std::uint32_t walks = 20;
  std::uint32_t length = 60;  ///< Calls.
};

/// Performs the walks in worker processes; says how each one failed, on as few calls as show it,
/// and writes that as a program.
exit_code run_walks(const walk_options& options);

}  // namespace cnp
