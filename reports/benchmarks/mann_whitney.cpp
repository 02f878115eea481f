#include "reports/benchmarks/mann_whitney.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace cnp {

namespace {

/// Above it, counting takes long and the normal distribution is right to three digits.
constexpr std::size_t counted_up_to = 40;

/// Both samples in order, and what is needed of their ties.
struct ranked {
  double rank_sum = 0;   ///< Of the second sample; equal values share their ranks.
  double tie_cubes = 0;  ///< The sum of t^3 - t over groups of t equal values.
};

[[nodiscard]] ranked ranks_of(const std::vector<double>& first, const std::vector<double>& second) {
  struct value {
    double is;
    bool of_second;
  };
  std::vector<value> all;
  all.reserve(first.size() + second.size());
  for (const auto* sample : {&first, &second}) {
    for (const double one : *sample) {
      all.push_back({one, sample == &second});
    }
  }
  std::ranges::sort(all, {}, &value::is);
  ranked result;
  for (std::size_t start = 0; start < all.size();) {
    std::size_t end = start;
    double of_second = 0;
    while (end < all.size() && !(all[start].is < all[end].is)) {
      of_second += all[end].of_second ? 1 : 0;
      ++end;
    }
    const auto equal = static_cast<double>(end - start);
    // Ranks start + 1 to end, shared.
    result.rank_sum += of_second * (static_cast<double>(start + end) + 1) / 2;
    result.tie_cubes += equal * equal * equal - equal;
    start = end;
  }
  return result;
}

/// In how many of all orders of `first` and `second` values U is each number: the coefficients of
/// the product of (1 - x^(first + i)) / (1 - x^i), which is multiplied out in place.
[[nodiscard]] std::vector<double> counts_of_u(std::size_t first, std::size_t second) {
  const std::size_t most = first * second;
  std::vector<double> counts(most + 1, 0.0);
  counts[0] = 1;
  for (std::size_t i = 1; i <= second; ++i) {
    for (std::size_t at = most + 1; at-- > first + i;) {
      counts[at] -= counts[at - first - i];
    }
    for (std::size_t at = i; at <= most; ++at) {
      counts[at] += counts[at - i];
    }
  }
  return counts;
}

[[nodiscard]] double exact_p(double u, std::size_t first, std::size_t second) {
  const std::vector<double> counts = counts_of_u(first, second);
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  const auto most = static_cast<double>(first * second);
  // Without ties U is a whole number, and its distribution is symmetric.
  const auto tail = static_cast<std::size_t>(std::llround(std::min(u, most - u)));
  const double below =
      std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(tail) + 1, 0.0);
  return std::min(1.0, 2 * below / all);
}

[[nodiscard]] double normal_p(double u, double first, double second, double tie_cubes) {
  const double both = first + second;
  const double variance = first * second / 12 * (both + 1 - tie_cubes / (both * (both - 1)));
  if (!(variance > 0)) {
    return 1;  // All values are equal.
  }
  constexpr double continuity = 0.5;
  const double distance = std::max(0.0, std::abs(u - first * second / 2) - continuity);
  return std::min(1.0, std::erfc(distance / std::sqrt(2 * variance)));
}

void require_numbers(const std::vector<double>& sample) {
  if (sample.empty()) {
    throw std::invalid_argument("a rank test needs values");
  }
  if (!std::ranges::all_of(sample, [](double one) { return std::isfinite(one); })) {
    throw std::invalid_argument("a rank test needs values that are numbers");
  }
}

}  // namespace

rank_result mann_whitney(const std::vector<double>& first, const std::vector<double>& second,
                         rank_method how) {
  require_numbers(first);
  require_numbers(second);
  const ranked order = ranks_of(first, second);
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  rank_result result;
  result.u = order.rank_sum - m * (m + 1) / 2;
  result.superiority = result.u / (n * m);
  const bool countable = !(order.tie_cubes > 0) && first.size() + second.size() <= counted_up_to;
  result.exact = how == rank_method::exact || (how == rank_method::automatic && countable);
  result.p = result.exact ? exact_p(result.u, first.size(), second.size())
                          : normal_p(result.u, n, m, order.tie_cubes);
  return result;
}

std::vector<double> holm(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&p](std::size_t at) { return p[at]; });
  std::vector<double> corrected(p.size());
  double highest = 0;
  for (std::size_t at = 0; at < order.size(); ++at) {
    const auto left = static_cast<double>(order.size() - at);
    highest = std::max(highest, std::min(1.0, left * p[order[at]]));
    corrected[order[at]] = highest;
  }
  return corrected;
}

}  // namespace cnp
