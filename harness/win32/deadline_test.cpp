#include "harness/win32/deadline.hpp"

#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/handle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

/// Each limit must be inside the next, or an outer one would end what an inner one was to report.
void expect_nested(const time_limits& limits) {
  EXPECT_LT(limits.operation, limits.cell);
  EXPECT_LT(limits.operation + limits.grace, limits.cell)
      << "a call that hangs must be ended and reported within its cell";
  EXPECT_LT(limits.cell, limits.watchdog);
}

TEST(TimeLimits, AreEachInsideTheNext) {
  const time_limits limits;
  expect_nested(limits);
  EXPECT_LT(limits.watchdog + limits.start, ctest_timeout)
      << "CTest must not end a program that its watchdog is about to end";
}

TEST(TimeLimits, StayNestedWhenScaled) {
  for (const double factor : {0.02, 0.5, 1.0, 3.0, 100.0}) {
    SCOPED_TRACE(factor);
    expect_nested(time_limits{}.scaled(factor));
  }
}

TEST(TimeLimits, AreScaledByTheFactor) {
  const time_limits twice = time_limits{}.scaled(2);
  EXPECT_EQ(twice.operation, 2 * time_limits{}.operation);
  EXPECT_EQ(twice.grace, 2 * time_limits{}.grace);
  EXPECT_EQ(twice.cell, 2 * time_limits{}.cell);
  EXPECT_EQ(twice.watchdog, 2 * time_limits{}.watchdog);
  EXPECT_EQ(twice.start, 2 * time_limits{}.start);
}

TEST(TimeLimits, NeverBecomeZeroAndLeaveTimeToStart) {
  const time_limits none = time_limits{}.scaled(0);
  EXPECT_EQ(none.operation, 1ms);
  EXPECT_EQ(none.grace, 1ms);
  EXPECT_EQ(none.cell, 1ms);
  EXPECT_EQ(none.watchdog, 1ms);
  // Starting a process takes as long as it takes, however short the calls may be.
  EXPECT_EQ(none.start, time_limits{}.start);
}

TEST(Deadline, CountsDown) {
  const deadline limit = deadline::in(hours{1});
  EXPECT_FALSE(limit.passed());
  EXPECT_GT(limit.left(), 59min);
  EXPECT_LE(limit.left(), 60min);
}

TEST(Deadline, HasNothingLeftWhenPassed) {
  for (const milliseconds limit : {0ms, -1ms, -60'000ms}) {
    SCOPED_TRACE(limit.count());
    EXPECT_TRUE(deadline::in(limit).passed());
    EXPECT_EQ(deadline::in(limit).left(), 0ms);
    EXPECT_EQ(deadline::in(limit).timeout(), 0U);
  }
}

TEST(Deadline, NestsByTheEarlierOne) {
  const deadline soon = deadline::in(1min);
  const deadline late = deadline::in(1h);
  EXPECT_LE(late.no_later_than(soon).left(), 1min);
  EXPECT_LE(soon.no_later_than(late).left(), 1min);
  EXPECT_GT(late.no_later_than(late).left(), 59min);
  EXPECT_TRUE(late.no_later_than(deadline::in(0ms)).passed());
}

TEST(Deadline, NeverGivesAnUnlimitedTimeout) {
  for (const auto days : {1, 49, 50, 365}) {  // 2^32 ms are 49.7 days.
    const DWORD timeout = deadline::in(hours{24} * days).timeout();
    EXPECT_NE(timeout, INFINITE) << days << " days";
    EXPECT_GE(timeout, 24U * 60 * 60 * 1000 - 60'000) << days << " days";
  }
}

TEST(Deadline, RoundsTheTimeoutUp) {
  // A timeout of 0 for what is left of a millisecond would make a wait into a question.
  const deadline limit = deadline::in(1ms);
  const DWORD timeout = limit.timeout();
  EXPECT_TRUE(timeout == 1 || limit.passed()) << timeout;
}

TEST(WaitUntil, TellsSignaledFromTooLate) {
  EXPECT_TRUE(wait_until(new_event(event_reset::manual, true).get(), deadline::in(0ms)));
  EXPECT_FALSE(wait_until(new_event(event_reset::manual).get(), deadline::in(1ms)));
}

TEST(WaitUntil, SaysThatTheWaitItselfFailed) {
  EXPECT_EQ(thrown<arrangement_error>([] { return wait_until(nullptr, deadline::in(1ms)); }),
            "WaitForSingleObject failed: ERROR_INVALID_HANDLE (6)");
}

TEST(WaitUntil, TellsWhichOfTwo) {
  const object_handle yes = new_event(event_reset::manual, true);
  const object_handle no = new_event(event_reset::manual);
  EXPECT_EQ(wait_until_either(yes.get(), no.get(), deadline::in(1h)), 0);
  EXPECT_EQ(wait_until_either(no.get(), yes.get(), deadline::in(1h)), 1);
  EXPECT_EQ(wait_until_either(no.get(), no.get(), deadline::in(1ms)), -1);
  EXPECT_THROW((void)wait_until_either(nullptr, yes.get(), deadline::in(1ms)), arrangement_error);
}

TEST(WaitIdle, TellsWhichObjectEndedIt) {
  const object_handle yes = new_event(event_reset::manual, true);
  const object_handle no = new_event(event_reset::manual);
  const HANDLE both[] = {no.get(), yes.get()};
  EXPECT_EQ(wait_idle(both, 2), 1U);
}

TEST(PollUntil, EndsWhenItHappened) {
  int asked = 0;
  EXPECT_TRUE(poll_until([&asked] { return ++asked == 100; }, deadline::in(1min)));
  EXPECT_EQ(asked, 100) << "asked again after it had happened, or not often enough";
}

TEST(PollUntil, GivesUpAtTheDeadline) {
  const deadline limit = deadline::in(5ms);
  EXPECT_FALSE(poll_until([] { return false; }, limit));
  EXPECT_TRUE(limit.passed()) << "gave up before the deadline";
}

TEST(PollUntil, AsksOnceMoreAfterTheDeadline) {
  // What happened while this thread was not running counts.
  int asked = 0;
  EXPECT_TRUE(poll_until([&asked] { return ++asked == 2; }, deadline::in(0ms)));
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace cnp
