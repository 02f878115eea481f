#include "harness/ipc/doorbell.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/win32/arrangement.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace cnp {
namespace {

using namespace std::chrono_literals;

deadline at_once() {
  return deadline::in(0ms);
}

struct hall {
  bell_state state{};
  object_handle event = new_event(event_reset::automatic);
  object_handle other = new_event(event_reset::manual);
  [[nodiscard]] doorbell bell() { return {state, event.get()}; }
  [[nodiscard]] bell_wait wait(deadline limit) { return bell().wait(other.get(), limit); }
};

TEST(Doorbell, ThatWasRungIsHeardOnce) {
  hall here;
  EXPECT_EQ(here.wait(at_once()), bell_wait::late);
  here.bell().ring();
  here.bell().ring();
  EXPECT_EQ(here.wait(at_once()), bell_wait::rang) << "two rings that nobody heard are one";
  EXPECT_EQ(here.wait(at_once()), bell_wait::late);
}

TEST(Doorbell, TellsWhatElseEndedTheWait) {
  hall here;
  ::SetEvent(here.other.get());
  EXPECT_EQ(here.wait(deadline::in(patient)), bell_wait::other);
  EXPECT_EQ(here.bell().wait_idle(here.other.get()), bell_wait::other);
  here.bell().ring();
  EXPECT_EQ(here.wait(deadline::in(patient)), bell_wait::rang) << "an answer counts before an end";
}

TEST(Doorbell, WakesAWaiterThatSleeps) {
  hall here;
  std::atomic<int> heard{-1};
  std::thread waiter([&] { heard = static_cast<int>(here.bell().wait_idle(here.other.get())); });
  // The waiter says that it sleeps before it does: from then on a ring has to wake it.
  EXPECT_TRUE(poll_until([&] { return here.state.asleep == 1; }, deadline::in(patient)));
  here.bell().ring();
  waiter.join();
  EXPECT_EQ(heard, static_cast<int>(bell_wait::rang));
}

TEST(Doorbell, IsNotTakenInByARingThatWasHeardWithoutTheEvent) {
  hall here;
  ::SetEvent(here.event.get());
  EXPECT_EQ(here.wait(deadline::in(5ms)), bell_wait::late);
}

/// Two threads answer each other in turn: a ring that was lost on the way, asleep or not, would
/// leave both waiting.
TEST(Doorbell, LosesNoRingBetweenTwoThreads) {
  hall there;
  hall back;
  constexpr int rounds = 20'000;
  int answered = 0;
  std::thread echo([&] {
    for (int round = 0; round < rounds; ++round) {
      if (there.wait(deadline::in(patient)) != bell_wait::rang) {
        return;
      }
      ++answered;
      back.bell().ring();
    }
  });
  int heard = 0;
  for (int round = 0; round < rounds; ++round) {
    there.bell().ring();
    if (back.wait(deadline::in(patient)) != bell_wait::rang) {
      break;
    }
    ++heard;
  }
  echo.join();
  EXPECT_EQ(answered, rounds);
  EXPECT_EQ(heard, rounds);
}

}  // namespace
}  // namespace cnp
