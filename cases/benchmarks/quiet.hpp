#pragma once

#include <chrono>
#include <string>

namespace cnp::bench {

/// Waits until the machine is quiet, but no longer than `limit`. What it was like in the end: the
/// share of its time that a thread which only looks at the clock did not get; 0 is perfect.
[[nodiscard]] double wait_for_quiet(std::chrono::milliseconds limit);
/// In words: `quiet: 0.3 % of a spinning thread's time went elsewhere`.
[[nodiscard]] std::string describe_quiet(double stolen);

}  // namespace cnp::bench
