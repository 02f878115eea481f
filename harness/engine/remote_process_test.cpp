// The client program as it is, cnp-client, and the suite's side of it. It lies beside the test
// program. Some tests need a program that is not the client, or an owner that dies: roles that the
// test program plays.

#include "harness/engine/remote_process.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/engine/executor.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/section.hpp"
#include "harness/win32/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cnp {
namespace {

using namespace std::chrono_literals;

deadline soon() {
  return deadline::in(patient);
}

client_start real_client(HANDLE job) {
  return {.program = beside_own_program(L"cnp-client.exe"), .job = job};
}

/// A handle with which to see the end of a process, and to bring it about.
object_handle open_process(DWORD id) {
  return object_handle(
      ::OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_QUERY_INFORMATION, FALSE, id));
}

observation ask(process_link& whom, const call& the_call, std::uint8_t thread = 0) {
  whom.tell(thread, the_call);
  const auto seen = whom.hear(thread, soon());
  if (!seen) {
    ADD_FAILURE() << "no answer in time: " << describe(the_call);
    return {};
  }
  return *seen;
}

/// A server in this process, and clients, each started when it is first spoken of.
struct server_and_clients : ::testing::Test {
  server_and_clients() { shared->process_ids[0] = ::GetCurrentProcessId(); }
  remote_process& client(std::uint8_t number = 1) {
    auto& one = clients.at(number);
    if (!one) {
      one = std::make_unique<remote_process>(real_client(job.get()), shared, number,
                                             placement::ordinary);
      one->await_start();
    }
    return *one;
  }
  /// What the calls of client 1, of another process of its own, and of the server give.
  std::string seen(const call& the_call) { return describe(ask(client(), the_call).seen); }
  std::string seen_by(std::uint8_t number, const call& the_call, std::uint8_t by_thread = 0) {
    return describe(ask(client(number), the_call, by_thread).seen);
  }
  std::string served(const call& the_call) { return describe(server.perform(the_call).seen); }
  /// The process of client 1, which is started if need be.
  object_handle process() {
    (void)client();
    return open_process(shared->process_ids[1]);
  }
  /// Has client 1 wait for somebody who never comes.
  void leave_connecting() {
    ASSERT_EQ(seen(create_pipe{}), "nonzero");
    client().tell(0, connect_pipe{});
  }

  object_handle job = make_killing_job();
  shared_memory shared = shared_memory::create(patient);
  shared_thread& thread = shared->threads[1][0];  ///< Of client 1.
  executor server{running_kernel(), shared, 0};
  std::array<std::unique_ptr<remote_process>, process_count> clients;
};
using RemoteProcess = server_and_clients;

// Life.

TEST_F(RemoteProcess, StartsAndAnswers) {
  EXPECT_TRUE(client().alive());
  EXPECT_EQ(client().where(), placement::ordinary);
  EXPECT_NE(shared->process_ids[1], 0U);
  EXPECT_NE(shared->process_ids[1], ::GetCurrentProcessId()) << "not a process of its own";
  EXPECT_EQ(seen(open_pipe{}), "0/ERROR_FILE_NOT_FOUND (2)");
}

TEST_F(RemoteProcess, EndsWithItsObject) {
  const object_handle its = process();
  ASSERT_TRUE(its);
  clients[1].reset();
  EXPECT_TRUE(wait_until(its.get(), deadline::in(0ms))) << "it is still there";
  EXPECT_EQ(shared->process_ids[1], 0U);
}

TEST_F(RemoteProcess, ExitsWhenTold) {
  client().tell(0, exit_process{.code = 77});
  EXPECT_EQ(client().await_end(soon()), 77U);
  EXPECT_FALSE(client().alive());
}

TEST_F(RemoteProcess, IsKilled) {
  EXPECT_EQ(client().await_end(deadline::in(1ms)), std::nullopt) << "it ended by itself";
  client().kill(soon());
  EXPECT_FALSE(client().alive());
  EXPECT_EQ(client().await_end(soon()), 1U);
}

TEST_F(RemoteProcess, IsKilledInTheMiddleOfACall) {
  leave_connecting();
  ASSERT_TRUE(poll_until([this] { return client().is_in_kernel(); }, deadline::in(patient)));
  EXPECT_FALSE(client().end_call(0, soon()).process_usable);
  EXPECT_FALSE(client().alive());
}

// Calls.

TEST_F(RemoteProcess, ConnectsAndTalksBothWays) {
  ASSERT_EQ(served(create_pipe{.handle = handle_kind::overlapped}), "nonzero");
  ASSERT_EQ(served(connect_pipe{.lp = overlapped_kind::manual_event}), "0/ERROR_IO_PENDING (997)");
  EXPECT_EQ(seen(open_pipe{}), "nonzero");
  EXPECT_EQ(served(wait_request{}), "WAIT_OBJECT_0");
  EXPECT_EQ(seen(write_pipe{.text = "to the server"}), "nonzero, 13 bytes");
  EXPECT_EQ(served(read_pipe{.overlapped = true}), "nonzero, data \"to the server\"");
  EXPECT_EQ(served(write_pipe{.text = "to the client", .overlapped = true}), "nonzero, 13 bytes");
  EXPECT_EQ(seen(read_pipe{}), "nonzero, data \"to the client\"");
  EXPECT_EQ(served(client_process_id{}), "nonzero, data \"client 1\"");
}

TEST_F(RemoteProcess, DrawsTicketsInTheOrderOfAllProcesses) {
  std::uint64_t last = 0;
  const auto follows = [&last](const observation& one) {
    const bool in_order = one.ticket_before > last && one.ticket_after > one.ticket_before;
    last = one.ticket_after;
    return in_order;
  };
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(follows(server.perform(query_version{}))) << "server, round " << round;
    EXPECT_TRUE(follows(ask(client(2), query_version{}))) << "client 2, round " << round;
    EXPECT_TRUE(follows(ask(client(1), query_version{}))) << "client 1, round " << round;
  }
}

TEST_F(RemoteProcess, HandsAHandleToAnother) {
  ASSERT_TRUE(client(2).alive());
  ASSERT_EQ(served(create_pipe{}), "nonzero");
  ASSERT_EQ(seen(open_pipe{.handle = 4}), "nonzero");
  EXPECT_EQ(seen(duplicate_handle{.handle = 4, .to_process = 2, .to_slot = 6}), "nonzero");
  EXPECT_EQ(seen(close_handle{.handle = 4}), "nonzero");
  EXPECT_EQ(seen_by(2, write_pipe{.handle = 6, .text = "mine"}), "nonzero, 4 bytes");
  EXPECT_EQ(served(read_pipe{}), "nonzero, data \"mine\"");
}

TEST_F(RemoteProcess, PassesAFailedArrangementOn) {
  // (No process 2 is there, to which a handle could be given.)
  client().tell(0, duplicate_handle{.to_process = 2});
  EXPECT_EQ(thrown<arrangement_error>([&] { return client().hear(0, soon()); }),
            "OpenProcess(PROCESS_DUP_HANDLE) failed: ERROR_INVALID_PARAMETER (87)");
  EXPECT_EQ(seen(open_pipe{}), "0/ERROR_FILE_NOT_FOUND (2)") << "it is of use still";
}

TEST_F(RemoteProcess, IsCleanAfterAReset) {
  ASSERT_EQ(seen(create_pipe{.pipe = 0, .first_instance = true}), "nonzero");
  EXPECT_TRUE(client().reset(soon()));
  EXPECT_EQ(seen(create_pipe{.pipe = 0, .first_instance = true}), "nonzero")
      << "the slot or the name is still in use";
}

TEST_F(RemoteProcess, IsNotCleanWhileItMakesACall) {
  leave_connecting();
  // Until it has read the call, the reset would take its place.
  ASSERT_TRUE(poll_until([&] { return thread.state == thread_state::under_way; }, soon()));
  EXPECT_FALSE(client().reset(deadline::in(50ms)));
}

TEST_F(RemoteProcess, DoesNotTakeALateRingForTheResets) {
  client().tell(0, query_version{});
  ASSERT_TRUE(poll_until([&] { return thread.done.rung == 1; }, soon()));
  // As when the client is held up between its answer and the ring, and nobody asked for the answer.
  thread.done.rung = 0;
  client().ask_to_reset();
  EXPECT_EQ(thread.state, thread_state::done)
      << "it was asked while its bell has still to ring for something else";
  thread.done.rung = 1;
  EXPECT_TRUE(client().reset(soon()));
  EXPECT_EQ(seen(create_pipe{}), "nonzero") << "that is the answer of the reset";
}

TEST_F(RemoteProcess, HasOneThreadAsAClient) {
  EXPECT_EQ(asserted([&] { client().tell(1, query_version{}); }),
            "the scenario gives client 1 a thread 2; in a process of its own it has 1");
}

TEST_F(RemoteProcess, HasSeveralThreadsAsAServer) {
  remote_process& other = client(0);
  ASSERT_EQ(seen_by(0, create_pipe{}), "nonzero");
  other.tell(1, connect_pipe{});
  EXPECT_EQ(other.hear(1, deadline::in(1ms)), std::nullopt) << "nobody has connected";
  // The thread may not be in the kernel yet; then there is nothing to cancel.
  EXPECT_TRUE(poll_until(
      [&] {
        (void)ask(other, cancel_synchronous_io{.thread = 1});
        return other.hear(1, deadline::in(1ms)).has_value();
      },
      soon()))
      << "its connect could not be cancelled from its other thread";
  for (std::uint8_t number = 0; number < remote_thread_count; ++number) {
    EXPECT_EQ(seen_by(0, close_handle{.handle = 9}, number), "0/ERROR_INVALID_HANDLE (6)")
        << "thread " << unsigned{number};
  }
  EXPECT_EQ(seen_by(0, exit_thread{}, 1), "nonzero");
  EXPECT_EQ(seen_by(0, wait_handle{.handle = 0}, 1).rfind("WAIT_", 0), 0U)
      << "nothing serves the thread any more";
}

// Unexpected ends.

/// How `process_lost` came: its exit code and its sentence.
struct loss {
  std::uint32_t code = 0;
  std::string sentence;
};

template <class Action>
loss loss_in(Action&& action) {
  try {
    (void)action();
  } catch (const process_lost& lost) {
    return {.code = lost.exit_code(), .sentence = lost.what()};
  }
  ADD_FAILURE() << "the loss of the process was not noticed";
  return {};
}

TEST_F(RemoteProcess, IsMissedWhenItWasGoneBefore) {
  (void)client(3);
  const object_handle its = open_process(shared->process_ids[3]);
  ASSERT_NE(::TerminateProcess(its.get(), 78), FALSE);
  ASSERT_TRUE(wait_until(its.get(), soon()));
  const loss found = loss_in([&] { return ask(client(3), query_version{}); });
  EXPECT_EQ(found.code, 78U);
  EXPECT_EQ(found.sentence, "the process of client 3 ended");
  EXPECT_FALSE(client(3).reset(soon()));
}

TEST_F(RemoteProcess, IsMissedWhenItDoesNotAnswer) {
  leave_connecting();
  ASSERT_NE(::TerminateProcess(process().get(), 79), FALSE);
  EXPECT_EQ(loss_in([&] { return client().hear(0, soon()); }).code, 79U);
}

TEST_F(RemoteProcess, SaysWhyItRefusedAMessage) {
  // What a client leaves behind that refused a message and ended.
  const std::string why = "a sentence of its own";
  client().kill(soon());
  why.copy(thread.complaint.data(), thread.complaint.size() - 1);
  thread.state = thread_state::refused;
  EXPECT_EQ(loss_in([&] { client().tell(0, query_version{}); }).sentence,
            "the process of client 1 ended: " + why);
}

// Programs that cannot be the client.

std::string start_complaint(const client_start& how) {
  const shared_memory shared = shared_memory::create(patient);
  return thrown<input_error>(
      [&] { remote_process(how, shared, 1, placement::ordinary).await_start(); });
}

/// Ends at once, as most programs do with arguments that they do not understand.
const helper_role unwilling(L"no-client-leaves", [] { return 5; });
/// Waits for something else, as a program with a window does.
const helper_role silent(L"no-client-waits", [] {
  const object_handle never = new_event(event_reset::manual);
  return wait_until(never.get(), soon()) ? 0 : 1;
});

TEST(ClientProgram, MustBeThere) {
  for (const wchar_t* file : {L"no-such-program.exe", L"."}) {
    const std::wstring missing = beside_own_program(file);
    EXPECT_EQ(start_complaint({.program = missing}),
              "the client program is missing: " + narrowed(missing));
  }
}

TEST(ClientProgram, MustNotEndAtOnce) {
  const role_scope now(unwilling);
  EXPECT_EQ(start_complaint({.program = own_program()}),
            "the client program ended with status 5 before it answered, so it is not this "
            "suite's, or was built from other sources: " +
                narrowed(own_program()));
}

TEST(ClientProgram, MustAnswer) {
  const object_handle job = make_killing_job();
  const role_scope now(silent);
  EXPECT_EQ(
      start_complaint({.program = own_program(), .job = job.get(), .limits = {.start = 500ms}}),
      "the client program did not answer in time, so it is not this suite's: " +
          narrowed(own_program()));
}

TEST(ClientProgram, SaysWhichDefectItDoesNotKnow) {
  const object_handle job = make_killing_job();
  client_start how = real_client(job.get());
  how.defect = "no-such-defect";
  EXPECT_NE(start_complaint(how).find("ended with status 2 before it answered"), std::string::npos);
}

// A process start is most of what a cell costs that ends one, and shell32.dll would double it.
TEST(ClientProgram, LoadsNoMoreLibrariesThanItNeeds) {
  const std::filesystem::path program(beside_own_program(L"cnp-client.exe"));
  std::ifstream in(program, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::ranges::transform(content, content.begin(), [](char one) {
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
  });
  EXPECT_NE(content.find("kernel32.dll"), std::string::npos) << "names of libraries are not found";
  for (const char* library : {"shell32.dll", "user32.dll"}) {
    EXPECT_EQ(content.find(library), std::string::npos)
        << "cnp-client.exe loads " << library << ", which makes each of its starts slower";
  }
}

TEST(ClientProgram, EndsWithStatus2WithoutTheSuite) {
  const child_process child =
      start_process({.program = beside_own_program(L"cnp-client.exe"), .arguments = L"--help"});
  EXPECT_EQ(await_exit(child.process.get(), soon()), 2U);
}

// An owner that dies.

/// What the owner tells the test, in memory that both have.
struct told_by_owner {
  std::atomic<std::uint32_t> client_id;
};

/// Starts a client and waits to be killed. Its arguments are the handles of memory and of an event
/// to set when the client is there, and whether the client is to be busy and in a job.
int own_a_client() {
  const std::vector<std::string> words = role_words();
  if (words.size() != 4) {
    return 10;
  }
  const bool busy = words[3] == "busy";
  const auto told = section_of<told_by_owner>::open(handle_in(words[1]));
  if (!told) {
    return 11;
  }
  const object_handle job = make_killing_job();
  const shared_memory shared = shared_memory::create(patient);
  ::SetEnvironmentVariableW(role_variable, nullptr);
  remote_process client(real_client(busy ? job.get() : nullptr), shared, 1, placement::ordinary);
  client.await_start();
  if (busy) {
    (void)ask(client, create_pipe{});
    client.tell(0, connect_pipe{});  // Nobody will connect: it sees nothing of its owner's end.
  }
  told->client_id = shared->process_ids[1].load();
  ::SetEvent(handle_in(words[2]));
  const object_handle never = new_event(event_reset::manual);
  (void)wait_until(never.get(), soon());
  return 12;
}
const helper_role owner(L"owner-of-a-client", &own_a_client);

/// Starts an owner, kills it when it has a client, and sees whether the client ends.
void expect_client_ends_with_owner(const std::string& what_client_does) {
  const auto told = section_of<told_by_owner>::create();
  const object_handle ready = new_event(event_reset::manual);
  const child_process victim = start_in_role(
      owner, {.arguments = quoted_command_line(
                  {handle_word(told.get()), handle_word(ready.get()), what_client_does}),
              .inherit = {told.get(), ready.get()}});
  ASSERT_EQ(wait_until_either(ready.get(), victim.process.get(), soon()), 0)
      << "the owner could not start a client";
  const object_handle client = open_process(told->client_id);
  ASSERT_TRUE(client) << "the client has ended before its owner";
  ASSERT_FALSE(wait_until(client.get(), deadline::in(0ms))) << "it has ended before its owner";
  ASSERT_NE(::TerminateProcess(victim.process.get(), 1), FALSE);
  EXPECT_TRUE(wait_until(client.get(), deadline::in(patient / 2))) << "it outlives its owner";
  ::TerminateProcess(client.get(), 1);  // In case it does.
}

TEST(ClientOfALostOwner, EndsWhenIdle) {
  expect_client_ends_with_owner("idle");
}

TEST(ClientOfALostOwner, EndsWhenBusy) {
  expect_client_ends_with_owner("busy");
}

}  // namespace
}  // namespace cnp
