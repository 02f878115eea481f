#include "harness/kernel_api.hpp"

#include "harness/deadline.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <cwchar>
#include <iterator>
#include <utility>

namespace cnp {

namespace {

BOOL WINAPI connect_succeeds(HANDLE, LPOVERLAPPED) {
  return TRUE;
}

/// Blocks as a hung ConnectNamedPipe does, and like one it ends when the thread's synchronous I/O
/// is cancelled: a listening pipe of its own, to which nobody connects.
BOOL WINAPI connect_hangs(HANDLE, LPOVERLAPPED) {
  wchar_t name[64];
  std::swprintf(name, std::size(name), L"\\\\.\\pipe\\cnp-hang-%lu-%lu", ::GetCurrentProcessId(),
                ::GetCurrentThreadId());
  const HANDLE never =
      ::CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX, PIPE_REJECT_REMOTE_CLIENTS, 1, 0, 0, 0, nullptr);
  const BOOL result = ::ConnectNamedPipe(never, nullptr);
  const DWORD error = ::GetLastError();
  ::CloseHandle(never);
  ::SetLastError(error);
  return result;
}

/// Blocks so that nothing but the end of the process ends it.
BOOL WINAPI connect_stuck(HANDLE, LPOVERLAPPED) {
  const HANDLE never = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
  (void)wait_idle(&never, 1);
  return FALSE;
}

BOOL WINAPI connect_wrong_error(HANDLE, LPOVERLAPPED) {
  ::SetLastError(ERROR_BAD_PIPE);
  return FALSE;
}

BOOL WINAPI connect_silent(HANDLE, LPOVERLAPPED) {
  return FALSE;
}

/// The thread is held up on its way into the kernel until a client has come, as a busy machine may
/// do it. Only with NULL lpOverlapped: that is the call that another thread makes.
BOOL WINAPI connect_late(HANDLE pipe, LPOVERLAPPED overlapped) {
  if (overlapped == nullptr) {
    (void)poll_until(
        [pipe] { return ::PeekNamedPipe(pipe, nullptr, 0, nullptr, nullptr, nullptr) != FALSE; },
        deadline::in(std::chrono::seconds{5}));
  }
  return ::ConnectNamedPipe(pipe, overlapped);
}

/// Late the first time, in time the second, and so on.
BOOL WINAPI connect_late_in_turn(HANDLE pipe, LPOVERLAPPED overlapped) {
  static std::atomic<std::uint32_t> calls{0};
  const bool late = overlapped == nullptr && calls++ % 2 == 0;
  return late ? connect_late(pipe, overlapped) : ::ConnectNamedPipe(pipe, overlapped);
}

BOOL WINAPI crash(HANDLE, LPOVERLAPPED) {
  ::RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
  return FALSE;
}

HANDLE WINAPI open_fails(LPCWSTR, DWORD, DWORD, LPSECURITY_ATTRIBUTES, DWORD, DWORD, HANDLE) {
  ::SetLastError(ERROR_BAD_NETPATH);
  return INVALID_HANDLE_VALUE;
}

kernel_api with_connect(decltype(&::ConnectNamedPipe) replacement) {
  kernel_api table;
  table.connect_named_pipe = replacement;
  return table;
}

kernel_api with_open(decltype(&::CreateFileW) replacement) {
  kernel_api table;
  table.create_file = replacement;
  return table;
}

}  // namespace

const kernel_api& running_kernel() {
  static const kernel_api table;
  return table;
}

const kernel_api* seeded_defect(const char* name) {
  static const std::pair<const char*, kernel_api> defects[] = {
      {"connect-succeeds", with_connect(&connect_succeeds)},
      {"connect-hangs", with_connect(&connect_hangs)},
      {"connect-stuck", with_connect(&connect_stuck)},
      {"connect-wrong-error", with_connect(&connect_wrong_error)},
      {"connect-silent", with_connect(&connect_silent)},
      {"connect-late", with_connect(&connect_late)},
      {"connect-late-in-turn", with_connect(&connect_late_in_turn)},
      {"open-fails", with_open(&open_fails)},
      {"crash", with_connect(&crash)},
  };
  for (const auto& [known, table] : defects) {
    if (std::strcmp(known, name) == 0) {
      return &table;
    }
  }
  return nullptr;
}

const char* seeded_defects() {
  return "connect-succeeds, connect-hangs, connect-stuck, connect-wrong-error, connect-silent, "
         "connect-late, connect-late-in-turn, open-fails, crash";
}

}  // namespace cnp
