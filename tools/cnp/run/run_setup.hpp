#pragma once

#include "harness/engine/process_pool.hpp"
#include "reports/run/record.hpp"
#include "tools/cnp/run/run_options.hpp"

// What the commands that perform cells have in common. On Windows targets only.

namespace cnp {

/// The first line of a run file: this suite, the running kernel, these options.
[[nodiscard]] run_header header_of(const run_options& options);
/// The processes of a run, but for what is done when one of them is stuck.
[[nodiscard]] pool_options pool_setup_of(const run_options& options);
/// Throws `input_error` for a seeded defect that does not exist.
void check_defects(const run_options& options);

}  // namespace cnp
