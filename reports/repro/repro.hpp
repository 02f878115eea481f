#pragma once

#include "harness/scenario/registry.hpp"
#include "harness/scenario/scenario.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace cnp {

/// What a reproduction's heading quotes, beside the scenario itself.
struct repro_quotes {
  std::span<const clause> clauses = {};  ///< The page's.
  std::string page = {};                 ///< Where the page is; empty for no such line.
  /// A line of the catalogue of known behaviour in words. May be empty.
  std::function<std::string(int)> known = {};
  /// The step that the program is about, from 0: where a kernel was seen to differ. Nothing: the
  /// one that the scenario is about, which a walk has not.
  std::optional<std::size_t> about = {};
};

/// The cell as one C++17 source that needs nothing but Win32 and the standard library: to attach to
/// a bug report. `steps` is the scenario expanded in the cell. The program it makes prints every
/// step and ends with 0 (as documented), 1 (otherwise, or a step hung) or 2 (the case could not be
/// arranged). Pure and deterministic. Throws `input_error` for what a single program can't do (app
/// containers), naming the call.
[[nodiscard]] std::string repro_source(const scenario& of, const cell& in, const script& steps,
                                       const repro_quotes& quotes);

}  // namespace cnp
