#include "harness/win32/overlapped_request.hpp"

#include "harness/win32/deadline.hpp"

#include <gtest/gtest.h>

#include <cwchar>
#include <iterator>
#include <memory>
#include <type_traits>

namespace cnp {
namespace {

using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<overlapped_request>);
static_assert(!std::is_move_constructible_v<overlapped_request>,
              "the kernel knows its address, so it must not move");

/// A listening instance with an overlapped handle, to which nobody connects.
file_handle lonely_pipe() {
  static unsigned number = 0;
  wchar_t name[64];
  std::swprintf(name, std::size(name), L"\\\\.\\pipe\\cnp-overlapped-test-%lu-%u",
                ::GetCurrentProcessId(), ++number);
  return file_handle(::CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                                        PIPE_REJECT_REMOTE_CLIENTS, 1, 0, 0, 0, nullptr));
}

/// Issues a connect that stays pending.
void issue(overlapped_request& request, const file_handle& pipe) {
  ASSERT_TRUE(pipe) << "error " << ::GetLastError();
  const BOOL worked = ::ConnectNamedPipe(pipe.get(), request.overlapped());
  const DWORD error = ::GetLastError();
  request.issued(pipe.get(), worked == FALSE && error == ERROR_IO_PENDING);
  ASSERT_EQ(worked, FALSE);
  ASSERT_EQ(error, static_cast<DWORD>(ERROR_IO_PENDING));
}

bool signaled(HANDLE event) {
  return wait_until(event, deadline::in(0ms));
}

TEST(OverlappedRequest, IsUntouchedBeforeItIsIssued) {
  overlapped_request request(overlapped_kind::manual_event);
  EXPECT_NE(request.internal(), static_cast<std::uint32_t>(status::pending));
  EXPECT_NE(request.internal(), static_cast<std::uint32_t>(status::success));
  EXPECT_FALSE(request.kernel_owns());
  EXPECT_TRUE(request.settle(deadline::in(0ms)));
}

TEST(OverlappedRequest, BelongsToTheKernelUntilItIsSettled) {
  const file_handle pipe = lonely_pipe();
  overlapped_request request(overlapped_kind::manual_event);
  issue(request, pipe);
  EXPECT_TRUE(request.kernel_owns());
  EXPECT_EQ(request.internal(), static_cast<std::uint32_t>(status::pending));
  EXPECT_FALSE(signaled(request.event()));
  EXPECT_TRUE(request.settle(deadline::in(10s)));
  EXPECT_FALSE(request.kernel_owns());
  EXPECT_EQ(request.internal(), static_cast<std::uint32_t>(status::cancelled))
      << "settled otherwise than by cancelling: " << status_text(request.internal());
  EXPECT_TRUE(signaled(request.event()));
}

TEST(OverlappedRequest, IsSettledByItsDestructor) {
  const file_handle pipe = lonely_pipe();
  const auto buffer = std::make_shared<int>(0);
  {
    overlapped_request request(overlapped_kind::manual_event);
    request.keep(buffer);
    issue(request, pipe);
    EXPECT_EQ(buffer.use_count(), 2);
  }
  EXPECT_EQ(buffer.use_count(), 1) << "the memory of a settled request was not freed";
  // Nothing of it is left: the pipe takes another connect.
  overlapped_request next(overlapped_kind::manual_event);
  issue(next, pipe);
}

TEST(OverlappedRequest, LeavesItsMemoryBehindWhenItDoesNotSettle) {
  // No kernel has this one, so nobody ever completes it.
  const auto buffer = std::make_shared<int>(0);
  {
    overlapped_request request(overlapped_kind::manual_event);
    request.keep(buffer);
    request.issued(INVALID_HANDLE_VALUE, true);
    request.overlapped()->Internal = static_cast<ULONG_PTR>(status::pending);
    EXPECT_TRUE(request.kernel_owns());
    EXPECT_FALSE(request.settle(deadline::in(5ms)));
  }
  EXPECT_EQ(buffer.use_count(), 2) << "memory was freed that the kernel may still write";
}

TEST(OverlappedRequest, IsTheCallersWhenTheKernelDidNotKeepIt) {
  overlapped_request request(overlapped_kind::manual_event);
  request.issued(INVALID_HANDLE_VALUE, false);
  request.overlapped()->Internal = static_cast<ULONG_PTR>(status::pending);
  EXPECT_FALSE(request.kernel_owns());
}

TEST(OverlappedRequest, IsRenewedOnceTheKernelIsCertainlyDone) {
  const file_handle pipe = lonely_pipe();
  overlapped_request request(overlapped_kind::manual_event);
  issue(request, pipe);
  EXPECT_FALSE(request.renew(overlapped_kind::manual_event)) << "renewed while it was pending";
  ASSERT_TRUE(request.settle(deadline::in(10s)));
  EXPECT_FALSE(request.renew(overlapped_kind::manual_event))
      << "renewed although the kernel may be about to set its event";
  const HANDLE event = request.event();
  ASSERT_TRUE(wait_until(event, deadline::in(10s)));
  request.event_seen();
  EXPECT_FALSE(request.renew(overlapped_kind::no_event)) << "renewed as another kind";
  EXPECT_TRUE(request.renew(overlapped_kind::manual_event));
  EXPECT_EQ(request.event(), event);
  EXPECT_EQ(request.overlapped()->hEvent, event);
  EXPECT_FALSE(signaled(event));
  EXPECT_EQ(request.internal(), overlapped_request(overlapped_kind::manual_event).internal());
  // What was seen of the last request says nothing of the next.
  issue(request, pipe);
  ASSERT_TRUE(request.settle(deadline::in(10s)));
  EXPECT_FALSE(request.renew(overlapped_kind::manual_event));
}

TEST(OverlappedRequest, IsRenewedWhenTheKernelDidNotKeepIt) {
  overlapped_request request(overlapped_kind::manual_event);
  request.issued(INVALID_HANDLE_VALUE, false);
  ::SetEvent(request.event());
  EXPECT_TRUE(request.renew(overlapped_kind::manual_event));
  EXPECT_FALSE(signaled(request.event()));
}

TEST(OverlappedRequest, HasTheEventOfItsKind) {
  overlapped_request manual(overlapped_kind::manual_event);
  EXPECT_EQ(manual.overlapped()->hEvent, manual.event());
  EXPECT_FALSE(signaled(manual.event()));

  overlapped_request set(overlapped_kind::manual_event_signaled);
  EXPECT_TRUE(signaled(set.event()));
  EXPECT_TRUE(signaled(set.event())) << "a manual-reset event stays signaled";

  overlapped_request automatic(overlapped_kind::auto_event);
  EXPECT_FALSE(signaled(automatic.event()));
  ::SetEvent(automatic.event());
  EXPECT_TRUE(signaled(automatic.event()));
  EXPECT_FALSE(signaled(automatic.event())) << "a wait resets an auto-reset event";

  overlapped_request none(overlapped_kind::no_event);
  EXPECT_EQ(none.event(), nullptr);
  EXPECT_EQ(none.overlapped()->hEvent, nullptr);
}

TEST(OverlappedRequest, HasTheOddEventOfItsKind) {
  overlapped_request low(overlapped_kind::low_bit_event);
  const auto value = reinterpret_cast<std::uintptr_t>(low.overlapped()->hEvent);
  EXPECT_EQ(value, reinterpret_cast<std::uintptr_t>(low.event()) + 1);

  overlapped_request wrong(overlapped_kind::not_an_event);
  DWORD flags = 0;
  EXPECT_EQ(wrong.event(), nullptr);
  EXPECT_NE(wrong.overlapped()->hEvent, nullptr);
  EXPECT_EQ(::GetHandleInformation(wrong.overlapped()->hEvent, &flags), FALSE);

  overlapped_request weak(overlapped_kind::unmodifiable_event);
  EXPECT_EQ(::SetEvent(weak.overlapped()->hEvent), FALSE);
  EXPECT_EQ(::GetLastError(), static_cast<DWORD>(ERROR_ACCESS_DENIED));
  ::SetEvent(weak.event());
  EXPECT_TRUE(signaled(weak.overlapped()->hEvent)) << "not the same event";
}

}  // namespace
}  // namespace cnp
