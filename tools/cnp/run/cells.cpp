// `cnp run`, the supervising part.

#include "harness/win32/handle.hpp"
#include "harness/win32/pipe_reservation.hpp"
#include "reports/text/layout.hpp"
#include "tools/cnp/run/options.hpp"
#include "tools/cnp/run/supervisor.hpp"
#include "tools/cnp/run/worker.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <string>

namespace cnp {

exit_code run_cells(const run_options& options) {
  const auto only_asks = [](const std::string& flag) {
    return flag.starts_with("--gtest_list_tests") || flag.starts_with("--gtest_help");
  };
  if (options.worker) {
    return run_worker(options);
  }
  check_performing(options);
  if (std::ranges::any_of(options.gtest_flags, only_asks)) {
    return run_worker(options);
  }
  const std::vector<selected_cell> chosen = select(options.wanted);
  if (!selects_all(options.wanted) && !options.records_only && !options.json && !options.brief) {
    print(flow(split_words(selection_text(chosen)), " ", 2, terminal_style(false).columns()) +
          "\n");
  }
  // Held while there are workers, one after the other; names without a prefix of their own are
  // nobody else's anyway.
  const file_handle claim =
      options.pipe_prefix.empty() ? file_handle{} : reserve_prefix(options.pipe_prefix);
  const exit_code ended =
      options.one_process
          ? begin_anew(options.run_file, [&options] { return run_worker(options); })
          : supervise(options, {"--worker", "--share", describe(options.wanted.part)});
  if (ended == exit_code::interrupted && !options.records_only) {
    tell_interrupted(options, telling::failures);
  }
  const bool completed = ended == exit_code::fine || ended == exit_code::nonconformance;
  return completed && !options.records_only
             ? tell_result(options, options.brief ? telling::failures : telling::all)
             : ended;
}

}  // namespace cnp
