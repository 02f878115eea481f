#pragma once

#include "tools/cnp/run/options.hpp"

namespace cnp {

/// Runs the selected cells in this process, each as a GoogleTest test, and writes their records;
/// cells that a run file left by an earlier worker already has are left out. Returns when all are
/// done; ends the process (status `ended`) after a call that nothing could end. Throws
/// `input_error`.
exit_code run_worker(const run_options& options);

}  // namespace cnp
