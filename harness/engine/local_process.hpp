#pragma once

#include "harness/engine/executor.hpp"
#include "harness/engine/process_link.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/watchdog.hpp"

#include <array>
#include <exception>
#include <memory>

namespace cnp {

/// The process of the suite itself, in the role of the server. Thread 0 is the thread that made
/// this object: it makes calls directly, guarded by the watchdog. The other threads are threads of
/// their own, started when they are first told something.
class local_process final : public process_link {
 public:
  local_process(const kernel_api& api, const shared_memory& shared, const time_limits& limits,
                watchdog& guard);
  ~local_process() override;

  void tell(std::uint8_t thread, const call& the_call) override;
  std::optional<observation> hear(std::uint8_t thread, deadline limit) override;
  call_progress progress(std::uint8_t thread, const call& the_call, deadline limit) override;
  ended_call end_call(std::uint8_t thread, deadline limit) override;
  std::optional<std::uint32_t> await_end(deadline limit) override;
  void kill(deadline limit) override;
  bool reset(deadline limit) override;

  /// Cancels what thread 0 is in. For the watchdog's thread.
  void cancel_first_thread() { cancel(first_thread_.get()); }

 private:
  /// A thread that makes one call at a time.
  struct worker {
    executor* by = nullptr;
    std::uint8_t number = 0;
    bell_state go_state{};
    bell_state done_state{};
    object_handle go_event = new_event(event_reset::automatic);
    object_handle done_event = new_event(event_reset::automatic);
    object_handle stop = new_event(event_reset::manual);
    object_handle thread;
    std::optional<call> what;
    observation answer;
    std::exception_ptr failure;
    std::atomic<bool> begun{false};
    deadline sure_by = deadline::in({});  ///< Until then the call is looked for in the kernel.
    bool leaving = false;                 ///< The thread ends after its answer.

    [[nodiscard]] doorbell go() { return {go_state, go_event.get()}; }
    [[nodiscard]] doorbell done() { return {done_state, done_event.get()}; }
  };

  static DWORD WINAPI serve(void* context);
  void start(worker& which, std::uint8_t thread);
  /// A thread of its own that was told a call.
  [[nodiscard]] worker& told(std::uint8_t thread) const;
  void come_as_client() const;
  void cancel(HANDLE thread);
  void perform_here(const call& the_call);
  [[nodiscard]] bool has_io(std::uint8_t thread);

  const kernel_api& api_;
  const shared_memory& shared_;
  const time_limits& limits_;
  watchdog& guard_;
  executor executor_;
  object_handle first_thread_;
  worker first_;
  bool kernel_tells_ = false;          ///< Whether the kernel has told of a thread's pending I/O.
  std::uint32_t questions_left_ = 32;  ///< Until it is taken for one that does not.
  std::array<std::unique_ptr<worker>, thread_count> workers_;
};

}  // namespace cnp
