#pragma once

#include "harness/support/assertion.hpp"

#include <string>

namespace cnp {

/// For tests: what the assertion says that fails in `act`; empty if none does.
template <class Act>
[[nodiscard]] std::string asserted(Act&& act) {
  const assertion_handler before = on_failed_assertion(
      [](const assertion_failure& failure) { throw assertion_failure(failure); });
  std::string sentence;
  try {
    act();
  } catch (const assertion_failure& failure) {
    sentence = failure.what;
  }
  on_failed_assertion(before);
  return sentence;
}

}  // namespace cnp
