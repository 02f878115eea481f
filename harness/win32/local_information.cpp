#include "harness/win32/local_information.hpp"

#include "harness/win32/system_function.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace cnp {

namespace {

// ntdll.dll's functions, whose declarations are not in the headers of every toolchain. They are
// looked up, so that the suite starts where they are missing.
using nt_query_information_file = LONG(WINAPI*)(HANDLE, void*, void*, ULONG, int);
using rtl_status_to_error = ULONG(WINAPI*)(LONG);

constexpr int file_pipe_local_information = 24;
// ntstatus.h's, which <windows.h> does not include.
constexpr auto status_not_implemented = static_cast<LONG>(0xC0000002);
constexpr auto status_invalid_info_class = static_cast<LONG>(0xC0000003);

/// IO_STATUS_BLOCK: the status, in as much room as a pointer takes, and a count.
struct io_status {
  std::uintptr_t status = 0;
  std::uintptr_t information = 0;
};

constexpr ULONG file_pipe_message_type = 1;
constexpr ULONG file_pipe_server_end = 1;
/// FILE_PIPE_DISCONNECTED_STATE is 1.
constexpr auto pipe_state_words = std::to_array<std::string_view>(
    {"state 0", "disconnected", "listening", "connected", "closing"});

}  // namespace

BOOL WINAPI query_local_information(HANDLE pipe, pipe_local_information* into) {
  static const auto query =
      system_function<nt_query_information_file>("ntdll.dll", "NtQueryInformationFile");
  static const auto as_error =
      system_function<rtl_status_to_error>("ntdll.dll", "RtlNtStatusToDosError");
  if (query == nullptr || as_error == nullptr) {
    ::SetLastError(ERROR_PROC_NOT_FOUND);
    return FALSE;
  }
  io_status how;
  const LONG status =
      query(pipe, &how, into, static_cast<ULONG>(sizeof(*into)), file_pipe_local_information);
  const bool is_unknown = status == status_not_implemented || status == status_invalid_info_class;
  ::SetLastError(is_unknown ? ERROR_PROC_NOT_FOUND : as_error(status));
  return status >= 0 ? TRUE : FALSE;
}

DWORD info_flags(const pipe_local_information& the_pipe_local_information) {
  return (the_pipe_local_information.end == file_pipe_server_end ? DWORD{PIPE_SERVER_END} : 0) |
         (the_pipe_local_information.type == file_pipe_message_type ? DWORD{PIPE_TYPE_MESSAGE} : 0);
}

std::string describe(const pipe_local_information& the_pipe_local_information) {
  const std::string state = the_pipe_local_information.state < pipe_state_words.size()
                                ? std::string(pipe_state_words.at(the_pipe_local_information.state))
                                : "state " + std::to_string(the_pipe_local_information.state);
  return state + ", " + std::to_string(the_pipe_local_information.instances) + " of " +
         std::to_string(the_pipe_local_information.most_instances) + " instances";
}

}  // namespace cnp
