#include "harness/win32/watchdog.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/kernel_api.hpp"

#include <algorithm>
#include <utility>

namespace cnp {

namespace {

/// Asked before every call of the suite's own process, so by the clock that only reads memory. It
/// steps every 16 ms, which is nothing to these limits. (The older one begins anew after 49 days: a
/// call that is under way at that moment has no limit.)
std::int64_t now_ms() {
  const auto ticks = running_kernel().get_tick_count_64;
  return static_cast<std::int64_t>(ticks != nullptr ? ticks() : ULONGLONG{::GetTickCount()});
}

}  // namespace

watchdog::watchdog(const time_limits& limits, std::function<void()> cancel,
                   std::function<void()> on_stuck)
    : limits_(limits), cancel_(std::move(cancel)), on_stuck_(std::move(on_stuck)),
      stop_(new_event(event_reset::manual)), thread_(start_thread(&serve, this)) {}

watchdog::~watchdog() {
  ::SetEvent(stop_.get());
  (void)wait_until(thread_.get(), deadline::in(limits_.grace));
}

void watchdog::call_begins() {
  fired_ = false;
  call_end_ = now_ms() + (limits_.operation + limits_.grace).count();
}

bool watchdog::call_returned() {
  call_end_ = 0;
  return fired_;
}

void watchdog::cell(bool begins) {
  cell_end_ = begins ? now_ms() + limits_.watchdog.count() : 0;
}

DWORD WINAPI watchdog::serve(void* context) {
  auto& self = *static_cast<watchdog*>(context);
  // Often enough that a short limit is kept; seldom enough to cost nothing.
  const auto interval = std::clamp(self.limits_.operation / 8, std::chrono::milliseconds{5},
                                   std::chrono::milliseconds{250});
  while (!wait_until(self.stop_.get(), deadline::in(interval))) {
    self.look();
  }
  return 0;
}

void watchdog::look() {
  const std::int64_t now = now_ms();
  const std::int64_t call_end = call_end_;
  const std::int64_t cell_end = cell_end_;
  if (call_end != 0 && now > call_end) {
    fired_ = true;
    cancel_();
    if (now > call_end + limits_.grace.count() && call_end_ == call_end) {
      on_stuck_();
    }
  }
  if (cell_end != 0 && now > cell_end && cell_end_ == cell_end) {
    on_stuck_();
  }
}

}  // namespace cnp
