#pragma once

#include "tools/cnp/run/run_options.hpp"

#include <cstdint>

namespace cnp {

/// `cnp verify`: whether cells give the same each time. On Windows targets only.
struct verify_options {
  run_options how;             ///< Which cells, and how each run of them is performed.
  std::uint32_t times = 10;    ///< How often each cell is performed in the first run's process.
  std::uint32_t restarts = 5;  ///< How many more runs there are, each in a new process.
  bool json = false;
};

/// Performs the cells over and over, writes one run file, and tells what differed. Where there is
/// no kernel to run against: throws `input_error`.
exit_code verify_cells(const verify_options& options);

}  // namespace cnp
