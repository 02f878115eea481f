#pragma once

#include "harness/scenario/scenario.hpp"
#include "reports/repro/repro_text.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// What the sources of a reproduction (repro.hpp) have in common. Stays within reports/repro.

/// The variables that a call puts an OVERLAPPED into.
struct repro_request {
  std::string overlapped;   ///< `ov0`.
  std::string event;        ///< `event0`; empty where there is no event to look at.
  bool auto_reset = false;  ///< Asking the event would reset it.
};

/// One process of the cell, as it stands at a point of the script.
struct repro_process {
  /// Slots that another process put a handle into, and the step in which.
  std::map<slot, std::size_t> handed_over;
  /// By place, in the order in which they were issued: the last is the one that calls name.
  std::map<request, std::vector<repro_request>> requests;
};

/// One call as statements of the program, and the expressions that say what it gave.
struct repro_call {
  std::string before = {};      ///< What it needs, made first.
  bool declares = false;        ///< That has declarations: a block is around all.
  std::string lines = {};       ///< The call and what is read next.
  std::string gave = {};        ///< What it gave, in words.
  std::string worked = "ok";    ///< Whether its value was not zero.
  bool has_error = true;        ///< Else its value is a state that was read.
  std::string bytes = "bytes";  ///< What an outcome's `bytes` are compared with,
  std::string data = "std::string(buffer, bytes)";  ///< and its `data`.
  repro_request asked = {};                         ///< The request whose state is read, if any,
  std::string pipe = {};                            ///< and its handle.
  std::string sign = {};  ///< A begun connect: the handle that shows it by turning nonsignaled.

  // Each returns the call with more of it said.
  [[nodiscard]] repro_call after(const std::string& statements, bool declarations = false) const {
    repro_call more = *this;
    more.before += statements;
    more.declares = declarations;
    return more;
  }
  [[nodiscard]] repro_call declaring(const std::string& statements) const {
    return after(statements, true);
  }
  [[nodiscard]] repro_call then(const std::string& statements) const {
    repro_call more = *this;
    more.lines += statements;
    return more;
  }
  /// `detail`: an expression of what is told beside success.
  [[nodiscard]] repro_call telling(std::string_view detail) const {
    repro_call more = *this;
    more.gave = filled("result(ok, error, $)", detail);
    return more;
  }
};

/// The statements of a call of this process; the requests it issues are entered into `mine`.
[[nodiscard]] repro_call repro_code(const step& one, repro_process& mine);

/// The functions of the program.
struct repro_functions {
  std::string actors;  ///< One for each process and thread of the cell, and their variables.
  std::string main;
};
/// Throws `input_error` for what a program can't be made to do from within.
[[nodiscard]] repro_functions functions_of(const script& steps, const std::string& cell_key);

}  // namespace cnp
