#include "cases/benchmarks/connectors.hpp"

#include "harness/support/assertion.hpp"
#include "harness/win32/arrangement.hpp"

#include <algorithm>
#include <string>

namespace cnp::bench {

namespace {

DWORD longest() {
  return static_cast<DWORD>(time_limits{}.operation.count());
}

/// A request that is issued anew in every cycle, with the event that its maker chose; without one
/// the pipe handle itself is waited for.
class overlapped_connector : public connector {
 public:
  explicit overlapped_connector(HANDLE pipe, object_handle event = new_event(event_reset::manual))
      : connector(pipe), event_(std::move(event)) {}
  void reset() override {
    if (event() != nullptr) {
      arrange(::ResetEvent(event()) != FALSE, "ResetEvent");
    }
  }
  void issue() override {
    arrange(request_.connect(pipe(), event()) == ERROR_IO_PENDING,
            "ConnectNamedPipe with a request");
  }
  std::int64_t await() override {
    wait_for(event() != nullptr ? event() : pipe());
    return conclude();
  }

 protected:
  [[nodiscard]] HANDLE event() const { return event_.get(); }
  void wait_for(HANDLE object) const {
    arrange(::WaitForSingleObject(object, longest()) == WAIT_OBJECT_0,
            "WaitForSingleObject on a connect");
  }
  std::int64_t conclude() {
    arrange(request_.conclude(), "GetOverlappedResult of a connect");
    return clock_now();
  }

 private:
  object_handle event_;
  raw_request request_;
};

/// The packet of a completion port.
class port_connector final : public overlapped_connector {
 public:
  explicit port_connector(HANDLE pipe)
      : overlapped_connector(pipe, object_handle{}),
        port_(::CreateIoCompletionPort(pipe, nullptr, 1, 1)) {
    arrange(static_cast<bool>(port_), "CreateIoCompletionPort");
  }
  std::int64_t await() override {
    DWORD moved = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* whose = nullptr;
    arrange(::GetQueuedCompletionStatus(port_.get(), &moved, &key, &whose, longest()) != FALSE,
            "GetQueuedCompletionStatus of a connect");
    return conclude();
  }

 private:
  object_handle port_;
};

void CALLBACK tell_event(void* event, BOOLEAN) {
  ::SetEvent(event);
}

/// RegisterWaitForSingleObject on the request's event, registered once as thread pools do it; the
/// callback wakes the server.
class registered_connector final : public overlapped_connector {
 public:
  explicit registered_connector(HANDLE pipe)
      : overlapped_connector(pipe, new_event(event_reset::automatic)) {
    arrange(::RegisterWaitForSingleObject(&wait_, event(), &tell_event, told_.get(), longest() * 60,
                                          WT_EXECUTEDEFAULT) != FALSE,
            "RegisterWaitForSingleObject");
  }
  ~registered_connector() override { ::UnregisterWaitEx(wait_, INVALID_HANDLE_VALUE); }
  std::int64_t await() override {
    wait_for(told_.get());
    return conclude();
  }

 private:
  object_handle told_ = new_event(event_reset::automatic);
  HANDLE wait_ = nullptr;
};

/// The form of servers with completion routines. ConnectNamedPipe has none, so they wait for the
/// connect in an alertable wait, and then a ReadFileEx is under way, whose routine is called in
/// the next one: here it tells that the client has left, so the cycle has one request more.
class alertable_connector final : public overlapped_connector {
 public:
  using overlapped_connector::overlapped_connector;
  std::int64_t await() override {
    arrange(::WaitForSingleObjectEx(event(), longest(), TRUE) == WAIT_OBJECT_0,
            "WaitForSingleObjectEx on a connect");
    const std::int64_t seen = conclude();
    reading_ = OVERLAPPED{};
    arrange(::ReadFileEx(pipe(), &byte_, 1, &reading_, &was_read) != FALSE, "ReadFileEx");
    return seen;
  }
  void leave() override {
    const DWORD woken = ::SleepEx(longest(), TRUE);  // under test: delivers the routine's call
    arrange(woken == WAIT_IO_COMPLETION, "SleepEx for a completion routine");
  }

 private:
  static void CALLBACK was_read(DWORD, DWORD, OVERLAPPED*) {}
  OVERLAPPED reading_{};
  char byte_ = 0;
};

/// PIPE_NOWAIT: asks again and again, giving up the time slice between.
class polling_connector final : public connector {
 public:
  using connector::connector;
  void issue() override {
    // The first call after DisconnectNamedPipe makes the instance connectable.
    (void)connected();
  }
  std::int64_t await() override {
    const deadline limit = patience();
    for (; !connected(); ::SwitchToThread()) {
      require_so(!limit.passed(), "a nonblocking server was not connected in time");
    }
    return clock_now();
  }

 private:
  [[nodiscard]] bool connected() const {
    // What it returns the first time after DisconnectNamedPipe is disputed: no matter here.
    return ::ConnectNamedPipe(pipe(), nullptr) == FALSE && ::GetLastError() == ERROR_PIPE_CONNECTED;
  }
};

template <class Connector, class... Event>
std::unique_ptr<connector> made(HANDLE pipe) {
  return std::make_unique<Connector>(pipe, Event{}...);
}

}  // namespace

synchronous_connector::synchronous_connector(HANDLE pipe) : connector(pipe) {}

synchronous_connector::~synchronous_connector() {
  stop_ = true;
  ::SetEvent(go_.get());
  ::CancelSynchronousIo(thread());  // Only if a benchmark failed is it in a call.
  (void)wait_until(thread(), patience());
}

DWORD WINAPI synchronous_connector::serve(void* context) {
  auto& self = *static_cast<synchronous_connector*>(context);
  while (wait_until(self.go_.get(), deadline::in(time_limits{}.watchdog)) && !self.stop_) {
    const BOOL worked = ::ConnectNamedPipe(self.pipe(), nullptr);
    self.error_ = worked != FALSE ? ERROR_SUCCESS : ::GetLastError();
    self.back_at_ = clock_now();
    ::SetEvent(self.back_.get());
  }
  return 0;
}

void synchronous_connector::issue() {
  ::SetEvent(go_.get());
  // The handle turns nonsignaled when the kernel has the call.
  require_so(
      poll_until([this] { return ::WaitForSingleObject(pipe(), 0) == WAIT_TIMEOUT; }, patience()),
      "a synchronous connect was not seen under way");
}

std::int64_t synchronous_connector::await_end(DWORD expected) {
  require_so(wait_until(back_.get(), patience()),
             "a synchronous connect did not come back in time");
  if (error_ != expected) {
    throw arrangement_error("ConnectNamedPipe by a thread of its own", error_);
  }
  return back_at_;
}

raw_request::~raw_request() {
  if (pending_ && ::CancelIoEx(pipe_, &overlapped_) != FALSE) {
    DWORD moved = 0;
    ::GetOverlappedResult(pipe_, &overlapped_, &moved, TRUE);
  }
}

DWORD raw_request::connect(HANDLE pipe, HANDLE event) {
  overlapped_ = OVERLAPPED{};
  overlapped_.hEvent = event;
  pipe_ = pipe;
  arrange(::ConnectNamedPipe(pipe, &overlapped_) == FALSE, "ConnectNamedPipe with a request");
  const DWORD code = ::GetLastError();
  pending_ = code == ERROR_IO_PENDING;
  return code;
}

bool raw_request::conclude() {
  DWORD moved = 0;
  const BOOL worked = ::GetOverlappedResult(pipe_, &overlapped_, &moved, FALSE);
  pending_ = worked == FALSE && ::GetLastError() == ERROR_IO_INCOMPLETE;
  return worked != FALSE;
}

const std::vector<connect_mode>& connect_modes() {
  static const pipe_kind synchronous{.overlapped = false};
  static const pipe_kind nonblocking{.overlapped = false, .nonblocking = true};
  static const std::vector<connect_mode> modes{
      {"synchronous",
       "A thread of its own blocks in ConnectNamedPipe; the cycle wakes it and is told by it.",
       synchronous, &made<synchronous_connector>},
      {"overlapped-event",
       "An OVERLAPPED with a manual-reset event, waited for by WaitForSingleObject.",
       {},
       &made<overlapped_connector>},
      {"overlapped-no-event",
       "An OVERLAPPED without an event: the pipe handle itself is waited for.",
       {},
       &made<overlapped_connector, object_handle>},
      {"completion-port", "The packet comes out of a completion port.", {}, &made<port_connector>},
      {"registered-wait",
       "RegisterWaitForSingleObject; the callback wakes the server.",
       {},
       &made<registered_connector>},
      {"alertable",
       "Waited for alertably; a completion routine (ReadFileEx) tells the client's leaving.",
       {},
       &made<alertable_connector>},
      {"nonblocking-polled",
       "PIPE_NOWAIT: ConnectNamedPipe again and again until ERROR_PIPE_CONNECTED.", nonblocking,
       &made<polling_connector>},
  };
  return modes;
}

const connect_mode& connect_mode_of(std::string_view name) {
  const auto found = std::ranges::find(connect_modes(), name, &connect_mode::name);
  CNP_ASSERT(found != connect_modes().end(), "no connect mode is called " + std::string(name));
  return *found;
}

}  // namespace cnp::bench
