#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cnp {

// The codes of Win32, each in one place: our word, its header's name (oddities included: 998 has no
// underscore, and 258 is a WAIT_ there too) and the number. `win32_names_test` holds them against
// the headers of the target. The lists are macros since enumerators can't be made of anything else.

/// CODE(word, name, number) for each error that pipe calls give (winerror.h). 192 is that of a wait
/// without a wait result that an APC ended.
#define CNP_ERRORS(CODE)                                                                           \
  CODE(success, ERROR_SUCCESS, 0)                                                                  \
  CODE(invalid_function, ERROR_INVALID_FUNCTION, 1)                                                \
  CODE(file_not_found, ERROR_FILE_NOT_FOUND, 2)                                                    \
  CODE(path_not_found, ERROR_PATH_NOT_FOUND, 3)                                                    \
  CODE(access_denied, ERROR_ACCESS_DENIED, 5)                                                      \
  CODE(invalid_handle, ERROR_INVALID_HANDLE, 6)                                                    \
  CODE(bad_length, ERROR_BAD_LENGTH, 24)                                                           \
  CODE(handle_eof, ERROR_HANDLE_EOF, 38)                                                           \
  CODE(not_supported, ERROR_NOT_SUPPORTED, 50)                                                     \
  CODE(bad_dev_type, ERROR_BAD_DEV_TYPE, 66)                                                       \
  CODE(bad_net_name, ERROR_BAD_NET_NAME, 67)                                                       \
  CODE(invalid_parameter, ERROR_INVALID_PARAMETER, 87)                                             \
  CODE(broken_pipe, ERROR_BROKEN_PIPE, 109)                                                        \
  CODE(sem_timeout, ERROR_SEM_TIMEOUT, 121)                                                        \
  CODE(invalid_name, ERROR_INVALID_NAME, 123)                                                      \
  CODE(proc_not_found, ERROR_PROC_NOT_FOUND, 127)                                                  \
  CODE(bad_pathname, ERROR_BAD_PATHNAME, 161)                                                      \
  CODE(wait_io_completion, WAIT_IO_COMPLETION, 192)                                                \
  CODE(pipe_local, ERROR_PIPE_LOCAL, 229)                                                          \
  CODE(bad_pipe, ERROR_BAD_PIPE, 230)                                                              \
  CODE(pipe_busy, ERROR_PIPE_BUSY, 231)                                                            \
  CODE(no_data, ERROR_NO_DATA, 232)                                                                \
  CODE(pipe_not_connected, ERROR_PIPE_NOT_CONNECTED, 233)                                          \
  CODE(more_data, ERROR_MORE_DATA, 234)                                                            \
  CODE(wait_timeout, WAIT_TIMEOUT, 258)                                                            \
  CODE(mr_mid_not_found, ERROR_MR_MID_NOT_FOUND, 317)                                              \
  CODE(pipe_connected, ERROR_PIPE_CONNECTED, 535)                                                  \
  CODE(pipe_listening, ERROR_PIPE_LISTENING, 536)                                                  \
  CODE(handles_closed, ERROR_HANDLES_CLOSED, 676)                                                  \
  CODE(operation_aborted, ERROR_OPERATION_ABORTED, 995)                                            \
  CODE(io_incomplete, ERROR_IO_INCOMPLETE, 996)                                                    \
  CODE(io_pending, ERROR_IO_PENDING, 997)                                                          \
  CODE(no_access, ERROR_NOACCESS, 998)                                                             \
  CODE(not_found, ERROR_NOT_FOUND, 1168)                                                           \
  CODE(bad_impersonation_level, ERROR_BAD_IMPERSONATION_LEVEL, 1346)                               \
  CODE(cannot_impersonate, ERROR_CANNOT_IMPERSONATE, 1368)                                         \
  CODE(not_supported_in_app_container, ERROR_NOT_SUPPORTED_IN_APPCONTAINER, 4252)

/// The same for what a wait function returns (synchapi.h).
#define CNP_WAIT_RESULTS(CODE)                                                                     \
  CODE(object_0, WAIT_OBJECT_0, 0)                                                                 \
  CODE(abandoned_0, WAIT_ABANDONED_0, 0x80)                                                        \
  CODE(io_completion, WAIT_IO_COMPLETION, 0xC0)                                                    \
  CODE(timeout, WAIT_TIMEOUT, 258)                                                                 \
  CODE(failed, WAIT_FAILED, 0xFFFFFFFF)

/// The same for the NTSTATUS values that OVERLAPPED.Internal shows in this suite (ntstatus.h).
#define CNP_STATUSES(CODE)                                                                         \
  CODE(success, STATUS_SUCCESS, 0x00000000)                                                        \
  CODE(pending, STATUS_PENDING, 0x00000103)                                                        \
  CODE(pipe_broken, STATUS_PIPE_BROKEN, 0xC000014B)                                                \
  CODE(pipe_disconnected, STATUS_PIPE_DISCONNECTED, 0xC00000B0)                                    \
  CODE(cancelled, STATUS_CANCELLED, 0xC0000120)                                                    \
  CODE(handles_closed, STATUS_HANDLES_CLOSED, 0x8000000A)

// An enumerator takes no parentheses.
// NOLINTNEXTLINE(bugprone-macro-parentheses)
#define CNP_ENUMERATOR(word, name, number) word = number,
enum class error : std::uint32_t { CNP_ERRORS(CNP_ENUMERATOR) };
enum class wait_result : std::uint32_t { CNP_WAIT_RESULTS(CNP_ENUMERATOR) };
enum class status : std::uint32_t { CNP_STATUSES(CNP_ENUMERATOR) };
#undef CNP_ENUMERATOR

/// A code and its name.
struct named_code {
  std::uint32_t code;
  std::string_view name;
};

#define CNP_NAMED(word, name, number) {number, #name},
inline constexpr auto error_codes = std::to_array<named_code>({CNP_ERRORS(CNP_NAMED)});
inline constexpr auto wait_codes = std::to_array<named_code>({CNP_WAIT_RESULTS(CNP_NAMED)});
inline constexpr auto status_codes = std::to_array<named_code>({CNP_STATUSES(CNP_NAMED)});
#undef CNP_NAMED

}  // namespace cnp
