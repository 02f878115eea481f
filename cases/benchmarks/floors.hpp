#pragma once

#include "cases/benchmarks/measure.hpp"

namespace cnp::bench {

/// How long the floor takes just now: the median of a few. Of `nothing`: zero. A process start
/// is measured once and remembered, as it takes long. `once`: without repetition.
[[nodiscard]] nanoseconds measure_floor(floor_of what, stage& on, bool once);

}  // namespace cnp::bench
