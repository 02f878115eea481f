#pragma once

#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/kernel_api.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// What to start, and how.
struct launch {
  std::wstring program;         ///< Full path.
  std::wstring arguments;       ///< Behind the program's name, already quoted.
  std::wstring folder;          ///< Where it starts. Empty: in this process's current folder.
  std::vector<HANDLE> inherit;  ///< Exactly these handles, and no others, are inherited.
  bool same_output = false;     ///< Writes where this process writes.
  HANDLE input = nullptr;       ///< Where it reads, writes and complains, unless `same_output`.
  HANDLE output = nullptr;      ///< Null: what it writes is lost.
  HANDLE errors = nullptr;
  HANDLE job = nullptr;  ///< The job that the process is put into before it runs. May be null.
  SECURITY_CAPABILITIES* container = nullptr;    ///< The app container to start it in. May be null.
  const kernel_api* kernel = &running_kernel();  ///< What the kernel has for it.
  decltype(&::CreateProcessW) create_process = &::CreateProcessW;  ///< Tests put another one here.
};

/// A started process.
struct child_process {
  object_handle process;
  DWORD id = 0;
};

/// Starts a process. It runs no instruction before it is in its job, so nothing can outlive the
/// job's owner. A start that is lost within the new process is repeated, three times in all.
///
/// Where the kernel has no attribute lists (before Vista), all other handles of this process lose
/// their mark, so that nothing else is inherited. Where it has no job for the process (ReactOS, or,
/// before Windows 8, when this process is in one itself), it runs outside: programs of the suite
/// call `end_with`. Any thread, but without attribute lists one at a time. Throws
/// `arrangement_error`; `unsupported_error` for a container without attribute lists.
[[nodiscard]] child_process start_process(const launch& how);

/// `end_with` the process that started this one; nothing if that cannot be found any more.
void end_with_starter();

/// The exit status of a process that has ended.
[[nodiscard]] std::uint32_t exit_status(HANDLE process);
/// Waits for the end of a process, and gives its exit status; empty when the deadline passes.
[[nodiscard]] std::optional<std::uint32_t> await_exit(HANDLE process, deadline limit);

/// A job that ends all its processes when its last handle is closed: also when its owner is killed.
[[nodiscard]] object_handle make_killing_job();

/// The full path of the running program's file.
[[nodiscard]] std::wstring own_program();
/// The full path of a file that lies, or would lie, in the running program's folder.
[[nodiscard]] std::wstring beside_own_program(const std::wstring& file);

}  // namespace cnp
