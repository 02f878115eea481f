#pragma once

#include "harness/engine/process_pool.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/scenario.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// Judges what step `index` gave, once for each observation: true if the rest of the script still
/// makes sense. Index 0 comes again when a script is performed again. Called while the run is held
/// (`interpreter::hold`), which it must not ask for.
using step_judge = std::function<bool(std::size_t index, const step&, const observation&)>;

/// A run in progress, which goes no further while this object is there.
struct held_run {
  std::unique_lock<std::mutex> lock;
  const script* steps = nullptr;  ///< What is being performed; null between two executions.
  const execution& so_far;        ///< With an observation for each step that was judged.
};

/// Performs a script with the processes of `who`: the one interpreter of scenarios. Never throws
/// for what a kernel or a process did, or for a scenario that makes no sense: that is in the
/// execution. After an execution with `must_end_process` the process cannot go on to another cell.
///
/// An execution that stopped although the order of its calls was not proven says nothing about the
/// kernel: it is performed again, and taken as it is only if that happens time after time.
class interpreter {
 public:
  interpreter(process_pool& who, step_judge judge);

  /// The execution holds until the next one begins.
  const execution& perform(const scenario& the_scenario, const script& steps);
  /// A thread of this process is stuck in a call that could not be ended.
  [[nodiscard]] bool must_end_process() const { return must_end_process_; }
  /// Any thread: for one that concludes a run because the thread that performs it cannot.
  [[nodiscard]] held_run hold();

 private:
  [[nodiscard]] observation perform_step(const step& one, deadline cell_end);
  [[nodiscard]] observation begin(const step& one, deadline limit);
  [[nodiscard]] observation ended_by_force(const step& one, const std::string& before);
  [[nodiscard]] observation finish(const step& one, deadline limit);
  [[nodiscard]] observation cancel_again(const step& one, observation seen, deadline limit);
  [[nodiscard]] observation end_of_process(const step& one, deadline limit);
  void perform_once(const scenario& the_scenario, const script& steps);
  void run(const script& steps);
  [[nodiscard]] bool take(const step& one, observation seen, ending how);
  void end_as(ending how, const std::string& why);
  [[nodiscard]] std::vector<std::uint8_t> wind_up();
  void wind_up(actor who);
  void conclude(const cell_end& end);

  process_pool& who_;
  step_judge judge_;
  std::mutex lock_;  ///< Of the next two; only the thread that performs changes them.
  const script* steps_ = nullptr;
  execution so_far_;
  bool must_end_process_ = false;
  /// Answers of begun calls that came before they were asked for, by actor.
  std::array<std::array<std::optional<observation>, thread_count>, process_count> early_;
  /// A call that was begun and not finished, and its step.
  struct open_call {
    actor who;
    std::size_t step = 0;
  };
  std::vector<open_call> open_;
  /// Those of which nothing showed that the kernel had them, until what they gave was judged.
  std::vector<actor> unproven_;
};

}  // namespace cnp
