#pragma once

#include "harness/scenario/outcome.hpp"
#include "harness/support/names.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace cnp {

/// Of which part of an outcome a clause speaks. A step allows whole outcomes; a clause is blamed
/// only where that part of them is not what it says: a wrong error is not late.
enum class clause_part : std::uint8_t {
  whole,             ///< Return value, error and everything that the step looks at.
  value,             ///< Whether it returned zero or not.
  last_error,        ///< What GetLastError gives after a zero.
  failure,           ///< That a failure is a zero whose error was set, whichever it is.
  async_failure,     ///< The same, and the error is neither that of success nor of waiting.
  promptness,        ///< That the call came back.
  completion,        ///< That it came back when there was a client or an error, and not before.
  overlapped_state,  ///< The state of the OVERLAPPED; calls that do not look at it say nothing of
                     ///< it.
  wait,              ///< How a wait ended; other calls say nothing of it.
  data,              ///< Whether bytes went through, and which.
};
template <>
inline constexpr auto names<clause_part> = name_table<clause_part>(
    {"the whole outcome", "the return value", "the error of a zero", "a zero with an error",
     "a zero with an error of its own", "promptness", "when the call comes back",
     "the state of the request", "how a wait ends", "the data that goes through"});

/// Whether a step that allows these outcomes says anything about the part, whatever it gives. Pure.
[[nodiscard]] bool is_about(clause_part part, const std::vector<outcome>& allowed);
/// Whether an outcome keeps a sentence about this part, where `allowed` keep it: for an allowed
/// outcome always true, unless nothing can be said. Empty: this outcome says nothing about the
/// part, as a call that never came back says nothing about its return value. Pure.
[[nodiscard]] std::optional<bool> keeps(clause_part part, const outcome& seen,
                                        const std::vector<outcome>& allowed);

}  // namespace cnp
