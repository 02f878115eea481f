#pragma once

#include <string>
#include <string_view>

namespace cnp {

/// What happened in the suite's own code that never may.
struct assertion_failure {
  std::string_view file;  ///< Of the assertion.
  int line = 0;
  std::string what;  ///< One sentence: what should be so, and is not.
  std::string cell;  ///< What was being performed, see `assertion_context`; may be empty.
};

/// What happens then: must not return. Normally `cnp: BUG IN THE SUITE, not in the kernel` and the
/// sentence go to standard error, and the process ends with status 3, a suite error.
using assertion_handler = void (*)(const assertion_failure& failure);
/// For tests, whose handler throws. Returns the one before. Not for several threads at once.
assertion_handler on_failed_assertion(assertion_handler handler);

/// Names what this process is performing, for the message: a cell's key; empty: nothing. Any
/// thread.
void assertion_context(std::string_view cell);

[[noreturn]] void fail_assertion(std::string_view file, int line, std::string sentence);

}  // namespace cnp

/// A bug of ours ends here, in every build: an author's script that cannot be performed, an index
/// out of its range, a broken invariant. `sentence` says what is wrong and what to do about it; it
/// is made only then. What a kernel did is never asserted: that is a value. Neither is what the
/// machine denied (memory, processes): that is an exception.
#define CNP_ASSERT(condition, sentence)                                                            \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      ::cnp::fail_assertion(__FILE__, __LINE__, (sentence));                                       \
    }                                                                                              \
  } while (false)
