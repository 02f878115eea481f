#pragma once

#include "harness/engine/interpreter.hpp"
#include "harness/win32/kernel_api.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/verdict/verdict.hpp"
#include "tools/cnp/run/hang_budget.hpp"
#include "tools/cnp/run/options.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// The wall clock in milliseconds, which two processes have in common.
[[nodiscard]] std::int64_t milliseconds_now();
/// The kernel that the cells meet: the running one, or one with the defect that the options name.
[[nodiscard]] const kernel_api& kernel_of(const run_options& options);
/// The first line of a run file: this suite, the running kernel, these options.
[[nodiscard]] run_header header_of(const run_options& options);

/// What is otherwise with a cell of no scenario that the suite has.
struct cell_manner {
  std::string_view recorded_as = {};  ///< The scenario whose deviations hold; empty: its own.
  std::string again = {};             ///< The command that shows it again; empty: the usual one.
  /// What is said if the process has to end in it; it is performed to find out more, and has its
  /// record. Empty: it gets one then.
  std::string_view last_words = {};

  /// Such a one has no record and costs nothing of the hang budget: a shorter way to a hang that is
  /// told already.
  [[nodiscard]] bool is_trial() const { return !last_words.empty(); }
};

/// Performs cells in this process, judges them and writes their records, to a run file that goes on
/// where an earlier session of the same run left off. When a call cannot be ended, or this process
/// crashes, the cell is concluded from another thread, and the process ends (status `ended`). One
/// at a time; used by the thread that made it.
class session {
 public:
  /// `options` must outlive it. Throws `input_error`.
  explicit session(const run_options& options);
  session(const session&) = delete;
  session& operator=(const session&) = delete;
  ~session() = default;

  /// Performs the cell, as often as the options say, and gives its record; not once if its scenario
  /// has hung too often: then the record says so.
  [[nodiscard]] cell_record perform(const selected_cell& one, const cell_manner& manner = {});
  void write(const cell_record& record);
  /// The block that explains a cell.
  [[nodiscard]] std::string text_of(const cell_record& record, const cell_notes& notes = {}) const;

  /// Whether this kernel is recorded to end a script with such a step.
  [[nodiscard]] bool ends_script(std::string_view scenario_id, const std::string& label) const {
    return cnp::ends_script(recorded_, header_.kernel, scenario_id, label);
  }
  /// Whether the file has the cell, by an earlier session.
  [[nodiscard]] bool has_record(const std::string& key) const { return done_.contains(key); }
  [[nodiscard]] bool has_records() const { return !done_.empty(); }
  [[nodiscard]] bool accepts(verdict is) const { return passes(is, options_.strict); }
  /// Whether a thread is stuck in a call, so that nothing more can be performed.
  [[nodiscard]] bool is_stuck() const { return interpreter_.must_end_process(); }
  /// Ends the process if it is.
  void end_if_stuck() const;
  /// Completes the run file.
  void finish();

 private:
  /// What is being performed. Another thread, which has to conclude it when this one cannot, looks
  /// at it only in an execution, and while it holds that.
  struct in_progress {
    const selected_cell* cell = nullptr;
    const cell_manner* manner = nullptr;
    script steps;
    cell_words axes;
    std::vector<step_judgement> judged;
    repeated_cell so_often;  ///< What its executions gave that are over.
    std::chrono::steady_clock::time_point began;
  };

  bool judge_next(std::size_t index, const step& one, const observation& seen);
  [[nodiscard]] cell_record record_of(const execution& performed);
  [[noreturn]] void conclude_and_end(ending how, const std::string& why,
                                     std::uint32_t exception = 0);
  static LONG WINAPI on_crash(EXCEPTION_POINTERS* crash);

  const run_options& options_;
  run_header header_;
  deviations recorded_;
  std::int64_t began_ms_;
  std::set<std::string> done_;
  hang_budget budget_;
  run_writer writer_;
  in_progress now_;
  process_pool pool_;
  interpreter interpreter_;
};

}  // namespace cnp
