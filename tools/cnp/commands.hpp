#pragma once

#include "tools/cnp/selection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cnp {

/// Exit statuses of every command.
enum class exit_code : int {
  fine = 0,
  nonconformance = 1,  ///< Some outcome was not as documented.
  unusable = 2,        ///< Input that cannot be used: one sentence was printed, nothing was done.
  suite_error = 3,     ///< The suite itself failed: says nothing about the kernel.
  ended = 4,           ///< (Worker process only.) Ended itself because a call could not be ended.
  skipped = 77,        ///< Nothing but unsupported cells.
};

/// `cnp list`: scenarios, cells, clauses, or the entries for CTest.
struct list_options {
  selection wanted;
  bool cells = false;
  bool clauses = false;
  bool ctest = false;
  std::string output;  ///< A file; empty: standard output.
};
exit_code list_command(const list_options& options);

/// `cnp merge`: run files of one kernel into one.
struct merge_options {
  std::vector<std::string> inputs;  ///< Files and folders.
  std::string output;
};
exit_code merge_command(const merge_options& options);

/// `cnp repro`: one cell as a standalone C++ source.
struct repro_options {
  std::string cell;    ///< A cell's whole key, or a scenario's id: its first cell.
  std::string output;  ///< A file; empty: standard output.
};
exit_code repro_command(const repro_options& options);

/// `cnp run`: the main job. On Windows targets only.
struct run_options {
  selection wanted;
  std::string run_file = "cnp-run.jsonl";
  std::string deviations;  ///< A file instead of the built-in records; empty: built in.
  std::string client;      ///< The client program; empty: the one beside this program.
  std::string defect;      ///< Seeded defects, for tests of the suite itself.
  std::string client_defect;
  double patience = 1.0;  ///< All time limits times this.
  bool strict = false;
  bool brief = false;         ///< Failures and the summary line, no tables.
  bool one_process = false;   ///< Without a supervising process, for debuggers.
  bool worker = false;        ///< This is the process that a supervisor started.
  std::int64_t began_ms = 0;  ///< When the run began, as the supervisor's clock has it; 0: now.
  std::vector<std::string> gtest_flags;
  std::vector<std::string> words;  ///< The user's command line, for the record and the worker.
};
exit_code run_command(const run_options& options);

}  // namespace cnp
