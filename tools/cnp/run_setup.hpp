#pragma once

#include "harness/cast.hpp"
#include "reports/record.hpp"
#include "tools/cnp/run_options.hpp"

// What the commands that perform cells have in common. On Windows targets only.

namespace cnp {

/// The first line of a run file: this suite, the running kernel, these options.
[[nodiscard]] run_header header_of(const run_options& options);
/// The processes of a run, but for what is done when one of them is stuck.
[[nodiscard]] cast_options cast_setup_of(const run_options& options);
/// Throws `unusable` for a seeded defect that does not exist.
void check_defects(const run_options& options);

}  // namespace cnp
