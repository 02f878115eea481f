#pragma once

#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"

#include <atomic>
#include <functional>

namespace cnp {

/// Watches the thread that makes calls directly. When a call is not back at its deadline, the
/// watchdog cancels what the thread is in; when that does not help, or a whole cell takes longer
/// than the last limit, it reports and ends the process, because nothing else can.
class watchdog {
 public:
  /// `cancel` ends the synchronous I/O of the watched thread; `on_stuck` says what hung, and must
  /// not return. Both are called on the watchdog's own thread.
  watchdog(const time_limits& limits, std::function<void()> cancel, std::function<void()> on_stuck);
  ~watchdog();
  watchdog(const watchdog&) = delete;
  watchdog& operator=(const watchdog&) = delete;

  /// A call begins; it has the operation limit and some more, since a call that waits keeps the
  /// limit itself.
  void call_begins();
  /// It is back. True if the watchdog had to cancel it.
  bool call_returned();
  /// A cell begins, or (`false`) is over.
  void cell(bool begins);

 private:
  static DWORD WINAPI serve(void* context);
  void look();

  const time_limits limits_;
  std::function<void()> cancel_;
  std::function<void()> on_stuck_;
  /// Milliseconds since the machine was started; 0 while no call is watched.
  std::atomic<std::int64_t> call_end_{0};
  std::atomic<std::int64_t> cell_end_{0};
  std::atomic<bool> fired_{false};
  object_handle stop_;
  object_handle thread_;
};

}  // namespace cnp
