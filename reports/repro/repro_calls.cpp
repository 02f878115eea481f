// The calls of a reproduction: each as the plain Win32 call that a reader would write, after what
// the suite's executor does (harness/executor_*.cpp).

#include "harness/support/input_error.hpp"
#include "harness/support/text.hpp"
#include "reports/repro/repro_parts.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace cnp {

namespace {

using code_lines = std::vector<std::string>;

[[nodiscard]] std::string number_text(std::size_t value) {
  return std::to_string(value);
}

/// `name(a, b)`.
[[nodiscard]] std::string invocation(std::string_view name, const code_lines& arguments) {
  return std::string{name} + '(' + join(arguments, ", ") + ')';
}

[[nodiscard]] std::string limit_of(patience wait) {
  switch (wait) {
  case patience::none:
    return "0";
  case patience::brief:
    return "limit / 40";
  case patience::deadline:
    break;
  }
  return "limit";
}

/// For functions to which 0 means their own default.
[[nodiscard]] std::string positive_limit_of(patience wait) {
  return wait == patience::none ? "1" : limit_of(wait);
}

[[nodiscard]] std::string pipe_name_of(std::uint8_t id, bool local) {
  return (local ? "local_pipe_name(" : "pipe_name(") + number_text(id) + ").c_str()";
}

[[nodiscard]] std::string access_of(const open_pipe& what) {
  if (what.no_access) {
    return "0";
  }
  switch (what.dir) {
  case direction::duplex:
    return "GENERIC_READ | GENERIC_WRITE";
  case direction::inbound:
    return "GENERIC_WRITE";
  case direction::outbound:
    break;
  }
  return "GENERIC_READ";
}

[[nodiscard]] std::string open_mode_of(const create_pipe& what) {
  std::string mode = what.dir == direction::duplex    ? "PIPE_ACCESS_DUPLEX"
                     : what.dir == direction::inbound ? "PIPE_ACCESS_INBOUND"
                                                      : "PIPE_ACCESS_OUTBOUND";
  if (what.handle == handle_kind::overlapped) {
    mode += " | FILE_FLAG_OVERLAPPED";
  }
  if (what.first_instance) {
    mode += " | FILE_FLAG_FIRST_PIPE_INSTANCE";
  }
  return mode;
}

[[nodiscard]] std::string pipe_mode_of(const create_pipe& what) {
  const std::string type = what.type == pipe_type::message
                               ? "PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE"
                               : "PIPE_TYPE_BYTE | PIPE_READMODE_BYTE";
  return type + (what.wait == wait_mode::nonblocking ? " | PIPE_NOWAIT" : " | PIPE_WAIT") +
         " | PIPE_REJECT_REMOTE_CLIENTS";
}

/// What most calls give: `ok`, and `error` where that is false.
[[nodiscard]] std::string plain_result(const std::string& detail = {}) {
  return detail.empty() ? "result(ok, error)" : "result(ok, error, " + detail + ")";
}

constexpr std::string_view read_error = "error = GetLastError();";
constexpr std::string_view poison_error = "SetLastError(poison);";
constexpr std::string_view bytes_detail = "\", \" + std::to_string(bytes) + \" bytes\"";
constexpr std::string_view data_detail = "\", data \\\"\" + std::string(buffer, bytes) + \"\\\"\"";

/// Turns calls into code; an overload for each.
class call_coder {
 public:
  call_coder(std::size_t number, repro_process& mine) : number_(number), mine_(mine) {}

  repro_call operator()(const create_pipe& c) {
    const std::string name = handle(c.pipe);
    return made(name,
                invocation("CreateNamedPipeW",
                           {pipe_name_of(c.name_id, c.local_name), open_mode_of(c), pipe_mode_of(c),
                            number_text(c.max_instances), "4096", "4096", "0", "nullptr"}),
                name + " != INVALID_HANDLE_VALUE");
  }
  repro_call operator()(const connect_pipe& c) {
    if (c.lp == overlapped_kind::null) {
      repro_call code = boolean("ConnectNamedPipe", {handle(c.pipe), "nullptr"});
      code.sign = handle(c.pipe);
      return code;
    }
    const repro_request mine = new_request(c.req, c.lp);
    repro_call code = boolean("ConnectNamedPipe", {handle(c.pipe), '&' + mine.overlapped});
    code.before = request_lines(mine, c.lp);
    code.sign = mine.event.empty() ? handle(c.pipe) : mine.event;
    return code;
  }
  repro_call operator()(const disconnect_pipe& c) {
    return boolean("DisconnectNamedPipe", {handle(c.pipe)});
  }
  repro_call operator()(const close_handle& c) {
    repro_call code = boolean("CloseHandle", {handle(c.handle)});
    code.lines.push_back(handle(c.handle) + " = nullptr;");
    return code;
  }
  repro_call operator()(const set_wait_mode& c) {
    repro_call code =
        boolean("SetNamedPipeHandleState", {handle(c.pipe), "&mode", "nullptr", "nullptr"});
    code.before = {std::string{"mode = "} +
                   (c.message_reads ? "PIPE_READMODE_MESSAGE" : "PIPE_READMODE_BYTE") +
                   (c.wait == wait_mode::nonblocking ? " | PIPE_NOWAIT;" : " | PIPE_WAIT;")};
    return code;
  }
  repro_call operator()(const query_mode& c) {
    repro_call code = boolean("GetNamedPipeHandleState", {handle(c.pipe), "&mode", "nullptr",
                                                          "nullptr", "nullptr", "nullptr", "0"});
    code.gave = plain_result("\", mode \" + std::to_string(mode)");
    return code;
  }
  repro_call operator()(const read_back& c) {
    repro_call code = boolean("read_back", {handle(c.pipe), "&mode", "&bytes", "&reading"});
    code.gave = plain_result(std::string{bytes_detail} +
                             " + \", mode \" + std::to_string(mode) + \", \" + reading");
    return code;
  }
  repro_call operator()(const write_pipe& c) {
    const std::string text = cpp_literal(c.text.substr(0, text_limit));
    return transfer("WriteFile", c.handle, text, number_text(std::min(c.text.size(), text_limit)),
                    c.overlapped, plain_result(std::string{bytes_detail}));
  }
  repro_call operator()(const read_pipe& c) {
    const auto size = std::min(c.size, static_cast<std::uint32_t>(text_limit));
    return transfer("ReadFile", c.handle, "buffer", number_text(size), c.overlapped,
                    plain_result(std::string{data_detail}));
  }
  repro_call operator()(const peek_pipe& c) {
    repro_call code =
        boolean("PeekNamedPipe", {handle(c.pipe), "nullptr", "0", "nullptr", "&bytes", "nullptr"});
    code.before = {"bytes = 0;"};
    code.gave = plain_result(std::string{bytes_detail});
    if (c.wait != patience::none) {
      // The way to know that a client that writes at once has connected.
      code.lines.emplace_back(
          "for (; !ok || bytes == 0; nap()) {  // Until the client has written.");
      code.lines.push_back("  " + std::string{poison_error});
      code.lines.push_back("  " + code.lines.front());
      code.lines.push_back("  " + std::string{read_error});
      code.lines.emplace_back("}");
    }
    return code;
  }
  repro_call operator()(const wait_request& c);
  repro_call operator()(const wait_handle& c) {
    return waiting("WaitForSingleObject", {handle(c.handle), limit_of(c.wait)});
  }
  repro_call operator()(const request_state& c) {
    const repro_request& whose = request_at(c.req);
    return {.lines = {},
            .gave = invocation("state", {whose.overlapped, event_to_ask(whose), handle(c.pipe)})};
  }
  repro_call operator()(const overlapped_result& c) {
    repro_call code =
        boolean("GetOverlappedResult",
                {handle(c.pipe), '&' + request_at(c.req).overlapped, "&bytes", "FALSE"});
    code.gave = plain_result(std::string{bytes_detail});
    return code;
  }
  repro_call operator()(const overlapped_result_ex& c) {
    repro_call code = boolean("GetOverlappedResultEx",
                              {handle(c.pipe), '&' + request_at(c.req).overlapped, "&bytes",
                               limit_of(c.wait), c.alertable ? "TRUE" : "FALSE"});
    code.gave = plain_result(std::string{bytes_detail});
    return code;
  }
  repro_call operator()(const flush_buffers& c) {
    return boolean("FlushFileBuffers", {handle(c.handle)});
  }
  repro_call operator()(const cancel_io& c) { return boolean("CancelIo", {handle(c.pipe)}); }
  repro_call operator()(const cancel_io_ex& c) {
    return boolean("CancelIoEx",
                   {handle(c.pipe), c.req == no_request ? std::string{"nullptr"}
                                                        : '&' + request_at(c.req).overlapped});
  }
  repro_call operator()(const cancel_synchronous_io& c) {
    return boolean("CancelSynchronousIo", {thread(c.thread)});
  }
  repro_call operator()(const queue_apc& c) {
    return assigned("ok",
                    invocation("QueueUserAPC", {"no_operation", thread(c.thread), "0"}) + " != 0");
  }
  repro_call operator()(const alertable_pause&) { return waiting("SleepEx", {"0", "TRUE"}); }
  repro_call operator()(const exit_thread&) { return {.gave = "\"nonzero\""}; }
  repro_call operator()(const associate_port& c) {
    return made(handle(c.port),
                invocation("CreateIoCompletionPort", {handle(c.pipe), "nullptr", "1", "1"}),
                handle(c.port) + " != nullptr");
  }
  repro_call operator()(const dequeue_packet& c) {
    repro_call code = boolean("GetQueuedCompletionStatus",
                              {handle(c.port), "&bytes", "&key", "&packet", limit_of(c.wait)});
    code.before = {"packet = nullptr;"};
    code.gave = plain_result(std::string{bytes_detail});
    return code;
  }
  repro_call operator()(const set_notification& c) {
    return boolean("SetFileCompletionNotificationModes", {handle(c.pipe), number_text(c.modes)});
  }
  repro_call operator()(const client_process_id& c) {
    repro_call code = boolean("GetNamedPipeClientProcessId", {handle(c.pipe), "&id"});
    code.gave = plain_result("\", \" + process_name(id)");
    return code;
  }
  repro_call operator()(const make_odd_handle& c);
  repro_call operator()(const open_pipe& c) {
    const std::string name = handle(c.handle);
    return made(name,
                invocation("CreateFileW", {pipe_name_of(c.name_id, c.local_name), access_of(c), "0",
                                           "nullptr", "OPEN_EXISTING",
                                           c.overlapped ? "FILE_FLAG_OVERLAPPED" : "0", "nullptr"}),
                name + " != INVALID_HANDLE_VALUE");
  }
  repro_call operator()(const call_pipe& c) {
    repro_call code =
        boolean("CallNamedPipeW", {pipe_name_of(c.name_id, false), "question",
                                   number_text(std::min(c.text.size(), text_limit)), "buffer",
                                   "512", "&bytes", positive_limit_of(c.wait)});
    code.before = {"char question[] = " + cpp_literal(c.text.substr(0, text_limit)) + ";"};
    code.gave = plain_result(std::string{data_detail});
    return code;
  }
  repro_call operator()(const wait_pipe& c) {
    return boolean("WaitNamedPipeW", {pipe_name_of(c.name_id, false), positive_limit_of(c.wait)});
  }
  repro_call operator()(const probe_name& c) {
    return assigned("ok", invocation("GetFileAttributesW", {pipe_name_of(c.name_id, false)}) +
                              " != INVALID_FILE_ATTRIBUTES");
  }
  repro_call operator()(const duplicate_handle& c) {
    const std::string to = number_text(c.to_process);
    repro_call code = boolean("DuplicateHandle", {"GetCurrentProcess()", handle(c.handle), "target",
                                                  "&copy", "0", "FALSE", "DUPLICATE_SAME_ACCESS"});
    code.before = {"const HANDLE target = OpenProcess(PROCESS_DUP_HANDLE, FALSE, shared->process[" +
                       to + "]);",
                   "HANDLE copy = nullptr;"};
    code.lines.push_back("shared->handle[" + to + "][" + number_text(c.to_slot) +
                         "] = reinterpret_cast<ULONG_PTR>(copy);");
    code.lines.emplace_back("CloseHandle(target);");
    return code;
  }
  repro_call operator()(const exit_process&) { return {}; }  // Written where the steps are let.
  repro_call operator()(const kill_process&) { return {}; }
  repro_call operator()(const find_export& c) {
    const std::string module = cpp_literal(c.module);
    repro_call code = assigned(
        "ok", "module != nullptr && " +
                  invocation("GetProcAddress", {"module", cpp_literal(c.symbol)}) + " != nullptr");
    code.before = {"const HMODULE module = GetModuleHandleA(" + module + ");"};
    code.gave = plain_result("\", \" + file_name(module)");
    return code;
  }
  repro_call operator()(const query_version&) {
    return {.before = {"OSVERSIONINFOW version{};",
                       "version.dwOSVersionInfoSize = sizeof(version);",
                       "const auto get_version = in_ntdll<rtl_get_version>(\"RtlGetVersion\");"},
            .lines = {"ok = get_version != nullptr && get_version(&version) >= 0;",
                      std::string{read_error},
                      "bytes = 100 * version.dwMajorVersion + version.dwMinorVersion;"},
            .gave = plain_result("\", version \" + std::to_string(bytes)")};
  }

 private:
  /// The variable of a slot.
  std::string handle(slot which) {
    mine_.handles.at(which) = true;
    return "h" + number_text(which);
  }
  static std::string thread(std::uint8_t thread) { return "thread_" + number_text(thread + 1U); }

  static repro_call assigned(const std::string& to, const std::string& value) {
    return {.lines = {to + " = " + value + ";", std::string{read_error}}, .gave = plain_result()};
  }
  /// A function that returns BOOL.
  static repro_call boolean(std::string_view function, const code_lines& arguments) {
    return assigned("ok", invocation(function, arguments) + " != FALSE");
  }
  static repro_call waiting(std::string_view function, const code_lines& arguments) {
    return {.lines = {"waited = " + invocation(function, arguments) + ";", std::string{read_error}},
            .gave = "wait_result(waited, error)"};
  }
  /// A function that returns a handle.
  static repro_call made(const std::string& into, const std::string& value,
                         const std::string& worked) {
    repro_call code = assigned(into, value);
    code.lines.push_back("ok = " + worked + ";");
    return code;
  }
  repro_call transfer(std::string_view function, slot file, const std::string& memory,
                      const std::string& size, bool overlapped, std::string gave);

  [[nodiscard]] const repro_request& request_at(request which) const {
    const auto found = mine_.current.find(which);
    if (found == mine_.current.end()) {
      throw input_error("step " + number_text(number_) +
                        " names a request that no ConnectNamedPipe " +
                        "issued; that can't be written out");
    }
    return found->second;
  }
  repro_request new_request(request which, overlapped_kind kind);
  static code_lines request_lines(const repro_request& mine, overlapped_kind kind);
  static std::string event_to_ask(const repro_request& whose) {
    return whose.event.empty() || whose.auto_reset ? "nullptr" : whose.event;
  }

  std::size_t number_;
  repro_process& mine_;
};

repro_call call_coder::transfer(std::string_view function, slot file, const std::string& memory,
                                const std::string& size, bool overlapped, std::string gave) {
  if (!overlapped) {
    repro_call code = boolean(function, {handle(file), memory, size, "&bytes", "nullptr"});
    code.gave = std::move(gave);
    return code;
  }
  repro_call code = boolean(function, {handle(file), memory, size, "nullptr", "&transfer"});
  code.before = {"OVERLAPPED transfer{};",
                 "transfer.hEvent = CreateEventW(nullptr, TRUE, FALSE, nullptr);"};
  code.lines.push_back("ok = transferred(" + handle(file) + ", transfer, ok, error, bytes);");
  code.gave = std::move(gave);
  return code;
}

repro_request call_coder::new_request(request which, overlapped_kind kind) {
  // A second request of a place has variables of its own: the kernel may still write the first.
  const auto used = std::ranges::count_if(
      mine_.requests, [&](const repro_request& one) { return one.place == which; });
  const std::string name =
      number_text(which) + (used == 0 ? std::string{} : '_' + std::to_string(used + 1));
  const bool has_event = kind != overlapped_kind::no_event && kind != overlapped_kind::not_an_event;
  repro_request one{.place = which,
                    .overlapped = "ov" + name,
                    .event = has_event ? "event" + name : std::string{},
                    .auto_reset = kind == overlapped_kind::auto_event};
  mine_.requests.push_back(one);
  mine_.current[which] = one;
  return one;
}

code_lines call_coder::request_lines(const repro_request& mine, overlapped_kind kind) {
  code_lines lines{mine.overlapped +
                   ".Internal = 0x5EED5EED;  // Shows whether the call wrote it."};
  const std::string member = mine.overlapped + ".hEvent";
  if (!mine.event.empty()) {
    lines.push_back(mine.event + " = CreateEventW(nullptr, " +
                    (kind == overlapped_kind::auto_event ? "FALSE, " : "TRUE, ") +
                    (kind == overlapped_kind::manual_event_signaled ? "TRUE" : "FALSE") +
                    ", nullptr);");
  }
  switch (kind) {
  case overlapped_kind::not_an_event:
    lines.push_back(member + " = reinterpret_cast<HANDLE>(ULONG_PTR{0x0BAD0BA0});  // No handle.");
    break;
  case overlapped_kind::low_bit_event:
    lines.push_back(member + " = reinterpret_cast<HANDLE>(reinterpret_cast<ULONG_PTR>(" +
                    mine.event + ") | 1);");
    break;
  case overlapped_kind::unmodifiable_event:
    lines.push_back("DuplicateHandle(GetCurrentProcess(), " + mine.event +
                    ", GetCurrentProcess(), &" + member + ", SYNCHRONIZE, FALSE, 0);");
    break;
  case overlapped_kind::null:
  case overlapped_kind::no_event:
    break;
  case overlapped_kind::manual_event:
  case overlapped_kind::manual_event_signaled:
  case overlapped_kind::auto_event:
    lines.push_back(member + " = " + mine.event + ";");
    break;
  }
  return lines;
}

repro_call call_coder::operator()(const wait_request& c) {
  const repro_request& whose = request_at(c.req);
  const std::string object = whose.event.empty() ? handle(c.pipe) : whose.event;
  const std::string longest = limit_of(c.wait);
  const std::string name = "both" + number_text(number_);
  const std::string wait = "wait" + number_text(number_);
  const auto registered = [&](const std::string& callback, const std::string& context) {
    return "RegisterWaitForSingleObject(&" + wait + ", " + object + ", " + callback + ", " +
           context + ", " + longest + ", WT_EXECUTEONLYONCE);";
  };
  switch (c.by) {
  case waiter::single_object:
    break;
  case waiter::single_object_ex:
    return waiting("WaitForSingleObjectEx", {object, longest, "TRUE"});
  case waiter::multiple_objects: {
    repro_call code = waiting("WaitForMultipleObjects", {"2", name, "FALSE", longest});
    code.before = {"const HANDLE " + name + "[] = {" + object +
                   ", CreateEventW(nullptr, TRUE, FALSE, nullptr)};"};
    return code;
  }
  case waiter::registered_wait: {
    repro_call code = waiting("WaitForSingleObject", {"told", longest});
    code.before = {"const HANDLE told = CreateEventW(nullptr, TRUE, FALSE, nullptr);",
                   "HANDLE " + wait + " = nullptr;", registered("tell_event", "told")};
    code.lines.push_back("UnregisterWaitEx(" + wait + ", INVALID_HANDLE_VALUE);");
    return code;
  }
  case waiter::sleep_ex: {
    repro_call code = waiting("SleepEx", {longest, "TRUE"});
    code.before = {"const HANDLE me = OpenThread(THREAD_SET_CONTEXT, FALSE, GetCurrentThreadId());",
                   "HANDLE " + wait + " = nullptr;", registered("tell_thread", "me")};
    code.lines.push_back("UnregisterWaitEx(" + wait + ", INVALID_HANDLE_VALUE);");
    return code;
  }
  case waiter::polling: {
    repro_call code{.lines = {"ok = HasOverlappedIoCompleted(&" + whose.overlapped + ");"},
                    .gave = "std::string(ok ? \"nonzero\" : \"0\")"};
    if (c.wait != patience::none) {
      code.lines.emplace_back("for (; !ok; nap()) {  // Until it is complete.");
      code.lines.push_back("  " + code.lines.front());
      code.lines.emplace_back("}");
    }
    return code;
  }
  }
  return waiting("WaitForSingleObject", {object, longest});
}

repro_call call_coder::operator()(const make_odd_handle& c) {
  const std::string name = handle(c.handle);
  const auto opened = [&](const std::string& value) {
    return made(name, value, name + " != nullptr && " + name + " != INVALID_HANDLE_VALUE");
  };
  const auto file = [&](const std::string& path) {
    return opened(invocation("CreateFileW",
                             {path, "GENERIC_READ", "FILE_SHARE_READ | FILE_SHARE_WRITE", "nullptr",
                              "OPEN_EXISTING", "FILE_FLAG_BACKUP_SEMANTICS", "nullptr"}));
  };
  const std::string new_event = "CreateEventW(nullptr, TRUE, FALSE, nullptr)";
  switch (c.what) {
  case odd_handle::null:
    return {.lines = {name + " = nullptr;", "ok = " + name + " == nullptr;"},
            .gave = "std::string(ok ? \"nonzero\" : \"0\")"};
  case odd_handle::invalid_handle_value:
    return {
        .lines = {name + " = INVALID_HANDLE_VALUE;", "ok = " + name + " == INVALID_HANDLE_VALUE;"},
        .gave = "std::string(ok ? \"nonzero\" : \"0\")"};
  case odd_handle::closed: {
    repro_call code = assigned(name, new_event);
    code.lines.push_back("ok = CloseHandle(" + name + ") != FALSE;  // Its value stays behind.");
    return code;
  }
  case odd_handle::event:
    return opened(new_event);
  case odd_handle::disk_file: {
    repro_call code = file("path");
    code.before = {"wchar_t path[MAX_PATH] = L\"\";  // This program's own file.",
                   "GetModuleFileNameW(nullptr, path, MAX_PATH);"};
    return code;
  }
  case odd_handle::pipe_device:
    return file(R"(L"\\\\.\\pipe")");
  case odd_handle::pipe_root:
    return file(R"(L"\\\\.\\pipe\\")");
  case odd_handle::anonymous_read_end:
  case odd_handle::anonymous_write_end:
    break;
  }
  const std::string other = handle(static_cast<slot>(c.handle + 1));
  const bool reads = c.what == odd_handle::anonymous_read_end;
  return boolean("CreatePipe",
                 {'&' + (reads ? name : other), '&' + (reads ? other : name), "nullptr", "0"});
}

[[nodiscard]] std::string name_before_number(const std::string& text) {
  return text.substr(0, text.find(" ("));
}

/// `ERROR_NO_DATA`, or the number where MinGW-w64's winerror.h may lack the name.
[[nodiscard]] std::string error_constant(std::uint32_t code) {
  const std::string text = error_text(code);
  const bool named = text.starts_with("ERROR_") || text.starts_with("WAIT_");
  return named && code != static_cast<std::uint32_t>(error::not_supported_in_app_container)
             ? name_before_number(text)
             : std::to_string(code);
}

[[nodiscard]] bool is_state(const call& what) {
  const auto* waits = std::get_if<wait_request>(&what);
  return std::holds_alternative<request_state>(what) ||
         (waits != nullptr && waits->by == waiter::polling);
}

/// What a call says about its value: `!ok && error == ERROR_NO_DATA`.
[[nodiscard]] std::string value_condition(const step& one, const outcome& allowed,
                                          const repro_process& mine) {
  if (const auto* asks = std::get_if<request_state>(&one.what)) {
    return (allowed.value != 0 ? "" : "!") + std::string{"HasOverlappedIoCompleted(&"} +
           mine.current.at(asks->req).overlapped + ')';
  }
  if (allowed.kind == value_kind::wait) {
    outcome plain = allowed;
    plain.error = 0;
    std::string name = describe(waited(static_cast<wait_result>(allowed.value)));
    return "waited == " + name.substr(0, name.find('/'));
  }
  if (allowed.value != 0) {
    return "ok";
  }
  return is_state(one.what) ? "!ok" : "!ok && error == " + error_constant(allowed.error);
}

/// What it says about the data that came with it.
[[nodiscard]] std::string data_condition(const step& one, const std::string& data) {
  if (std::holds_alternative<client_process_id>(one.what)) {
    const std::size_t digits = data.find_first_of("0123456789");
    const std::string process = digits == std::string::npos ? "0" : data.substr(digits);
    return "id == shared->process[" + process + "]";
  }
  if (std::holds_alternative<find_export>(one.what)) {
    return "lstrcmpiA(file_name(module).c_str(), " + cpp_literal(data) + ") == 0";
  }
  if (std::holds_alternative<read_back>(one.what)) {
    return "reading == " + cpp_literal(data);
  }
  return "std::string(buffer, bytes) == " + cpp_literal(data);
}

[[nodiscard]] std::string one_condition(const step& one, const outcome& allowed,
                                        const repro_process& mine) {
  code_lines all{value_condition(one, allowed, mine)};
  const auto* asks = std::get_if<request_state>(&one.what);
  const auto signal = [&](bool is, const std::string& object) {
    all.push_back((is ? "" : "!") + std::string{"signaled("} + object + ')');
  };
  if (allowed.internal && asks != nullptr) {
    all.push_back("internal(" + mine.current.at(asks->req).overlapped +
                  ") == " + hex(*allowed.internal));
  }
  if (allowed.event_signaled && asks != nullptr) {
    signal(*allowed.event_signaled, mine.current.at(asks->req).event);
  }
  if (allowed.handle_signaled && asks != nullptr) {
    signal(*allowed.handle_signaled, "h" + std::to_string(asks->pipe));
  }
  if (allowed.bytes) {
    if (std::holds_alternative<dequeue_packet>(one.what)) {
      all.emplace_back("packet != nullptr");
    }
    all.push_back("bytes == " + std::to_string(*allowed.bytes));
  }
  if (allowed.mode) {
    all.push_back("mode == " + std::to_string(*allowed.mode));
  }
  if (allowed.data) {
    all.push_back(data_condition(one, *allowed.data));
  }
  return join(all, " && ");
}

}  // namespace

repro_call repro_code(const step& one, std::size_t number, repro_process& mine) {
  return std::visit(call_coder(number, mine), one.what);
}

std::string repro_condition(const step& one, const repro_process& mine) {
  code_lines all;
  for (const outcome& allowed : one.allowed) {
    if (allowed.how == completion::returned) {
      all.push_back(one_condition(one, allowed, mine));
    }
  }
  if (all.empty()) {
    return "false";
  }
  if (all.size() > 1) {
    for (std::string& each : all) {
      if (each.find(" && ") != std::string::npos) {
        each.insert(0, 1, '(').push_back(')');
      }
    }
  }
  return join(all, " || ");
}

std::string repro_allowed(const step& one) {
  if (!is_state(one.what)) {
    return describe(one.allowed);
  }
  // A state that is read has no last error.
  std::string text = describe(one.allowed);
  constexpr std::string_view untold = "0/ERROR_SUCCESS (0)";
  for (std::size_t at = text.find(untold); at != std::string::npos; at = text.find(untold)) {
    text.replace(at, untold.size(), "0");
  }
  return text;
}

}  // namespace cnp
