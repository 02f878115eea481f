#pragma once

#include "harness/win32/deadline.hpp"
#include "harness/win32/windows.hpp"

#include <atomic>
#include <cstdint>

namespace cnp {

/// What the two sides of a doorbell share; may lie in memory that processes share. Zero at first.
struct alignas(8) bell_state {
  std::atomic<std::uint32_t> rung;    ///< 1: it was rung and nobody has heard it.
  std::atomic<std::uint32_t> asleep;  ///< 1: the waiter sleeps, so that ringing has to wake it.
};

/// What ended a wait for a doorbell.
enum class bell_wait : std::uint8_t { rang, other, late };

/// One thread tells another, perhaps in another process, that something is there. The waiter looks
/// for a moment before it sleeps: what is answered within some microseconds, as most calls are,
/// costs neither side a switch into the kernel (under Wine, into the server process that all of
/// them share). One waiter at a time; any thread may ring. Rings that nobody has heard are one
/// ring.
class doorbell {
 public:
  /// `event` resets itself and stays the caller's.
  doorbell(bell_state& state, HANDLE event) : state_(&state), event_(event) {}

  /// Everything written before is seen by the waiter.
  void ring() const;
  /// Waits for a ring, until `other` is signaled or the deadline passes. Throws
  /// `arrangement_error`.
  [[nodiscard]] bell_wait wait(HANDLE other, deadline limit) const;
  /// The same without a deadline, for a thread that has nothing else to do.
  [[nodiscard]] bell_wait wait_idle(HANDLE other) const;

 private:
  [[nodiscard]] bool heard() const { return state_->rung.exchange(0) != 0; }
  [[nodiscard]] bool heard_soon() const;
  template <class Sleep>
  [[nodiscard]] bell_wait sleep_until_heard(const Sleep& sleep) const;

  bell_state* state_;
  HANDLE event_;
};

}  // namespace cnp
