#include "tools/cnp/run/supervise.hpp"

#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"
#include "tools/cnp/run/run_worker.hpp"
#include "tools/cnp/shared/paths.hpp"

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

/// What tells a file from another that takes its place.
struct file_mark {
  std::uint64_t number = 0;   ///< On its volume. The new file is made beside the old one …
  std::uint64_t written = 0;  ///< … and, where numbers are nothing to go by, later: in 100 ns.

  bool operator==(const file_mark&) const = default;
};

/// Nothing for a file that is not there. Not by filesystem::last_write_time, which counts whole
/// seconds in what MinGW-w64 makes of it: a run can be over within one.
std::optional<file_mark> mark_of(const fs::path& file) {
  constexpr DWORD anyone = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const file_handle opened(::CreateFileW(file.wstring().c_str(), FILE_READ_ATTRIBUTES, anyone,
                                         nullptr, OPEN_EXISTING, 0, nullptr));
  BY_HANDLE_FILE_INFORMATION found{};
  if (!opened || ::GetFileInformationByHandle(opened.get(), &found) == FALSE) {
    return std::nullopt;
  }
  const auto whole = [](DWORD high, DWORD low) { return (std::uint64_t{high} << 32U) | low; };
  return file_mark{
      .number = whole(found.nFileIndexHigh, found.nFileIndexLow),
      .written = whole(found.ftLastWriteTime.dwHighDateTime, found.ftLastWriteTime.dwLowDateTime)};
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
  const auto older = mark_of(target);
  std::uintmax_t size_before = 0;
  for (;;) {
    const DWORD status = run_one_worker(what, began_ms, job.get());
    if (status == static_cast<DWORD>(exit_code::input_error)) {
      return exit_code::input_error;
    }
    // One that says "fine" without having completed the file was ended by something else.
    if (status <= static_cast<DWORD>(exit_code::nonconformance) && mark_of(target) != older) {
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
