#include "cases/benchmarks/quiet.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace cnp::bench {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

/// Two looks at the clock that are further apart than this had something between them. Reading it
/// takes less than a tenth of a microsecond on Windows and under Wine.
constexpr std::chrono::microseconds held_up{10};
constexpr milliseconds look{250};

quiet listen() {
  quiet heard;
  nanoseconds stolen{0};
  const auto start = steady_clock::now();
  auto last = start;
  while (last - start < look) {
    const auto now = steady_clock::now();
    const nanoseconds gap = now - last;
    if (gap > held_up) {
      stolen += gap;
      heard.worst = std::max(heard.worst, gap);
    }
    last = now;
  }
  heard.stolen =
      static_cast<double>(stolen.count()) / static_cast<double>(nanoseconds(last - start).count());
  return heard;
}

}  // namespace

quiet wait_for_quiet(milliseconds limit) {
  const auto start = steady_clock::now();
  for (;;) {
    quiet heard = listen();
    heard.waited = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
    if (heard.enough() || heard.waited >= limit) {
      return heard;
    }
  }
}

std::string describe(const quiet& what) {
  char text[96];
  std::snprintf(text, std::size(text), "%s: %.1f %% of a spinning thread's time went elsewhere",
                what.enough() ? "quiet" : "not quiet", 100 * what.stolen);
  return text;
}

}  // namespace cnp::bench
