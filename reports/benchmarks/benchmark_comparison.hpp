#pragma once

#include "harness/support/names.hpp"
#include "reports/benchmarks/benchmark_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cnp {

/// What became of a benchmark.
enum class benchmark_verdict : std::uint8_t {
  no_change,
  slower,
  faster,
  with_its_floor,  ///< Moved, but not against its floor: the machine or every call did, not this.
  too_few,         ///< Nothing to be seen, nor could it be with so few repetitions.
};
template <>
inline constexpr auto names<benchmark_verdict> = name_table<benchmark_verdict>(
    {"no change", "slower", "faster", "with its floor", "too few repetitions"});

/// When a difference is called a change. All of it must hold, for the times and also for their
/// ratios to the floors that were measured beside them.
struct benchmark_criteria {
  double p = 0.01;       ///< Two-sided, corrected by Holm for all benchmarks that are compared.
  double delta = 0.474;  ///< Cliff's delta, either way: by convention a large effect.
  double share = 0.03;   ///< Of the median.
};

/// One benchmark in two runs.
struct benchmark_change {
  std::string name;
  std::string unit;
  double before = 0;  ///< Medians of the repetitions.
  double after = 0;
  double ratio = 1;  ///< Of the medians: after to before.
  double delta = 0;  ///< Cliff's delta, -1 to 1: above 0, what came after is slower.
  double p = 1;      ///< Corrected.
  benchmark_verdict is = benchmark_verdict::no_change;
};

struct benchmark_comparison {
  std::vector<benchmark_change> both;    ///< By name.
  std::vector<std::string> only_before;  ///< Names.
  std::vector<std::string> only_after;
};

/// Holds one run against an earlier one. Throws `input_error` if a benchmark has another unit, if
/// no benchmark is in both, or if the machines are not the same one and that is not said to be
/// meant (`other_machine`).
[[nodiscard]] benchmark_comparison compare_benchmarks(const benchmark_run& before,
                                                      const benchmark_run& after,
                                                      bool other_machine,
                                                      const benchmark_criteria& when = {});

}  // namespace cnp
