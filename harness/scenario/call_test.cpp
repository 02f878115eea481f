#include "harness/scenario/call.hpp"

#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

/// Every kind of call, with default members.
std::vector<call> every_call() {
  std::vector<call> all;
  const auto add = [&all]<std::size_t... I>(std::index_sequence<I...>) {
    (all.emplace_back(std::in_place_index<I>), ...);
  };
  add(std::make_index_sequence<std::variant_size_v<call>>{});
  return all;
}

TEST(Call, HasAFunctionName) {
  for (const call& one : every_call()) {
    EXPECT_FALSE(function_name(one).empty()) << one.index();
    EXPECT_FALSE(has(function_name(one), " "))
        << function_name(one) << ": labels are made of these";
  }
}

TEST(Call, IsDescribedByFunctionAndArguments) {
  for (const call& one : every_call()) {
    const std::string text = describe(one);
    EXPECT_TRUE(begins(text, std::string{function_name(one)} + '('));
    EXPECT_EQ(text.back(), ')') << text;
    EXPECT_FALSE(has(text, "?"));
  }
}

TEST(Call, EveryKindReadsDifferently) {
  std::set<std::string> seen;
  for (const call& one : every_call()) {
    // These two are the same function on the same arguments: one waits, the other reads a state.
    if (!std::holds_alternative<wait_handle>(one)) {
      EXPECT_TRUE(seen.insert(describe(one)).second) << describe(one);
    }
  }
}

TEST(Call, GivesWhatItSaysWhenItWorks) {
  EXPECT_EQ(worked(create_pipe{}), nonzero());
  EXPECT_EQ(worked(flush_buffers{}), nonzero());
  EXPECT_EQ(worked(wait_handle{}), waited(wait_result::object_0));
  EXPECT_EQ(worked(wait_request{}), waited(wait_result::object_0));
  EXPECT_EQ(worked(wait_request{.by = waiter::sleep_ex}), waited(wait_result::io_completion));
  EXPECT_EQ(worked(wait_request{.by = waiter::polling}), nonzero());
  EXPECT_EQ(worked(exit_process{.code = 7}), ended(7));
  EXPECT_EQ(worked(kill_process{}), ended(1));
}

struct expected_text {
  call what;
  std::string_view text;
};

TEST(Call, DescribesArguments) {
  const std::vector<expected_text> all{
      {create_pipe{.pipe = 2, .name_id = 1, .handle = handle_kind::overlapped},
       "CreateNamedPipe(name 1, overlapped blocking duplex byte pipe, at most 1, to h2)"},
      {create_pipe{.max_instances = 255, .first_instance = true, .local_name = true},
       "CreateNamedPipe(LOCAL name 0, synchronous blocking duplex byte pipe, at most 255, first "
       "instance, to h0)"},
      {connect_pipe{}, "ConnectNamedPipe(h0, NULL)"},
      {connect_pipe{.pipe = 3, .req = 2, .lp = overlapped_kind::auto_event},
       "ConnectNamedPipe(h3, &ov2 with auto-event)"},
      {set_wait_mode{.wait = wait_mode::nonblocking, .message_reads = true},
       "SetNamedPipeHandleState(h0, nonblocking, message reads)"},
      {write_pipe{.handle = 1, .text = "a\n"}, R"(WriteFile(h1, "a\x0A"))"},
      {read_pipe{.size = 7, .overlapped = true}, "ReadFile(h0, 7, overlapped)"},
      {peek_pipe{.wait = patience::deadline}, "PeekNamedPipe(h0, until the deadline)"},
      {wait_request{.by = waiter::sleep_ex},
       "SleepEx(&ov0 on h0, until the deadline)"},  // under test: a name, not a call
      {wait_request{.by = waiter::polling, .wait = patience::none},
       "HasOverlappedIoCompleted(&ov0 on h0)"},
      {cancel_io_ex{.pipe = 1}, "CancelIoEx(h1, NULL)"},
      {cancel_io_ex{.pipe = 1, .req = 4}, "CancelIoEx(h1, &ov4)"},
      {cancel_synchronous_io{.thread = 1}, "CancelSynchronousIo(thread 2)"},
      {make_odd_handle{.handle = 1, .what = odd_handle::anonymous_write_end},
       "odd-handle(the write end of an anonymous pipe, to h1)"},
      {open_pipe{.handle = 1, .no_access = true},
       "CreateFile(name 0, duplex pipe, no access, to h1)"},
      {call_pipe{.name_id = 1, .text = "ping"},
       R"(CallNamedPipe(name 1, "ping", until the deadline))"},
      {duplicate_handle{.handle = 1, .to_process = 2, .to_slot = 3},
       "DuplicateHandle(h1, to h3 of client 2)"},
      {duplicate_handle{}, "DuplicateHandle(h0, to h0 of the server)"},
      {overlapped_result_ex{.req = 1, .wait = patience::deadline, .alertable = true},
       "GetOverlappedResultEx(h0, &ov1, until the deadline, alertable)"},
      {flush_buffers{.handle = 2}, "FlushFileBuffers(h2)"},
      {kill_process{}, "TerminateProcess()"},
      {find_export{.module = "kernel32", .symbol = "ConnectNamedPipe"},
       R"(GetProcAddress(kernel32, "ConnectNamedPipe"))"},
  };
  for (const auto& [the_call, text] : all) {
    EXPECT_EQ(describe(the_call), text);
  }
}

}  // namespace
}  // namespace cnp
