#pragma once

#include "harness/engine/executor.hpp"
#include "harness/win32/arrangement.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace cnp {

/// Bytes on their way through a pipe.
using text_buffer = std::array<char, text_limit>;

/// What all calls are made with, in the name of an executor and on one of its threads. The calls
/// themselves are overloads in what derives from it: executor_pipe.hpp, executor_wait.hpp and
/// executor_client.hpp, which belong to executor.cpp.
class call_maker {
 public:
  call_maker(executor& by, std::uint8_t thread)
      : by_(by), api_(by.api_), shared_(by.shared_), process_(by.process_), thread_(thread) {}

 protected:
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
  /// For a function that not every kernel exports. Throws `unsupported_error` where it is missing.
  template <class Function>
  static void require(Function function, const char* name) {
    if (function == nullptr) {
      throw unsupported_error("kernel32.dll does not export " + std::string(name));
    }
  }
  /// A function that returns BOOL.
  template <class F>
  observation boolean(F&& function) {
    observation seen;
    const bool worked = measured(std::forward<F>(function), seen) != FALSE;
    return settle_boolean(std::move(seen), worked);
  }
  /// The same; `tell` adds to the outcome what a success gave besides.
  template <class F, class Tell>
  observation boolean(F&& function, Tell&& tell) {
    return told(boolean(std::forward<F>(function)), std::forward<Tell>(tell));
  }
  template <class Tell>
  static observation told(observation seen, Tell&& tell) {
    if (seen.seen.value != 0) {
      std::forward<Tell>(tell)(seen.seen);
    }
    return seen;
  }
  /// A function that returns a handle, `failed` if it did not work: goes into the slot.
  template <class F>
  observation opening(slot which, HANDLE failed, F&& function) {
    observation seen;
    const HANDLE raw = measured(std::forward<F>(function), seen);
    if (raw != failed) {
      by_.adopt(which, raw);
    }
    return settle_boolean(std::move(seen), raw != failed);
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
  /// The place of a request.
  [[nodiscard]] std::unique_ptr<overlapped_request>& place(request which) {
    return by_.requests_.at(which);
  }
  /// The request that a connect issued there.
  [[nodiscard]] overlapped_request& pending(request which);
  [[nodiscard]] HANDLE thread_handle(std::uint8_t thread);
  /// Says what will turn nonsignaled when the connect of this thread is under way.
  void give_sign(HANDLE object);

  executor& by_;
  const kernel_api& api_;
  const shared_memory& shared_;

 private:
  std::uint8_t process_;
  std::uint8_t thread_;
};

}  // namespace cnp
