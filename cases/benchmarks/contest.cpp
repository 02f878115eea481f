// Two ways of doing the same, held against each other.

#include "cases/benchmarks/measure.hpp"

#include "harness/win32/arrangement.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <vector>

namespace cnp::bench {

namespace {

/// While it lives no processor falls asleep: on each a thread of the lowest priority spins and
/// gives way at once.
class wakefulness {
 public:
  wakefulness() {
    SYSTEM_INFO machine{};
    ::GetSystemInfo(&machine);
    for (DWORD number = 0; number < machine.dwNumberOfProcessors; ++number) {
      threads_.push_back(start_thread(&spin, this));
      ::SetThreadPriority(threads_.back().get(), THREAD_PRIORITY_IDLE);
    }
  }
  ~wakefulness() {
    stop_ = true;
    for (const object_handle& each : threads_) {
      (void)wait_until(each.get(), deadline::in(time_limits{}.watchdog));
    }
  }
  wakefulness(const wakefulness&) = delete;
  wakefulness& operator=(const wakefulness&) = delete;

 private:
  static DWORD WINAPI spin(void* context) {
    const auto& self = *static_cast<const wakefulness*>(context);
    while (!self.stop_) {
      ::SwitchToThread();
    }
    return 0;
  }

  std::atomic<bool> stop_{false};
  std::vector<object_handle> threads_;
};

double ratio_of(nanoseconds harness, nanoseconds raw) {
  return static_cast<double>(harness.count()) / static_cast<double>(raw.count());
}

}  // namespace

nanoseconds time_of(int cycles, const std::function<void()>& cycle) {
  const auto start = steady_clock::now();
  for (int at = 0; at < cycles; ++at) {
    cycle();
  }
  return (steady_clock::now() - start) / cycles;
}

void measurement::compete(const std::function<void()>& harness, const std::function<void()>& raw,
                          const contest& how) {
  std::optional<wakefulness> awake;
  if (how.awake) {
    awake.emplace();
  }
  const int cycles = how_.smoke ? 1 : how.block;
  std::vector<double> ratios;
  std::vector<nanoseconds> raws;
  std::vector<nanoseconds> owns;
  bool harness_first = false;
  parts([&] {
    if (harness_first) {
      owns.push_back(time_of(cycles, harness));
    }
    raws.push_back(time_of(cycles, raw));
    if (!harness_first) {
      owns.push_back(time_of(cycles, harness));
    }
    harness_first = !harness_first;
    ratios.push_back(ratio_of(owns.back(), raws.back()));
    return owns.back();
  });
  std::sort(ratios.begin(), ratios.end());
  const auto share = [&ratios](std::size_t tenths) {
    return ratios.at(ratios.size() * tenths / 10);
  };
  counter("raw_us", microseconds(median(raws)));
  counter("ratio", share(5));
  // Of the best of each: what is left when nobody else has the machine.
  counter("ratio_best", ratio_of(*std::min_element(owns.begin(), owns.end()),
                                 *std::min_element(raws.begin(), raws.end())));
  counter("ratio_low", share(1));
  counter("ratio_high", share(9));
}

}  // namespace cnp::bench
