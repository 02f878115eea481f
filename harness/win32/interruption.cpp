#include "harness/win32/interruption.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/deadline.hpp"

#include <atomic>

namespace cnp {

namespace {

/// What the handler, which runs in a thread of the system's, has to know of the object.
std::atomic<HANDLE> came_event = nullptr;
std::atomic<HANDLE> over_event = nullptr;

BOOL WINAPI on_control(DWORD kind) {
  const HANDLE came = came_event;
  if (came == nullptr || wait_until(came, deadline::in(std::chrono::milliseconds{0}))) {
    return FALSE;
  }
  ::SetEvent(came);
  if (kind == CTRL_CLOSE_EVENT || kind == CTRL_LOGOFF_EVENT || kind == CTRL_SHUTDOWN_EVENT) {
    // The process ends when this returns.
    (void)wait_until(over_event, deadline::in(time_limits{}.grace));
  }
  return TRUE;
}

BOOL WINAPI not_for_us(DWORD) {
  return TRUE;
}

}  // namespace

interruption::interruption()
    : came_(new_event(event_reset::manual)), over_(new_event(event_reset::manual)) {
  over_event = over_.get();
  came_event = came_.get();
  ::SetConsoleCtrlHandler(&on_control, TRUE);
}

interruption::~interruption() {
  ::SetConsoleCtrlHandler(&on_control, FALSE);
  came_event = nullptr;
  ::SetEvent(over_.get());
}

bool interruption::has_come() const {
  return wait_until(came_.get(), deadline::in(std::chrono::milliseconds{0}));
}

void leave_interruptions_to_starter() {
  ::SetConsoleCtrlHandler(&not_for_us, TRUE);
}

}  // namespace cnp
