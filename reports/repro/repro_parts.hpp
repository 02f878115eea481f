#pragma once

#include "harness/scenario/scenario.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// What the sources of a reproduction (repro.hpp) have in common. Stays within reports/.

/// A C++ string literal of these bytes, quotes included.
[[nodiscard]] std::string cpp_literal(std::string_view bytes);
/// `text` broken at the places after a comma outside literals so that every line has at most 100
/// columns; lines after the first are indented by four more than `indent`.
[[nodiscard]] std::string cpp_statement(const std::string& text, std::size_t indent = 2);

/// The helpers of the generated program that `body` uses, and those that they use, in the order in
/// which they have to stand.
[[nodiscard]] std::string repro_helpers(std::string_view body);

/// The variables that a call puts an OVERLAPPED into.
struct repro_request {
  request place = 0;
  std::string overlapped;   ///< `ov0`.
  std::string event;        ///< `event0`; empty where there is no event to look at.
  bool auto_reset = false;  ///< Asking the event would reset it.
};

/// The variables of one process of the cell, as they stand at a point of the script.
struct repro_process {
  std::array<bool, slot_count> handles{};  ///< Slots that were named: `h0`.
  /// Slots that another process put a handle into, and the step in which.
  std::map<slot, std::size_t> handed_over;
  std::map<request, repro_request> current;  ///< By place: the one that was issued last.
  std::vector<repro_request> requests;       ///< All of them.
};

/// One call as statements of the generated program.
struct repro_call {
  std::vector<std::string> before = {};  ///< What it needs, made first.
  std::vector<std::string> lines = {};   ///< The call and what is read next.
  std::string gave = {};                 ///< An expression: what it gave, in words.
  std::string sign = {};  ///< A begun connect: the handle that shows it by turning nonsignaled.
};

/// The statements of a call of this process; the variables it needs are entered into `mine`.
/// `number` is the step's, counted from 1. Throws `input_error` for a call that a process can't be
/// made to do from within.
[[nodiscard]] repro_call repro_code(const step& one, std::size_t number, repro_process& mine);

/// The condition under which a call gave one of the allowed outcomes, after `repro_code` of it.
[[nodiscard]] std::string repro_condition(const step& one, const repro_process& mine);

/// What a step may give, in words. Empty where any outcome would do.
[[nodiscard]] std::string repro_allowed(const step& one);

}  // namespace cnp
