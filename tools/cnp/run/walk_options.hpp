#pragma once

#include "tools/cnp/run/run_options.hpp"

#include <cstdint>

namespace cnp {

/// `cnp walk`: long walks through the model that seeds choose. On Windows targets only.
struct walk_options {
  run_options with;  ///< What it has in common with `cnp run`; nothing is selected.
  std::uint64_t seed = 0;
  std::uint32_t walks = 20;
  std::uint32_t length = 60;  ///< Calls.
};

/// Performs the walks in worker processes; says how each one failed, on as few calls as show it,
/// and writes that as a program. Where there is no kernel to run against: throws `input_error`.
exit_code run_walks(const walk_options& options);

}  // namespace cnp
