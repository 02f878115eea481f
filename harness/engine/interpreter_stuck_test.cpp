// Calls that a kernel does not let come back when the cell is over, and cancels that it answers too
// soon: what is blamed, and what is performed again.

#include "harness/engine/interpreter.hpp"

#include "harness/engine/test_steps.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <utility>

namespace cnp {
namespace {

using namespace std::chrono_literals;
using test::a_client;
using test::begins;
using test::does;
using test::finishes;
using test::its_thread;
using test::the_server;

/// What a script gave, with short limits and every outcome judged by its step's own set.
execution performed(pool_options options, const script& steps) {
  options.limits = {.operation = 1s, .grace = 800ms, .cell = 30s, .watchdog = 60s};
  process_pool pool(std::move(options));
  interpreter by(pool, [](std::size_t, const step& one, const observation& seen) {
    return matches_any(seen.seen, one.allowed);
  });
  return by.perform({}, steps);
}

/// A client that waits for an answer when the script ends: what it wrote was read.
script waiting_client() {
  return {does(the_server, create_pipe{.type = pipe_type::message}),
          begins(its_thread, connect_pipe{}), begins(a_client, call_pipe{.text = "who is there"}),
          finishes(its_thread, connect_pipe{}, {nonzero(), zero(error::pipe_connected)}),
          does(the_server, read_pipe{})};
}

TEST(InterpreterStuck, CallComesBackWhenItsPeerIsGone) {
  const execution seen = performed({}, waiting_client());
  EXPECT_EQ(seen.how, ending::complete) << seen.why;
  EXPECT_EQ(seen.clients_replaced, 0U);
}

TEST(InterpreterStuck, CallIsAHangOfItsOwnStep) {
  const execution seen = performed({.client_defect = "lost-peer-hangs"}, waiting_client());
  EXPECT_EQ(seen.how, ending::hung);
  ASSERT_EQ(seen.hung_step, 2U) << seen.why;
  EXPECT_EQ(seen.seen.at(2).seen.how, completion::hung);
  EXPECT_EQ(seen.clients_replaced, 0U) << "it was the kernel that did not answer";
}

TEST(InterpreterStuck, ClosingIsAHangOfNoStep) {
  const execution seen = performed({.client_defect = "close-hangs"},
                                   {does(the_server, create_pipe{}), does(a_client, open_pipe{})});
  EXPECT_EQ(seen.how, ending::hung);
  EXPECT_EQ(seen.hung_step, no_step);
  EXPECT_EQ(seen.why, "client 1 did not come back from closing its handles when the cell was over");
  EXPECT_EQ(seen.clients_replaced, 0U);
}

std::atomic<int> cancels_to_miss{0};
BOOL WINAPI cancel_too_soon(HANDLE thread) {
  if (cancels_to_miss-- > 0) {
    ::SetLastError(ERROR_NOT_FOUND);
    return FALSE;
  }
  return ::CancelSynchronousIo(thread);
}

execution cancelled(int misses) {
  cancels_to_miss = misses;
  kernel_api table;
  table.cancel_synchronous_io = &cancel_too_soon;
  return performed({.api = &table},
                   {does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
                    does(the_server, cancel_synchronous_io{.thread = 1}),
                    finishes(its_thread, connect_pipe{}, {zero(error::operation_aborted)})});
}

TEST(InterpreterCancel, IsMadeAgainWhileTheCallIsUnderWay) {
  const execution seen = cancelled(3);
  EXPECT_EQ(seen.how, ending::complete) << seen.why;
  EXPECT_EQ(seen.attempts, 1U);
  ASSERT_EQ(seen.seen.size(), 4U);
  EXPECT_EQ(seen.seen[2].remark,
            "made 4 times, since it found nothing though a call was under way");
}

TEST(InterpreterCancel, ThatNeverFindsTheCallIsTheKernelsFault) {
  const execution seen = cancelled(1'000'000'000);
  EXPECT_EQ(seen.how, ending::stopped);
  ASSERT_EQ(seen.seen.size(), 3U);
  EXPECT_EQ(describe(seen.seen[2].seen), describe(zero(error::not_found)));
}

bool others_have_io(HANDLE thread) {
  return ::GetThreadId(thread) != ::GetCurrentThreadId();
}

TEST(InterpreterOrder, IsProvenByPendingIoWhereNoHandleShowsIt) {
  kernel_api table;
  table.has_pending_io = &others_have_io;
  // A first request leaves the handle nonsignaled.
  const execution seen = performed(
      {.api = &table}, {does(the_server, create_pipe{.handle = handle_kind::overlapped}),
                        does(the_server, connect_pipe{.lp = overlapped_kind::manual_event},
                             {zero(error::io_pending)}),
                        does(the_server, cancel_io{}), begins(its_thread, connect_pipe{})});
  ASSERT_EQ(seen.seen.size(), 4U) << seen.why;
  EXPECT_EQ(seen.seen[3].remark, "") << "the kernel's word was not taken";
}

}  // namespace
}  // namespace cnp
