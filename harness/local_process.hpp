#pragma once

#include "harness/arrangement.hpp"
#include "harness/performer.hpp"
#include "harness/process_link.hpp"
#include "harness/watchdog.hpp"

#include <array>
#include <exception>
#include <memory>

namespace cnp {

/// The process of the suite itself, in the role of the server. Lane 0 is the thread that made this
/// object: it makes calls directly, guarded by the watchdog. The other lanes are threads of their
/// own, started when they are first told something.
class local_process final : public process_link {
 public:
  local_process(const kernel_api& api, const arena& shared, const time_limits& limits,
                watchdog& guard);
  ~local_process() override;

  void tell(std::uint8_t lane, const call& what) override;
  std::optional<observation> hear(std::uint8_t lane, deadline limit) override;
  lane_progress progress(std::uint8_t lane, const call& what, deadline limit) override;
  ended_call end_call(std::uint8_t lane, deadline limit) override;
  std::optional<std::uint32_t> await_end(deadline limit) override;
  void kill(deadline limit) override;
  bool reset(deadline limit) override;

  /// Cancels what lane 0 is in. For the watchdog's thread.
  void cancel_first_lane() { cancel(first_thread_.get()); }

 private:
  /// A thread that makes one call at a time.
  struct worker {
    performer* by = nullptr;
    std::uint8_t lane = 0;
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
    bool leaving = false;  ///< The thread ends after its answer.

    [[nodiscard]] doorbell go() { return {go_state, go_event.get()}; }
    [[nodiscard]] doorbell done() { return {done_state, done_event.get()}; }
  };

  static DWORD WINAPI serve(void* context);
  void start(worker& which, std::uint8_t lane);
  void cancel(HANDLE thread);
  void perform_here(const call& what);

  const kernel_api& api_;
  const arena& shared_;
  const time_limits& limits_;
  watchdog& guard_;
  performer performer_;
  object_handle first_thread_;
  worker first_;
  std::array<std::unique_ptr<worker>, lane_count> workers_;
};

}  // namespace cnp
