#pragma once

#include "harness/support/names.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

// The axes' values, each with its word in cell keys, labels and records: `synchronous`,
// `manual-event`, `CreateFile`.

/// Whether the server end was created with FILE_FLAG_OVERLAPPED.
enum class handle_kind : std::uint8_t { synchronous, overlapped };
template <>
inline constexpr auto names<handle_kind> = name_table<handle_kind>({"synchronous", "overlapped"});
/// The wait mode of a pipe handle: PIPE_WAIT or PIPE_NOWAIT.
enum class wait_mode : std::uint8_t { blocking, nonblocking };
template <>
inline constexpr auto names<wait_mode> = name_table<wait_mode>({"blocking", "nonblocking"});
/// Whether CreateNamedPipe set the wait mode, or SetNamedPipeHandleState changed it from the other
/// one.
enum class mode_origin : std::uint8_t { at_creation, changed_later };
template <>
inline constexpr auto names<mode_origin> = name_table<mode_origin>({"at-creation",
                                                                    "changed-later"});
/// What lpOverlapped is.
enum class overlapped_kind : std::uint8_t {
  null,                   ///< NULL.
  manual_event,           ///< A manual-reset event, not signaled before.
  manual_event_signaled,  ///< A manual-reset event, signaled before.
  auto_event,             ///< An auto-reset event.
  no_event,               ///< hEvent is NULL.
  low_bit_event,  ///< A manual-reset event's handle with its low bit set (no completion packet).
  not_an_event,   ///< hEvent is a number that is no handle.
  unmodifiable_event,  ///< An event opened without EVENT_MODIFY_STATE.
};
template <>
inline constexpr auto names<overlapped_kind> = name_table<overlapped_kind>(
    {"null", "manual-event", "manual-event-signaled", "auto-event", "no-event", "low-bit-event",
     "not-an-event", "unmodifiable-event"});
/// PIPE_TYPE_BYTE or PIPE_TYPE_MESSAGE.
enum class pipe_type : std::uint8_t { byte, message };
template <>
inline constexpr auto names<pipe_type> = name_table<pipe_type>({"byte", "message"});
/// PIPE_ACCESS_DUPLEX, PIPE_ACCESS_INBOUND (client to server), PIPE_ACCESS_OUTBOUND (server to
/// client).
enum class direction : std::uint8_t { duplex, inbound, outbound };
template <>
inline constexpr auto names<direction> = name_table<direction>({"duplex", "inbound", "outbound"});
/// Whether the instance was just created, or had another client and was disconnected from it.
enum class instance_age : std::uint8_t { fresh, reused };
template <>
inline constexpr auto names<instance_age> = name_table<instance_age>({"fresh", "reused"});
/// How a client connects.
enum class client_how : std::uint8_t { create_file, call_named_pipe, wait_then_create_file };
template <>
inline constexpr auto names<client_how> = name_table<client_how>({"CreateFile", "CallNamedPipe",
                                                                  "WaitNamedPipe-CreateFile"});
/// When the client connects, seen from the server's ConnectNamedPipe call.
enum class client_when : std::uint8_t {
  before,  ///< Between CreateNamedPipe and ConnectNamedPipe: it is connected when the call is made.
  during,  ///< While the call is under way (it blocks, or its request is pending).
  after,   ///< After a call that returned without leaving a request behind.
};
template <>
inline constexpr auto names<client_when> = name_table<client_when>({"before", "during", "after"});
/// What becomes of the previous client.
enum class client_fate : std::uint8_t {
  holds,                 ///< It keeps its handle open.
  closes,                ///< It closes its handle.
  writes_then_closes,    ///< It writes and closes; the bytes are unread.
  exits,                 ///< Its process exits with the handle open.
  killed,                ///< Its process is terminated with the handle open.
  duplicated_elsewhere,  ///< It closes its handle, but another process holds a duplicate.
};
template <>
inline constexpr auto names<client_fate> = name_table<client_fate>(
    {"holds", "closes", "writes-then-closes", "exits", "killed", "duplicated-elsewhere"});
/// How the server learns that a pending request has completed.
enum class waiter : std::uint8_t {
  single_object,     ///< WaitForSingleObject.
  single_object_ex,  ///< WaitForSingleObjectEx, alertable.
  multiple_objects,  ///< WaitForMultipleObjects, beside an event that nobody sets.
  registered_wait,   ///< RegisterWaitForSingleObject; its callback tells.
  sleep_ex,  ///< SleepEx, alertable; a registered wait's callback queues the APC that ends it.
  polling,   ///< HasOverlappedIoCompleted, read again and again until the deadline.
};
template <>
inline constexpr auto names<waiter> =
    name_table<waiter>({"WaitForSingleObject", "WaitForSingleObjectEx", "WaitForMultipleObjects",
                        "RegisterWaitForSingleObject", "SleepEx", "polling"});
/// The number of a walk through the states of the model, see cases/model/matrix.hpp.
enum class walk_number : std::uint16_t {};
inline constexpr std::uint16_t most_walks = 4096;

/// One combination of the axes: everything a scenario leaves open, decided.
struct cell {
  handle_kind handle = handle_kind::synchronous;
  wait_mode wait = wait_mode::blocking;
  mode_origin origin = mode_origin::at_creation;
  overlapped_kind lp = overlapped_kind::null;
  pipe_type type = pipe_type::byte;
  direction dir = direction::duplex;
  instance_age instance = instance_age::fresh;
  client_how how = client_how::create_file;
  client_when when = client_when::before;
  client_fate fate = client_fate::holds;
  waiter wait_by = waiter::single_object;
  walk_number walk{};

  bool operator==(const cell&) const = default;
};

/// The values that a scenario runs over, axis by axis. An empty axis stays at the cell's default
/// and does not appear in the cell's key; a named axis does, also with one value.
struct axes {
  std::vector<handle_kind> handle = {};
  std::vector<wait_mode> wait = {};
  std::vector<mode_origin> origin = {};
  std::vector<overlapped_kind> lp = {};
  std::vector<pipe_type> type = {};
  std::vector<direction> dir = {};
  std::vector<instance_age> instance = {};
  std::vector<client_how> how = {};
  std::vector<client_when> when = {};
  std::vector<client_fate> fate = {};
  std::vector<waiter> wait_by = {};
  std::vector<walk_number> walk = {};
};

/// Every number that a walk can have.
[[nodiscard]] const std::vector<walk_number>& all_walks();

/// Every value of an axis.
template <named_enum Axis>
[[nodiscard]] std::vector<Axis> whole_axis() {
  const auto all = all_values<Axis>();
  return {all.begin(), all.end()};
}

/// Whole axes, for scenarios that leave them open.
inline const std::vector both_handles = whole_axis<handle_kind>();
inline const std::vector both_waits = whole_axis<wait_mode>();
inline const std::vector both_origins = whole_axis<mode_origin>();
inline const std::vector both_types = whole_axis<pipe_type>();
inline const std::vector all_directions = whole_axis<direction>();
inline const std::vector both_ages = whole_axis<instance_age>();
inline const std::vector all_hows = whole_axis<client_how>();
/// Clients that hold a handle of their own (CallNamedPipe closes its own before it returns).
inline const std::vector handle_hows{client_how::create_file, client_how::wait_then_create_file};
inline const std::vector all_gone{client_fate::closes, client_fate::writes_then_closes,
                                  client_fate::exits, client_fate::killed};
inline const std::vector all_kept{client_fate::holds, client_fate::duplicated_elsewhere};
/// The lpOverlapped values with which a call on an overlapped handle leaves a pending request.
inline const std::vector all_requests{
    overlapped_kind::manual_event, overlapped_kind::manual_event_signaled,
    overlapped_kind::auto_event, overlapped_kind::no_event, overlapped_kind::low_bit_event};
/// Every documented lpOverlapped, NULL among them.
inline const std::vector all_overlapped{overlapped_kind::null,
                                        overlapped_kind::manual_event,
                                        overlapped_kind::manual_event_signaled,
                                        overlapped_kind::auto_event,
                                        overlapped_kind::no_event,
                                        overlapped_kind::low_bit_event};
inline const std::vector all_waiters = whole_axis<waiter>();

/// `walk-0007`.
[[nodiscard]] std::string_view word(walk_number value);

/// The axes' names, in the order in which a cell's key names their values.
[[nodiscard]] const std::vector<std::string_view>& axis_names();

/// Every word of every axis, in the order of `axis_names`.
[[nodiscard]] const std::vector<std::vector<std::string_view>>& axis_words();
/// Which axes a scenario names, in the order of `axis_names`.
[[nodiscard]] std::vector<bool> named_axes(const axes& over);
/// The cell's value on every axis, by axis name, in `axis_names` order.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>>
words(const cell& the_cell);

/// The part of a cell's key behind the slash: the values on the axes that `over` names, joined by
/// `-`; `only` where it names none. Stable across runs and kernels.
[[nodiscard]] std::string key(const cell& the_cell, const axes& over);

/// Whether the combination can be arranged at all; an empty string if so, else why not (a client by
/// CallNamedPipe needs a duplex message pipe, …). One rule for all scenarios. Pure.
[[nodiscard]] std::string impossible(const cell& the_cell);

/// Whether the cell ends a process of its own, which costs a process start each time.
[[nodiscard]] bool ends_a_process(const cell& the_cell);

/// All possible cells of the axes for which `only_if` holds (empty: all): crossed in full where a
/// warm client serves, and pairwise (every pair of values of two axes at least once) among those
/// that end a process. Deterministic order. Asserts that no value is named twice.
[[nodiscard]] std::vector<cell> cross(const axes& over,
                                      const std::function<bool(const cell&)>& only_if);

}  // namespace cnp
