#pragma once

#include "cases/benchmarks/stage.hpp"

#include <atomic>
#include <cstdint>

namespace cnp::bench {

/// A thread that blocks in ConnectNamedPipe(pipe, NULL) whenever it is told to, as the threads of a
/// synchronous server do. Used by one other thread.
class blocking_thread {
 public:
  /// `pipe` is synchronous and outlives it. Throws `arrangement_error`.
  explicit blocking_thread(HANDLE pipe);
  ~blocking_thread();
  blocking_thread(const blocking_thread&) = delete;
  blocking_thread& operator=(const blocking_thread&) = delete;

  /// Has it call; comes back when the kernel has the call, so that a client finds a listening
  /// instance. Throws `arrangement_error`.
  void block();
  /// Waits until it is back; the time (`clock_now`) at which it was. Throws `arrangement_error` if
  /// that takes too long, or the call gave another error than `allowed`.
  std::int64_t await(DWORD allowed = ERROR_SUCCESS);
  [[nodiscard]] HANDLE get() const { return thread_.get(); }

 private:
  static DWORD WINAPI serve(void* context);

  HANDLE pipe_;
  object_handle go_;
  object_handle back_;
  std::atomic<bool> stop_{false};
  std::atomic<DWORD> error_{ERROR_SUCCESS};
  std::atomic<std::int64_t> back_at_{0};
  object_handle thread_;
};

}  // namespace cnp::bench
