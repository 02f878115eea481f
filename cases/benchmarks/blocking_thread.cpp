#include "cases/benchmarks/blocking_thread.hpp"

#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

blocking_thread::blocking_thread(HANDLE pipe)
    : pipe_(pipe), go_(new_event(event_reset::automatic)),
      back_(new_event(event_reset::automatic)) {
  thread_.reset(::CreateThread(nullptr, 0, &serve, this, 0, nullptr));
  arrange(static_cast<bool>(thread_), "CreateThread");
}

blocking_thread::~blocking_thread() {
  stop_ = true;
  ::SetEvent(go_.get());
  ::CancelSynchronousIo(thread_.get());  // Only if a benchmark failed is it in a call.
  (void)wait_until(thread_.get(), patience());
}

DWORD WINAPI blocking_thread::serve(void* context) {
  auto& self = *static_cast<blocking_thread*>(context);
  while (wait_until(self.go_.get(), deadline::in(time_limits{}.watchdog)) && !self.stop_) {
    const BOOL worked = ::ConnectNamedPipe(self.pipe_, nullptr);
    self.error_ = worked != FALSE ? ERROR_SUCCESS : ::GetLastError();
    self.back_at_ = clock_now();
    ::SetEvent(self.back_.get());
  }
  return 0;
}

void blocking_thread::block() {
  ::SetEvent(go_.get());
  // The handle turns nonsignaled when the kernel has the call.
  if (!poll_until([this] { return ::WaitForSingleObject(pipe_, 0) == WAIT_TIMEOUT; }, patience())) {
    throw arrangement_error("a synchronous connect was not seen under way");
  }
}

std::int64_t blocking_thread::await(DWORD allowed) {
  if (!wait_until(back_.get(), patience())) {
    throw arrangement_error("a synchronous connect did not come back in time");
  }
  const DWORD code = error_;
  if (code != allowed) {
    throw arrangement_error("ConnectNamedPipe by a thread of its own", code);
  }
  return back_at_;
}

}  // namespace cnp::bench
