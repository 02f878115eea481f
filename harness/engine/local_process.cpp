#include "harness/engine/local_process.hpp"

#include "harness/support/assertion.hpp"
#include "harness/win32/arrangement.hpp"

#include <string>
#include <utility>
#include <variant>

namespace cnp {

namespace {

/// How long a call is looked for that its thread is about to make, where the kernel would show it.
constexpr std::chrono::milliseconds longest_unseen{50};

}  // namespace

local_process::local_process(const kernel_api& api, const shared_memory& shared,
                             const time_limits& limits, watchdog& guard)
    : api_(api), shared_(shared), limits_(limits), guard_(guard), executor_(api, shared, 0),
      first_thread_(own_thread()) {
  executor_.thread_handle(0, first_thread_.get());
  shared->process_ids[0] = ::GetCurrentProcessId();
}

local_process::~local_process() {
  for (auto& each : workers_) {
    if (each && each->thread) {
      ::SetEvent(each->stop.get());
      if (!wait_until(each->thread.get(), deadline::in(limits_.grace))) {
        (void)each.release();  // Its thread is stuck in the kernel and still uses it.
      }
    }
  }
}

DWORD WINAPI local_process::serve(void* context) {
  auto& self = *static_cast<worker*>(context);
  while (self.go().wait_idle(self.stop.get()) == bell_wait::rang) {
    try {
      self.begun = true;
      self.answer = self.by->perform(*self.what, self.number);
    } catch (...) {
      self.failure = std::current_exception();
    }
    if (self.leaving) {
      return 0;
    }
    self.done().ring();
  }
  return 0;
}

void local_process::start(worker& which, std::uint8_t thread) {
  which.by = &executor_;
  which.number = thread;
  which.thread = start_thread(&serve, &which);
  executor_.thread_handle(thread, which.thread.get());
}

void local_process::perform_here(const call& the_call) {
  first_.failure = nullptr;
  guard_.call_begins();
  try {
    first_.answer = executor_.perform(the_call);
  } catch (...) {
    first_.failure = std::current_exception();
  }
  if (guard_.call_returned()) {
    first_.answer.remark = "cancelled from outside; then gave " + describe(first_.answer.seen);
    first_.answer.seen.how = completion::hung;
  }
}

void local_process::tell(std::uint8_t thread, const call& the_call) {
  CNP_ASSERT(!std::holds_alternative<exit_process>(the_call),
             "the scenario ends the process of the suite itself");
  if (thread == 0) {
    perform_here(the_call);
    return;
  }
  CNP_ASSERT(thread < thread_count, "a process has no thread " + std::to_string(thread + 1));
  auto& place = workers_.at(thread);
  if (!place) {
    place = std::make_unique<worker>();
  }
  place->what = the_call;
  place->failure = nullptr;
  place->begun = false;
  place->sure_by = deadline::in(longest_unseen);
  shared_->signs[0].at(thread) = static_cast<std::uint32_t>(call_sign::none);
  place->leaving = std::holds_alternative<exit_thread>(the_call);
  if (!place->thread) {
    start(*place, thread);
  }
  place->go().ring();
}

local_process::worker& local_process::told(std::uint8_t thread) const {
  CNP_ASSERT(thread < thread_count && workers_.at(thread),
             "thread " + std::to_string(thread + 1) + " is asked for a call that it was not told");
  return *workers_.at(thread);
}

std::optional<observation> local_process::hear(std::uint8_t thread, deadline limit) {
  worker& which = thread == 0 ? first_ : told(thread);
  if (thread != 0) {
    // A thread that leaves is done when it is gone, since its end is what has effects.
    const bool back = which.leaving
                          ? wait_until(which.thread.get(), limit)
                          : which.done().wait(which.thread.get(), limit) != bell_wait::late;
    if (!back) {
      return std::nullopt;
    }
    if (which.leaving) {
      executor_.thread_handle(thread, nullptr);
      which.thread.reset();
    }
  }
  if (which.failure) {
    std::rethrow_exception(std::exchange(which.failure, nullptr));
  }
  return which.answer;
}

call_progress local_process::progress(std::uint8_t thread, const call& the_call, deadline) {
  if (!told(thread).begun) {
    return call_progress::waiting;
  }
  if (!std::holds_alternative<connect_pipe>(the_call)) {
    return call_progress::begun;
  }
  const auto sign = static_cast<call_sign>(shared_->signs[0].at(thread).load());
  if (const auto told = progress_by(sign)) {
    return *told;
  }
  const bool by_handle = sign == call_sign::shows;
  const bool shown = by_handle
                         ? api_.wait_for_single_object(executor_.sign(thread), 0) == WAIT_TIMEOUT
                         : has_io(thread);
  if (shown) {
    if (by_handle && !kernel_tells_) {
      (void)has_io(thread);  // To know whether this kernel tells.
    }
    return call_progress::under_way;
  }
  const bool may_show = by_handle || (kernel_tells_ && !told(thread).sure_by.passed());
  return may_show ? call_progress::waiting : call_progress::begun;
}

/// Whether the kernel says that the thread has I/O pending. One that said so of none of the first
/// calls that were under way does not keep count, and is asked no more.
bool local_process::has_io(std::uint8_t thread) {
  if (!kernel_tells_ && questions_left_ == 0) {
    return false;
  }
  questions_left_ -= kernel_tells_ ? 0U : 1U;
  const bool has = api_.has_pending_io(told(thread).thread.get());
  kernel_tells_ = kernel_tells_ || has;
  return has;
}

/// What ends a connect on a kernel that cannot cancel it (before Vista): a client comes, and goes.
/// It asks for no right to the data, so that it may come to a pipe of any direction.
void local_process::come_as_client() const {
  for (const std::uint8_t name_id : {std::uint8_t{0}, std::uint8_t{1}}) {
    const file_handle client(::CreateFileW(shared_.pipe_name(name_id, false).c_str(), 0, 0, nullptr,
                                           OPEN_EXISTING, 0, nullptr));
  }
}

void local_process::cancel(HANDLE thread) {
  if (api_.cancel_synchronous_io == nullptr || api_.cancel_io_ex == nullptr) {
    come_as_client();
    return;
  }
  api_.cancel_synchronous_io(thread);
  // A connect with NULL lpOverlapped on an overlapped handle waits for the handle, which is no
  // synchronous I/O to the kernel: its request has to be cancelled instead.
  for (slot which = 0; which < slot_count; ++which) {
    const HANDLE held = executor_.handle(which);
    if (held != nullptr && held != INVALID_HANDLE_VALUE) {
      api_.cancel_io_ex(held, nullptr);
    }
  }
}

ended_call local_process::end_call(std::uint8_t thread, deadline limit) {
  worker& which = told(thread);
  const std::string means =
      api_.cancel_synchronous_io != nullptr ? "CancelSynchronousIo" : "a client of the suite's own";
  const bool back = poll_until(
      [&] {
        cancel(which.thread.get());
        return which.done().wait(which.thread.get(), deadline::in(std::chrono::milliseconds{1})) !=
               bell_wait::late;
      },
      limit);
  if (back) {
    return {.process_usable = true,
            .how = "ended by " + means + "; then gave " + describe(which.answer.seen)};
  }
  return {.process_usable = false, .how = means + " did not end it; its process was ended"};
}

std::optional<std::uint32_t> local_process::await_end(deadline) {
  CNP_ASSERT(false, "the end of the suite's own process is waited for");
  return std::nullopt;
}

void local_process::kill(deadline) {
  CNP_ASSERT(false, "the scenario kills the process of the suite itself");
}

bool local_process::reset(deadline) {
  guard_.call_begins();
  executor_.reset();
  return !guard_.call_returned();
}

}  // namespace cnp
