#include "cases/benchmarks/wakefulness.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/deadline.hpp"

#include <utility>

namespace cnp::bench {

wakefulness::wakefulness() {
  SYSTEM_INFO machine{};
  ::GetSystemInfo(&machine);
  for (DWORD number = 0; number < machine.dwNumberOfProcessors; ++number) {
    object_handle thread(::CreateThread(nullptr, 0, &spin, this, 0, nullptr));
    arrange(static_cast<bool>(thread), "CreateThread");
    ::SetThreadPriority(thread.get(), THREAD_PRIORITY_IDLE);
    threads_.push_back(std::move(thread));
  }
}

wakefulness::~wakefulness() {
  stop_ = true;
  for (const object_handle& each : threads_) {
    (void)wait_until(each.get(), deadline::in(time_limits{}.watchdog));
  }
}

DWORD WINAPI wakefulness::spin(void* context) {
  const auto& self = *static_cast<const wakefulness*>(context);
  while (!self.stop_) {
    ::SwitchToThread();
  }
  return 0;
}

}  // namespace cnp::bench
