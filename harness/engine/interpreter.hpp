#pragma once

#include "harness/engine/process_pool.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/scenario.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// Decides after each step whether the rest of the script still makes sense: true to go on.
using step_judge = std::function<bool(const step&, const observation&)>;
/// Told before each step, for whoever reports a call that never came back. Index 0 comes again when
/// a script is performed again.
using step_listener = std::function<void(std::size_t index, const step&)>;

/// Performs a script with the processes of `who`: the one interpreter of scenarios. Never throws
/// for what a kernel or a process did, or for a scenario that makes no sense: that is in the
/// execution. After a execution with `must_end_process` the process cannot go on to
/// another cell.
///
/// A execution that stopped although the order of its calls was not proven says nothing about the
/// kernel: it is performed again, and taken as it is only if that happens time after time.
class interpreter {
 public:
  interpreter(process_pool& who, step_judge go_on, step_listener before_step = {});

  [[nodiscard]] execution perform(const scenario& what, const script& steps);
  /// A thread of this process is stuck in a call that could not be ended.
  [[nodiscard]] bool must_end_process() const { return must_end_process_; }

 private:
  [[nodiscard]] observation perform_step(const step& one, deadline cell_end);
  [[nodiscard]] observation begin(const step& one, deadline limit);
  [[nodiscard]] observation ended_by_force(const step& one, const std::string& before);
  [[nodiscard]] observation finish(const step& one, deadline limit);
  [[nodiscard]] observation end_of_process(const step& one, deadline limit);
  [[nodiscard]] execution perform_once(const scenario& what, const script& steps);
  void run(const script& steps, execution& into);
  void wind_up();
  void wind_up(actor who);

  process_pool& who_;
  step_judge go_on_;
  step_listener before_step_;
  bool must_end_process_ = false;
  /// Answers of begun calls that came before they were asked for, by actor.
  std::array<std::array<std::optional<observation>, thread_count>, process_count> early_;
  /// Calls that were begun and not finished.
  std::vector<actor> open_;
  /// Those of which nothing showed that the kernel had them, until what they gave was judged.
  std::vector<actor> unproven_;
};

}  // namespace cnp
