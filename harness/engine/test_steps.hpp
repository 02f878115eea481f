#pragma once

#include "harness/scenario/scenario.hpp"

#include <utility>
#include <vector>

// For tests of the interpreter: scripts in as few words as they need.

namespace cnp::test {

inline constexpr actor the_server{0, 0};
inline constexpr actor its_thread{0, 1};
inline constexpr actor a_client{1, 0};
inline constexpr actor another_client{2, 0};

[[nodiscard]] inline step does(actor who, call the_call, std::vector<outcome> allowed = {nonzero()},
                               phase part = phase::whole) {
  return {.who = who, .what = std::move(the_call), .part = part, .allowed = std::move(allowed)};
}
[[nodiscard]] inline step begins(actor who, call the_call) {
  return does(who, std::move(the_call), {under_way()}, phase::begin);
}
[[nodiscard]] inline step finishes(actor who, call the_call,
                                   std::vector<outcome> allowed = {nonzero()}) {
  return does(who, std::move(the_call), std::move(allowed), phase::finish);
}

}  // namespace cnp::test
