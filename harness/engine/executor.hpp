#pragma once

#include "harness/ipc/shared_memory.hpp"
#include "harness/scenario/call.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/win32/kernel_api.hpp"
#include "harness/win32/overlapped_request.hpp"

#include <array>
#include <atomic>
#include <memory>

namespace cnp {

/// Performs the calls of one process of a cell: the server in the suite's own process, a client (or
/// a server that may be lost) in a process of its own. Keeps the process's handles and requests in
/// slots. Each thread calls `perform` from its own thread; two threads may be in it at once, also
/// on one handle.
class executor {
 public:
  /// `shared` and `api` must outlive it. `process` is its number in the cell.
  executor(const kernel_api& api, const shared_memory& shared, std::uint8_t process);
  ~executor();
  executor(const executor&) = delete;
  executor& operator=(const executor&) = delete;

  /// Makes the call and says what it gave. Outcomes of the kernel are values; throws
  /// `arrangement_error` when something that is not under test failed, and `unsupported_error`.
  /// Asserts that the call can be made: its slot is empty where it opens, its request was issued.
  /// `thread` is the one whose thread this is.
  [[nodiscard]] observation perform(const call& the_call, std::uint8_t thread = 0);

  /// The thread that serves a thread, for the calls that name another thread (CancelSynchronousIo,
  /// QueueUserAPC). The handle stays the caller's; null when the thread has none.
  void thread_handle(std::uint8_t thread, HANDLE served_by);
  /// What shows that the thread's connect is under way by turning nonsignaled: its pipe handle or
  /// its event. Valid while the thread's sign in the shared memory is `shows`.
  [[nodiscard]] HANDLE sign(std::uint8_t thread) const { return signs_.at(thread); }

  /// The handle in a slot, also one that another process just handed over; null if the slot is
  /// empty.
  [[nodiscard]] HANDLE handle(slot which);
  /// Puts a handle into a slot, which must be empty; the executor owns it from now on.
  void adopt(slot which, HANDLE raw);
  /// Puts a value into a slot that nobody closes.
  void lend(slot which, HANDLE raw);
  /// Empties a slot without closing what it holds.
  HANDLE take_out(slot which);
  /// Settles all requests and closes all handles. The slots are empty afterwards.
  void reset();

 private:
  friend class call_maker;

  void require_free(slot which) const;

  const kernel_api& api_;
  const shared_memory& shared_;
  std::uint8_t process_;
  std::array<std::atomic<HANDLE>, slot_count> handles_{};
  /// Slots whose value is not ours to close: INVALID_HANDLE_VALUE, or a handle that was closed.
  std::array<std::atomic<bool>, slot_count> borrowed_{};
  std::array<std::unique_ptr<overlapped_request>, request_count> requests_;
  std::array<std::atomic<HANDLE>, thread_count> threads_{};
  std::array<std::atomic<HANDLE>, thread_count> signs_{};
};

}  // namespace cnp
