#pragma once

#include "cases/model/state_machine.hpp"
#include "harness/scenario/outcome.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace cnp {

/// Where an execution of a path was not as expected: the one thing that shrinking keeps.
struct path_difference {
  std::string step;    ///< The stem of the step's label: `connect-event@disconnected`.
  outcome seen;        ///< What it gave.
  std::size_t at = 0;  ///< The call of the path that the step belongs to, from 0.

  /// The same finding, wherever in a path it is.
  [[nodiscard]] bool is_like(const path_difference& other) const {
    return step == other.step && seen == other.seen;
  }
};

/// Performs a path; the first difference, if there is one.
using path_trial = std::function<std::optional<path_difference>(const model_path&)>;

struct shrink_limits {
  std::size_t executions = 400;
  /// Asked before each execution; false ends the search. Empty: always true.
  std::function<bool()> goes_on = {};
};

struct shrunk_path {
  model_path path;
  path_difference shows;
  std::size_t executions = 0;
  /// The path that was given showed the same difference when it was performed again.
  bool shows_again = false;
  /// Neither one call nor two can be left out, and no part can be replaced by fewer calls to the
  /// same state. False when a limit ended the search before.
  bool is_minimal = false;
};

/// Looks for the shortest path that still shows the difference: delta debugging, over those parts
/// only that are paths of the model, and the model's own shortest ways in place of longer ones.
/// Another difference is no substitute. Pure but for `perform`.
[[nodiscard]] shrunk_path shrink(const model_space& space, const model_path& path,
                                 const path_difference& shown, const path_trial& perform,
                                 const shrink_limits& limits = {});

/// A shortest path from one state to another that is wanted, of at most `longest` calls; nothing if
/// there is none. Pure.
[[nodiscard]] std::optional<model_path>
shortest_path(const model_space& space, const model_state& from,
              const std::function<bool(const model_state&)>& wanted,
              std::size_t longest = std::numeric_limits<std::size_t>::max());

}  // namespace cnp
