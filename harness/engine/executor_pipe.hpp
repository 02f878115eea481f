#pragma once

#include "harness/engine/call_maker.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/security.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

namespace cnp {

/// The calls on a server end, and the transfers that both ends make.
class pipe_calls : call_maker {
 public:
  using call_maker::call_maker;

  observation operator()(const create_pipe& c) {
    const std::wstring name = shared_.pipe_name(c.name_id, c.local_name);
    SECURITY_ATTRIBUTES* security = pipe_security(shared_->in_app_container != 0);
    return opening(c.pipe, INVALID_HANDLE_VALUE, [&] {
      return api_.create_named_pipe(name.c_str(), open_mode(c), pipe_mode(c), c.max_instances,
                                    buffer_bytes, buffer_bytes, 0, security);
    });
  }

  observation operator()(const connect_pipe& c) {
    const HANDLE pipe = handle(c.pipe);
    if (c.lp == overlapped_kind::null) {
      give_sign(pipe);
      return boolean([&] { return api_.connect_named_pipe(pipe, nullptr); });
    }
    auto& mine = place(c.req);
    if (!mine || !mine->renew(c.lp)) {
      mine = std::make_unique<overlapped_request>(c.lp);
    }
    give_sign(mine->event() != nullptr ? mine->event() : pipe);
    auto seen = boolean([&] { return api_.connect_named_pipe(pipe, mine->overlapped()); });
    mine->issued(pipe, seen.seen.value == 0 && seen.seen.error == ERROR_IO_PENDING, api_);
    return seen;
  }

  observation operator()(const disconnect_pipe& c) {
    return boolean([&, pipe = handle(c.pipe)] { return api_.disconnect_named_pipe(pipe); });
  }

  observation operator()(const close_handle& c) {
    return boolean([&, gone = by_.take_out(c.handle)] { return api_.close_handle(gone); });
  }

  observation operator()(const set_wait_mode& c) {
    const HANDLE pipe = handle(c.pipe);
    DWORD mode = c.wait == wait_mode::nonblocking ? PIPE_NOWAIT : PIPE_WAIT;
    if (c.message_reads) {
      mode |= PIPE_READMODE_MESSAGE;
    }
    return boolean([&] { return api_.set_named_pipe_handle_state(pipe, &mode, nullptr, nullptr); });
  }

  observation operator()(const query_mode& c) {
    const HANDLE pipe = handle(c.pipe);
    DWORD mode = 0;
    return boolean(
        [&] {
          return api_.get_named_pipe_handle_state(pipe, &mode, nullptr, nullptr, nullptr, nullptr,
                                                  0);
        },
        [&](outcome& seen) { seen.mode = mode; });
  }

  /// A walk does this after every call, so it takes no more questions than it must:
  /// GetNamedPipeInfo knows nothing that NtQueryInformationFile does not.
  observation operator()(const read_back& c) {
    const HANDLE pipe = handle(c.pipe);
    DWORD mode = 0;
    DWORD flags = 0;
    DWORD most = 0;
    pipe_local_information local{};
    bool is_told = false;
    const char* asked = "GetNamedPipeHandleState";
    auto seen = boolean([&] {
      if (api_.get_named_pipe_handle_state(pipe, &mode, nullptr, nullptr, nullptr, nullptr, 0) ==
          FALSE) {
        return FALSE;
      }
      asked = "NtQueryInformationFile";
      ::SetLastError(poison);
      is_told = api_.query_local_information(pipe, &local) != FALSE;
      if (is_told || ::GetLastError() != ERROR_PROC_NOT_FOUND) {
        return is_told ? TRUE : FALSE;
      }
      asked = "GetNamedPipeInfo";
      ::SetLastError(poison);
      return api_.get_named_pipe_info(pipe, &flags, nullptr, nullptr, &most);
    });
    if (seen.seen.value == 0) {
      seen.seen.data = asked;
      return seen;
    }
    seen.seen.mode = mode;
    if (is_told) {
      seen.seen.bytes = local.read_data_available;
      flags = info_flags(local);
      most = local.most_instances;
    }
    seen.seen.data = (is_told ? describe(local) : "state not told") + "; " + end_words(flags) +
                     ", at most " + std::to_string(most);
    return seen;
  }

  observation operator()(const write_pipe& c) {
    const HANDLE pipe = handle(c.handle);
    const auto buffer = std::make_shared<text_buffer>();
    const auto size = static_cast<DWORD>(c.text.copy(buffer->data(), buffer->size()));
    DWORD moved = 0;
    const auto start = [&](DWORD* count, OVERLAPPED* overlapped) {
      return api_.write_file(pipe, buffer->data(), size, count, overlapped);
    };
    return told(transfer(c, pipe, buffer, moved, start),
                [&](outcome& seen) { seen.bytes = moved; });
  }

  observation operator()(const read_pipe& c) {
    const HANDLE pipe = handle(c.handle);
    const auto buffer = std::make_shared<text_buffer>();
    const DWORD size = std::min(c.size, static_cast<std::uint32_t>(text_limit));
    DWORD moved = 0;
    const auto start = [&](DWORD* count, OVERLAPPED* overlapped) {
      return api_.read_file(pipe, buffer->data(), size, count, overlapped);
    };
    return told(transfer(c, pipe, buffer, moved, start),
                [&](outcome& seen) { seen.data = std::string(buffer->data(), moved); });
  }

  observation operator()(const peek_pipe& c) {
    const HANDLE pipe = handle(c.pipe);
    DWORD available = 0;
    observation seen;
    const auto ask = [&] {
      available = 0;
      seen = boolean(
          [&] { return api_.peek_named_pipe(pipe, nullptr, 0, nullptr, &available, nullptr); });
      return seen.seen.value != 0 && available > 0;
    };
    if (c.wait == patience::none) {
      (void)ask();
    } else if (!poll_until(ask, limit())) {
      seen.seen.how = completion::hung;
    }
    return told(std::move(seen), [&](outcome& peeked) { peeked.bytes = available; });
  }

  observation operator()(const client_process_id& c) {
    const HANDLE pipe = handle(c.pipe);
    ULONG found = 0;
    require(api_.get_named_pipe_client_process_id, "GetNamedPipeClientProcessId");
    return boolean([&] { return api_.get_named_pipe_client_process_id(pipe, &found); },
                   [&](outcome& seen) {
                     seen.data = "a process outside the cell";
                     for (std::uint8_t process = 0; process < process_count; ++process) {
                       if (shared_->process_ids.at(shared_.seat(process)) == found) {
                         seen.data = describe(actor{.process = process, .thread = 0});
                       }
                     }
                   });
  }

  observation operator()(const make_odd_handle& c) {
    const auto opened = [&](HANDLE raw) {
      arrange(raw != nullptr && raw != INVALID_HANDLE_VALUE, "opening a handle of an odd kind");
      by_.adopt(c.handle, raw);
      return done();
    };
    const auto file = [](const wchar_t* name) {
      return ::CreateFileW(name, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                           OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    };
    switch (c.what) {
    case odd_handle::null:
      return done();
    case odd_handle::invalid_handle_value:
      by_.lend(c.handle, INVALID_HANDLE_VALUE);
      return done();
    case odd_handle::closed: {
      const object_handle gone = new_event(event_reset::manual);
      by_.lend(c.handle, gone.get());
      return done();
    }
    case odd_handle::event:
      return opened(new_event(event_reset::manual).release());
    case odd_handle::disk_file: {
      std::array<wchar_t, MAX_PATH> own{};
      ::GetModuleFileNameW(nullptr, own.data(), static_cast<DWORD>(own.size()));
      return opened(file(own.data()));
    }
    case odd_handle::pipe_device:
      return opened(file(L"\\\\.\\pipe"));
    case odd_handle::pipe_root:
      return opened(file(L"\\\\.\\pipe\\"));
    case odd_handle::anonymous_read_end:
    case odd_handle::anonymous_write_end: {
      HANDLE reads = nullptr;
      HANDLE writes = nullptr;
      arrange(::CreatePipe(&reads, &writes, nullptr, 0) != FALSE, "CreatePipe");
      const bool read_first = c.what == odd_handle::anonymous_read_end;
      by_.adopt(static_cast<slot>(c.handle + 1), read_first ? writes : reads);
      return opened(read_first ? reads : writes);
    }
    }
    return done();
  }

 private:
  static constexpr DWORD buffer_bytes = 4096;

  static DWORD open_mode(const create_pipe& c) {
    DWORD mode = c.dir == direction::duplex    ? PIPE_ACCESS_DUPLEX
                 : c.dir == direction::inbound ? PIPE_ACCESS_INBOUND
                                               : PIPE_ACCESS_OUTBOUND;
    if (c.handle == handle_kind::overlapped) {
      mode |= FILE_FLAG_OVERLAPPED;
    }
    if (c.first_instance) {
      mode |= FILE_FLAG_FIRST_PIPE_INSTANCE;
    }
    return mode;
  }

  static DWORD pipe_mode(const create_pipe& c) {
    DWORD mode = PIPE_REJECT_REMOTE_CLIENTS;
    if (c.type == pipe_type::message) {
      mode |= PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE;
    }
    if (c.wait == wait_mode::nonblocking) {
      mode |= PIPE_NOWAIT;
    }
    return mode;
  }

  /// What GetNamedPipeInfo's flags say.
  static std::string end_words(DWORD flags) {
    return std::string((flags & PIPE_SERVER_END) != 0 ? "server end" : "client end") +
           ((flags & PIPE_TYPE_MESSAGE) != 0 ? ", messages" : ", bytes");
  }

  /// ReadFile or WriteFile; on an overlapped handle waited for until the deadline.
  template <class Call, class Start>
  observation transfer(const Call& c, HANDLE file, const std::shared_ptr<text_buffer>& buffer,
                       DWORD& moved, Start&& start) {
    if (!c.overlapped) {
      return boolean([&] { return start(&moved, nullptr); });
    }
    overlapped_request pending(overlapped_kind::manual_event);
    pending.keep(buffer);
    observation seen;
    BOOL worked = measured([&] { return start(nullptr, pending.overlapped()); }, seen);
    pending.issued(file, worked == FALSE && seen.seen.error == ERROR_IO_PENDING, api_);
    if (worked == FALSE && seen.seen.error == ERROR_IO_PENDING) {
      if (!wait_until(pending.event(), limit())) {
        seen.seen.how = completion::hung;
        return seen;
      }
    }
    if (worked != FALSE || seen.seen.error == ERROR_IO_PENDING) {
      ::SetLastError(poison);
      worked = api_.get_overlapped_result(file, pending.overlapped(), &moved, FALSE);
      seen.seen.error = ::GetLastError();
      seen.ticket_after = shared_.ticket();
    }
    return settle_boolean(std::move(seen), worked != FALSE);
  }
};

}  // namespace cnp
