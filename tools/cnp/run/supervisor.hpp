#pragma once

#include "tools/cnp/run/options.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// What the commands that perform cells have in common that supervise themselves: a kernel that
// hangs or crashes its caller takes that process with it, so the work is done in another one, and
// in a new one when that is gone. On Windows targets only.

namespace cnp {

/// Refuses what a run would refuse, before anything is done: seeded defects and deviations that
/// there are not. Throws `input_error`.
void check_performing(const run_options& options);

/// Removes what a run that was killed left beside the run file.
void remove_partial(const std::string& run_file);

/// Performs a run from its beginning, whatever an older one left. After an input error nothing was
/// done, so nothing is left.
exit_code begin_anew(const std::string& run_file, const std::function<exit_code()>& perform);

/// The same in worker processes, one after the other, until one of them completes the run file:
/// each is told the user's words, then `worker_words`, then `--began` and the time at which the run
/// began (milliseconds_now). A worker that had to end says so by `exit_code::ended`, and has left
/// the records of what it did beside the run file, `.partial`. Gives what the last worker ended
/// with; `suite_error`, and a sentence on standard error, when one was lost without a record of
/// what it was in, or ended by an error of its own; `interrupted` when the user ended the run: then
/// what was done is in RUN.interrupted, and a sentence on standard error says so.
exit_code supervise(const run_options& options, const std::vector<std::string>& worker_words);

/// How much is told of a run.
enum class telling : std::uint8_t {
  sums,      ///< A line.
  failures,  ///< What does not pass, too.
  all,       ///< And a line for each clause, or more.
};

/// After `supervise` gave `interrupted`: tells what was kept.
void tell_interrupted(const run_options& options, telling much);

/// Tells what the finished run file comes to, and gives the exit status.
exit_code tell_result(const run_options& options, telling much);

}  // namespace cnp
