#pragma once

#include "harness/scenario/call_row.hpp"
#include "harness/scenario/cell.hpp"
#include "harness/scenario/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace cnp {

/// The call table: a row for each call, beside its struct. From it come the call's name and words,
/// its form between processes, and what it gives when it works. A call without a row, or with a
/// member that its row leaves out, does not compile.
template <class Call>
inline constexpr std::nullptr_t call_table = nullptr;

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
template <>
inline constexpr auto call_table<create_pipe> =
    call_row{"CreateNamedPipe({local_name?LOCAL }name {name_id}, {handle} {wait} {dir} {type} "
             "pipe, at most {max_instances}{first_instance?, first instance}, to {pipe})",
             field{"pipe", &create_pipe::pipe, a_slot},
             field{"name_id", &create_pipe::name_id},
             field{"handle", &create_pipe::handle},
             field{"wait", &create_pipe::wait},
             field{"type", &create_pipe::type},
             field{"dir", &create_pipe::dir},
             field{"max_instances", &create_pipe::max_instances},
             field{"first_instance", &create_pipe::first_instance},
             field{"local_name", &create_pipe::local_name}};

/// ConnectNamedPipe. `lp` says what lpOverlapped is; `req` is the place of that OVERLAPPED.
struct connect_pipe {
  slot pipe = 0;
  request req = 0;
  overlapped_kind lp = overlapped_kind::null;
};
constexpr bool has_no_overlapped(const connect_pipe& one) {
  return one.lp == overlapped_kind::null;
}
template <>
inline constexpr auto call_table<connect_pipe> = call_row{
    "ConnectNamedPipe({pipe}, {req} with {lp})", field{"pipe", &connect_pipe::pipe, a_slot},
    field{"req", &connect_pipe::req, a_request},
    field{"lp", &connect_pipe::lp}}.or_reads("ConnectNamedPipe({pipe}, NULL)", &has_no_overlapped);

/// DisconnectNamedPipe.
struct disconnect_pipe {
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<disconnect_pipe> =
    call_row{"DisconnectNamedPipe({pipe})", field{"pipe", &disconnect_pipe::pipe, a_slot}};

/// CloseHandle; the slot is empty afterwards.
struct close_handle {
  slot handle = 0;
};
template <>
inline constexpr auto call_table<close_handle> =
    call_row{"CloseHandle({handle})", field{"handle", &close_handle::handle, a_slot}};

/// SetNamedPipeHandleState, changing the wait mode and keeping the read mode.
struct set_wait_mode {
  slot pipe = 0;
  wait_mode wait = wait_mode::blocking;
  bool message_reads = false;
};
template <>
inline constexpr auto call_table<set_wait_mode> =
    call_row{"SetNamedPipeHandleState({pipe}, {wait}{message_reads?, message reads})",
             field{"pipe", &set_wait_mode::pipe, a_slot}, field{"wait", &set_wait_mode::wait},
             field{"message_reads", &set_wait_mode::message_reads}};

/// GetNamedPipeHandleState: the outcome's `mode`.
struct query_mode {
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<query_mode> =
    call_row{"GetNamedPipeHandleState({pipe})", field{"pipe", &query_mode::pipe, a_slot}};

/// What the kernel itself says of a server end: GetNamedPipeHandleState (the outcome's `mode`) and
/// NtQueryInformationFile with FilePipeLocalInformation (`bytes` that can be read) in one; `data`
/// is `listening, 1 of 2 instances; server end, messages, at most 2`. A kernel that does not have
/// the latter is asked by GetNamedPipeInfo, which does not tell the state (`state not told; …`).
/// Where one fails, the outcome is that of the first to do so, and `data` names it.
struct read_back {
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<read_back> =
    call_row{"read-back({pipe})", field{"pipe", &read_back::pipe, a_slot}};

/// WriteFile of a text; on an overlapped handle with a request of its own, waited for until the
/// deadline.
struct write_pipe {
  slot handle = 0;
  std::string text = {};
  bool overlapped = false;
};
template <>
inline constexpr auto call_table<write_pipe> =
    call_row{"WriteFile({handle}, {text}{overlapped?, overlapped})",
             field{"handle", &write_pipe::handle, a_slot}, field{"text", &write_pipe::text},
             field{"overlapped", &write_pipe::overlapped}};

/// ReadFile of up to `size` bytes: the outcome's `data`.
struct read_pipe {
  slot handle = 0;
  std::uint32_t size = text_limit;
  bool overlapped = false;
};
template <>
inline constexpr auto call_table<read_pipe> =
    call_row{"ReadFile({handle}, {size}{overlapped?, overlapped})",
             field{"handle", &read_pipe::handle, a_slot},
             field{"size", &read_pipe::size, {.last = text_limit}},
             field{"overlapped", &read_pipe::overlapped}};

/// PeekNamedPipe: the outcome's `bytes`. With `patience::deadline` it is repeated until bytes are
/// there: the way to know that a client that writes at once has connected.
struct peek_pipe {
  slot pipe = 0;
  patience wait = patience::none;
};
template <>
inline constexpr auto call_table<peek_pipe> =
    call_row{"PeekNamedPipe({pipe}{wait})", field{"pipe", &peek_pipe::pipe, a_slot},
             field{"wait", &peek_pipe::wait}};

/// Waits for the event of a request (for its file handle where it has none), in the way of `by`.
struct wait_request {
  slot pipe = 0;
  request req = 0;
  waiter by = waiter::single_object;
  patience wait = patience::deadline;
};
/// What a wait gives when what it waits for is signaled, each way of waiting in its own terms.
[[nodiscard]] outcome signaled_by(waiter by);
/// That is a habit, not a function; it reads as the one that it calls.
constexpr bool is_polling(const wait_request& one) {
  return one.by == waiter::polling;
}
template <>
inline constexpr auto call_table<wait_request> =
    call_row{"{by}({req} on {pipe}{wait})", field{"pipe", &wait_request::pipe, a_slot},
             field{"req", &wait_request::req, a_request}, field{"by", &wait_request::by},
             field{"wait", &wait_request::wait}}
        .or_reads("HasOverlappedIoCompleted({req} on {pipe}{wait})", &is_polling)
        .gives([](const wait_request& one) { return signaled_by(one.by); });

/// WaitForSingleObject on a handle.
struct wait_handle {
  slot handle = 0;
  patience wait = patience::none;
};
template <>
inline constexpr auto call_table<wait_handle> = call_row{
    "WaitForSingleObject({handle}{wait})", field{"handle", &wait_handle::handle, a_slot},
    field{"wait", &wait_handle::wait}}.gives([](const wait_handle&) {
  return waited(wait_result::object_0);
});

/// HasOverlappedIoCompleted (the value), OVERLAPPED.Internal and whether event and handle are
/// signaled.
struct request_state {
  slot pipe = 0;
  request req = 0;
};
template <>
inline constexpr auto call_table<request_state> =
    call_row{"HasOverlappedIoCompleted({req} on {pipe})",
             field{"pipe", &request_state::pipe, a_slot},
             field{"req", &request_state::req, a_request}};

/// GetOverlappedResult without waiting: the outcome's `bytes`.
struct overlapped_result {
  slot pipe = 0;
  request req = 0;
};
template <>
inline constexpr auto call_table<overlapped_result> =
    call_row{"GetOverlappedResult({pipe}, {req})", field{"pipe", &overlapped_result::pipe, a_slot},
             field{"req", &overlapped_result::req, a_request}};

/// CancelIo: the calling thread's requests on the handle.
struct cancel_io {
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<cancel_io> =
    call_row{"CancelIo({pipe})", field{"pipe", &cancel_io::pipe, a_slot}};

/// CancelIoEx: one request, or (`no_request`) every one on the handle.
struct cancel_io_ex {
  slot pipe = 0;
  request req = no_request;
};
template <>
inline constexpr auto call_table<cancel_io_ex> =
    call_row{"CancelIoEx({pipe}, {req})", field{"pipe", &cancel_io_ex::pipe, a_slot},
             field{"req", &cancel_io_ex::req, a_request_or_none}};

/// CancelSynchronousIo on the thread of another thread of the same process.
struct cancel_synchronous_io {
  std::uint8_t thread = 0;
};
template <>
inline constexpr auto call_table<cancel_synchronous_io> = call_row{
    "CancelSynchronousIo({thread})", field{"thread", &cancel_synchronous_io::thread, a_thread}};

/// QueueUserAPC to the thread of another thread of the same process.
struct queue_apc {
  std::uint8_t thread = 0;
};
template <>
inline constexpr auto call_table<queue_apc> =
    call_row{"QueueUserAPC({thread})", field{"thread", &queue_apc::thread, a_thread}};

/// SleepEx(0, TRUE): delivers queued APCs. WAIT_IO_COMPLETION if there was one.
struct alertable_pause {};
template <>
inline constexpr auto call_table<alertable_pause> =
    call_row<alertable_pause>{"SleepEx(0, alertable)"};  // under test: no time passes.

/// The calling thread ends; the thread has none until its next call starts a new one.
struct exit_thread {};
template <>
inline constexpr auto call_table<exit_thread> = call_row<exit_thread>{"ExitThread()"};

/// CreateIoCompletionPort, associating the handle with a new port.
struct associate_port {
  slot port = 0;
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<associate_port> =
    call_row{"CreateIoCompletionPort({pipe}, to {port})",
             field{"port", &associate_port::port, a_slot},
             field{"pipe", &associate_port::pipe, a_slot}};

/// GetQueuedCompletionStatus.
struct dequeue_packet {
  slot port = 0;
  patience wait = patience::none;
};
template <>
inline constexpr auto call_table<dequeue_packet> =
    call_row{"GetQueuedCompletionStatus({port}{wait})",
             field{"port", &dequeue_packet::port, a_slot}, field{"wait", &dequeue_packet::wait}};

/// SetFileCompletionNotificationModes.
struct set_notification {
  slot pipe = 0;
  std::uint8_t modes = 0;
};
template <>
inline constexpr auto call_table<set_notification> =
    call_row{"SetFileCompletionNotificationModes({pipe}, {modes})",
             field{"pipe", &set_notification::pipe, a_slot},
             field{"modes", &set_notification::modes}};

/// GetNamedPipeClientProcessId: the outcome's `data` is the process's name in the cell (`client
/// 1`).
struct client_process_id {
  slot pipe = 0;
};
template <>
inline constexpr auto call_table<client_process_id> = call_row{
    "GetNamedPipeClientProcessId({pipe})", field{"pipe", &client_process_id::pipe, a_slot}};

/// Puts a handle of an odd kind into a slot. Arrangement.
struct make_odd_handle {
  slot handle = 0;
  odd_handle what = odd_handle::null;
};
template <>
inline constexpr auto call_table<make_odd_handle> =
    call_row{"odd-handle({what}, to {handle})", field{"handle", &make_odd_handle::handle, a_slot},
             field{"what", &make_odd_handle::what}};

/// CreateFile on a pipe name, with GENERIC_READ / GENERIC_WRITE as the client's direction allows.
struct open_pipe {
  slot handle = 0;
  std::uint8_t name_id = 0;
  direction dir = direction::duplex;  ///< The pipe's direction, server's side: decides the access.
  bool no_access = false;             ///< dwDesiredAccess 0.
  bool overlapped = false;
  bool local_name = false;
};
template <>
inline constexpr auto call_table<open_pipe> =
    call_row{"CreateFile({local_name?LOCAL }name {name_id}, {dir} pipe{no_access?, no "
             "access}{overlapped?, overlapped}, to {handle})",
             field{"handle", &open_pipe::handle, a_slot},
             field{"name_id", &open_pipe::name_id},
             field{"dir", &open_pipe::dir},
             field{"no_access", &open_pipe::no_access},
             field{"overlapped", &open_pipe::overlapped},
             field{"local_name", &open_pipe::local_name}};

/// CallNamedPipe: opens, writes `text`, reads the answer (`data`), closes.
struct call_pipe {
  std::uint8_t name_id = 0;
  std::string text = {};
  patience wait = patience::deadline;
};
template <>
inline constexpr auto call_table<call_pipe> =
    call_row{"CallNamedPipe(name {name_id}, {text}{wait})", field{"name_id", &call_pipe::name_id},
             field{"text", &call_pipe::text}, field{"wait", &call_pipe::wait}};

/// WaitNamedPipe.
struct wait_pipe {
  std::uint8_t name_id = 0;
  patience wait = patience::deadline;
};
template <>
inline constexpr auto call_table<wait_pipe> =
    call_row{"WaitNamedPipe(name {name_id}{wait})", field{"name_id", &wait_pipe::name_id},
             field{"wait", &wait_pipe::wait}};

/// GetFileAttributes on the pipe name: what a probe for existence does.
struct probe_name {
  std::uint8_t name_id = 0;
};
template <>
inline constexpr auto call_table<probe_name> =
    call_row{"GetFileAttributes(name {name_id})", field{"name_id", &probe_name::name_id}};

/// DuplicateHandle of a handle of the calling process into a slot of another process of the cell.
struct duplicate_handle {
  slot handle = 0;
  std::uint8_t to_process = 0;
  slot to_slot = 0;
};
template <>
inline constexpr auto call_table<duplicate_handle> =
    call_row{"DuplicateHandle({handle}, to {to_slot} of {to_process})",
             field{"handle", &duplicate_handle::handle, a_slot},
             field{"to_process", &duplicate_handle::to_process, a_process},
             field{"to_slot", &duplicate_handle::to_slot, a_slot}};

/// ExitProcess; what is open stays open until then.
struct exit_process {
  std::uint32_t code = 0;
};
template <>
inline constexpr auto call_table<exit_process> = call_row{
    "ExitProcess({code})",
    field{"code", &exit_process::code}}.gives([](const exit_process& c) { return ended(c.code); });

/// TerminateProcess from outside. (The actor is the process that is killed.)
struct kill_process {};
template <>
inline constexpr auto call_table<kill_process> = call_row<kill_process>{"TerminateProcess()"}.gives(
    [](const kill_process&) { return ended(1); });

/// GetModuleHandle and GetProcAddress: is `symbol` exported by `module`? `data` is the module's
/// file name.
struct find_export {
  std::string module = {};
  std::string symbol = {};
};
template <>
inline constexpr auto call_table<find_export> =
    call_row{"GetProcAddress({module}, {symbol})",
             field{"module", &find_export::module, {.last = text_limit, .as_it_is = true}},
             field{"symbol", &find_export::symbol}};

/// RtlGetVersion: the outcome's `bytes` is 100 * major + minor.
struct query_version {};
template <>
inline constexpr auto call_table<query_version> = call_row<query_version>{"RtlGetVersion()"};

/// FlushFileBuffers: of a pipe, waits until the other end has read everything.
struct flush_buffers {
  slot handle = 0;
};
template <>
inline constexpr auto call_table<flush_buffers> =
    call_row{"FlushFileBuffers({handle})", field{"handle", &flush_buffers::handle, a_slot}};

/// GetOverlappedResultEx: waits for the request, alertably if it is to: the outcome's `bytes`.
struct overlapped_result_ex {
  slot pipe = 0;
  request req = 0;
  patience wait = patience::none;
  bool alertable = false;
};
template <>
inline constexpr auto call_table<overlapped_result_ex> =
    call_row{"GetOverlappedResultEx({pipe}, {req}{wait}{alertable?, alertable})",
             field{"pipe", &overlapped_result_ex::pipe, a_slot},
             field{"req", &overlapped_result_ex::req, a_request},
             field{"wait", &overlapped_result_ex::wait},
             field{"alertable", &overlapped_result_ex::alertable}};

using call =
    std::variant<create_pipe, connect_pipe, disconnect_pipe, close_handle, set_wait_mode,
                 query_mode, write_pipe, read_pipe, peek_pipe, wait_request, wait_handle,
                 request_state, overlapped_result, cancel_io, cancel_io_ex, cancel_synchronous_io,
                 queue_apc, alertable_pause, exit_thread, associate_port, dequeue_packet,
                 set_notification, client_process_id, make_odd_handle, open_pipe, call_pipe,
                 wait_pipe, probe_name, duplicate_handle, exit_process, kill_process, find_export,
                 query_version, read_back, flush_buffers, overlapped_result_ex>;

/// The Win32 function behind a call: `ConnectNamedPipe`.
[[nodiscard]] std::string_view function_name(const call& one);
/// The call in words, arguments included: `ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string describe(const call& one);
/// What the call gives when it works: nonzero, or WAIT_OBJECT_0.
[[nodiscard]] outcome worked(const call& one);

}  // namespace cnp
