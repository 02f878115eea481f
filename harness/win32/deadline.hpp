#pragma once

#include "harness/win32/windows.hpp"

#include <chrono>
#include <functional>

namespace cnp {

/// The time limits of the suite, all in one place, each inside the next:
/// operation < cell < watchdog < the TIMEOUT of the CTest entry.
struct time_limits {
  std::chrono::milliseconds operation{10'000};  ///< One call, or one answer from a client process.
  std::chrono::milliseconds grace{2'000};       ///< For a call to return after it was cancelled.
  std::chrono::milliseconds cell{40'000};       ///< All steps of one cell.
  std::chrono::milliseconds watchdog{
      60'000};                              ///< A cell that nothing else ended: the process ends.
  std::chrono::milliseconds start{30'000};  ///< A client process from start to its first answer.

  /// All limits multiplied by `factor` (slow machines, or tests of the limits themselves), at least
  /// 1 ms.
  [[nodiscard]] time_limits scaled(double factor) const;
};

/// The TIMEOUT of a CTest entry: wide enough for several cells that reach their watchdog.
inline constexpr std::chrono::seconds ctest_timeout{300};

/// A point in time that a wait may not pass. A value; steady clock, so no clock change moves it.
class deadline {
 public:
  /// `limit` from now.
  [[nodiscard]] static deadline in(std::chrono::milliseconds limit);
  /// The earlier of two: how limits nest.
  [[nodiscard]] deadline no_later_than(deadline other) const;
  /// What is left; zero when it has passed.
  [[nodiscard]] std::chrono::milliseconds left() const;
  /// What is left as a Win32 timeout, rounded up; never INFINITE.
  [[nodiscard]] DWORD timeout() const;
  [[nodiscard]] bool passed() const { return left().count() == 0; }

 private:
  explicit deadline(std::chrono::steady_clock::time_point at) : at_(at) {}
  std::chrono::steady_clock::time_point at_;
};

/// Waits until `object` is signaled: true, or false when the deadline passes. Throws
/// `arrangement_error` if the wait itself fails.
[[nodiscard]] bool wait_until(HANDLE object, deadline limit);
/// Waits for one of two objects: 0 or 1 for the one that is signaled, -1 when the deadline passes.
[[nodiscard]] int wait_until_either(HANDLE first, HANDLE second, deadline limit);
/// Waits for any of `count` objects without a limit: for idle service threads, whose end is one of
/// the objects (their owner's process, or a stop event). Returns the index.
[[nodiscard]] DWORD wait_idle(const HANDLE* objects, DWORD count);

/// Asks `happened` again and again until it says true; false when the deadline passes. The thread
/// gives up its time slice between questions and, after some, half a millisecond or, on an old
/// kernel, a tick of its clock: for states that have no event of their own. Never used to make a
/// race likely.
[[nodiscard]] bool poll_until(const std::function<bool()>& happened, deadline limit);

/// Has this process end, with status 0, as soon as `owner` has. For what is started by the suite:
/// a job does the same, but not every kernel has one. `owner` must stay open. Throws
/// `arrangement_error`.
void end_with(HANDLE owner);

}  // namespace cnp
