#pragma once

#include "reports/run/run_file.hpp"
#include "tools/cnp/shared/exit_code.hpp"

#include <string>
#include <vector>

// What the commands that perform cells have in common that supervise themselves: a kernel that
// hangs or crashes its caller takes that process with it, so the work is done in another one, and
// in a new one when that is gone. On Windows targets only.

namespace cnp {

/// What a supervisor has its workers do.
struct supervised_run {
  std::vector<std::string> words;  ///< The command line of a worker, without the program's name.
  std::string run_file;
};

/// Starts workers, one after the other, until one of them completes the run file: each with
/// `--began` and the time at which the run began (milliseconds_now) behind its words. A worker that
/// had to end says so by `exit_code::ended`, and has left the records of what it did beside the run
/// file, `.partial`. Gives what the last worker ended with; `suite_error`, and a sentence on
/// standard error, when one was lost without a record of what it was in.
exit_code supervise(const supervised_run& what);

/// How many clients of the pool answered wrongly or late and were replaced, as a line; empty for
/// none.
[[nodiscard]] std::string replaced_line(const run_footer& footer);

}  // namespace cnp
