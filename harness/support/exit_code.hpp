#pragma once

namespace cnp {

/// Exit statuses of every program of the suite.
enum class exit_code : int {
  fine = 0,
  nonconformance = 1,  ///< Some outcome was not as documented.
  input_error = 2,     ///< Input that cannot be used: one sentence was printed, nothing was done.
  suite_error = 3,     ///< The suite itself failed, also by an assertion: says nothing about the
                       ///< kernel.
  ended = 4,           ///< (Worker process only.) Ended itself because a call could not be ended.
  skipped =
      77,  ///< Nothing but unsupported cells, or no baseline to find (CTest SKIP_RETURN_CODE).
};

}  // namespace cnp
