#pragma once

#include "cases/benchmarks/measure.hpp"

#include <functional>

namespace cnp::bench {

/// So many cycles; the time of one.
[[nodiscard]] nanoseconds time_of(int cycles, const std::function<void()>& cycle);

/// How two ways of doing the same are held against each other.
struct contest {
  int block = 4;  ///< How many cycles before it is the other's turn.
  /// Without a processor that falls asleep between two calls: it makes both loops wait for its
  /// waking, which takes longer than the calls (in a virtual machine several times as long), and by
  /// chance one of them oftener. (A cycle's own time has its waking.)
  bool awake = true;
};

/// Has both go in turn in one repetition, each first as often as the other, so that whatever slows
/// the machine down slows both. Counters: `raw_us`, and of the ratios of the harness to the raw
/// calls the middle one (`ratio`), that of the best times, and the tenths at both ends. Throws
/// `arrangement_error`.
void compete(measurement& by, const std::function<void()>& harness,
             const std::function<void()>& raw, const contest& how = {});

}  // namespace cnp::bench
