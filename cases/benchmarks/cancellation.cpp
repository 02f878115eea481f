// Cancelling a connect that is under way: issue, cancel, and wait until the request is settled.

#include "cases/benchmarks/measure.hpp"
#include "harness/arrangement.hpp"
#include "harness/pending_connect.hpp"

namespace cnp::bench {

namespace {

enum class cancel_by : std::uint8_t { io, io_ex };

void cancel_overlapped(measurement& by, cancel_by how) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {});
  const object_handle event = new_event(event_reset::manual);
  OVERLAPPED request{};
  by.cycles([&] {
    request = OVERLAPPED{};
    request.hEvent = event.get();
    arrange(::ConnectNamedPipe(pipe.get(), &request) == FALSE &&
                ::GetLastError() == ERROR_IO_PENDING,
            "ConnectNamedPipe with a request");
    const BOOL cancelled =
        how == cancel_by::io ? ::CancelIo(pipe.get()) : ::CancelIoEx(pipe.get(), &request);
    arrange(cancelled != FALSE, "cancelling a connect");
    DWORD moved = 0;
    arrange(wait_until(event.get(), patience()) &&
                ::GetOverlappedResult(pipe.get(), &request, &moved, FALSE) == FALSE &&
                ::GetLastError() == ERROR_OPERATION_ABORTED,
            "the result of a cancelled connect");
  });
}

/// A thread that blocks in ConnectNamedPipe whenever it is told to.
class blocked_thread {
 public:
  explicit blocked_thread(HANDLE pipe) : pipe_(pipe) {
    thread_.reset(::CreateThread(nullptr, 0, &serve, this, 0, nullptr));
    arrange(static_cast<bool>(thread_), "CreateThread");
  }
  ~blocked_thread() {
    stop_ = true;
    ::SetEvent(go_.get());
    (void)wait_until(thread_.get(), patience());
  }
  blocked_thread(const blocked_thread&) = delete;
  blocked_thread& operator=(const blocked_thread&) = delete;

  void block() {
    ::SetEvent(go_.get());
    // The handle turns nonsignaled when the kernel has the call.
    if (!poll_until([this] { return ::WaitForSingleObject(pipe_, 0) == WAIT_TIMEOUT; },
                    patience())) {
      throw arrangement_error("a synchronous connect was not seen under way");
    }
  }
  void cancel() {
    arrange(::CancelSynchronousIo(thread_.get()) != FALSE, "CancelSynchronousIo");
    if (!wait_until(back_.get(), patience())) {
      throw arrangement_error("a cancelled connect did not come back");
    }
  }

 private:
  static DWORD WINAPI serve(void* context) {
    auto& self = *static_cast<blocked_thread*>(context);
    while (wait_until(self.go_.get(), deadline::in(time_limits{}.watchdog)) && !self.stop_) {
      ::ConnectNamedPipe(self.pipe_, nullptr);
      ::SetEvent(self.back_.get());
    }
    return 0;
  }

  HANDLE pipe_;
  object_handle go_ = new_event(event_reset::automatic);
  object_handle back_ = new_event(event_reset::automatic);
  std::atomic<bool> stop_{false};
  object_handle thread_;
};

void cancel_synchronous(measurement& by) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false});
  blocked_thread server(pipe.get());
  by.parts([&] {
    server.block();
    const auto start = steady_clock::now();
    server.cancel();
    return steady_clock::now() - start;
  });
}

}  // namespace

std::vector<bench_case> cancellation_benchmarks() {
  return {
      {.name = "cancel/cancel-io",
       .says = "An overlapped connect issued, ended by CancelIo, and settled.",
       .floor = floor_of::pipe_call,
       .body = [](measurement& by) { cancel_overlapped(by, cancel_by::io); }},
      {.name = "cancel/cancel-io-ex",
       .says = "An overlapped connect issued, ended by CancelIoEx, and settled.",
       .floor = floor_of::pipe_call,
       .body = [](measurement& by) { cancel_overlapped(by, cancel_by::io_ex); }},
      {.name = "cancel/cancel-synchronous-io",
       .says = "From CancelSynchronousIo until the blocked thread has told that it is back.",
       .floor = floor_of::pipe_call,
       .body = &cancel_synchronous,
       .longer = 0.5},
  };
}

}  // namespace cnp::bench
