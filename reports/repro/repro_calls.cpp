// The calls of a reproduction: each as the plain Win32 call that a reader would write, after what
// the suite's executor does (harness/engine/executor_*.hpp).

#include "harness/support/assertion.hpp"
#include "reports/repro/repro_parts.hpp"
#include "reports/repro/repro_text.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

namespace cnp {

namespace {

constexpr std::string_view bytes_detail = R"(", " + std::to_string(bytes) + " bytes")";
constexpr std::string_view data_detail = R"(", data \"" + std::string(buffer, bytes) + "\"")";
constexpr std::string_view new_event = "CreateEventW(nullptr, TRUE, FALSE, nullptr)";

[[nodiscard]] std::string_view limit_of(patience wait) {
  return wait == patience::none ? "0" : wait == patience::brief ? "limit / 40" : "limit";
}

/// For functions to which 0 means their own default.
[[nodiscard]] std::string_view positive_limit_of(patience wait) {
  return wait == patience::none ? "1" : limit_of(wait);
}

[[nodiscard]] std::string pipe_name_of(std::uint8_t id, bool local = false) {
  return filled("$($).c_str()", local ? "local_pipe_name" : "pipe_name", id);
}

// The kinds of functions, by what they return. Each leaves last error in `error`.

[[nodiscard]] repro_call assigned(std::string_view to, const std::string& value) {
  return {.lines = filled("SetLastError(poison);\n$ = $;\nerror = GetLastError();\n", to, value),
          .gave = "result(ok, error)"};
}

[[nodiscard]] repro_call boolean(std::string_view invocation, const auto&... arguments) {
  return assigned("ok", filled(invocation, arguments...) + " != FALSE");
}

[[nodiscard]] repro_call waiting(std::string_view invocation, const auto&... arguments) {
  repro_call code = assigned("waited", filled(invocation, arguments...));
  code.gave = "wait_result(waited, error)";
  return code;
}

/// A function that returns a handle, or `failed`.
[[nodiscard]] repro_call made(slot into, std::string_view failed, std::string_view invocation,
                              const auto&... arguments) {
  return assigned(filled("h$", into), filled(invocation, arguments...))
      .then(filled("ok = h$ != $;\n", into, failed));
}

/// A state that is read, without last error.
[[nodiscard]] repro_call state_read(const std::string& lines) {
  return {.lines = lines, .gave = R"(std::string(ok ? "nonzero" : "0"))", .has_error = false};
}

/// Again and again while the condition holds; `why` is a remark.
[[nodiscard]] repro_call repeated(const repro_call& once, std::string_view condition,
                                  std::string_view why) {
  return once.then(filled("for (; $; nap()) {  // $\n$}\n", condition, why, once.lines));
}

/// ReadFile and WriteFile.
[[nodiscard]] repro_call transfer(std::string_view function, slot file, const std::string& memory,
                                  std::size_t size, bool overlapped) {
  const repro_call code =
      boolean("$(h$, $, $, $)", function, file, memory, std::min(size, text_limit),
              overlapped ? "nullptr, &transfer" : "&bytes, nullptr");
  return !overlapped
             ? code
             : code.declaring(filled("OVERLAPPED transfer{};\ntransfer.hEvent = $;\n", new_event))
                   .then(filled("ok = transferred(h$, transfer, ok, error, bytes);\n", file));
}

[[nodiscard]] std::string open_mode_of(const create_pipe& c) {
  return filled("PIPE_ACCESS_$$$",
                c.dir == direction::duplex    ? "DUPLEX"
                : c.dir == direction::inbound ? "INBOUND"
                                              : "OUTBOUND",
                c.handle == handle_kind::overlapped ? " | FILE_FLAG_OVERLAPPED" : "",
                c.first_instance ? " | FILE_FLAG_FIRST_PIPE_INSTANCE" : "");
}

[[nodiscard]] std::string pipe_mode_of(const create_pipe& c) {
  const std::string type = c.type == pipe_type::message ? "MESSAGE" : "BYTE";
  return filled("PIPE_TYPE_$ | PIPE_READMODE_$ | PIPE_$ | PIPE_REJECT_REMOTE_CLIENTS", type, type,
                c.wait == wait_mode::nonblocking ? "NOWAIT" : "WAIT");
}

[[nodiscard]] std::string_view access_of(const open_pipe& c) {
  return c.no_access                   ? "0"
         : c.dir == direction::duplex  ? "GENERIC_READ | GENERIC_WRITE"
         : c.dir == direction::inbound ? "GENERIC_WRITE"
                                       : "GENERIC_READ";
}

/// What is made before a call gets the OVERLAPPED.
[[nodiscard]] std::string request_lines(const repro_request& mine, overlapped_kind kind) {
  std::string lines =
      filled("$.Internal = 0x5EED5EED;  // Shows whether the call wrote it.\n", mine.overlapped);
  if (!mine.event.empty()) {
    lines += filled("$ = CreateEventW(nullptr, $, $, nullptr);\n", mine.event,
                    mine.auto_reset ? "FALSE" : "TRUE",
                    kind == overlapped_kind::manual_event_signaled ? "TRUE" : "FALSE");
  }
  if (kind == overlapped_kind::unmodifiable_event) {
    return lines + filled("DuplicateHandle(GetCurrentProcess(), $, GetCurrentProcess(), &$.hEvent, "
                          "SYNCHRONIZE, FALSE, 0);\n",
                          mine.event, mine.overlapped);
  }
  const std::string value =
      kind == overlapped_kind::not_an_event
          ? "reinterpret_cast<HANDLE>(ULONG_PTR{0x0BAD0BA0});  // No handle."
      : kind == overlapped_kind::low_bit_event
          ? filled("reinterpret_cast<HANDLE>(reinterpret_cast<ULONG_PTR>($) | 1);", mine.event)
          : mine.event + ';';
  return kind == overlapped_kind::no_event
             ? lines
             : lines + filled("$.hEvent = $\n", mine.overlapped, value);
}

/// Turns calls into code; an overload for each.
class call_coder {
 public:
  explicit call_coder(repro_process& mine) : mine_(mine) {}

  repro_call operator()(const create_pipe& c) {
    return made(
        c.pipe, "INVALID_HANDLE_VALUE", "CreateNamedPipeW($, $, $, $, 4096, 4096, 0, nullptr)",
        pipe_name_of(c.name_id, c.local_name), open_mode_of(c), pipe_mode_of(c), c.max_instances);
  }
  repro_call operator()(const connect_pipe& c) {
    const bool has_request = c.lp != overlapped_kind::null;
    const repro_request mine = has_request ? new_request(c.req, c.lp) : repro_request{};
    repro_call code =
        boolean("ConnectNamedPipe(h$, $)", c.pipe, has_request ? '&' + mine.overlapped : "nullptr");
    code.sign = mine.event.empty() ? filled("h$", c.pipe) : mine.event;
    return has_request ? code.after(request_lines(mine, c.lp)) : code;
  }
  repro_call operator()(const disconnect_pipe& c) {
    return boolean("DisconnectNamedPipe(h$)", c.pipe);
  }
  repro_call operator()(const close_handle& c) {
    return boolean("CloseHandle(h$)", c.handle).then(filled("h$ = nullptr;\n", c.handle));
  }
  repro_call operator()(const set_wait_mode& c) {
    return boolean("SetNamedPipeHandleState(h$, &mode, nullptr, nullptr)", c.pipe)
        .after(filled("mode = PIPE_READMODE_$ | PIPE_$;\n", c.message_reads ? "MESSAGE" : "BYTE",
                      c.wait == wait_mode::nonblocking ? "NOWAIT" : "WAIT"));
  }
  repro_call operator()(const query_mode& c) {
    return boolean("GetNamedPipeHandleState(h$, &mode, nullptr, nullptr, nullptr, nullptr, 0)",
                   c.pipe)
        .telling(R"(", mode " + std::to_string(mode))");
  }
  repro_call operator()(const read_back& c) {
    repro_call code = boolean("read_back(h$, &mode, &bytes, &reading)", c.pipe);
    code.data = "reading";
    return code.telling(
        filled(R"($ + ", mode " + std::to_string(mode) + ", " + reading)", bytes_detail));
  }
  repro_call operator()(const write_pipe& c) {
    return transfer("WriteFile", c.handle, cpp_literal(c.text.substr(0, text_limit)), c.text.size(),
                    c.overlapped)
        .telling(bytes_detail);
  }
  repro_call operator()(const read_pipe& c) {
    return transfer("ReadFile", c.handle, "buffer", c.size, c.overlapped).telling(data_detail);
  }
  repro_call operator()(const peek_pipe& c) {
    const repro_call once =
        boolean("PeekNamedPipe(h$, nullptr, 0, nullptr, &bytes, nullptr)", c.pipe)
            .after("bytes = 0;\n")
            .telling(bytes_detail);
    // The way to know that a client that writes at once has connected.
    return c.wait == patience::none
               ? once
               : repeated(once, "!ok || bytes == 0", "Until the client has written.");
  }
  repro_call operator()(const wait_request& c);
  repro_call operator()(const wait_handle& c) {
    return waiting("WaitForSingleObject(h$, $)", c.handle, limit_of(c.wait));
  }
  repro_call operator()(const request_state& c) {
    repro_call code = state_read({});
    code.asked = request_at(c.req);
    code.pipe = filled("h$", c.pipe);
    code.worked = filled("HasOverlappedIoCompleted(&$)", code.asked.overlapped);
    const bool has_event = !code.asked.event.empty() && !code.asked.auto_reset;
    code.gave = filled("state($, $, $)", code.asked.overlapped,
                       has_event ? code.asked.event : "nullptr", code.pipe);
    return code;
  }
  repro_call operator()(const overlapped_result& c) {
    return boolean("GetOverlappedResult(h$, &$, &bytes, FALSE)", c.pipe,
                   request_at(c.req).overlapped)
        .telling(bytes_detail);
  }
  repro_call operator()(const overlapped_result_ex& c) {
    return boolean("GetOverlappedResultEx(h$, &$, &bytes, $, $)", c.pipe,
                   request_at(c.req).overlapped, limit_of(c.wait), c.alertable ? "TRUE" : "FALSE")
        .telling(bytes_detail);
  }
  repro_call operator()(const flush_buffers& c) {
    return boolean("FlushFileBuffers(h$)", c.handle);
  }
  repro_call operator()(const cancel_io& c) { return boolean("CancelIo(h$)", c.pipe); }
  repro_call operator()(const cancel_io_ex& c) {
    return boolean("CancelIoEx(h$, $)", c.pipe,
                   c.req == no_request ? "nullptr" : '&' + request_at(c.req).overlapped);
  }
  repro_call operator()(const cancel_synchronous_io& c) {
    return boolean("CancelSynchronousIo(thread_$)", c.thread + 1U);
  }
  repro_call operator()(const queue_apc& c) {
    return assigned("ok", filled("QueueUserAPC(no_operation, thread_$, 0) != 0", c.thread + 1U));
  }
  repro_call operator()(const alertable_pause&) {
    return waiting("SleepEx(0, TRUE)");  // under test: no time passes.
  }
  repro_call operator()(const associate_port& c) {
    return made(c.port, "nullptr", "CreateIoCompletionPort(h$, nullptr, 1, 1)", c.pipe);
  }
  repro_call operator()(const dequeue_packet& c) {
    repro_call code = boolean("GetQueuedCompletionStatus(h$, &bytes, &key, &packet, $)", c.port,
                              limit_of(c.wait));
    code.bytes = "packet != nullptr && bytes";
    return code.after("packet = nullptr;\n").telling(bytes_detail);
  }
  repro_call operator()(const set_notification& c) {
    return boolean("SetFileCompletionNotificationModes(h$, $)", c.pipe, c.modes);
  }
  repro_call operator()(const client_process_id& c) {
    repro_call code = boolean("GetNamedPipeClientProcessId(h$, &id)", c.pipe);
    code.data = "process_name(id)";
    return code.telling(R"(", " + process_name(id))");
  }
  repro_call operator()(const make_odd_handle& c);
  repro_call operator()(const open_pipe& c) {
    return made(c.handle, "INVALID_HANDLE_VALUE",
                "CreateFileW($, $, 0, nullptr, OPEN_EXISTING, $, nullptr)",
                pipe_name_of(c.name_id, c.local_name), access_of(c),
                c.overlapped ? "FILE_FLAG_OVERLAPPED" : "0");
  }
  repro_call operator()(const call_pipe& c) {
    return boolean("CallNamedPipeW($, question, $, buffer, 512, &bytes, $)",
                   pipe_name_of(c.name_id), std::min(c.text.size(), text_limit),
                   positive_limit_of(c.wait))
        .declaring(filled("char question[] = $;\n", cpp_literal(c.text.substr(0, text_limit))))
        .telling(data_detail);
  }
  repro_call operator()(const wait_pipe& c) {
    return boolean("WaitNamedPipeW($, $)", pipe_name_of(c.name_id), positive_limit_of(c.wait));
  }
  repro_call operator()(const probe_name& c) {
    return assigned(
        "ok", filled("GetFileAttributesW($) != INVALID_FILE_ATTRIBUTES", pipe_name_of(c.name_id)));
  }
  repro_call operator()(const duplicate_handle& c) {
    return boolean("DuplicateHandle(GetCurrentProcess(), h$, target, &copy, 0, FALSE, "
                   "DUPLICATE_SAME_ACCESS)",
                   c.handle)
        .declaring(filled("const HANDLE target = OpenProcess(PROCESS_DUP_HANDLE, FALSE, "
                          "shared->process[$]);\nHANDLE copy = nullptr;\n",
                          c.to_process))
        .then(filled("shared->handle[$][$] = reinterpret_cast<ULONG_PTR>(copy);\n"
                     "CloseHandle(target);\n",
                     c.to_process, c.to_slot));
  }
  // The ends of threads and processes are written where the steps are let.
  repro_call operator()(const exit_thread&) { return {}; }
  repro_call operator()(const exit_process&) { return {}; }
  repro_call operator()(const kill_process&) { return {}; }
  repro_call operator()(const find_export& c) {
    repro_call code =
        assigned("ok", filled("module != nullptr && GetProcAddress(module, $) != nullptr",
                              cpp_literal(c.symbol)));
    code.data = "file_name(module)";
    return code
        .declaring(filled("const HMODULE module = GetModuleHandleA($);\n", cpp_literal(c.module)))
        .telling(R"(", " + file_name(module))");
  }
  repro_call operator()(const query_version&) {
    return assigned("ok", "get_version != nullptr && get_version(&version) >= 0")
        .declaring("OSVERSIONINFOW version{};\nversion.dwOSVersionInfoSize = sizeof(version);\n"
                   "const auto get_version = in_ntdll<rtl_get_version>(\"RtlGetVersion\");\n")
        .then("bytes = 100 * version.dwMajorVersion + version.dwMinorVersion;\n")
        .telling(R"(", version " + std::to_string(bytes))");
  }

 private:
  [[nodiscard]] const repro_request& request_at(request which) const {
    const auto found = mine_.requests.find(which);
    CNP_ASSERT(found != mine_.requests.end(),
               filled("a call names request $, and no ConnectNamedPipe has issued it", which));
    return found->second.back();
  }
  repro_request new_request(request which, overlapped_kind kind) {
    auto& issued = mine_.requests[which];
    // A second request of a place has variables of its own: the kernel may still write the first.
    const std::string name =
        issued.empty() ? filled("$", which) : filled("$_$", which, issued.size() + 1);
    const bool has_event =
        kind != overlapped_kind::no_event && kind != overlapped_kind::not_an_event;
    return issued.emplace_back(repro_request{.overlapped = "ov" + name,
                                             .event = has_event ? "event" + name : std::string{},
                                             .auto_reset = kind == overlapped_kind::auto_event});
  }

  repro_process& mine_;
};

repro_call call_coder::operator()(const wait_request& c) {
  const repro_request& whose = request_at(c.req);
  const std::string object = whose.event.empty() ? filled("h$", c.pipe) : whose.event;
  const std::string_view longest = limit_of(c.wait);
  const auto registered = [&](const repro_call& wait, std::string_view callback,
                              std::string_view told, std::string_view made_by) {
    return wait
        .declaring(filled("const HANDLE $ = $;\nHANDLE wait = nullptr;\n"
                          "RegisterWaitForSingleObject(&wait, $, $, $, $, WT_EXECUTEONLYONCE);\n",
                          told, made_by, object, callback, told, longest))
        .then("UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);\n");
  };
  switch (c.by) {
  case waiter::single_object:
    break;
  case waiter::single_object_ex:
    return waiting("WaitForSingleObjectEx($, $, TRUE)", object, longest);
  case waiter::multiple_objects:
    return waiting("WaitForMultipleObjects(2, both, FALSE, $)", longest)
        .declaring(filled("const HANDLE both[] = {$, $};\n", object, new_event));
  case waiter::registered_wait:
    return registered(waiting("WaitForSingleObject(told, $)", longest), "tell_event", "told",
                      new_event);
  case waiter::sleep_ex:
    return registered(waiting("SleepEx($, TRUE)", longest),  // under test: it ends by the APC.
                      "tell_thread", "me",
                      "OpenThread(THREAD_SET_CONTEXT, FALSE, GetCurrentThreadId())");
  case waiter::polling: {
    const repro_call once =
        state_read(filled("ok = HasOverlappedIoCompleted(&$);\n", whose.overlapped));
    return c.wait == patience::none ? once : repeated(once, "!ok", "Until it is complete.");
  }
  }
  return waiting("WaitForSingleObject($, $)", object, longest);
}

repro_call call_coder::operator()(const make_odd_handle& c) {
  const auto set_to = [&](std::string_view value) {
    return state_read(filled("h$ = $;\nok = h$ == $;\n", c.handle, value, c.handle, value));
  };
  const auto file = [&](std::string_view path) {
    return made(c.handle, "INVALID_HANDLE_VALUE",
                "CreateFileW($, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, "
                "OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr)",
                path);
  };
  const auto pipe = [&](int read_end, int write_end) {
    return boolean("CreatePipe(&h$, &h$, nullptr, 0)", read_end, write_end);
  };
  switch (c.what) {
  case odd_handle::null:
    break;
  case odd_handle::invalid_handle_value:
    return set_to("INVALID_HANDLE_VALUE");
  case odd_handle::closed:
    return assigned(filled("h$", c.handle), std::string{new_event})
        .then(filled("ok = CloseHandle(h$) != FALSE;  // Its value stays behind.\n", c.handle));
  case odd_handle::event:
    return made(c.handle, "nullptr", new_event);
  case odd_handle::disk_file:
    return file("path").declaring("wchar_t path[MAX_PATH] = L\"\";  // This program's own file.\n"
                                  "GetModuleFileNameW(nullptr, path, MAX_PATH);\n");
  case odd_handle::pipe_device:
    return file(R"(L"\\\\.\\pipe")");
  case odd_handle::pipe_root:
    return file(R"(L"\\\\.\\pipe\\")");
  case odd_handle::anonymous_read_end:
    return pipe(c.handle, c.handle + 1);
  case odd_handle::anonymous_write_end:
    return pipe(c.handle + 1, c.handle);
  }
  return set_to("nullptr");
}

}  // namespace

repro_call repro_code(const step& one, repro_process& mine) {
  return std::visit(call_coder(mine), one.what);
}

}  // namespace cnp
