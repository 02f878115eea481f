#include "harness/win32/deadline.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/system_function.hpp"

#include <algorithm>
#include <optional>

namespace cnp {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

milliseconds times(milliseconds limit, double factor) {
  const auto scaled = static_cast<milliseconds::rep>(static_cast<double>(limit.count()) * factor);
  return std::max(milliseconds{1}, milliseconds{scaled});
}

/// Questions that only give up the time slice before `poll_until` starts to pause between them. A
/// state that another process is about to reach is usually there within a few.
constexpr int eager_questions = 64;

/// Pauses of half a millisecond. ::Sleep(1) can take a tick of the system clock, 15.6 ms, on
/// Windows, which since version 10 has timers that need not wait for one.
class fine_pause {
 public:
  void operator()() const {
    LARGE_INTEGER due{};
    due.QuadPart = -5'000;  // In 100 ns; negative: from now.
    if (!timer_ || ::SetWaitableTimer(timer_.get(), &due, 0, nullptr, nullptr, FALSE) == FALSE) {
      ::Sleep(1);
      return;
    }
    ::WaitForSingleObject(timer_.get(), longest_ms);
  }

 private:
  static constexpr DWORD high_resolution = 0x2;  // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION
  static constexpr DWORD longest_ms = 20;
  using create_timer = HANDLE(WINAPI*)(SECURITY_ATTRIBUTES*, const wchar_t*, DWORD, DWORD);

  static object_handle new_timer() {
    static const auto create =
        system_function<create_timer>("kernel32.dll", "CreateWaitableTimerExW");
    return object_handle(
        create == nullptr ? nullptr : create(nullptr, nullptr, high_resolution, TIMER_ALL_ACCESS));
  }

  object_handle timer_ = new_timer();
};

void CALLBACK end_now(void*, BOOLEAN) {
  ::TerminateProcess(::GetCurrentProcess(), 0);
}

}  // namespace

time_limits time_limits::scaled(double factor) const {
  return {.operation = times(operation, factor),
          .grace = times(grace, factor),
          .cell = times(cell, factor),
          .watchdog = times(watchdog, factor),
          .start = times(start, std::max(1.0, factor))};
}

deadline deadline::in(milliseconds limit) {
  return deadline(steady_clock::now() + limit);
}

deadline deadline::no_later_than(deadline other) const {
  return deadline(std::min(at_, other.at_));
}

milliseconds deadline::left() const {
  const auto rest = std::chrono::ceil<milliseconds>(at_ - steady_clock::now());
  return std::max(milliseconds{0}, rest);
}

DWORD deadline::timeout() const {
  constexpr milliseconds::rep longest = 24LL * 60 * 60 * 1000;
  return static_cast<DWORD>(std::min(left().count(), longest));
}

bool wait_until(HANDLE object, deadline limit) {
  const DWORD result = ::WaitForSingleObject(object, limit.timeout());
  arrange(result != WAIT_FAILED, "WaitForSingleObject");
  return result == WAIT_OBJECT_0;
}

int wait_until_either(HANDLE first, HANDLE second, deadline limit) {
  const HANDLE both[] = {first, second};
  const DWORD result = ::WaitForMultipleObjects(2, both, FALSE, limit.timeout());
  arrange(result != WAIT_FAILED, "WaitForMultipleObjects");
  return result == WAIT_TIMEOUT ? -1 : static_cast<int>(result - WAIT_OBJECT_0);
}

DWORD wait_idle(const HANDLE* objects, DWORD count) {
  const DWORD result = ::WaitForMultipleObjects(count, objects, FALSE, INFINITE);
  arrange(result != WAIT_FAILED, "WaitForMultipleObjects");
  return result - WAIT_OBJECT_0;
}

bool poll_until(const std::function<bool()>& happened, deadline limit) {
  std::optional<fine_pause> pause;
  for (int asked = 0;; ++asked) {
    if (happened()) {
      return true;
    }
    if (limit.passed()) {
      return happened();
    }
    if (asked < eager_questions) {
      ::SwitchToThread();
      continue;
    }
    if (!pause) {
      pause.emplace();
    }
    (*pause)();
  }
}

void end_with(HANDLE owner) {
  HANDLE forever = nullptr;
  arrange(::RegisterWaitForSingleObject(&forever, owner, &end_now, nullptr, INFINITE,
                                        WT_EXECUTEONLYONCE) != FALSE,
          "RegisterWaitForSingleObject");
}

}  // namespace cnp
