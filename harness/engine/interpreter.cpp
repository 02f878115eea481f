#include "harness/engine/interpreter.hpp"

#include "harness/support/exit_code.hpp"
#include "harness/win32/arrangement.hpp"

#include <algorithm>
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
  return the_execution.how == ending::hung ? 2 : 10;
}

bool ends_its_process(const step& one) {
  return std::holds_alternative<exit_process>(one.what) ||
         std::holds_alternative<kill_process>(one.what);
}

/// Whether the call comes back once nobody else has a handle of its pipe: not where it waits for
/// something of its own process, or for its own limit.
bool ends_with_its_peer(const call& the_call) {
  return !std::holds_alternative<connect_pipe>(the_call) &&
         !std::holds_alternative<wait_pipe>(the_call) &&
         !std::holds_alternative<wait_request>(the_call) &&
         !std::holds_alternative<wait_handle>(the_call) &&
         !std::holds_alternative<overlapped_result_ex>(the_call) &&
         !std::holds_alternative<dequeue_packet>(the_call);
}

/// Takes the calls of an actor out of a list of those that are open.
template <class Calls>
void forget(Calls& open, actor who) {
  std::erase_if(open, [who](const auto& one) { return one.who == who; });
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
  open_.push_back({.who = one.who, .step = so_far_.seen.size()});
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
  forget(open_, one.who);
  observation hung;
  hung.seen.how = completion::hung;
  hung.remark = before + ended.how;
  must_end_process_ = !ended.process_usable && dynamic_cast<local_process*>(&process) != nullptr;
  return hung;
}

observation interpreter::finish(const step& one, deadline limit) {
  process_link& process = who_.process(one.who.process);
  auto& early = early_.at(one.who.process).at(one.who.thread);
  forget(open_, one.who);
  std::optional<observation> seen = std::exchange(early, std::nullopt);
  if (!seen) {
    seen = process.hear(one.who.thread, limit);
  }
  if (seen) {
    return *seen;
  }
  if (matches_any(under_way(), one.allowed)) {
    open_.push_back(
        {.who = one.who,
         .step = so_far_.seen.size()});  // Allowed never to end: wound up with the cell.
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
  return cancel_again(one, finish(one, limit), limit);
}

/// What a cancel gave. One that has to find a call that is under way, and finds none, may have come
/// too soon: a kernel may show that it has the call (its file's event is reset) before the call can
/// be cancelled (its request is queued to the thread). So it is made again while that call is not
/// back; if that is back, the order was not proven.
observation interpreter::cancel_again(const step& one, observation seen, deadline limit) {
  const auto is_wrong = [&one](const observation& given) {
    return matches_any(given.seen, {zero(error::not_found)}) &&
           !matches_any(given.seen, one.allowed);
  };
  const auto* by_thread = std::get_if<cancel_synchronous_io>(&one.what);
  if ((by_thread == nullptr && !std::holds_alternative<cancel_io_ex>(one.what)) ||
      !is_wrong(seen)) {
    return seen;
  }
  const auto target = std::ranges::find_if(open_, [&](const open_call& each) {
    return each.who.process == one.who.process &&
           (by_thread == nullptr || each.who.thread == by_thread->thread);
  });
  if (target == open_.end()) {
    return seen;
  }
  const actor whose = target->who;
  process_link& process = who_.process(one.who.process);
  auto& early = early_.at(whose.process).at(whose.thread);
  std::uint32_t times = 1;
  (void)poll_until(
      [&] {
        if (!early) {
          early = process.hear(whose.thread, deadline::in(std::chrono::milliseconds{0}));
        }
        if (early) {
          unproven_.push_back(whose);
          return true;
        }
        process.tell(one.who.thread, one.what);
        seen = finish(one, limit);
        ++times;
        return !is_wrong(seen);
      },
      deadline::in(who_.limits().grace).no_later_than(limit));
  seen.remark += (seen.remark.empty() ? "" : "; ") + std::string("made ") + std::to_string(times) +
                 " times, since it found nothing though a call was under way";
  return seen;
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

/// Ends calls that a script left under way: nothing of one cell reaches into the next. Those of
/// other processes are the process_pool's to end; gives the processes that have to come back from
/// theirs when the others' handles are closed.
std::vector<std::uint8_t> interpreter::wind_up() {
  std::vector<std::uint8_t> returning;
  for (const open_call& left : open_) {
    try {
      wind_up(left.who);
    } catch (const std::exception&) {
      // A process that was lost has no call under way; the process_pool replaces it. The others
      // still have.
    }
    const bool is_client = left.who.process != 0 && left.who.thread == 0;
    if (is_client && left.step < so_far_.seen.size() &&
        ends_with_its_peer(steps_->at(left.step).what)) {
      returning.push_back(left.who.process);
    }
  }
  return returning;
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

/// Adds what became of the processes. One that the kernel keeps is a hang, whatever the script came
/// to; but an error of the suite's own stays one.
void interpreter::conclude(const cell_end& end) {
  const std::scoped_lock held(lock_);
  so_far_.clients_replaced = end.replaced;
  const std::vector<open_call> left = std::exchange(open_, {});
  // (In no order of the calls is a process lost.)
  const bool may_be_the_order = so_far_.how == ending::stopped || so_far_.how == ending::hung;
  so_far_.order_unproven = may_be_the_order && !unproven_.empty();
  if (end.stuck.empty() || (so_far_.how != ending::complete && so_far_.how != ending::stopped)) {
    return;
  }
  so_far_.how = ending::hung;
  so_far_.order_unproven = false;
  const stuck_process& first = end.stuck.front();
  const auto its_call = std::ranges::find_if(
      left, [&](const open_call& one) { return one.who.process == first.process; });
  if (first.closes || its_call == left.end()) {
    so_far_.hung_step = no_step;
    so_far_.why = describe(actor{.process = first.process, .thread = 0}) +
                  " did not come back from closing its handles when the cell was over";
    return;
  }
  so_far_.hung_step = its_call->step;
  so_far_.why = "it did not come back when all other handles of the cell were closed; its process "
                "was ended";
  observation& hung = so_far_.seen.at(its_call->step);
  hung.seen = {};
  hung.seen.how = completion::hung;
  hung.remark = so_far_.why;
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
  const std::vector<std::uint8_t> returning = wind_up();
  conclude(must_end_process_ ? cell_end{} : who_.end_cell(returning));
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
