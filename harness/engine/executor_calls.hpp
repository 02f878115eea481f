#pragma once

#include "harness/engine/executor.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <utility>

namespace cnp {

/// Bytes on their way through a pipe.
using text_buffer = std::array<char, text_limit>;

/// Makes one call in the name of a executor: an overload for each alternative of `call`. Private
/// to the executor; its members are in executor_pipe.cpp, executor_wait.cpp and
/// executor_client.cpp.
class call_visitor {
 public:
  call_visitor(executor& by, std::uint8_t thread)
      : by_(by), api_(by.api_), shared_(by.shared_), thread_(thread) {}

  observation operator()(const create_pipe& what);
  observation operator()(const connect_pipe& what);
  observation operator()(const disconnect_pipe& what);
  observation operator()(const close_handle& what);
  observation operator()(const set_wait_mode& what);
  observation operator()(const query_mode& what);
  observation operator()(const read_back& what);
  observation operator()(const write_pipe& what);
  observation operator()(const read_pipe& what);
  observation operator()(const peek_pipe& what);
  observation operator()(const wait_request& what);
  observation operator()(const wait_handle& what);
  observation operator()(const request_state& what);
  observation operator()(const overlapped_result& what);
  observation operator()(const cancel_io& what);
  observation operator()(const cancel_io_ex& what);
  observation operator()(const cancel_synchronous_io& what);
  observation operator()(const queue_apc& what);
  observation operator()(const alertable_pause& what);
  observation operator()(const exit_thread& what);
  observation operator()(const associate_port& what);
  observation operator()(const dequeue_packet& what);
  observation operator()(const set_notification& what);
  observation operator()(const client_process_id& what);
  observation operator()(const make_odd_handle& what);
  observation operator()(const open_pipe& what);
  observation operator()(const call_pipe& what);
  observation operator()(const wait_pipe& what);
  observation operator()(const probe_name& what);
  observation operator()(const duplicate_handle& what);
  observation operator()(const exit_process& what);
  observation operator()(const kill_process& what);
  observation operator()(const find_export& what);
  observation operator()(const query_version& what);

 private:
  /// The one calling wrapper: poisons last error, draws a ticket, calls, reads last error next,
  /// draws the second ticket. Returns what the function returned, and the outcome's error and
  /// times.
  template <class F>
  auto measured(F&& function, observation& into) {
    into.ticket_before = shared_.ticket();
    const auto start = std::chrono::steady_clock::now();
    ::SetLastError(poison);
    auto result = std::forward<F>(function)();
    const DWORD code = ::GetLastError();
    into.took = std::chrono::steady_clock::now() - start;
    into.ticket_after = shared_.ticket();
    into.seen.error = code;
    return result;
  }
  /// A function that returns BOOL.
  template <class F>
  observation boolean(F&& function) {
    observation seen;
    const bool worked = measured(std::forward<F>(function), seen) != FALSE;
    return settle_boolean(std::move(seen), worked);
  }
  /// A wait function.
  template <class F>
  observation waiting(F&& function) {
    observation seen;
    seen.seen.kind = value_kind::wait;
    seen.seen.value = measured(std::forward<F>(function), seen);
    if (seen.seen.value != WAIT_FAILED) {
      seen.seen.error = 0;
    }
    return seen;
  }
  static observation settle_boolean(observation seen, bool worked);
  /// An idiom that took effect without a kernel call of its own to report.
  observation done();

  [[nodiscard]] DWORD timeout(patience wait) const;
  [[nodiscard]] deadline limit() const { return deadline::in(shared_.operation()); }
  [[nodiscard]] HANDLE handle(slot which) { return by_.handle(which); }
  /// The request in a place; throws `arrangement_error` when no connect was issued there.
  [[nodiscard]] overlapped_request& pending(request which);
  [[nodiscard]] HANDLE thread_handle(std::uint8_t thread);
  /// Says what will turn nonsignaled when the connect of this thread is under way.
  void give_sign(HANDLE object);
  /// ReadFile or WriteFile on an overlapped handle, waited for until the deadline.
  template <class Start>
  observation transfer(HANDLE file, const std::shared_ptr<text_buffer>& buffer, DWORD& moved,
                       Start&& start);
  observation wait_for(overlapped_request& whose, const wait_request& what);
  observation wait_registered(HANDLE object, const wait_request& what);
  observation wait_polling(overlapped_request& whose, patience wait);

  executor& by_;
  const kernel_api& api_;
  const shared_memory& shared_;
  std::uint8_t thread_;
};

}  // namespace cnp
