#pragma once

#include "harness/arena.hpp"
#include "harness/call.hpp"
#include "harness/kernel_api.hpp"
#include "harness/observation.hpp"
#include "harness/pending_connect.hpp"

#include <array>
#include <atomic>
#include <memory>

namespace cnp {

/// Performs the calls of one process of a cell: the server in the suite's own process, a client (or
/// a server that may be lost) in a process of its own. Keeps the process's handles and requests in
/// slots. Each lane calls `perform` from its own thread; two lanes may be in it at once, also on
/// one handle.
class performer {
 public:
  /// `shared` and `api` must outlive it. `process` is its number in the cell.
  performer(const kernel_api& api, const arena& shared, std::uint8_t process);
  ~performer();
  performer(const performer&) = delete;
  performer& operator=(const performer&) = delete;

  /// Makes the call and says what it gave. Outcomes of the kernel are values; throws
  /// `arrangement_error` when something that is not under test failed, and `unsupported_error`.
  /// `lane` is the one whose thread this is.
  [[nodiscard]] observation perform(const call& what, std::uint8_t lane = 0);

  /// The thread that serves a lane, for the calls that name another lane (CancelSynchronousIo,
  /// QueueUserAPC). The handle stays the caller's; null when the lane has none.
  void lane_thread(std::uint8_t lane, HANDLE thread);
  /// What shows that the lane's connect is under way by turning nonsignaled: its pipe handle or its
  /// event. Valid while the lane's sign in the shared memory is `shows`.
  [[nodiscard]] HANDLE sign(std::uint8_t lane) const { return signs_.at(lane); }

  /// The handle in a slot, also one that another process just handed over; null if the slot is
  /// empty.
  [[nodiscard]] HANDLE handle(slot which);
  /// Puts a handle into a slot; the performer owns it from now on.
  /// Throws `arrangement_error` if the slot has a handle already.
  void require_free(slot which) const;
  void adopt(slot which, HANDLE raw);
  /// Puts a value into a slot that nobody closes.
  void lend(slot which, HANDLE raw);
  /// Empties a slot without closing what it holds.
  HANDLE give_up(slot which);
  /// Settles all requests and closes all handles. The slots are empty afterwards.
  void reset();

 private:
  friend class call_visitor;

  const kernel_api& api_;
  const arena& shared_;
  std::uint8_t process_;
  std::array<std::atomic<HANDLE>, slot_count> handles_{};
  /// Slots whose value is not ours to close: INVALID_HANDLE_VALUE, or a handle that was closed.
  std::array<std::atomic<bool>, slot_count> borrowed_{};
  std::array<std::unique_ptr<pending_connect>, request_count> requests_;
  std::array<std::atomic<HANDLE>, lane_count> threads_{};
  std::array<std::atomic<HANDLE>, lane_count> signs_{};
};

}  // namespace cnp
