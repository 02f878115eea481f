#include "harness/scenario/call.hpp"

#include "harness/support/text.hpp"

#include <array>
#include <vector>

namespace cnp {

namespace {

constexpr auto odd_words = std::to_array<std::string_view>(
    {"NULL", "INVALID_HANDLE_VALUE", "a closed handle", "an event", "a disk file",
     "the pipe device", "the pipe root directory", "the read end of an anonymous pipe",
     "the write end of an anonymous pipe"});

[[nodiscard]] std::string_view word(odd_handle value) {
  const auto at = static_cast<std::size_t>(value);
  return at < odd_words.size() ? odd_words[at] : std::string_view{"?"};
}

/// The function behind each call. Members of one overload set: a call that is added without a name
/// does not compile.
struct naming {
  std::string_view operator()(const create_pipe&) const { return "CreateNamedPipe"; }
  std::string_view operator()(const connect_pipe&) const { return "ConnectNamedPipe"; }
  std::string_view operator()(const disconnect_pipe&) const { return "DisconnectNamedPipe"; }
  std::string_view operator()(const close_handle&) const { return "CloseHandle"; }
  std::string_view operator()(const set_wait_mode&) const { return "SetNamedPipeHandleState"; }
  std::string_view operator()(const query_mode&) const { return "GetNamedPipeHandleState"; }
  std::string_view operator()(const read_back&) const { return "read-back"; }
  std::string_view operator()(const write_pipe&) const { return "WriteFile"; }
  std::string_view operator()(const read_pipe&) const { return "ReadFile"; }
  std::string_view operator()(const peek_pipe&) const { return "PeekNamedPipe"; }
  std::string_view operator()(const wait_request& c) const {
    // `polling` is a habit, not a function; this is the one that it reads.
    return c.by == waiter::polling ? std::string_view{"HasOverlappedIoCompleted"} : word(c.by);
  }
  std::string_view operator()(const wait_handle&) const { return "WaitForSingleObject"; }
  std::string_view operator()(const request_state&) const { return "HasOverlappedIoCompleted"; }
  std::string_view operator()(const overlapped_result&) const { return "GetOverlappedResult"; }
  std::string_view operator()(const cancel_io&) const { return "CancelIo"; }
  std::string_view operator()(const cancel_io_ex&) const { return "CancelIoEx"; }
  std::string_view operator()(const cancel_synchronous_io&) const { return "CancelSynchronousIo"; }
  std::string_view operator()(const queue_apc&) const { return "QueueUserAPC"; }
  std::string_view operator()(const alertable_pause&) const { return "SleepEx"; }
  std::string_view operator()(const exit_thread&) const { return "ExitThread"; }
  std::string_view operator()(const associate_port&) const { return "CreateIoCompletionPort"; }
  std::string_view operator()(const dequeue_packet&) const { return "GetQueuedCompletionStatus"; }
  std::string_view operator()(const set_notification&) const {
    return "SetFileCompletionNotificationModes";
  }
  std::string_view operator()(const client_process_id&) const {
    return "GetNamedPipeClientProcessId";
  }
  std::string_view operator()(const make_odd_handle&) const { return "odd-handle"; }
  std::string_view operator()(const open_pipe&) const { return "CreateFile"; }
  std::string_view operator()(const call_pipe&) const { return "CallNamedPipe"; }
  std::string_view operator()(const wait_pipe&) const { return "WaitNamedPipe"; }
  std::string_view operator()(const probe_name&) const { return "GetFileAttributes"; }
  std::string_view operator()(const duplicate_handle&) const { return "DuplicateHandle"; }
  std::string_view operator()(const exit_process&) const { return "ExitProcess"; }
  std::string_view operator()(const kill_process&) const { return "TerminateProcess"; }
  std::string_view operator()(const find_export&) const { return "GetProcAddress"; }
  std::string_view operator()(const query_version&) const { return "RtlGetVersion"; }
};

using words_list = std::vector<std::string>;

[[nodiscard]] std::string numbered(std::string_view what, unsigned number) {
  return std::string{what} + std::to_string(number);
}

[[nodiscard]] std::string handle_word(slot at) {
  return numbered("h", at);
}

[[nodiscard]] std::string request_word(request at) {
  return at == no_request ? std::string{"NULL"} : numbered("&ov", at);
}

[[nodiscard]] std::string name_word(std::uint8_t id, bool local = false) {
  return numbered(local ? "LOCAL name " : "name ", id);
}

void add_if(words_list& list, bool condition, std::string_view text) {
  if (condition) {
    list.emplace_back(text);
  }
}

void add_patience(words_list& list, patience wait) {
  add_if(list, wait == patience::deadline, "until the deadline");
  add_if(list, wait == patience::brief, "briefly");
}

[[nodiscard]] words_list handle_only(slot at) {
  return {handle_word(at)};
}

/// The arguments of each call, in words and in the function's own order.
struct arguments {
  words_list operator()(const create_pipe& c) const {
    words_list list{name_word(c.name_id, c.local_name),
                    std::string{word(c.handle)} + ' ' + std::string{word(c.wait)} + ' ' +
                        std::string{word(c.dir)} + ' ' + std::string{word(c.type)} + " pipe",
                    "at most " + std::to_string(c.max_instances)};
    add_if(list, c.first_instance, "first instance");
    list.push_back("to " + handle_word(c.pipe));
    return list;
  }
  words_list operator()(const connect_pipe& c) const {
    if (c.lp == overlapped_kind::null) {
      return {handle_word(c.pipe), "NULL"};
    }
    return {handle_word(c.pipe), request_word(c.req) + " with " + std::string{word(c.lp)}};
  }
  words_list operator()(const disconnect_pipe& c) const { return handle_only(c.pipe); }
  words_list operator()(const close_handle& c) const { return handle_only(c.handle); }
  words_list operator()(const set_wait_mode& c) const {
    words_list list{handle_word(c.pipe), std::string{word(c.wait)}};
    add_if(list, c.message_reads, "message reads");
    return list;
  }
  words_list operator()(const query_mode& c) const { return handle_only(c.pipe); }
  words_list operator()(const read_back& c) const { return handle_only(c.pipe); }
  words_list operator()(const write_pipe& c) const {
    words_list list{handle_word(c.handle), quote(c.text)};
    add_if(list, c.overlapped, "overlapped");
    return list;
  }
  words_list operator()(const read_pipe& c) const {
    words_list list{handle_word(c.handle), std::to_string(c.size)};
    add_if(list, c.overlapped, "overlapped");
    return list;
  }
  words_list operator()(const peek_pipe& c) const {
    words_list list{handle_word(c.pipe)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const wait_request& c) const {
    words_list list{request_word(c.req) + " on " + handle_word(c.pipe)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const wait_handle& c) const {
    words_list list{handle_word(c.handle)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const request_state& c) const {
    return {request_word(c.req) + " on " + handle_word(c.pipe)};
  }
  words_list operator()(const overlapped_result& c) const {
    return {handle_word(c.pipe), request_word(c.req)};
  }
  words_list operator()(const cancel_io& c) const { return handle_only(c.pipe); }
  words_list operator()(const cancel_io_ex& c) const {
    return {handle_word(c.pipe), request_word(c.req)};
  }
  words_list operator()(const cancel_synchronous_io& c) const {
    return {numbered("thread ", c.thread + 1U)};
  }
  words_list operator()(const queue_apc& c) const { return {numbered("thread ", c.thread + 1U)}; }
  words_list operator()(const alertable_pause&) const { return {"0", "alertable"}; }
  words_list operator()(const exit_thread&) const { return {}; }
  words_list operator()(const associate_port& c) const {
    return {handle_word(c.pipe), "to " + handle_word(c.port)};
  }
  words_list operator()(const dequeue_packet& c) const {
    words_list list{handle_word(c.port)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const set_notification& c) const {
    return {handle_word(c.pipe), std::to_string(c.modes)};
  }
  words_list operator()(const client_process_id& c) const { return handle_only(c.pipe); }
  words_list operator()(const make_odd_handle& c) const {
    return {std::string{word(c.what)}, "to " + handle_word(c.handle)};
  }
  words_list operator()(const open_pipe& c) const {
    words_list list{name_word(c.name_id, c.local_name), std::string{word(c.dir)} + " pipe"};
    add_if(list, c.no_access, "no access");
    add_if(list, c.overlapped, "overlapped");
    list.push_back("to " + handle_word(c.handle));
    return list;
  }
  words_list operator()(const call_pipe& c) const {
    words_list list{name_word(c.name_id), quote(c.text)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const wait_pipe& c) const {
    words_list list{name_word(c.name_id)};
    add_patience(list, c.wait);
    return list;
  }
  words_list operator()(const probe_name& c) const { return {name_word(c.name_id)}; }
  words_list operator()(const duplicate_handle& c) const {
    return {handle_word(c.handle),
            "to " + handle_word(c.to_slot) + " of " + process_word(c.to_process)};
  }
  words_list operator()(const exit_process& c) const { return {std::to_string(c.code)}; }
  words_list operator()(const kill_process&) const { return {}; }
  words_list operator()(const find_export& c) const { return {c.module, quote(c.symbol)}; }
  words_list operator()(const query_version&) const { return {}; }

  static std::string process_word(std::uint8_t process) {
    return process == 0 ? std::string{"the server"} : numbered("client ", process);
  }
};

}  // namespace

std::string_view function_name(const call& what) {
  return std::visit(naming{}, what);
}

std::string describe(const call& what) {
  return std::string{function_name(what)} + '(' + join(std::visit(arguments{}, what), ", ") + ')';
}

}  // namespace cnp
