#include "harness/engine/interpreter.hpp"

#include "harness/support/exit_code.hpp"
#include "harness/win32/arrangement.hpp"

#include <string>
#include <utility>
#include <variant>

namespace cnp {

namespace {

observation under_way_now() {
  observation seen;
  seen.seen = under_way();
  return seen;
}

/// A busy machine holds a thread up on its way into the kernel once in some thousand times; a
/// kernel that is wrong is wrong every time. A hang costs its whole limit, so it gets one more
/// chance.
std::uint32_t attempts_for(const execution& the_execution) {
  return the_execution.how == ending::hung ? 2 : 5;
}

bool ends_its_process(const step& one) {
  return std::holds_alternative<exit_process>(one.what) ||
         std::holds_alternative<kill_process>(one.what);
}

}  // namespace

interpreter::interpreter(process_pool& who, step_judge judge)
    : who_(who), judge_(std::move(judge)) {}

held_run interpreter::hold() {
  std::unique_lock held(lock_);
  return {.lock = std::move(held), .steps = steps_, .so_far = so_far_};
}

observation interpreter::begin(const step& one, deadline limit) {
  process_link& process = who_.process(one.who.process);
  auto& early = early_.at(one.who.process).at(one.who.thread);
  process.tell(one.who.thread, one.what);
  open_.push_back(one.who);
  call_progress progress = call_progress::waiting;
  const bool known = poll_until(
      [&] {
        early = process.hear(one.who.thread, deadline::in(std::chrono::milliseconds{0}));
        progress =
            early ? call_progress::under_way : process.progress(one.who.thread, one.what, limit);
        return progress != call_progress::waiting;
      },
      limit);
  if (!known) {
    return ended_by_force(one, "it neither returned nor was seen under way; ");
  }
  if (early) {
    return *early;
  }
  observation seen = under_way_now();
  if (progress == call_progress::begun) {
    unproven_.push_back(one.who);
    seen.remark = "begun by its thread; whether the kernel has it cannot be seen";
  }
  return seen;
}

/// Ends a call whose deadline has passed; the observation says that it hung, and what it took.
observation interpreter::ended_by_force(const step& one, const std::string& before) {
  process_link& process = who_.process(one.who.process);
  const ended_call ended = process.end_call(one.who.thread, deadline::in(who_.limits().grace));
  std::erase(open_, one.who);
  observation hung;
  hung.seen.how = completion::hung;
  hung.remark = before + ended.how;
  must_end_process_ = !ended.process_usable && dynamic_cast<local_process*>(&process) != nullptr;
  return hung;
}

observation interpreter::finish(const step& one, deadline limit) {
  process_link& process = who_.process(one.who.process);
  auto& early = early_.at(one.who.process).at(one.who.thread);
  std::erase(open_, one.who);
  std::optional<observation> seen = std::exchange(early, std::nullopt);
  if (!seen) {
    seen = process.hear(one.who.thread, limit);
  }
  if (seen) {
    return *seen;
  }
  if (matches_any(under_way(), one.allowed)) {
    open_.push_back(one.who);  // Allowed never to end: wound up with the cell.
    return under_way_now();
  }
  return ended_by_force(one, "");
}

observation interpreter::end_of_process(const step& one, deadline limit) {
  process_link& process = who_.process(one.who.process);
  observation seen;
  seen.ticket_before = who_.shared().ticket();
  if (std::holds_alternative<kill_process>(one.what)) {
    process.kill(limit);
  } else {
    process.tell(one.who.thread, one.what);
  }
  const auto status = process.await_end(limit);
  seen.ticket_after = who_.shared().ticket();
  seen.seen = status ? ended(*status) : under_way();
  return seen;
}

observation interpreter::perform_step(const step& one, deadline cell_end) {
  const auto& limits = who_.limits();
  // A call that waits keeps the operation's limit itself, in its own process; what is added here
  // lets its answer arrive.
  const deadline limit = deadline::in(limits.operation + limits.grace).no_later_than(cell_end);
  if (ends_its_process(one)) {
    return end_of_process(one, limit);
  }
  switch (one.part) {
  case phase::begin:
    return begin(one, limit);
  case phase::finish:
    return finish(one, limit);
  case phase::whole:
    break;
  }
  who_.process(one.who.process).tell(one.who.thread, one.what);
  return finish(one, limit);
}

/// Adds what a step gave, has it judged, and says whether the script goes on.
bool interpreter::take(const step& one, observation seen, ending how) {
  const std::scoped_lock held(lock_);
  const std::size_t index = so_far_.seen.size();
  const observation& last = so_far_.seen.emplace_back(std::move(seen));
  const bool goes_on = judge_(index, one, last);
  if (how != ending::complete) {
    so_far_.how = how;
    so_far_.why = last.remark;
  } else if (!goes_on) {
    so_far_.how = ending::stopped;
  }
  return so_far_.how == ending::complete;
}

void interpreter::run(const script& steps) {
  const deadline cell_end = deadline::in(who_.limits().cell);
  for (const step& one : steps) {
    observation seen;
    ending how = ending::complete;
    try {
      seen = perform_step(one, cell_end);
      how = seen.seen.how == completion::hung ? ending::hung : ending::complete;
    } catch (const process_lost& lost) {
      seen.seen = ended(lost.exit_code());
      seen.remark = lost.what();
      if (!matches_any(seen.seen, one.allowed)) {
        if (lost.exit_code() == static_cast<std::uint32_t>(exit_code::suite_error)) {
          throw;  // By an assertion of ours.
        }
        how = ending::crashed;
      }
    }
    if (!take(one, std::move(seen), how)) {
      return;
    }
    if (one.part == phase::finish) {
      std::erase(unproven_, one.who);
    }
  }
}

/// Ends calls that a stopped script left under way: nothing of one cell reaches into the next.
/// Those of other processes are the process_pool's to end: they come back when the server's handles
/// are closed.
void interpreter::wind_up() {
  for (const actor who : std::exchange(open_, {})) {
    try {
      wind_up(who);
    } catch (const std::exception&) {
      // A process that was lost has no call under way; the process_pool replaces it. The others
      // still have.
    }
  }
}

void interpreter::wind_up(actor who) {
  process_link& process = who_.process(who.process);
  if (dynamic_cast<local_process*>(&process) == nullptr) {
    return;
  }
  const bool back = early_.at(who.process).at(who.thread).has_value() ||
                    process.hear(who.thread, deadline::in(std::chrono::milliseconds{0}));
  if (!back && !process.end_call(who.thread, deadline::in(who_.limits().grace)).process_usable) {
    must_end_process_ = true;
  }
}

void interpreter::end_as(ending how, const std::string& why) {
  const std::scoped_lock held(lock_);
  so_far_.how = how;
  so_far_.why = why;
}

void interpreter::perform_once(const scenario& the_scenario, const script& steps) {
  for (auto& threads : early_) {
    threads.fill(std::nullopt);
  }
  unproven_.clear();
  {
    const std::scoped_lock held(lock_);
    steps_ = &steps;
    so_far_ = {};
  }
  try {
    who_.begin_cell(the_scenario, processes(steps));
    run(steps);
  } catch (const unsupported_error& lack) {
    end_as(ending::unsupported, lack.what());
  } catch (const std::exception& failure) {
    end_as(ending::suite_error, failure.what());
  }
  wind_up();
  const std::uint32_t replaced = must_end_process_ ? 0 : who_.end_cell();
  const std::scoped_lock held(lock_);
  so_far_.clients_replaced = replaced;
  // (In no order of the calls is a process lost.)
  const bool may_be_the_order = so_far_.how == ending::stopped || so_far_.how == ending::hung;
  so_far_.order_unproven = may_be_the_order && !unproven_.empty();
}

const execution& interpreter::perform(const scenario& the_scenario, const script& steps) {
  std::uint32_t attempts = 0;
  std::uint32_t replaced = 0;
  do {
    perform_once(the_scenario, steps);
    ++attempts;
    replaced += so_far_.clients_replaced;
  } while (so_far_.order_unproven && !must_end_process_ && attempts < attempts_for(so_far_));
  const std::scoped_lock held(lock_);
  steps_ = nullptr;
  so_far_.attempts = attempts;
  so_far_.clients_replaced = replaced;
  if (attempts > 1 && !so_far_.seen.empty()) {
    std::string& remark = so_far_.seen.back().remark;
    remark += (remark.empty() ? "" : "; ") + std::string("performed ") + std::to_string(attempts) +
              " times, since the order could not be proven";
  }
  return so_far_;
}

}  // namespace cnp
