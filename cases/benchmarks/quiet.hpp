#pragma once

#include <chrono>
#include <string>

namespace cnp::bench {

/// How quiet a machine is: what part of its time a thread that only looks at the clock does not
/// get.
struct quiet {
  double stolen = 0;                    ///< A share: 0 is perfect.
  std::chrono::nanoseconds worst{0};    ///< The longest it was held up in one go.
  std::chrono::milliseconds waited{0};  ///< How long it was waited for.
  [[nodiscard]] bool enough() const { return stolen < 0.02; }
};

/// Waits until the machine is quiet, but no longer than `limit`; what it was like in the end.
[[nodiscard]] quiet wait_for_quiet(std::chrono::milliseconds limit);
/// In words: `quiet (0.3 % of the time went elsewhere)`.
[[nodiscard]] std::string describe(const quiet& what);

}  // namespace cnp::bench
