#include "cases/benchmarks/quiet.hpp"

#include <cstdio>
#include <iterator>

namespace cnp::bench {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr double quiet_enough = 0.02;
/// Two looks at the clock that are further apart than this had something between them. Reading it
/// takes less than a tenth of a microsecond on Windows and under Wine.
constexpr std::chrono::microseconds held_up{10};
constexpr milliseconds look{250};

double stolen_now() {
  nanoseconds stolen{0};
  const auto start = steady_clock::now();
  auto last = start;
  while (last - start < look) {
    const auto now = steady_clock::now();
    if (now - last > held_up) {
      stolen += now - last;
    }
    last = now;
  }
  return static_cast<double>(stolen.count()) /
         static_cast<double>(nanoseconds(last - start).count());
}

}  // namespace

double wait_for_quiet(milliseconds limit) {
  const auto start = steady_clock::now();
  for (;;) {
    const double stolen = stolen_now();
    if (stolen < quiet_enough || steady_clock::now() - start >= limit) {
      return stolen;
    }
  }
}

std::string describe_quiet(double stolen) {
  char text[96];
  std::snprintf(text, std::size(text), "%s: %.1f %% of a spinning thread's time went elsewhere",
                stolen < quiet_enough ? "quiet" : "not quiet", 100 * stolen);
  return text;
}

}  // namespace cnp::bench
