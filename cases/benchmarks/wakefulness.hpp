#pragma once

#include "harness/win32/handle.hpp"
#include "harness/win32/windows.hpp"

#include <atomic>
#include <vector>

namespace cnp::bench {

/// While it lives no processor falls asleep: on each a thread of the lowest priority spins and
/// gives way at once. A processor that sleeps between two calls makes both of two loops wait for
/// its waking, which takes longer than the calls (in a virtual machine several times as long), and
/// by chance one of them oftener. Only for what compares two loops: a cycle's own time has its
/// waking.
class wakefulness {
 public:
  /// Throws `arrangement_error`.
  wakefulness();
  ~wakefulness();
  wakefulness(const wakefulness&) = delete;
  wakefulness& operator=(const wakefulness&) = delete;

 private:
  static DWORD WINAPI spin(void* context);

  std::atomic<bool> stop_{false};
  std::vector<object_handle> threads_;
};

}  // namespace cnp::bench
