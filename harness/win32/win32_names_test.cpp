// The suite's own names for errors, wait results and states are values without Win32, so that
// reports can be read anywhere. Here they are held against the headers of the target.

// <windows.h> has only some of the STATUS_ names, and only in the way of <ntstatus.h>.
#define WIN32_NO_STATUS
#include "harness/win32/windows.hpp"
#undef WIN32_NO_STATUS

#include <winternl.h>

#include <ntstatus.h>

#include "harness/scenario/outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {
namespace {

#if defined(ERROR_NOT_SUPPORTED_IN_APPCONTAINER)
constexpr std::uint32_t not_in_app_container = ERROR_NOT_SUPPORTED_IN_APPCONTAINER;
#else
constexpr std::uint32_t not_in_app_container = 4252;  // MinGW-w64's winerror.h lacks it.
#endif

#if defined(ERROR_HANDLES_CLOSED)
constexpr std::uint32_t handles_closed = ERROR_HANDLES_CLOSED;
#else
constexpr std::uint32_t handles_closed = 676;         // MinGW-w64's winerror.h lacks it.
#endif

/// A name of ours and the header's number for it.
struct pairing {
  std::string_view name;
  std::uint32_t ours;
  std::uint32_t theirs;
};

#define CNP_PAIR(ours, theirs)                                                                     \
  pairing {                                                                                        \
#theirs, static_cast < std::uint32_t>(ours), static_cast < std::uint32_t>(theirs)              \
  }

constexpr auto errors = std::to_array<pairing>({
    CNP_PAIR(error::success, ERROR_SUCCESS),
    CNP_PAIR(error::invalid_function, ERROR_INVALID_FUNCTION),
    CNP_PAIR(error::file_not_found, ERROR_FILE_NOT_FOUND),
    CNP_PAIR(error::path_not_found, ERROR_PATH_NOT_FOUND),
    CNP_PAIR(error::access_denied, ERROR_ACCESS_DENIED),
    CNP_PAIR(error::invalid_handle, ERROR_INVALID_HANDLE),
    CNP_PAIR(error::bad_length, ERROR_BAD_LENGTH),
    CNP_PAIR(error::handle_eof, ERROR_HANDLE_EOF),
    CNP_PAIR(error::not_supported, ERROR_NOT_SUPPORTED),
    CNP_PAIR(error::bad_dev_type, ERROR_BAD_DEV_TYPE),
    CNP_PAIR(error::bad_net_name, ERROR_BAD_NET_NAME),
    CNP_PAIR(error::invalid_parameter, ERROR_INVALID_PARAMETER),
    CNP_PAIR(error::broken_pipe, ERROR_BROKEN_PIPE),
    CNP_PAIR(error::sem_timeout, ERROR_SEM_TIMEOUT),
    CNP_PAIR(error::invalid_name, ERROR_INVALID_NAME),
    CNP_PAIR(error::proc_not_found, ERROR_PROC_NOT_FOUND),
    CNP_PAIR(error::bad_pathname, ERROR_BAD_PATHNAME),
    CNP_PAIR(error::wait_io_completion, WAIT_IO_COMPLETION),
    CNP_PAIR(error::pipe_local, ERROR_PIPE_LOCAL),
    CNP_PAIR(error::bad_pipe, ERROR_BAD_PIPE),
    CNP_PAIR(error::pipe_busy, ERROR_PIPE_BUSY),
    CNP_PAIR(error::no_data, ERROR_NO_DATA),
    CNP_PAIR(error::pipe_not_connected, ERROR_PIPE_NOT_CONNECTED),
    CNP_PAIR(error::more_data, ERROR_MORE_DATA),
    CNP_PAIR(error::wait_timeout, WAIT_TIMEOUT),
    CNP_PAIR(error::pipe_connected, ERROR_PIPE_CONNECTED),
    CNP_PAIR(error::pipe_listening, ERROR_PIPE_LISTENING),
    CNP_PAIR(error::operation_aborted, ERROR_OPERATION_ABORTED),
    CNP_PAIR(error::io_incomplete, ERROR_IO_INCOMPLETE),
    CNP_PAIR(error::io_pending, ERROR_IO_PENDING),
    CNP_PAIR(error::no_access, ERROR_NOACCESS),
    CNP_PAIR(error::not_found, ERROR_NOT_FOUND),
    CNP_PAIR(error::bad_impersonation_level, ERROR_BAD_IMPERSONATION_LEVEL),
    CNP_PAIR(error::cannot_impersonate, ERROR_CANNOT_IMPERSONATE),
});

constexpr auto states = std::to_array<pairing>({
    CNP_PAIR(status::success, STATUS_SUCCESS),
    CNP_PAIR(status::pending, STATUS_PENDING),
    CNP_PAIR(status::pipe_broken, STATUS_PIPE_BROKEN),
    CNP_PAIR(status::pipe_disconnected, STATUS_PIPE_DISCONNECTED),
    CNP_PAIR(status::cancelled, STATUS_CANCELLED),
    CNP_PAIR(status::handles_closed, STATUS_HANDLES_CLOSED),
});

constexpr auto wait_results = std::to_array<pairing>({
    CNP_PAIR(wait_result::object_0, WAIT_OBJECT_0),
    CNP_PAIR(wait_result::abandoned_0, WAIT_ABANDONED_0),
    CNP_PAIR(wait_result::io_completion, WAIT_IO_COMPLETION),
    CNP_PAIR(wait_result::timeout, WAIT_TIMEOUT),
    CNP_PAIR(wait_result::failed, WAIT_FAILED),
});

#undef CNP_PAIR

template <class Table>
constexpr bool all_equal(const Table& table) {
  return std::ranges::all_of(table, [](const pairing& one) { return one.ours == one.theirs; });
}

static_assert(all_equal(errors), "an enumerator of cnp::error is not winerror.h's number");
static_assert(all_equal(states), "an enumerator of cnp::status is not ntstatus.h's number");
static_assert(all_equal(wait_results),
              "an enumerator of cnp::wait_result is not the header's number");
static_assert(static_cast<std::uint32_t>(error::not_supported_in_app_container) ==
              not_in_app_container);
static_assert(static_cast<std::uint32_t>(error::handles_closed) == handles_closed);
// Bit 29 is kept for applications: no function of the system sets such a code.
static_assert((poison & 0x2000'0000U) != 0, "the system might set the poison itself");

// The table of names is another place than the enumerators; both must say the same.

template <class Table, class Text>
void expect_names(const Table& table, const std::string& behind, const Text& text_of) {
  for (const pairing& one : table) {
    const std::string text = text_of(one.theirs);
    EXPECT_TRUE(text.starts_with(std::string(one.name) + behind))
        << "the suite says " << text << " for " << one.name;
  }
}

TEST(Win32Names, AreThoseOfTheHeaders) {
  expect_names(errors, " (", &error_text);
  expect_names(states, " (", &status_text);
  expect_names(wait_results, "", [](std::uint32_t value) {
    outcome seen = waited(wait_result::object_0);
    seen.value = value;
    return describe(seen);
  });
  for (const pairing& one : errors) {
    EXPECT_EQ(error_from_name(one.name), one.theirs) << one.name;
  }
}

}  // namespace
}  // namespace cnp
