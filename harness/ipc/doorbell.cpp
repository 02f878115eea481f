#include "harness/ipc/doorbell.hpp"

#include <chrono>

namespace cnp {

namespace {

/// How long a waiter looks before it sleeps: a few times what a call of the other side takes.
constexpr std::chrono::microseconds eager{500};

}  // namespace

void doorbell::ring() const {
  state_->rung = 1;
  // Both sides write their own word before they read the other's, so one of them sees the other.
  if (state_->asleep.exchange(0) != 0) {
    ::SetEvent(event_);
  }
}

bool doorbell::heard_soon() const {
  const auto end = std::chrono::steady_clock::now() + eager;
  do {
    if (heard()) {
      return true;
    }
    ::SwitchToThread();
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

template <class Sleep>
bell_wait doorbell::sleep_until_heard(const Sleep& sleep) const {
  for (;;) {
    state_->asleep = 1;
    if (heard()) {
      state_->asleep = 0;
      return bell_wait::rang;
    }
    const int woken = sleep();
    state_->asleep = 0;
    if (heard()) {
      return bell_wait::rang;
    }
    // The event may still be set by a ring that was heard without it; then the loop goes on.
    if (woken != 0) {
      return woken < 0 ? bell_wait::late : bell_wait::other;
    }
  }
}

bell_wait doorbell::wait(HANDLE other, deadline limit) const {
  if (limit.passed() ? heard() : heard_soon()) {
    return bell_wait::rang;
  }
  return sleep_until_heard([&] { return wait_until_either(event_, other, limit); });
}

bell_wait doorbell::wait_idle(HANDLE other) const {
  if (heard_soon()) {
    return bell_wait::rang;
  }
  const HANDLE either[] = {event_, other};
  return sleep_until_heard([&] { return static_cast<int>(cnp::wait_idle(either, 2)); });
}

}  // namespace cnp
