#include "harness/win32/handle.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <type_traits>
#include <utility>

namespace cnp {
namespace {

static_assert(!std::is_same_v<object_handle, file_handle>, "one type per sentinel");
static_assert(!std::is_copy_constructible_v<object_handle>);
static_assert(!std::is_copy_assignable_v<object_handle>);
static_assert(std::is_nothrow_move_constructible_v<object_handle>);
static_assert(!std::is_convertible_v<HANDLE, object_handle>, "ownership is never taken silently");

HANDLE raw_event() {
  return ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
}

/// Whether the value is a handle of this process.
bool is_open(HANDLE raw) {
  DWORD flags = 0;
  return ::GetHandleInformation(raw, &flags) != FALSE;
}

TEST(Handle, IsEmptyAtItsOwnSentinelOnly) {
  EXPECT_FALSE(object_handle());
  EXPECT_EQ(object_handle().get(), nullptr);
  EXPECT_FALSE(file_handle());
  EXPECT_EQ(file_handle().get(), INVALID_HANDLE_VALUE);
  // INVALID_HANDLE_VALUE is also the current process: closing it does nothing, so it may be owned.
  EXPECT_TRUE(object_handle(INVALID_HANDLE_VALUE));
  EXPECT_TRUE(file_handle(nullptr));
}

TEST(Handle, ClosesWhatItOwns) {
  const HANDLE raw = raw_event();
  ASSERT_TRUE(is_open(raw));
  { const object_handle owner(raw); }
  EXPECT_FALSE(is_open(raw));
}

TEST(Handle, ClosingKeepsLastError) {
  object_handle owner(raw_event());
  ::SetLastError(4711);
  owner.reset();
  EXPECT_EQ(::GetLastError(), 4711U) << "closing an open handle";
  // Not an open handle: CloseHandle fails and sets last error.
  const auto none = reinterpret_cast<HANDLE>(std::uintptr_t{0x0BAD0BA0});
  file_handle wrong(none);
  ::SetLastError(4712);
  wrong.reset();
  EXPECT_EQ(::GetLastError(), 4712U) << "closing what is no handle";
}

TEST(Handle, MovesItsOwnership) {
  const HANDLE raw = raw_event();
  object_handle first(raw);
  object_handle second(std::move(first));
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): empty by contract.
  EXPECT_EQ(second.get(), raw);
  object_handle third(raw_event());
  const HANDLE replaced = third.get();
  third = std::move(second);
  EXPECT_FALSE(is_open(replaced)) << "what is overwritten is closed";
  EXPECT_EQ(third.get(), raw);
  EXPECT_TRUE(is_open(raw));
}

TEST(Handle, SurvivesBeingMovedToItself) {
  object_handle owner(raw_event());
  const HANDLE raw = owner.get();
  object_handle& same = owner;
  owner = std::move(same);
  EXPECT_EQ(owner.get(), raw);
  EXPECT_TRUE(is_open(raw));
}

TEST(Handle, ReleasesWithoutClosing) {
  object_handle owner(raw_event());
  const HANDLE raw = owner.release();
  EXPECT_FALSE(owner);
  EXPECT_TRUE(is_open(raw));
  owner.reset(raw);
  EXPECT_EQ(owner.get(), raw);
}

}  // namespace
}  // namespace cnp
