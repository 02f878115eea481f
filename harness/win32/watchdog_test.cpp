#include "harness/win32/watchdog.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/win32/arrangement.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace cnp {
namespace {

using namespace std::chrono_literals;

constexpr time_limits endless{.operation = 1h, .grace = 1h, .cell = 1h, .watchdog = 1h};

/// A watchdog that tells what it does by events.
class watched {
 public:
  explicit watched(const time_limits& limits)
      : dog_(
            limits,
            [this] {
              gave_up_before_cancel_ = gave_up_before_cancel_ || has(given_up_);
              ::SetEvent(cancelled_.get());
            },
            [this] { ::SetEvent(given_up_.get()); }) {}

  watchdog& operator*() { return dog_; }
  watchdog* operator->() { return &dog_; }
  [[nodiscard]] bool cancels() const { return wait_until(cancelled_.get(), deadline::in(patient)); }
  [[nodiscard]] bool gives_up() const { return wait_until(given_up_.get(), deadline::in(patient)); }
  [[nodiscard]] bool has_cancelled() const { return has(cancelled_); }
  [[nodiscard]] bool has_given_up() const { return has(given_up_); }
  [[nodiscard]] bool gave_up_before_cancel() const { return gave_up_before_cancel_; }

 private:
  static bool has(const object_handle& event) { return wait_until(event.get(), deadline::in(0ms)); }

  object_handle cancelled_ = new_event(event_reset::manual);
  object_handle given_up_ = new_event(event_reset::manual);
  std::atomic<bool> gave_up_before_cancel_{false};
  watchdog dog_;  // Last: its thread uses the others.
};

TEST(Watchdog, LeavesCallsInTimeAlone) {
  watched dog(endless);
  dog->cell(true);
  for (int count = 0; count < 1000; ++count) {
    dog->call_begins();
    EXPECT_FALSE(dog->call_returned());
  }
  dog->cell(false);
  EXPECT_FALSE(dog.has_cancelled());
  EXPECT_FALSE(dog.has_given_up());
}

TEST(Watchdog, CancelsACallThatIsLate) {
  watched dog({.operation = 10ms, .grace = 10ms, .cell = 1h, .watchdog = 1h});
  dog->call_begins();
  EXPECT_TRUE(dog.cancels()) << "the call hangs on";
  EXPECT_TRUE(dog->call_returned()) << "the call would not be reported as hung";
}

TEST(Watchdog, DoesNotCountTheLastCallsCancellation) {
  watched dog({.operation = 100ms, .grace = 100ms, .cell = 1h, .watchdog = 1h});
  dog->call_begins();
  EXPECT_TRUE(dog.cancels());
  EXPECT_TRUE(dog->call_returned());
  dog->call_begins();
  EXPECT_FALSE(dog->call_returned()) << "a good call is reported as hung";
}

TEST(Watchdog, GivesUpWhenCancellingDoesNotHelp) {
  watched dog({.operation = 10ms, .grace = 10ms, .cell = 1h, .watchdog = 1h});
  dog->call_begins();
  EXPECT_TRUE(dog.gives_up()) << "the process hangs on";
  EXPECT_TRUE(dog.has_cancelled());
  EXPECT_FALSE(dog.gave_up_before_cancel());
}

TEST(Watchdog, GivesUpOnACellThatNothingElseEnds) {
  watched dog({.operation = 20ms, .grace = 1h, .cell = 1h, .watchdog = 20ms});
  dog->cell(true);
  EXPECT_TRUE(dog.gives_up());
  EXPECT_FALSE(dog.has_cancelled()) << "no call was under way";
}

/// A call that is late long after the cell's own limit shows that the cell is watched no more.
TEST(Watchdog, LetsACellGoThatIsOver) {
  watched dog({.operation = 300ms, .grace = 300ms, .cell = 1h, .watchdog = 200ms});
  dog->cell(true);
  dog->cell(false);
  dog->call_begins();
  EXPECT_TRUE(dog.cancels());
  EXPECT_FALSE(dog.gave_up_before_cancel());
  (void)dog->call_returned();
}

}  // namespace
}  // namespace cnp
