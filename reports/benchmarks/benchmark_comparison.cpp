#include "reports/benchmarks/benchmark_comparison.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/benchmarks/mann_whitney.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace cnp {

namespace {

/// Two series of one benchmark.
struct pair_of_series {
  const benchmark_series* before;
  const benchmark_series* after;
};

/// How the values of one kind differ.
struct time_difference {
  double ratio = 1;
  double delta = 0;
  double p = 1;
};

[[nodiscard]] time_difference differ_in(const std::vector<double>& before,
                                        const std::vector<double>& after) {
  const rank_result ranks = mann_whitney(before, after);
  const double middle = median_of(before);
  return {.ratio = middle > 0 ? median_of(after) / middle : 1,
          .delta = 2 * ranks.superiority - 1,
          .p = ranks.p};
}

[[nodiscard]] bool large(const time_difference& found, const benchmark_criteria& when) {
  return found.p < when.p && std::abs(found.delta) >= when.delta &&
         std::abs(found.ratio - 1) >= when.share;
}

/// The p of the clearest difference that so many values can show.
[[nodiscard]] double lowest_p(std::size_t before, std::size_t after) {
  // One order of all is the clearest, and its mirror image.
  const auto n = static_cast<double>(before);
  const auto m = static_cast<double>(after);
  return 2 * std::exp(std::lgamma(n + 1) + std::lgamma(m + 1) - std::lgamma(n + m + 1));
}

/// The ratios to the floor, if every repetition has one.
[[nodiscard]] const std::vector<double>* floor_ratios(const benchmark_series& series) {
  const auto found = series.counters.find("x_floor");
  return found != series.counters.end() && found->second.size() == series.values.size()
             ? &found->second
             : nullptr;
}

[[nodiscard]] benchmark_verdict benchmark_verdict_on(const time_difference& times,
                                                     const pair_of_series& of, double tests,
                                                     const benchmark_criteria& when) {
  if (!large(times, when)) {
    const double lowest = lowest_p(of.before->values.size(), of.after->values.size());
    return lowest * tests < when.p ? benchmark_verdict::no_change : benchmark_verdict::too_few;
  }
  const std::vector<double>* const before = floor_ratios(*of.before);
  const std::vector<double>* const after = floor_ratios(*of.after);
  if (before != nullptr && after != nullptr) {
    // Not one more test that could give a false alarm: it can only take one away.
    const time_difference against_floor = differ_in(*before, *after);
    const bool same_way = (against_floor.delta > 0) == (times.delta > 0);
    if (!large(against_floor, when) || !same_way) {
      return benchmark_verdict::with_its_floor;
    }
  }
  return times.delta > 0 ? benchmark_verdict::slower : benchmark_verdict::faster;
}

[[nodiscard]] std::string machine_words(const benchmark_run& of) {
  return printable(of.machine) + " with " + std::to_string(std::lround(of.processors)) +
         " processors";
}

void require_comparable(const benchmark_run& before, const benchmark_run& after) {
  if (before.machine != after.machine || before.processors != after.processors) {
    throw input_error("the benchmarks were run on different machines (" + machine_words(before) +
                      " and " + machine_words(after) +
                      "), which says nothing of the kernels; --force compares them anyway");
  }
}

/// The names of the series in one run that the other does not have.
[[nodiscard]] std::vector<std::string> names_only_in(const benchmark_run& one,
                                                     const benchmark_run& other) {
  std::vector<std::string> only;
  for (const benchmark_series& series : one.series) {
    if (std::ranges::find(other.series, series.name, &benchmark_series::name) ==
        other.series.end()) {
      only.push_back(series.name);
    }
  }
  return only;
}

/// The series that both runs have, in the earlier one's order.
[[nodiscard]] std::vector<pair_of_series> pairs_of(const benchmark_run& before,
                                                   const benchmark_run& after) {
  std::vector<pair_of_series> pairs;
  for (const benchmark_series& one : before.series) {
    const auto other = std::ranges::find(after.series, one.name, &benchmark_series::name);
    if (other == after.series.end()) {
      continue;
    }
    if (one.unit != other->unit) {
      throw input_error("'" + printable(one.name) + "' is measured in " + printable(one.unit) +
                        " in one file and in " + printable(other->unit) + " in the other");
    }
    pairs.push_back({&one, &*other});
  }
  if (pairs.empty()) {
    throw input_error("the two files have no benchmark in common");
  }
  return pairs;
}

}  // namespace

benchmark_comparison compare_benchmarks(const benchmark_run& before, const benchmark_run& after,
                                        bool other_machine, const benchmark_criteria& when) {
  if (!other_machine) {
    require_comparable(before, after);
  }
  benchmark_comparison result{.both = {},
                              .only_before = names_only_in(before, after),
                              .only_after = names_only_in(after, before)};
  const std::vector<pair_of_series> pairs = pairs_of(before, after);
  std::vector<time_difference> differences;
  std::vector<double> p;
  for (const pair_of_series& one : pairs) {
    differences.push_back(differ_in(one.before->values, one.after->values));
    p.push_back(differences.back().p);
  }
  const std::vector<double> corrected = holm(p);
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    time_difference& found = differences[at];
    found.p = corrected[at];
    const auto& [first, second] = pairs[at];
    result.both.push_back(
        {.name = first->name,
         .unit = first->unit,
         .before = median_of(first->values),
         .after = median_of(second->values),
         .ratio = found.ratio,
         .delta = found.delta,
         .p = found.p,
         .is = benchmark_verdict_on(found, pairs[at], static_cast<double>(pairs.size()), when)});
  }
  return result;
}

}  // namespace cnp
