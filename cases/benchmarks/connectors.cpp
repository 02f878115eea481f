#include "cases/benchmarks/connectors.hpp"

#include "cases/benchmarks/blocking_thread.hpp"
#include "harness/win32/arrangement.hpp"

#include <stdexcept>
#include <string>

namespace cnp::bench {

namespace {

DWORD longest() {
  return static_cast<DWORD>(time_limits{}.operation.count());
}

/// ConnectNamedPipe(h, NULL) on a synchronous handle, by a thread of its own: somebody else has to
/// let the client go when the call is under way, since before it there is no listening instance.
class synchronous_connector final : public connector {
 public:
  explicit synchronous_connector(HANDLE pipe) : connector(pipe), server_(pipe) {}
  void issue() override { server_.block(); }
  std::int64_t await() override { return server_.await(); }

 private:
  blocking_thread server_;
};

/// A request that is issued anew in every cycle, with the event that its maker chose.
class overlapped_connector : public connector {
 public:
  overlapped_connector(HANDLE pipe, object_handle event)
      : connector(pipe), event_(std::move(event)) {}
  ~overlapped_connector() override {
    // Its memory must not go while the kernel may write it.
    if (pending_ && ::CancelIoEx(pipe(), &request_) != FALSE) {
      DWORD moved = 0;
      ::GetOverlappedResult(pipe(), &request_, &moved, TRUE);
    }
  }
  void reset() override {
    if (event() != nullptr) {
      arrange(::ResetEvent(event()) != FALSE, "ResetEvent");
    }
  }
  void issue() override {
    request_ = OVERLAPPED{};
    request_.hEvent = event();
    arrange(::ConnectNamedPipe(pipe(), &request_) == FALSE && ::GetLastError() == ERROR_IO_PENDING,
            "ConnectNamedPipe with a request");
    pending_ = true;
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
    DWORD moved = 0;
    arrange(::GetOverlappedResult(pipe(), &request_, &moved, FALSE) != FALSE,
            "GetOverlappedResult of a connect");
    pending_ = false;
    return clock_now();
  }

 private:
  object_handle event_;
  OVERLAPPED request_{};
  bool pending_ = false;
};

/// The packet of a completion port.
class port_connector final : public overlapped_connector {
 public:
  explicit port_connector(HANDLE pipe)
      : overlapped_connector(pipe, {}), port_(::CreateIoCompletionPort(pipe, nullptr, 1, 1)) {
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
  explicit alertable_connector(HANDLE pipe)
      : overlapped_connector(pipe, new_event(event_reset::manual)) {}
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
    while (!connected()) {
      if (limit.passed()) {
        throw arrangement_error("a nonblocking server was not connected in time");
      }
      ::SwitchToThread();
    }
    return clock_now();
  }

 private:
  [[nodiscard]] bool connected() const {
    // What it returns the first time after DisconnectNamedPipe is disputed: no matter here.
    return ::ConnectNamedPipe(pipe(), nullptr) == FALSE && ::GetLastError() == ERROR_PIPE_CONNECTED;
  }
};

}  // namespace

const std::vector<connect_mode>& connect_modes() {
  static const std::vector<connect_mode> modes{
      {.name = "synchronous",
       .says =
           "A thread of its own blocks in ConnectNamedPipe; the cycle wakes it and is told by it.",
       .kind = {.overlapped = false},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<synchronous_connector>(pipe);
       }},
      {.name = "overlapped-event",
       .says = "An OVERLAPPED with a manual-reset event, waited for by WaitForSingleObject.",
       .kind = {},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<overlapped_connector>(pipe, new_event(event_reset::manual));
       }},
      {.name = "overlapped-no-event",
       .says = "An OVERLAPPED without an event: the pipe handle itself is waited for.",
       .kind = {},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<overlapped_connector>(pipe, object_handle{});
       }},
      {.name = "completion-port",
       .says = "The packet comes out of a completion port.",
       .kind = {},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<port_connector>(pipe);
       }},
      {.name = "registered-wait",
       .says = "RegisterWaitForSingleObject; the callback wakes the server.",
       .kind = {},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<registered_connector>(pipe);
       }},
      {.name = "alertable",
       .says =
           "Waited for alertably; a completion routine (ReadFileEx) tells the client's leaving.",
       .kind = {},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<alertable_connector>(pipe);
       }},
      {.name = "nonblocking-polled",
       .says = "PIPE_NOWAIT: ConnectNamedPipe again and again until ERROR_PIPE_CONNECTED.",
       .kind = {.overlapped = false, .nonblocking = true},
       .make = [](HANDLE pipe) -> std::unique_ptr<connector> {
         return std::make_unique<polling_connector>(pipe);
       }},
  };
  return modes;
}

const connect_mode& connect_mode_of(std::string_view name) {
  for (const connect_mode& one : connect_modes()) {
    if (one.name == name) {
      return one;
    }
  }
  throw std::logic_error("no connect mode is called " + std::string(name));
}

}  // namespace cnp::bench
