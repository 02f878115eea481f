#pragma once

#include "cases/benchmarks/measure.hpp"

namespace cnp::bench {

/// Does the same as another one, in another way.
class contestant {
 public:
  contestant() = default;
  virtual ~contestant() = default;
  contestant(const contestant&) = delete;
  contestant& operator=(const contestant&) = delete;
  virtual void cycle() = 0;

  /// So many cycles; the time of one.
  nanoseconds go(int cycles);
};

/// Has both go in turn in one repetition, each first as often as the other, so that whatever slows
/// the machine down slows both. Counters: `raw_us`, and of the ratios of the harness to the raw
/// calls the middle one (`ratio`), that of the best times, and the tenths at both ends. `block`:
/// how many cycles before it is the other's turn.
void compete(measurement& by, contestant& harness, contestant& raw, int block = 4);

}  // namespace cnp::bench
