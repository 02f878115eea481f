#include "cases/benchmarks/measure.hpp"

#include "harness/support/names.hpp"

#include <algorithm>
#include <cmath>

namespace cnp {

template <>
inline constexpr auto names<bench::floor_of> =
    name_table<bench::floor_of>({"nothing", "the cheapest pipe call", "an event round trip",
                                 "an empty process start", "a fixed piece of computing"});

namespace bench {

namespace {

/// The value below which this share of the times lies; the times are sorted.
double quantile_us(const std::vector<nanoseconds>& sorted, double share) {
  const auto last = static_cast<double>(sorted.size() - 1);
  const auto at = static_cast<std::size_t>(std::ceil(share * last));
  return microseconds(sorted[std::min(at, sorted.size() - 1)]);
}

}  // namespace

nanoseconds median(std::vector<nanoseconds> times) {
  if (times.empty()) {
    return nanoseconds{0};
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

void measurement::begin() {
  // Right beside what is held against it, so that both are slow or fast together.
  floor_time_ = measure_floor(floor_, on_, how_.smoke);
  times_.reserve(static_cast<std::size_t>(state_.max_iterations));
}

nanoseconds measurement::idle_away() {
  if (idle_.count() == 0) {
    const auto share = static_cast<double>(median(warm_).count()) * how_.slow_down;
    idle_ = nanoseconds{std::max<nanoseconds::rep>(1, static_cast<nanoseconds::rep>(share))};
  }
  const auto start = steady_clock::now();
  nanoseconds gone{0};
  while (gone < idle_) {
    gone = steady_clock::now() - start;
  }
  return gone;
}

void measurement::end() {
  if (times_.empty()) {
    return;
  }
  std::sort(times_.begin(), times_.end());
  // The middle one: an average would be that of what the machine did besides.
  against_floor(static_cast<double>(times_[times_.size() / 2].count()));
  const struct {
    std::size_t of;  ///< A share of one in a thousand means nothing in fewer than a thousand.
    const char* name;
    double share;
  } quantiles[] = {{10, "p50_us", 0.5}, {100, "p99_us", 0.99}, {1000, "p999_us", 0.999}};
  for (const auto& one : quantiles) {
    if (times_.size() >= one.of) {
      counter(one.name, quantile_us(times_, one.share));
    }
  }
}

void measurement::end(nanoseconds took, std::int64_t count) {
  if (count != 0) {
    against_floor(static_cast<double>(took.count()) / static_cast<double>(count));
  }
}

void measurement::against_floor(double each) {
  if (floor_ == floor_of::nothing) {
    return;
  }
  const auto floor = static_cast<double>(floor_time_.count());
  counter("floor_us", floor / 1000);
  counter("x_floor", each / floor);
  state_.SetLabel(("floor: " + std::string(word(floor_))).c_str());
}

}  // namespace bench
}  // namespace cnp
