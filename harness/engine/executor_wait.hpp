#pragma once

#include "harness/engine/call_maker.hpp"
#include "harness/support/assertion.hpp"
#include "harness/win32/arrangement.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

namespace cnp {

/// The calls that wait, cancel, or ask how a request stands.
class wait_calls : call_maker {
 public:
  using call_maker::call_maker;

  observation operator()(const wait_request& c) {
    overlapped_request& whose = pending(c.req);
    auto seen = concluded(wait_for(whose, c), c.wait);
    if (seen.seen.kind == value_kind::wait && seen.seen.value == WAIT_OBJECT_0) {
      whose.event_seen();
    }
    return seen;
  }

  observation operator()(const wait_handle& c) {
    const HANDLE object = handle(c.handle);
    const DWORD longest = timeout(c.wait);
    return concluded(waiting([&] { return api_.wait_for_single_object(object, longest); }), c.wait);
  }

  observation operator()(const request_state& c) {
    overlapped_request& whose = pending(c.req);
    auto seen = wait_polling(whose, patience::none);
    seen.seen.internal = whose.internal();
    // Asking an auto-reset event would reset it.
    if (whose.event() != nullptr && whose.kind() != overlapped_kind::auto_event) {
      seen.seen.event_signaled = api_.wait_for_single_object(whose.event(), 0) == WAIT_OBJECT_0;
    }
    const HANDLE pipe = handle(c.pipe);
    if (pipe != nullptr) {
      seen.seen.handle_signaled = api_.wait_for_single_object(pipe, 0) == WAIT_OBJECT_0;
    }
    return seen;
  }

  observation operator()(const overlapped_result& c) {
    overlapped_request& whose = pending(c.req);
    const HANDLE pipe = handle(c.pipe);
    DWORD moved = 0;
    return boolean(
        [&] { return api_.get_overlapped_result(pipe, whose.overlapped(), &moved, FALSE); },
        [&](outcome& seen) { seen.bytes = moved; });
  }

  observation operator()(const overlapped_result_ex& c) {
    require(api_.get_overlapped_result_ex, "GetOverlappedResultEx");
    overlapped_request& whose = pending(c.req);
    const HANDLE pipe = handle(c.pipe);
    DWORD moved = 0;
    auto seen = boolean(
        [&] {
          return api_.get_overlapped_result_ex(pipe, whose.overlapped(), &moved, timeout(c.wait),
                                               c.alertable ? TRUE : FALSE);
        },
        [&](outcome& result) { result.bytes = moved; });
    return seen.seen.error == WAIT_TIMEOUT ? concluded(std::move(seen), c.wait) : seen;
  }

  observation operator()(const flush_buffers& c) {
    return boolean([&, pipe = handle(c.handle)] { return api_.flush_file_buffers(pipe); });
  }

  observation operator()(const cancel_io& c) {
    return boolean([&, pipe = handle(c.pipe)] { return api_.cancel_io(pipe); });
  }

  observation operator()(const cancel_io_ex& c) {
    require(api_.cancel_io_ex, "CancelIoEx");
    const HANDLE pipe = handle(c.pipe);
    OVERLAPPED* one = c.req == no_request ? nullptr : pending(c.req).overlapped();
    return boolean([&] { return api_.cancel_io_ex(pipe, one); });
  }

  observation operator()(const cancel_synchronous_io& c) {
    require(api_.cancel_synchronous_io, "CancelSynchronousIo");
    const HANDLE thread = thread_handle(c.thread);
    return boolean([&] { return api_.cancel_synchronous_io(thread); });
  }

  observation operator()(const queue_apc& c) {
    const HANDLE thread = thread_handle(c.thread);
    return boolean(
        [&] { return api_.queue_user_apc(&no_operation, thread, 0) != 0 ? TRUE : FALSE; });
  }

  observation operator()(const alertable_pause&) {
    return waiting([&] { return api_.sleep_ex(0, TRUE); });
  }

  observation operator()(const exit_thread&) {
    return done();  // The thread sees to it after the answer.
  }

  observation operator()(const associate_port& c) {
    const HANDLE pipe = handle(c.pipe);
    return opening(c.port, nullptr,
                   [&] { return api_.create_io_completion_port(pipe, nullptr, 1, 1); });
  }

  observation operator()(const dequeue_packet& c) {
    const HANDLE port = handle(c.port);
    DWORD moved = 0;
    ULONG_PTR completion_key = 0;
    OVERLAPPED* whose = nullptr;
    auto seen = boolean([&] {
      return api_.get_queued_completion_status(port, &moved, &completion_key, &whose,
                                               timeout(c.wait));
    });
    if (whose == nullptr) {
      return concluded(std::move(seen), c.wait);
    }
    seen.seen.bytes = moved;
    return seen;
  }

  /// ReactOS exports the function and refuses every mode. On a handle that is at a port
  /// ERROR_INVALID_PARAMETER has no other meaning: the modes are those of the page.
  observation operator()(const set_notification& c) {
    require(api_.set_file_completion_notification_modes, "SetFileCompletionNotificationModes");
    const HANDLE pipe = handle(c.pipe);
    auto seen = boolean([&] { return api_.set_file_completion_notification_modes(pipe, c.modes); });
    if (seen.seen.value == 0 && seen.seen.error == ERROR_INVALID_PARAMETER) {
      throw unsupported_error("the kernel has no notification modes "
                              "(SetFileCompletionNotificationModes gives ERROR_INVALID_PARAMETER)");
    }
    return seen;
  }

 private:
  static void CALLBACK no_operation(ULONG_PTR) {}

  /// What a registered wait's callback tells, and to whom. Outlives the callback: the waiting side
  /// unregisters the wait, which waits for callbacks to end, before it goes.
  struct registration {
    HANDLE told = nullptr;    ///< An event to set, or
    HANDLE thread = nullptr;  ///< a thread to queue an APC to.
    decltype(&::QueueUserAPC) queue_user_apc = nullptr;
    std::atomic<bool> fired{false};  ///< The object was signaled; it was not the timeout.
  };

  static void CALLBACK on_registered(void* context, BOOLEAN timed_out) {
    auto& the_registration = *static_cast<registration*>(context);
    the_registration.fired = timed_out == FALSE;
    if (the_registration.told != nullptr) {
      ::SetEvent(the_registration.told);
    }
    if (the_registration.thread != nullptr) {
      the_registration.queue_user_apc(&no_operation, the_registration.thread, 0);
    }
  }

  /// A registered wait that is certainly over when this is gone.
  class registered_wait {
   public:
    registered_wait(HANDLE object, registration& context, DWORD limit) {
      arrange(::RegisterWaitForSingleObject(&wait_, object, &on_registered, &context, limit,
                                            WT_EXECUTEONLYONCE) != FALSE,
              "RegisterWaitForSingleObject");
    }
    ~registered_wait() { ::UnregisterWaitEx(wait_, INVALID_HANDLE_VALUE); }
    registered_wait(const registered_wait&) = delete;
    registered_wait& operator=(const registered_wait&) = delete;

   private:
    HANDLE wait_ = nullptr;
  };

  /// A wait until the deadline that timed out did not conclude: the call hung.
  static observation concluded(observation seen, patience wait) {
    const bool late = seen.seen.value == (seen.seen.kind == value_kind::wait ? WAIT_TIMEOUT : 0U);
    if (wait == patience::deadline && late) {
      seen.seen.how = completion::hung;
    }
    return seen;
  }

  observation wait_for(overlapped_request& whose, const wait_request& c) {
    const HANDLE object = whose.event() != nullptr ? whose.event() : handle(c.pipe);
    const DWORD longest = timeout(c.wait);
    switch (c.by) {
    case waiter::single_object:
      return waiting([&] { return api_.wait_for_single_object(object, longest); });
    case waiter::single_object_ex:
      return waiting([&] { return api_.wait_for_single_object_ex(object, longest, TRUE); });
    case waiter::multiple_objects: {
      const object_handle never = new_event(event_reset::manual);
      const HANDLE both[] = {object, never.get()};
      return waiting([&] { return api_.wait_for_multiple_objects(2, both, FALSE, longest); });
    }
    case waiter::registered_wait:
    case waiter::sleep_ex:
      return wait_registered(object, c);
    case waiter::polling:
      return wait_polling(whose, c.wait);
    }
    fail_assertion(__FILE__, __LINE__,
                   "the scenario waits in a way that has no number: give `by` a waiter's name");
  }

  observation wait_registered(HANDLE object, const wait_request& c) {
    registration context;
    const object_handle told = new_event(event_reset::manual);
    const object_handle thread = own_thread();
    context.queue_user_apc = api_.queue_user_apc;
    const bool by_apc = c.by == waiter::sleep_ex;
    (by_apc ? context.thread : context.told) = by_apc ? thread.get() : told.get();
    const DWORD patience_ms = timeout(c.wait);
    const registered_wait registered(object, context, patience_ms);
    // The callback tells also when its own wait times out, so these waits have twice its time:
    // whichever way it goes, the callback decides.
    const DWORD longer = 2 * patience_ms + 1000;
    auto seen = by_apc ? waiting([&] { return api_.sleep_ex(longer, TRUE); })
                       : waiting([&] { return api_.wait_for_single_object(told.get(), longer); });
    if (!context.fired) {
      seen.seen.value = WAIT_TIMEOUT;
    }
    return seen;
  }

  observation wait_polling(overlapped_request& whose, patience wait) {
    const auto completed = [&] { return HasOverlappedIoCompleted(whose.overlapped()) != FALSE; };
    return boolean([&] {
      const bool in_time = wait == patience::none ? completed() : poll_until(completed, limit());
      ::SetLastError(ERROR_SUCCESS);
      return in_time ? TRUE : FALSE;
    });
  }
};

}  // namespace cnp
