#include "harness/engine/executor.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using namespace std::chrono_literals;

/// A executor with shared memory of its own, in the role of the server.
struct stage {
  shared_memory shared;
  executor by;

  explicit stage(const kernel_api& api = running_kernel(),
                 std::chrono::milliseconds limit = patient)
      : shared(shared_memory::create(limit)), by(api, shared, 0) {}

  observation perform(const call& the_call) { return by.perform(the_call); }
  /// What a call gave, in the words of the reports.
  std::string seen(const call& the_call) { return describe(perform(the_call).seen); }
  /// Makes calls in turn, each of which has to give what stands beside it.
  void expect(const std::vector<std::pair<call, std::string_view>>& calls) {
    for (const auto& [the_call, gives] : calls) {
      EXPECT_EQ(seen(the_call), gives) << describe(the_call);
    }
  }
  /// The sentence of the assertion that a call ends in; empty if in none.
  std::string refusal(const call& the_call) {
    return asserted([&] { return perform(the_call); });
  }
};

const kernel_api& defective(const char* name) {
  const kernel_api* table = seeded_defect(name);
  EXPECT_NE(table, nullptr) << name;
  return table != nullptr ? *table : running_kernel();
}

/// An instance with an overlapped handle in slot 0, and its connect pending in place 0.
void arrange_pending(stage& on, overlapped_kind lp = overlapped_kind::manual_event) {
  on.expect({{create_pipe{.handle = handle_kind::overlapped}, "nonzero"},
             {connect_pipe{.lp = lp}, "0/ERROR_IO_PENDING (997)"}});
}

DWORD found_last_error = 0;
HANDLE found_handle = nullptr;
BOOL WINAPI remember_what_it_finds(HANDLE pipe, LPOVERLAPPED) {
  found_last_error = ::GetLastError();
  found_handle = pipe;
  ::SetLastError(ERROR_NO_DATA);
  return FALSE;
}
kernel_api remembering() {
  kernel_api table;
  table.connect_named_pipe = &remember_what_it_finds;
  return table;
}

// The calling wrapper.

TEST(Executor, SeesAFailureThatDoesNotSetLastError) {
  stage on(defective("connect-silent"));
  ::SetLastError(ERROR_PIPE_CONNECTED);  // What came before must not be taken for its error.
  EXPECT_EQ(on.seen(connect_pipe{}), "0/last error untouched");
}

TEST(Executor, PoisonsLastErrorBeforeEveryCall) {
  const kernel_api table = remembering();
  stage on(table);
  EXPECT_EQ(on.seen(connect_pipe{}), "0/ERROR_NO_DATA (232)");
  EXPECT_EQ(found_last_error, poison);
  found_last_error = 0;
  (void)on.perform(connect_pipe{});
  EXPECT_EQ(found_last_error, poison) << "the second call found what the first one left";
}

TEST(Executor, HasNoErrorOnSuccess) {
  stage on(defective("connect-succeeds"));
  const observation seen = on.perform(connect_pipe{});
  EXPECT_EQ(seen.seen.value, 1U);
  EXPECT_EQ(seen.seen.error, 0U) << "the poison was taken for an error";
}

TEST(Executor, SeesAWrongError) {
  stage on(defective("connect-wrong-error"));
  EXPECT_EQ(on.seen(connect_pipe{}), "0/ERROR_BAD_PIPE (230)");
}

TEST(Executor, DrawsTicketsAroundEveryCall) {
  stage on;
  std::uint64_t last = 0;
  const call calls[] = {create_pipe{}, query_mode{}, wait_handle{}, alertable_pause{},
                        close_handle{}};
  for (const call& the_call : calls) {
    const observation seen = on.perform(the_call);
    EXPECT_GT(seen.ticket_before, last) << describe(the_call);
    EXPECT_GT(seen.ticket_after, seen.ticket_before) << describe(the_call);
    last = seen.ticket_after;
  }
}

TEST(SeededDefects, AreAllThere) {
  std::string names = seeded_defects();
  ASSERT_FALSE(names.empty());
  std::set<const kernel_api*> tables;
  std::size_t count = 0;
  while (!names.empty()) {
    const std::string name = names.substr(0, names.find(", "));
    tables.insert(seeded_defect(name.c_str()));
    EXPECT_NE(seeded_defect(name.c_str()), nullptr) << "named, but not there: " << name;
    names.erase(0, name.size() + 2);
    ++count;
  }
  EXPECT_EQ(tables.size(), count) << "two names for one defect";
  EXPECT_EQ(seeded_defect("no-such-defect"), nullptr);
  EXPECT_EQ(seeded_defect(""), nullptr);
}

// Slots and requests.

TEST(ExecutorSlots, TakeOneHandleEach) {
  stage on;
  EXPECT_EQ(on.seen(create_pipe{.pipe = 3}), "nonzero");
  EXPECT_EQ(on.refusal(create_pipe{.pipe = 3, .name_id = 1}),
            "the scenario puts a second handle into slot 3: close the first one, or take another "
            "slot");
  EXPECT_EQ(on.seen(close_handle{.handle = 3}), "nonzero");
  EXPECT_EQ(on.seen(create_pipe{.pipe = 3, .name_id = 2}), "nonzero") << "closing empties a slot";
}

TEST(ExecutorSlots, GiveNullWhenEmpty) {
  const kernel_api table = remembering();
  stage on(table);
  found_handle = INVALID_HANDLE_VALUE;
  (void)on.perform(connect_pipe{.pipe = 7});
  EXPECT_EQ(found_handle, nullptr);
}

TEST(ExecutorSlots, TakeAHandleThatAnotherProcessHandedOver) {
  stage on;
  const HANDLE event = ::CreateEventW(nullptr, TRUE, TRUE, nullptr);
  on.shared->handed_over[0][5] = reinterpret_cast<std::uintptr_t>(event);
  EXPECT_EQ(on.seen(wait_handle{.handle = 5}), "WAIT_OBJECT_0");
  EXPECT_EQ(on.by.handle(5), event) << "it is taken once and stays";
  EXPECT_EQ(on.seen(close_handle{.handle = 5}), "nonzero");
  EXPECT_EQ(on.by.handle(5), nullptr);
}

TEST(ExecutorReset, ClosesEveryHandle) {
  stage on;
  ASSERT_EQ(on.seen(create_pipe{.pipe = 0}), "nonzero");
  const create_pipe again{.pipe = 1, .first_instance = true};
  EXPECT_NE(on.seen(again), "nonzero") << "a first instance beside another says nothing";
  on.by.reset();
  EXPECT_EQ(on.by.handle(0), nullptr);
  EXPECT_EQ(on.seen(again), "nonzero") << "an instance is left from before";
}

TEST(ExecutorReset, SettlesEveryRequest) {
  stage on;
  arrange_pending(on);
  on.by.reset();
  EXPECT_NE(on.refusal(request_state{}), "") << "the request is still there";
  arrange_pending(on);  // The slot, the place and the name are free.
}

TEST(ExecutorReset, ClosesNothingThatIsNotItsOwn) {
  stage on;
  ASSERT_EQ(on.seen(make_odd_handle{.handle = 2, .what = odd_handle::closed}), "nonzero");
  const HANDLE value = on.by.handle(2);
  // Somebody else's handle gets the number of the closed one.
  std::vector<object_handle> others;
  do {
    others.emplace_back(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  } while (others.back().get() != value && others.size() < 4096);
  on.by.reset();
  DWORD flags = 0;
  EXPECT_NE(::GetHandleInformation(others.back().get(), &flags), FALSE)
      << "closed a handle that it had only borrowed the number of";
}

TEST(ExecutorRequests, MustHaveBeenIssued) {
  stage on;
  ASSERT_EQ(on.seen(create_pipe{.handle = handle_kind::overlapped}), "nonzero");
  const call calls[] = {wait_request{.req = 3}, request_state{.req = 3},
                        overlapped_result{.req = 3}, cancel_io_ex{.req = 3}};
  for (const call& the_call : calls) {
    EXPECT_EQ(on.refusal(the_call),
              "the scenario names request 3, which no ConnectNamedPipe issued: a connect with an "
              "OVERLAPPED in that place must come first, from the same process")
        << describe(the_call);
  }
  EXPECT_EQ(on.refusal(cancel_io_ex{.req = no_request}), "") << "it names no request";
}

TEST(ExecutorThreads, MustHaveAThread) {
  stage on;
  const call calls[] = {cancel_synchronous_io{.thread = 4}, queue_apc{.thread = 4}};
  for (const call& the_call : calls) {
    EXPECT_EQ(on.refusal(the_call),
              "the scenario names thread 4, which has not made a call: let it make one first")
        << describe(the_call);
  }
}

TEST(Executor, DoesNotKillItself) {
  stage on;
  EXPECT_EQ(on.refusal(kill_process{}),
            "a process is killed from outside, never by a call of its own: the interpreter must "
            "do it");
}

// Odd handles.

TEST(OddHandles, ThatAreNoHandles) {
  stage on;
  on.expect({{make_odd_handle{.handle = 0, .what = odd_handle::null}, "nonzero"},
             {make_odd_handle{.handle = 1, .what = odd_handle::invalid_handle_value}, "nonzero"},
             {make_odd_handle{.handle = 2, .what = odd_handle::closed}, "nonzero"}});
  EXPECT_EQ(on.by.handle(0), nullptr);
  EXPECT_EQ(on.by.handle(1), INVALID_HANDLE_VALUE);
  DWORD flags = 0;
  EXPECT_NE(on.by.handle(2), nullptr);
  EXPECT_EQ(::GetHandleInformation(on.by.handle(2), &flags), FALSE) << "it is not closed";
}

TEST(OddHandles, ThatAreNoPipes) {
  stage on;
  on.expect({{make_odd_handle{.handle = 0, .what = odd_handle::event}, "nonzero"},
             {make_odd_handle{.handle = 1, .what = odd_handle::disk_file}, "nonzero"}});
  EXPECT_NE(::SetEvent(on.by.handle(0)), FALSE);
  EXPECT_EQ(::GetFileType(on.by.handle(1)), static_cast<DWORD>(FILE_TYPE_DISK));
}

/// The next slot has the other end.
TEST(OddHandles, ThatAreEndsOfAnonymousPipes) {
  stage on;
  on.expect({{make_odd_handle{.handle = 0, .what = odd_handle::anonymous_read_end}, "nonzero"},
             {write_pipe{.handle = 1, .text = "one"}, "nonzero, 3 bytes"},
             {read_pipe{.handle = 0}, "nonzero, data \"one\""},
             {make_odd_handle{.handle = 2, .what = odd_handle::anonymous_write_end}, "nonzero"},
             {write_pipe{.handle = 2, .text = "two"}, "nonzero, 3 bytes"},
             {read_pipe{.handle = 3}, "nonzero, data \"two\""}});
}

// Waiting.

TEST(ExecutorWaits, EndAtTheDeadlineInEveryWay) {
  stage on(running_kernel(), 30ms);
  arrange_pending(on);
  for (const waiter by : all_waiters) {
    EXPECT_EQ(on.seen(wait_request{.by = by, .wait = patience::deadline}), "hung") << word(by);
  }
}

TEST(ExecutorWaits, WithoutPatienceOnlyAsk) {
  stage on;
  arrange_pending(on);
  for (const waiter by : all_waiters) {
    const std::string allowed = by == waiter::polling ? "0/ERROR_SUCCESS (0)" : "WAIT_TIMEOUT";
    EXPECT_EQ(on.seen(wait_request{.by = by, .wait = patience::none}), allowed) << word(by);
  }
}

TEST(ExecutorWaits, SeeCompletionInEveryWay) {
  stage on;
  arrange_pending(on);
  ASSERT_EQ(on.seen(cancel_io_ex{.req = 0}), "nonzero");
  for (const waiter by : all_waiters) {
    EXPECT_EQ(on.seen(wait_request{.by = by}), describe(signaled_by(by))) << word(by);
  }
  EXPECT_EQ(on.seen(overlapped_result{}), "0/ERROR_OPERATION_ABORTED (995)");
}

TEST(ExecutorWaits, GetOverlappedResultExWaitsAndCanBeAlerted) {
  stage on(running_kernel(), 200ms);
  const object_handle self = own_thread();
  on.by.thread_handle(0, self.get());
  arrange_pending(on);
  on.expect(
      {{overlapped_result_ex{}, "0/ERROR_IO_INCOMPLETE (996)"},
       {overlapped_result_ex{.wait = patience::brief}, "0/WAIT_TIMEOUT (258)"},
       {overlapped_result_ex{.wait = patience::deadline}, "hung"},
       {queue_apc{.thread = 0}, "nonzero"},
       {overlapped_result_ex{.wait = patience::deadline, .alertable = true},
        "0/WAIT_IO_COMPLETION (192)"},
       {cancel_io_ex{.req = 0}, "nonzero"},
       {overlapped_result_ex{.wait = patience::deadline}, "0/ERROR_OPERATION_ABORTED (995)"}});
  kernel_api older;
  older.get_overlapped_result_ex = nullptr;
  stage before_windows_8(older);
  arrange_pending(before_windows_8);
  EXPECT_THROW((void)before_windows_8.perform(overlapped_result_ex{}), unsupported_error);
}

TEST(ExecutorWaits, WhatTheKernelLacksIsUnsupportedByItsName) {
  stage older(defective("lacks-later-functions"));
  arrange_pending(older);
  const auto lack = [&](const call& the_call) {
    return thrown<unsupported_error>([&] { return older.perform(the_call); });
  };
  EXPECT_EQ(lack(overlapped_result_ex{}), "kernel32.dll does not export GetOverlappedResultEx");
  EXPECT_EQ(lack(cancel_io_ex{.req = 0}), "kernel32.dll does not export CancelIoEx");
  EXPECT_EQ(lack(cancel_synchronous_io{}), "kernel32.dll does not export CancelSynchronousIo");
  EXPECT_EQ(lack(client_process_id{}), "kernel32.dll does not export GetNamedPipeClientProcessId");
  EXPECT_EQ(lack(set_notification{.modes = 1}),
            "kernel32.dll does not export SetFileCompletionNotificationModes");
  // (And what is pending settles without CancelIoEx, or the end of this test would take its limit.)
}

BOOL WINAPI refuses_every_mode(HANDLE, UCHAR) {
  ::SetLastError(ERROR_INVALID_PARAMETER);
  return FALSE;
}

TEST(ExecutorWaits, WhatIsExportedAndRefusedIsUnsupportedToo) {
  kernel_api table;
  table.set_file_completion_notification_modes = &refuses_every_mode;
  stage on(table);
  arrange_pending(on);
  EXPECT_EQ(thrown<unsupported_error>([&] { return on.perform(set_notification{.modes = 1}); }),
            "the kernel has no notification modes (SetFileCompletionNotificationModes gives "
            "ERROR_INVALID_PARAMETER)");
}

TEST(ExecutorWaits, TellTheStateOfARequest) {
  stage on;
  arrange_pending(on);
  const outcome before = on.perform(request_state{}).seen;
  EXPECT_EQ(before.value, 0U);
  EXPECT_EQ(before.internal, static_cast<std::uint32_t>(status::pending));
  EXPECT_EQ(before.event_signaled, false);
  on.expect({{cancel_io_ex{.req = 0}, "nonzero"}, {wait_request{}, "WAIT_OBJECT_0"}});
  const outcome after = on.perform(request_state{}).seen;
  EXPECT_EQ(after.value, 1U);
  EXPECT_EQ(after.internal, static_cast<std::uint32_t>(status::cancelled));
  EXPECT_EQ(after.event_signaled, true);
}

TEST(ExecutorWaits, DoNotTouchAnAutoResetEventByAsking) {
  stage on;
  arrange_pending(on, overlapped_kind::auto_event);
  on.expect(
      {{cancel_io_ex{.req = 0}, "nonzero"}, {wait_request{.by = waiter::polling}, "nonzero"}});
  EXPECT_EQ(on.perform(request_state{}).seen.event_signaled, std::nullopt);
  EXPECT_EQ(on.seen(wait_request{}), "WAIT_OBJECT_0") << "asking took the signal away";
}

// Transfers.

TEST(ExecutorTransfers, GoBothWays) {
  for (const handle_kind kind : both_handles) {
    SCOPED_TRACE(word(kind));
    const bool overlapped = kind == handle_kind::overlapped;
    stage on;
    on.expect(
        {{create_pipe{.pipe = 0, .handle = kind}, "nonzero"},
         {open_pipe{.handle = 1}, "nonzero"},
         {peek_pipe{.pipe = 0}, "nonzero, 0 bytes"},
         {write_pipe{.handle = 1, .text = "to the server"}, "nonzero, 13 bytes"},
         {peek_pipe{.pipe = 0, .wait = patience::deadline}, "nonzero, 13 bytes"},
         {read_pipe{.handle = 0, .size = 6, .overlapped = overlapped}, "nonzero, data \"to the\""},
         {write_pipe{.handle = 0, .text = "back", .overlapped = overlapped}, "nonzero, 4 bytes"},
         {read_pipe{.handle = 1}, "nonzero, data \"back\""}});
  }
}

TEST(ExecutorTransfers, OverlappedEndAtTheDeadline) {
  stage on(running_kernel(), 30ms);
  on.expect({{create_pipe{.pipe = 0, .handle = handle_kind::overlapped}, "nonzero"},
             {open_pipe{.handle = 1}, "nonzero"},
             {read_pipe{.handle = 0, .overlapped = true}, "hung"}});
  const outcome nothing_came = on.perform(peek_pipe{.pipe = 0, .wait = patience::deadline}).seen;
  EXPECT_EQ(nothing_came.how, completion::hung) << describe(nothing_came);
}

// What else it asks the system.

TEST(Executor, NamesTheClientsProcess) {
  stage on;
  on.expect({{create_pipe{.pipe = 0}, "nonzero"}, {open_pipe{.handle = 1}, "nonzero"}});
  EXPECT_EQ(on.perform(client_process_id{.pipe = 0}).seen.data, "a process outside the cell");
  on.shared->process_ids[2] = ::GetCurrentProcessId();
  EXPECT_EQ(on.perform(client_process_id{.pipe = 0}).seen.data, "client 2");
}

TEST(Executor, FindsExports) {
  stage on;
  const auto find = [&on](const char* module, const char* symbol) {
    return on.perform(find_export{.module = module, .symbol = symbol}).seen;
  };
  EXPECT_EQ(describe(find("kernel32.dll", "ConnectNamedPipe")), "nonzero, data \"kernel32.dll\"");
  EXPECT_EQ(find("kernel32.dll", "NoSuchFunction").value, 0U);
  EXPECT_EQ(find("no-such-module.dll", "ConnectNamedPipe").value, 0U);
  EXPECT_EQ(find("no-such-module.dll", "ConnectNamedPipe").data, std::nullopt);
}

TEST(Executor, AsksForTheVersion) {
  stage on;
  EXPECT_GE(on.perform(query_version{}).seen.bytes.value_or(0), 601U) << "older than Windows 7";
}

}  // namespace
}  // namespace cnp
