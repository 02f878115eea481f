// `cnp run`, the supervising part. The cells run in a worker process, because a kernel that hangs
// or crashes its caller takes that process with it: the supervisor then starts another one for the
// rest.

#include "cases/cases.hpp"
#include "harness/child_process.hpp"
#include "harness/command_line.hpp"
#include "harness/deadline.hpp"
#include "harness/pipe_claim.hpp"
#include "harness/unusable.hpp"
#include "reports/run_file.hpp"
#include "reports/tally.hpp"
#include "reports/text.hpp"
#include "tools/cnp/case_names.hpp"
#include "tools/cnp/coverage.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/run_options.hpp"
#include "tools/cnp/run_setup.hpp"
#include "tools/cnp/run_worker.hpp"
#include "tools/cnp/terminal.hpp"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

namespace {

namespace fs = std::filesystem;

DWORD run_one_worker(const run_options& options, std::int64_t began_ms, HANDLE job) {
  std::vector<std::string> words = options.words;
  words.insert(words.end(), {"--worker", "--began", std::to_string(began_ms), "--share",
                             describe(options.wanted.part)});
  const launch how{.program = own_program(),
                   .arguments = quoted_command_line(words),
                   .same_output = true,
                   .job = job};
  const child_process worker = start_process(how);
  // No limit of its own: every cell of the worker has one, and its watchdog ends it.
  const HANDLE process = worker.process.get();
  (void)wait_idle(&process, 1);
  DWORD status = 0;
  ::GetExitCodeProcess(process, &status);
  return status;
}

/// When a file was last written; nothing for one that is not there.
std::optional<fs::file_time_type> written(const fs::path& file) {
  std::error_code missing;
  const auto when = fs::last_write_time(file, missing);
  return missing ? std::nullopt : std::optional(when);
}

exit_code lost_worker(DWORD status) {
  std::fprintf(
      stderr,
      "cnp: suite error: the process that runs the cells ended with status 0x%08lX and left "
      "no record of the cell it was in\n",
      status);
  return exit_code::suite_error;
}

/// Workers until one of them completes the run file; what the last one ended with. A worker that
/// says "fine" without having completed the file was ended by something else, whatever its status.
exit_code supervise(const run_options& options) {
  const object_handle job = make_killing_job();
  const std::int64_t began_ms = milliseconds_now();
  const fs::path target = path_of(options.run_file);
  const fs::path partial = path_of(options.run_file + ".partial");
  const auto older = written(target);
  std::uintmax_t size_before = 0;
  for (;;) {
    const DWORD status = run_one_worker(options, began_ms, job.get());
    if (status == static_cast<DWORD>(exit_code::unusable)) {
      return exit_code::unusable;
    }
    if (status <= static_cast<DWORD>(exit_code::nonconformance) && written(target) != older) {
      return static_cast<exit_code>(status);
    }
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(partial, missing);
    if (status != static_cast<DWORD>(exit_code::ended) || missing || size <= size_before) {
      return lost_worker(status);
    }
    size_before = size;
    std::fprintf(stderr,
                 "cnp: the process that runs the cells had to be ended; going on in a new one\n");
  }
}

/// Whose results these are, where several runs share the cells.
std::string share_line(const run_options& options, bool has_walks) {
  const share part = options.wanted.part;
  if (part == share{}) {
    return {};
  }
  std::string text = "Shard " + std::to_string(part.index) + " of " + std::to_string(part.of) +
                     " (the first is 0): the other cells are those of other runs.";
  if (has_walks) {
    text += " What these have executed of the model\nis counted when 'cnp merge' joins the run "
            "files of all shards.";
  }
  return text + "\n";
}

/// Tables and the summary line, from the finished run file; and the exit status for the whole run.
exit_code report(const run_options& options) {
  run_reader reader(path_of(options.run_file), reading::heads);
  tally all;
  coverage walked;
  while (const auto record = reader.next()) {
    all.add(*record);
    walked.add(*record);
  }
  const coverage::result executed = walked.conclude();
  look how = terminal_look(options.strict);
  how.all_clauses = selects_all(options.wanted);
  if (!options.brief) {
    const auto clauses = words_of_clauses();
    print("\n" + clause_table(all, clauses, how));
    const std::string deviations = deviation_table(all, how);
    print(deviations.empty() ? "" : "\n" + deviations);
    print("\n");
    print(executed.text.empty() ? "" : executed.text + "\n");
  }
  print(summary_line(reader.footer(), how));
  if (!options.brief) {
    print(share_line(options, !executed.text.empty()));
    print("Run file: " + options.run_file + "\n");
  }
  const auto worst = all.all().worst();
  exit_code ends = exit_code::fine;
  if (worst) {
    ends = static_cast<exit_code>(exit_status(*worst, options.strict));
  } else if (options.wanted.part == share{}) {  // (With more shards than cells, some get none.)
    return exit_code::suite_error;
  }
  if (executed.falls_short) {
    std::fprintf(stderr, "cnp: %s\n", coverage::sentence);
    // A cell that the suite could not carry out leaves a gap too, and says nothing of the kernel.
    return ends == exit_code::suite_error ? ends : exit_code::nonconformance;
  }
  return ends;
}

bool only_asks_googletest(const run_options& options) {
  for (const std::string& flag : options.gtest_flags) {
    if (flag.rfind("--gtest_list_tests", 0) == 0 || flag.rfind("--gtest_help", 0) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

void check_runnable(const run_options& options) {
  check_defects(options);
  (void)recorded_deviations(options.deviations);
  (void)select(all_scenarios(), options.wanted);
}

exit_code run_cells(const run_options& options) {
  if (options.worker) {
    return run_worker(options);
  }
  if (only_asks_googletest(options)) {
    check_defects(options);
    return run_worker(options);
  }
  check_runnable(options);
  // Held while there are workers, one after the other; names without a prefix of their own are
  // nobody else's anyway.
  const file_handle claim =
      options.pipe_prefix.empty() ? file_handle{} : claim_prefix(options.pipe_prefix);
  const fs::path partial = path_of(options.run_file + ".partial");
  std::error_code ignored;
  // Left by a run that was killed; this run begins anew.
  fs::remove(partial, ignored);
  exit_code ended = exit_code::unusable;
  try {
    ended = options.one_process ? run_worker(options) : supervise(options);
  } catch (const unusable&) {
    fs::remove(partial, ignored);
    throw;
  }
  if (ended == exit_code::unusable) {
    fs::remove(partial, ignored);  // Nothing was done, so nothing is left.
  }
  const bool completed = ended == exit_code::fine || ended == exit_code::nonconformance;
  return completed && !options.records_only ? report(options) : ended;
}

}  // namespace cnp
