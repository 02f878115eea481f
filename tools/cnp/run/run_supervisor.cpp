// `cnp run`, the supervising part: the cells run in worker processes (supervise.hpp).

#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/pipe_reservation.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/run_text.hpp"
#include "tools/cnp/run/run_options.hpp"
#include "tools/cnp/run/run_setup.hpp"
#include "tools/cnp/run/run_worker.hpp"
#include "tools/cnp/run/supervise.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/model_coverage.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstdio>
#include <filesystem>
#include <string>

namespace cnp {

namespace {

namespace fs = std::filesystem;

/// The words that a supervisor adds for its worker come last; `--worker` is the first of them.
supervised_run workers_of(const run_options& options) {
  supervised_run all{.words = options.words, .run_file = options.run_file};
  all.words.insert(all.words.end(), {"--worker", "--share", describe(options.wanted.part)});
  return all;
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
  run_counts all;
  model_coverage walked;
  while (const auto record = reader.next()) {
    all.add(*record);
    walked.add(*record);
  }
  const model_coverage::result executed = walked.conclude();
  text_style how = terminal_style(options.strict);
  how.all_clauses = selects_all(options.wanted);
  if (!options.brief) {
    print("\n" + clause_table(all, all_clauses(), how));
    const std::string deviations = deviation_table(all, how);
    print(deviations.empty() ? "" : "\n" + deviations);
    print("\n");
    print(executed.text.empty() ? "" : executed.text + "\n");
  }
  print(summary_line(reader.footer(), how));
  print(replaced_line(reader.footer()));
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
    std::fprintf(stderr, "cnp: %s\n", model_coverage::sentence);
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
  (void)select(options.wanted);
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
      options.pipe_prefix.empty() ? file_handle{} : reserve_prefix(options.pipe_prefix);
  const fs::path partial = path_of(options.run_file + ".partial");
  std::error_code ignored;
  // Left by a run that was killed; this run begins anew.
  fs::remove(partial, ignored);
  exit_code ended = exit_code::input_error;
  try {
    ended = options.one_process ? run_worker(options) : supervise(workers_of(options));
  } catch (const input_error&) {
    fs::remove(partial, ignored);
    throw;
  }
  if (ended == exit_code::input_error) {
    fs::remove(partial, ignored);  // Nothing was done, so nothing is left.
  }
  const bool completed = ended == exit_code::fine || ended == exit_code::nonconformance;
  return completed && !options.records_only ? report(options) : ended;
}

}  // namespace cnp
