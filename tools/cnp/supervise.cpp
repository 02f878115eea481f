#include "tools/cnp/supervise.hpp"

#include "harness/child_process.hpp"
#include "harness/command_line.hpp"
#include "harness/deadline.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/run_worker.hpp"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace cnp {

namespace {

namespace fs = std::filesystem;

DWORD run_one_worker(const supervised_run& what, std::int64_t began_ms, HANDLE job) {
  std::vector<std::string> words = what.words;
  words.insert(words.end(), {"--began", std::to_string(began_ms)});
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

}  // namespace

exit_code supervise(const supervised_run& what) {
  const object_handle job = make_killing_job();
  const std::int64_t began_ms = milliseconds_now();
  const fs::path target = path_of(what.run_file);
  const fs::path partial = path_of(what.run_file + ".partial");
  const auto older = written(target);
  std::uintmax_t size_before = 0;
  for (;;) {
    const DWORD status = run_one_worker(what, began_ms, job.get());
    if (status == static_cast<DWORD>(exit_code::unusable)) {
      return exit_code::unusable;
    }
    // One that says "fine" without having completed the file was ended by something else.
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

std::string replaced_line(const run_footer& footer) {
  const std::size_t count = footer.clients_replaced;
  if (count == 0) {
    return {};
  }
  return std::to_string(count) +
         (count == 1 ? " client process answered wrongly or late and was replaced.\n"
                     : " client processes answered wrongly or late and were replaced.\n");
}

}  // namespace cnp
