#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace cnp {

/// A place for a handle in the process that makes the call. Every process of a cell has its own
/// slots.
using slot = std::uint8_t;
/// A place for an OVERLAPPED (and its event) in the process that makes the call.
using request = std::uint8_t;

inline constexpr slot slot_count = 24;
inline constexpr request request_count = 24;
/// "No OVERLAPPED named": CancelIoEx(h, NULL).
inline constexpr request no_request = 0xFF;
/// The longest text a call can carry or read, in bytes.
inline constexpr std::size_t text_limit = 512;

/// How long a waiting call waits: not at all, or until the operation's deadline.
enum class patience : std::uint8_t {
  none,
  deadline,
  brief,  ///< A fortieth of it: for waits that some kernel is known never to end.
};

/// What a handle that is not a server end is: for the calls that are handed a wrong one.
enum class odd_handle : std::uint8_t {
  null,
  invalid_handle_value,
  closed,
  event,
  disk_file,
  pipe_device,
  pipe_root,
  anonymous_read_end,
  anonymous_write_end,
};

// The calls. One aggregate a Win32 function (or a small fixed idiom around one); a process performs
// them in `executor`, and `wire` carries them to another process. `name_id` numbers the pipe names
// of a cell.

/// CreateNamedPipe, with an explicit DACL and PIPE_REJECT_REMOTE_CLIENTS.
struct create_pipe {
  slot pipe = 0;
  std::uint8_t name_id = 0;
  handle_kind handle = handle_kind::synchronous;
  wait_mode wait = wait_mode::blocking;
  pipe_type type = pipe_type::byte;
  direction dir = direction::duplex;
  std::uint32_t max_instances = 1;
  bool first_instance = false;
  bool local_name = false;  ///< `\\.\pipe\LOCAL\…` instead of `\\.\pipe\…`.
};
/// ConnectNamedPipe. `lp` says what lpOverlapped is; `req` is the place of that OVERLAPPED.
struct connect_pipe {
  slot pipe = 0;
  request req = 0;
  overlapped_kind lp = overlapped_kind::null;
};
/// DisconnectNamedPipe.
struct disconnect_pipe {
  slot pipe = 0;
};
/// CloseHandle; the slot is empty afterwards.
struct close_handle {
  slot handle = 0;
};
/// SetNamedPipeHandleState, changing the wait mode and keeping the read mode.
struct set_wait_mode {
  slot pipe = 0;
  wait_mode wait = wait_mode::blocking;
  bool message_reads = false;
};
/// GetNamedPipeHandleState: the outcome's `mode`.
struct query_mode {
  slot pipe = 0;
};
/// What the kernel itself says of a server end: GetNamedPipeHandleState (the outcome's `mode`),
/// GetNamedPipeInfo, and NtQueryInformationFile with FilePipeLocalInformation (`bytes` that can be
/// read) in one; `data` is `listening, 1 of 2 instances; server end, messages, at most 2`. A kernel
/// that does not have the last of them does not tell the state (`state not told; …`). Where one
/// fails, the outcome is that of the first to do so, and `data` names it.
struct read_back {
  slot pipe = 0;
};
/// WriteFile of a text; on an overlapped handle with a request of its own, waited for until the
/// deadline.
struct write_pipe {
  slot handle = 0;
  std::string text = {};
  bool overlapped = false;
};
/// ReadFile of up to `size` bytes: the outcome's `data`.
struct read_pipe {
  slot handle = 0;
  std::uint32_t size = text_limit;
  bool overlapped = false;
};
/// PeekNamedPipe: the outcome's `bytes`. With `patience::deadline` it is repeated until bytes are
/// there: the way to know that a client that writes at once has connected.
struct peek_pipe {
  slot pipe = 0;
  patience wait = patience::none;
};
/// Waits for the event of a request (for its file handle where it has none), in the way of `by`.
struct wait_request {
  slot pipe = 0;
  request req = 0;
  waiter by = waiter::single_object;
  patience wait = patience::deadline;
};
/// WaitForSingleObject on a handle.
struct wait_handle {
  slot handle = 0;
  patience wait = patience::none;
};
/// HasOverlappedIoCompleted (the value), OVERLAPPED.Internal and whether event and handle are
/// signaled.
struct request_state {
  slot pipe = 0;
  request req = 0;
};
/// GetOverlappedResult without waiting: the outcome's `bytes`.
struct overlapped_result {
  slot pipe = 0;
  request req = 0;
};
/// CancelIo: the calling thread's requests on the handle.
struct cancel_io {
  slot pipe = 0;
};
/// CancelIoEx: one request, or (`no_request`) every one on the handle.
struct cancel_io_ex {
  slot pipe = 0;
  request req = no_request;
};
/// CancelSynchronousIo on the thread of another thread of the same process.
struct cancel_synchronous_io {
  std::uint8_t thread = 0;
};
/// QueueUserAPC to the thread of another thread of the same process.
struct queue_apc {
  std::uint8_t thread = 0;
};
/// SleepEx(0, TRUE): delivers queued APCs. WAIT_IO_COMPLETION if there was one.
struct alertable_pause {};
/// The calling thread ends; the thread has none until its next call starts a new one.
struct exit_thread {};
/// CreateIoCompletionPort, associating the handle with a new port.
struct associate_port {
  slot port = 0;
  slot pipe = 0;
};
/// GetQueuedCompletionStatus.
struct dequeue_packet {
  slot port = 0;
  patience wait = patience::none;
};
/// SetFileCompletionNotificationModes.
struct set_notification {
  slot pipe = 0;
  std::uint8_t modes = 0;
};
/// GetNamedPipeClientProcessId: the outcome's `data` is the process's name in the cell (`client
/// 1`).
struct client_process_id {
  slot pipe = 0;
};
/// Puts a handle of an odd kind into a slot. Arrangement.
struct make_odd_handle {
  slot handle = 0;
  odd_handle what = odd_handle::null;
};
/// CreateFile on a pipe name, with GENERIC_READ / GENERIC_WRITE as the client's direction allows.
struct open_pipe {
  slot handle = 0;
  std::uint8_t name_id = 0;
  direction dir = direction::duplex;  ///< The pipe's direction, server's side: decides the access.
  bool no_access = false;             ///< dwDesiredAccess 0.
  bool overlapped = false;
  bool local_name = false;
};
/// CallNamedPipe: opens, writes `text`, reads the answer (`data`), closes.
struct call_pipe {
  std::uint8_t name_id = 0;
  std::string text = {};
  patience wait = patience::deadline;
};
/// WaitNamedPipe.
struct wait_pipe {
  std::uint8_t name_id = 0;
  patience wait = patience::deadline;
};
/// GetFileAttributes on the pipe name: what a probe for existence does.
struct probe_name {
  std::uint8_t name_id = 0;
};
/// DuplicateHandle of a handle of the calling process into a slot of another process of the cell.
struct duplicate_handle {
  slot handle = 0;
  std::uint8_t to_process = 0;
  slot to_slot = 0;
};
/// ExitProcess; what is open stays open until then.
struct exit_process {
  std::uint32_t code = 0;
};
/// TerminateProcess from outside. (The actor is the process that is killed.)
struct kill_process {};
/// GetModuleHandle and GetProcAddress: is `symbol` exported by `module`? `data` is the module's
/// file name.
struct find_export {
  std::string module = {};
  std::string symbol = {};
};
/// RtlGetVersion: the outcome's `bytes` is 100 * major + minor.
struct query_version {};

using call =
    std::variant<create_pipe, connect_pipe, disconnect_pipe, close_handle, set_wait_mode,
                 query_mode, write_pipe, read_pipe, peek_pipe, wait_request, wait_handle,
                 request_state, overlapped_result, cancel_io, cancel_io_ex, cancel_synchronous_io,
                 queue_apc, alertable_pause, exit_thread, associate_port, dequeue_packet,
                 set_notification, client_process_id, make_odd_handle, open_pipe, call_pipe,
                 wait_pipe, probe_name, duplicate_handle, exit_process, kill_process, find_export,
                 query_version, read_back>;

/// The Win32 function behind a call: `ConnectNamedPipe`.
[[nodiscard]] std::string_view function_name(const call& what);
/// The call in words, arguments included: `ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string describe(const call& what);

}  // namespace cnp
