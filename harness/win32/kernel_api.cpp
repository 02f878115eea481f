#include "harness/win32/kernel_api.hpp"

#include "harness/support/text.hpp"
#include "harness/win32/deadline.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cwchar>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

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

/// For a caller that nothing lets come back but the end of its process.
void never_come_back() {
  const HANDLE never = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
  (void)wait_idle(&never, 1);
}

/// Blocks so that nothing but the end of the process ends it.
BOOL WINAPI connect_stuck(HANDLE, LPOVERLAPPED) {
  never_come_back();
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

/// Wrong in every seventh call of the process, whatever the call.
BOOL WINAPI connect_now_and_then(HANDLE pipe, LPOVERLAPPED overlapped) {
  static std::atomic<std::uint32_t> calls{0};
  return ++calls % 7 == 0 ? connect_wrong_error(pipe, overlapped)
                          : ::ConnectNamedPipe(pipe, overlapped);
}

BOOL WINAPI crash(HANDLE, LPOVERLAPPED) {
  ::RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
  return FALSE;
}

/// What a call gave, unless the other end is gone: then it does not come back.
BOOL unless_lost(BOOL result) {
  const DWORD error = ::GetLastError();
  if (result == FALSE && (error == ERROR_BROKEN_PIPE || error == ERROR_PIPE_NOT_CONNECTED)) {
    never_come_back();
  }
  ::SetLastError(error);
  return result;
}

BOOL WINAPI call_without_end(LPCWSTR name, LPVOID sent, DWORD sent_size, LPVOID heard,
                             DWORD heard_size, LPDWORD read, DWORD timeout) {
  return unless_lost(::CallNamedPipeW(name, sent, sent_size, heard, heard_size, read, timeout));
}

BOOL WINAPI read_without_end(HANDLE pipe, LPVOID into, DWORD size, LPDWORD read,
                             LPOVERLAPPED overlapped) {
  return unless_lost(::ReadFile(pipe, into, size, read, overlapped));
}

BOOL WINAPI close_without_end(HANDLE) {
  never_come_back();
  return FALSE;
}

/// How often an instance was disconnected since the last one was created.
std::atomic<std::uint32_t>& disconnected() {
  static std::atomic<std::uint32_t> count{0};
  return count;
}

HANDLE WINAPI create_as_new(LPCWSTR name, DWORD open, DWORD mode, DWORD instances, DWORD out_size,
                            DWORD in_size, DWORD timeout, LPSECURITY_ATTRIBUTES security) {
  disconnected() = 0;
  return ::CreateNamedPipeW(name, open, mode, instances, out_size, in_size, timeout, security);
}

BOOL WINAPI disconnect_wears_out(HANDLE pipe) {
  const BOOL result = ::DisconnectNamedPipe(pipe);
  disconnected() += result != FALSE ? 1U : 0U;
  return result;
}

/// Wrong not in some state of the pipe but after a certain history.
BOOL WINAPI connect_worn_out(HANDLE pipe, LPOVERLAPPED overlapped) {
  return disconnected() >= 2 ? connect_wrong_error(pipe, overlapped)
                             : ::ConnectNamedPipe(pipe, overlapped);
}

/// A client that came before the call is taken for one that has gone again.
BOOL WINAPI connect_no_data(HANDLE pipe, LPOVERLAPPED overlapped) {
  const BOOL result = ::ConnectNamedPipe(pipe, overlapped);
  if (result == FALSE && ::GetLastError() == ERROR_PIPE_CONNECTED) {
    ::SetLastError(ERROR_NO_DATA);
  }
  return result;
}

/// A function that does nothing but fail, with an error that no pipe function gives.
template <class Result, class... Parameter>
struct refusal {
  static Result WINAPI call(Parameter...) {
    ::SetLastError(ERROR_BAD_NETPATH);
    if constexpr (std::is_same_v<Result, HANDLE>) {
      return INVALID_HANDLE_VALUE;
    } else {
      return FALSE;
    }
  }
};

template <class Result, class... Parameter>
void refuse(Result(WINAPI*& function)(Parameter...)) {
  function = &refusal<Result, Parameter...>::call;
}

/// The kernel with one function that always fails.
template <class Function>
kernel_api refusing(Function kernel_api::*function) {
  kernel_api table;
  refuse(table.*function);
  return table;
}

template <class Function, class... More>
void replace(kernel_api& in, Function kernel_api::*function, std::type_identity_t<Function> by,
             More... more) {
  in.*function = by;
  if constexpr (sizeof...(more) != 0) {
    replace(in, more...);
  }
}

/// The kernel with functions replaced: behind each stands what takes its place.
kernel_api with(auto... replaced) {
  kernel_api table;
  replace(table, replaced...);
  return table;
}

kernel_api with_connect(decltype(&::ConnectNamedPipe) replacement) {
  return with(&kernel_api::connect_named_pipe, replacement);
}

BOOL WINAPI joins_no_job(HANDLE, HANDLE) {
  ::SetLastError(ERROR_INVALID_FUNCTION);
  return FALSE;
}

kernel_api without_later_functions() {
  return with(
      &kernel_api::get_named_pipe_client_process_id, nullptr, &kernel_api::get_overlapped_result_ex,
      nullptr, &kernel_api::cancel_io_ex, nullptr, &kernel_api::cancel_synchronous_io, nullptr,
      &kernel_api::set_file_completion_notification_modes, nullptr,
      &kernel_api::initialize_attribute_list, nullptr, &kernel_api::update_attribute, nullptr,
      &kernel_api::delete_attribute_list, nullptr, &kernel_api::assign_process_to_job_object,
      &joins_no_job, &kernel_api::get_tick_count_64, nullptr, &kernel_api::get_process_memory_info,
      nullptr);
}

struct named_defect {
  const char* name;
  kernel_api table;
};

const std::vector<named_defect>& all_defects() {
  static const std::vector<named_defect> all{
      {"connect-succeeds", with_connect(&connect_succeeds)},
      {"connect-hangs", with_connect(&connect_hangs)},
      {"connect-stuck", with_connect(&connect_stuck)},
      {"connect-wrong-error", with_connect(&connect_wrong_error)},
      {"connect-silent", with_connect(&connect_silent)},
      {"connect-late", with_connect(&connect_late)},
      {"connect-late-in-turn", with_connect(&connect_late_in_turn)},
      {"connect-wears-out",
       with(&kernel_api::connect_named_pipe, &connect_worn_out, &kernel_api::create_named_pipe,
            &create_as_new, &kernel_api::disconnect_named_pipe, &disconnect_wears_out)},
      {"connect-now-and-then", with_connect(&connect_now_and_then)},
      {"connect-no-data", with_connect(&connect_no_data)},
      {"create-fails", refusing(&kernel_api::create_named_pipe)},
      {"open-fails", refusing(&kernel_api::create_file)},
      {"disconnect-fails", refusing(&kernel_api::disconnect_named_pipe)},
      {"wait-fails", refusing(&kernel_api::wait_named_pipe)},
      {"set-mode-fails", refusing(&kernel_api::set_named_pipe_handle_state)},
      {"lost-peer-hangs", with(&kernel_api::read_file, &read_without_end,
                               &kernel_api::call_named_pipe, &call_without_end)},
      {"close-hangs", with(&kernel_api::close_handle, &close_without_end)},
      {"crash", with_connect(&crash)},
      {"lacks-later-functions", without_later_functions()},
  };
  return all;
}

}  // namespace

const kernel_api& running_kernel() {
  static const kernel_api table;
  return table;
}

const kernel_api* seeded_defect(const char* name) {
  const auto found = std::ranges::find_if(all_defects(), [name](const named_defect& one) {
    return std::string_view{one.name} == name;
  });
  return found == all_defects().end() ? nullptr : &found->table;
}

const char* seeded_defects() {
  static const std::string names = [] {
    std::vector<std::string> all;
    for (const named_defect& one : all_defects()) {
      all.emplace_back(one.name);
    }
    return join(all, ", ");
  }();
  return names.c_str();
}

}  // namespace cnp
