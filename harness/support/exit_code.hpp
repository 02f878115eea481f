#pragma once

#include <array>
#include <string_view>

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
  interrupted = 130,  ///< Its user ended it (Ctrl-C); as shells have it.
};

/// What an exit status that users see means: the one table, of `cnp --help` and of the README.
struct exit_meaning {
  exit_code code;
  std::string_view says;
};
inline constexpr std::array exit_meanings{
    exit_meaning{exit_code::fine, "all as expected; of compare: no regression"},
    exit_meaning{exit_code::nonconformance, "some outcome was not as expected; of compare: a "
                                            "regression; of coverage: a clause without evidence"},
    exit_meaning{exit_code::input_error, "input that cannot be used: one sentence says why, and "
                                         "nothing was done"},
    exit_meaning{exit_code::suite_error, "the suite itself failed, which says nothing about the "
                                         "kernel, and nothing else was wrong"},
    exit_meaning{exit_code::skipped, "this kernel lacks what every cell needs, or there is no "
                                     "baseline of it"},
    exit_meaning{exit_code::interrupted, "ended by Ctrl-C: what was done is kept beside the run "
                                         "file"},
};

}  // namespace cnp
