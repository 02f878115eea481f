#pragma once

#include "harness/scenario/codes.hpp"
#include "harness/support/names.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace cnp {

/// The value that every call finds in GetLastError before it starts. A function that fails without
/// setting last error leaves it there, which is a finding of its own.
inline constexpr std::uint32_t poison = 0x20C0FFEE;

/// In an allowed outcome: whatever last error a call that failed left.
inline constexpr std::uint32_t any_error = 0xFFFFFFFF;

/// How a call ended, as far as its caller can tell.
enum class completion : std::uint8_t {
  returned,       ///< It returned.
  in_progress,    ///< It was issued and is under way.
  hung,           ///< Its deadline passed and it had to be ended from outside.
  process_ended,  ///< Its process ended; `value` is the exit code.
};
template <>
inline constexpr auto names<completion> = name_table<completion>({"returned", "in-progress", "hung",
                                                                  "process-ended"});

/// What kind of value a call returns, so that an outcome can be put into words.
enum class value_kind : std::uint8_t {
  boolean,  ///< BOOL or HANDLE: `value` is 1 for success, 0 for failure, and `error` tells why.
  wait,     ///< A wait function's DWORD; `error` is meaningful for WAIT_FAILED.
  nothing,  ///< The call returns no value (`HasOverlappedIoCompleted` apart, a state that is read).
};
template <>
inline constexpr auto names<value_kind> = name_table<value_kind>({"boolean", "wait", "nothing"});

/// What a call gave. Optional members are present where the call shows them; in an *allowed*
/// outcome, an absent member means "not looked at".
struct outcome {
  completion how = completion::returned;
  value_kind kind = value_kind::boolean;
  std::uint32_t value = 0;  ///< 1/0 for booleans and handles, the code for waits.
  std::uint32_t error = 0;  ///< GetLastError, read next after the call; 0 on success.
  std::optional<std::uint32_t> internal = {};  ///< OVERLAPPED.Internal, an NTSTATUS.
  std::optional<bool> event_signaled = {};     ///< The event of the OVERLAPPED.
  std::optional<bool> handle_signaled = {};    ///< The pipe handle itself.
  std::optional<std::uint32_t> bytes = {};     ///< Bytes transferred or available.
  std::optional<std::uint32_t> mode =
      {};                                ///< State flags (PIPE_NOWAIT 1, PIPE_READMODE_MESSAGE 2).
  std::optional<std::string> data = {};  ///< Bytes read, or a name that the call found.

  bool operator==(const outcome&) const = default;
};

/// Whether a test that takes a pointer to a member holds for each member that an outcome may lack.
template <class Test>
constexpr bool of_each_optional_member(Test test) {
  return std::apply([&test](auto... member) { return (test(member) && ...); },
                    std::tuple{&outcome::internal, &outcome::event_signaled,
                               &outcome::handle_signaled, &outcome::bytes, &outcome::mode,
                               &outcome::data});
}

/// Whether `seen` is what `allowed` describes: same completion and value, same error where the call
/// failed, and every optional member that `allowed` has. Pure.
[[nodiscard]] bool matches(const outcome& seen, const outcome& allowed);

/// Whether `seen` is in the set. An empty set allows nothing.
[[nodiscard]] bool matches_any(const outcome& seen, const std::vector<outcome>& allowed);

/// A nonzero return value.
[[nodiscard]] inline outcome nonzero() {
  return {.value = 1};
}
/// A zero return value with this last error: written `0/ERROR_…` in reports.
[[nodiscard]] inline outcome zero(error why) {
  return {.error = static_cast<std::uint32_t>(why)};
}
/// A zero return value, whatever the last error is.
[[nodiscard]] inline outcome any_failure() {
  return {.error = any_error};
}
/// A wait function's result.
[[nodiscard]] inline outcome waited(wait_result result) {
  return {.kind = value_kind::wait, .value = static_cast<std::uint32_t>(result)};
}
/// A call that is still under way when its caller goes on.
[[nodiscard]] inline outcome under_way() {
  return {.how = completion::in_progress};
}
/// A process that ended with this exit code while, or because, it made the call.
[[nodiscard]] inline outcome ended(std::uint32_t exit_code) {
  return {.how = completion::process_ended, .value = exit_code};
}
/// A state that was read; fill in the members that matter.
[[nodiscard]] inline outcome state() {
  return {.kind = value_kind::nothing};
}

/// `ERROR_NO_DATA (232)`, or `error 4711` for a number this suite has no name for.
[[nodiscard]] std::string error_text(std::uint32_t code);
/// `STATUS_PENDING (0x00000103)`, or the number alone.
[[nodiscard]] std::string status_text(std::uint32_t code);
/// The outcome in the words of the reports: `0/ERROR_PIPE_CONNECTED (535)`, `nonzero`,
/// `WAIT_OBJECT_0`, each with the optional members that are present.
[[nodiscard]] std::string describe(const outcome& the_outcome);
/// Several allowed outcomes: `nonzero, or 0/ERROR_IO_PENDING (997)`.
[[nodiscard]] std::string describe(const std::vector<outcome>& allowed);

/// The code behind a name such as `ERROR_NO_DATA`; empty for a name this suite does not know.
[[nodiscard]] std::optional<std::uint32_t> error_from_name(std::string_view name);

}  // namespace cnp
