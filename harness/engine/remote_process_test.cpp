// The client program as it is, cnp-client, and the suite's side of it. It lies beside the test
// program. Some tests need a program that is not the client, or an owner that dies: roles that the
// test program plays.

#include "harness/engine/remote_process.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/engine/executor.hpp"
#include "harness/ipc/client_command.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>
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

/// A server in this process and clients of its own.
struct troupe {
  object_handle job = make_killing_job();
  shared_memory shared = shared_memory::create(patient);
  executor server{running_kernel(), shared, 0};

  troupe() { shared->process_ids[0] = ::GetCurrentProcessId(); }
  std::unique_ptr<remote_process> client(std::uint8_t number) {
    auto started = std::make_unique<remote_process>(real_client(job.get()), shared, number,
                                                    placement::ordinary);
    started->await_start();
    return started;
  }
  [[nodiscard]] object_handle process_of(std::uint8_t number) const {
    return open_process(shared->process_ids.at(number));
  }
};

observation ask(process_link& whom, const call& what, std::uint8_t thread = 0) {
  whom.tell(thread, what);
  const auto seen = whom.hear(thread, soon());
  if (!seen) {
    ADD_FAILURE() << "no answer in time: " << describe(what);
    return {};
  }
  return *seen;
}

std::string seen(process_link& whom, const call& what, std::uint8_t thread = 0) {
  return describe(ask(whom, what, thread).seen);
}

// Life.

TEST(RemoteProcess, StartsAndAnswers) {
  troupe all;
  const auto client = all.client(1);
  EXPECT_TRUE(client->alive());
  EXPECT_EQ(client->where(), placement::ordinary);
  EXPECT_NE(all.shared->process_ids[1], 0U);
  EXPECT_NE(all.shared->process_ids[1], ::GetCurrentProcessId()) << "not a process of its own";
  EXPECT_EQ(seen(*client, open_pipe{}), "0/ERROR_FILE_NOT_FOUND (2)");
}

TEST(RemoteProcess, EndsWithItsObject) {
  troupe all;
  auto client = all.client(1);
  const object_handle process = all.process_of(1);
  ASSERT_TRUE(process);
  client.reset();
  EXPECT_TRUE(wait_until(process.get(), deadline::in(0ms))) << "it is still there";
  EXPECT_EQ(all.shared->process_ids[1], 0U);
}

TEST(RemoteProcess, ExitsWhenTold) {
  troupe all;
  const auto client = all.client(1);
  client->tell(0, exit_process{.code = 77});
  EXPECT_EQ(client->await_end(soon()), 77U);
  EXPECT_FALSE(client->alive());
}

TEST(RemoteProcess, IsKilled) {
  troupe all;
  const auto client = all.client(1);
  EXPECT_EQ(client->await_end(deadline::in(1ms)), std::nullopt) << "it ended by itself";
  client->kill(soon());
  EXPECT_FALSE(client->alive());
  EXPECT_EQ(client->await_end(soon()), 1U);
}

TEST(RemoteProcess, IsKilledInTheMiddleOfACall) {
  troupe all;
  const auto client = all.client(1);
  ASSERT_EQ(seen(*client, create_pipe{}), "nonzero");
  client->tell(0, connect_pipe{});
  const ended_call how = client->end_call(0, soon());
  EXPECT_FALSE(how.process_usable);
  EXPECT_FALSE(client->alive());
}

// Calls.

TEST(RemoteProcess, ConnectsAndTalksBothWays) {
  troupe all;
  const auto client = all.client(1);
  const auto server = [&all](const call& what) { return describe(all.server.perform(what).seen); };
  ASSERT_EQ(server(create_pipe{.handle = handle_kind::overlapped}), "nonzero");
  ASSERT_EQ(server(connect_pipe{.lp = overlapped_kind::manual_event}), "0/ERROR_IO_PENDING (997)");
  EXPECT_EQ(seen(*client, open_pipe{}), "nonzero");
  EXPECT_EQ(server(wait_request{}), "WAIT_OBJECT_0");
  EXPECT_EQ(seen(*client, write_pipe{.text = "to the server"}), "nonzero, 13 bytes");
  EXPECT_EQ(server(read_pipe{.overlapped = true}), "nonzero, data \"to the server\"");
  EXPECT_EQ(server(write_pipe{.text = "to the client", .overlapped = true}), "nonzero, 13 bytes");
  EXPECT_EQ(seen(*client, read_pipe{}), "nonzero, data \"to the client\"");
  EXPECT_EQ(server(client_process_id{}), "nonzero, data \"client 1\"");
}

TEST(RemoteProcess, DrawsTicketsInTheOrderOfAllProcesses) {
  troupe all;
  const auto first = all.client(1);
  const auto second = all.client(2);
  std::uint64_t last = 0;
  const auto follows = [&last](const observation& one) {
    const bool in_order = one.ticket_before > last && one.ticket_after > one.ticket_before;
    last = one.ticket_after;
    return in_order;
  };
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(follows(all.server.perform(query_version{}))) << "server, round " << round;
    EXPECT_TRUE(follows(ask(*second, query_version{}))) << "client 2, round " << round;
    EXPECT_TRUE(follows(ask(*first, query_version{}))) << "client 1, round " << round;
  }
}

TEST(RemoteProcess, HandsAHandleToAnother) {
  troupe all;
  const auto giver = all.client(1);
  const auto taker = all.client(2);
  ASSERT_EQ(describe(all.server.perform(create_pipe{}).seen), "nonzero");
  ASSERT_EQ(seen(*giver, open_pipe{.handle = 4}), "nonzero");
  EXPECT_EQ(seen(*giver, duplicate_handle{.handle = 4, .to_process = 2, .to_slot = 6}), "nonzero");
  EXPECT_EQ(seen(*giver, close_handle{.handle = 4}), "nonzero");
  EXPECT_EQ(seen(*taker, write_pipe{.handle = 6, .text = "mine"}), "nonzero, 4 bytes");
  EXPECT_EQ(describe(all.server.perform(read_pipe{}).seen), "nonzero, data \"mine\"");
}

TEST(RemoteProcess, PassesAFailedArrangementOn) {
  troupe all;
  const auto client = all.client(1);
  client->tell(0, request_state{.req = 2});
  try {
    (void)client->hear(0, soon());
    FAIL() << "a failed arrangement was taken for an answer";
  } catch (const arrangement_error& failure) {
    EXPECT_EQ(std::string(failure.what()),
              "the scenario names request 2, which no ConnectNamedPipe issued");
  }
  EXPECT_EQ(seen(*client, open_pipe{}), "0/ERROR_FILE_NOT_FOUND (2)") << "it is of use still";
}

TEST(RemoteProcess, IsCleanAfterAReset) {
  troupe all;
  const auto client = all.client(1);
  ASSERT_EQ(seen(*client, create_pipe{.pipe = 0, .first_instance = true}), "nonzero");
  EXPECT_TRUE(client->reset(soon()));
  EXPECT_EQ(seen(*client, create_pipe{.pipe = 0, .first_instance = true}), "nonzero")
      << "the slot or the name is still in use";
}

TEST(RemoteProcess, IsNotCleanWhileItMakesACall) {
  troupe all;
  const auto client = all.client(1);
  ASSERT_EQ(seen(*client, create_pipe{}), "nonzero");
  client->tell(0, connect_pipe{});
  // Until it has read the call, the reset would take its place.
  const auto& state = all.shared->threads[1][0].state;
  ASSERT_TRUE(poll_until(
      [&state] { return state == static_cast<std::uint32_t>(thread_state::under_way); }, soon()));
  EXPECT_FALSE(client->reset(deadline::in(50ms)));
}

TEST(RemoteProcess, DoesNotTakeALateRingForTheResets) {
  troupe all;
  const auto client = all.client(1);
  client->tell(0, query_version{});
  auto& thread = all.shared->threads[1][0];
  ASSERT_TRUE(poll_until([&thread] { return thread.done.rung == 1; }, soon()));
  // As when the client is held up between its answer and the ring, and nobody asked for the answer.
  thread.done.rung = 0;
  client->ask_to_reset();
  EXPECT_EQ(thread.state, static_cast<std::uint32_t>(thread_state::done))
      << "it was asked while its bell has still to ring for something else";
  thread.done.rung = 1;
  EXPECT_TRUE(client->reset(soon()));
  EXPECT_EQ(seen(*client, create_pipe{}), "nonzero") << "that is the answer of the reset";
}

TEST(RemoteProcess, HasOneThreadAsAClient) {
  troupe all;
  const auto client = all.client(1);
  try {
    client->tell(1, query_version{});
    FAIL() << "a client has taken a call for a second thread";
  } catch (const arrangement_error& failure) {
    EXPECT_EQ(std::string(failure.what()),
              "the scenario gives client 1 a thread 2; in a process of its own it has 1");
  }
}

TEST(RemoteProcess, HasSeveralThreadsAsAServer) {
  troupe all;
  const auto server = all.client(0);
  ASSERT_EQ(seen(*server, create_pipe{}), "nonzero");
  server->tell(1, connect_pipe{});
  EXPECT_EQ(server->hear(1, deadline::in(1ms)), std::nullopt) << "nobody has connected";
  // The thread may not be in the kernel yet; then there is nothing to cancel.
  EXPECT_TRUE(poll_until(
      [&] {
        (void)ask(*server, cancel_synchronous_io{.thread = 1});
        return server->hear(1, deadline::in(1ms)).has_value();
      },
      soon()))
      << "its connect could not be cancelled from its other thread";
  for (std::uint8_t thread = 0; thread < remote_thread_count; ++thread) {
    EXPECT_EQ(seen(*server, close_handle{.handle = 9}, thread), "0/ERROR_INVALID_HANDLE (6)")
        << "thread " << unsigned{thread};
  }
  EXPECT_EQ(seen(*server, exit_thread{}, 1), "nonzero");
  EXPECT_EQ(seen(*server, wait_handle{.handle = 0}, 1).rfind("WAIT_", 0), 0U)
      << "the thread has no new thread";
}

// Unexpected ends.

/// How `process_lost` came: its exit code and its sentence.
struct loss {
  std::uint32_t code = 0;
  std::string sentence;
};

template <class F>
loss loss_in(F&& what) {
  try {
    what();
  } catch (const process_lost& lost) {
    return {.code = lost.exit_code(), .sentence = lost.what()};
  }
  ADD_FAILURE() << "the loss of the process was not noticed";
  return {};
}

TEST(RemoteProcess, IsMissedWhenItWasGoneBefore) {
  troupe all;
  const auto client = all.client(3);
  const object_handle process = all.process_of(3);
  ASSERT_NE(::TerminateProcess(process.get(), 78), FALSE);
  ASSERT_TRUE(wait_until(process.get(), soon()));
  const loss found = loss_in([&] { (void)ask(*client, query_version{}); });
  EXPECT_EQ(found.code, 78U);
  EXPECT_EQ(found.sentence, "the process of client 3 ended");
  EXPECT_FALSE(client->reset(soon()));
}

TEST(RemoteProcess, IsMissedWhenItDoesNotAnswer) {
  troupe all;
  const auto client = all.client(1);
  const object_handle process = all.process_of(1);
  ASSERT_EQ(seen(*client, create_pipe{}), "nonzero");
  client->tell(0, connect_pipe{});  // Nobody will connect.
  ASSERT_NE(::TerminateProcess(process.get(), 79), FALSE);
  const loss found = loss_in([&] { (void)client->hear(0, soon()); });
  EXPECT_EQ(found.code, 79U);
}

TEST(RemoteProcess, SaysWhyItRefusedAMessage) {
  troupe all;
  const auto client = all.client(1);
  // What a client leaves behind that refused a message and ended.
  const std::string why = "a sentence of its own";
  client->kill(soon());
  shared_thread& thread = all.shared->threads[1][0];
  why.copy(thread.complaint.data(), thread.complaint.size() - 1);
  thread.state = static_cast<std::uint32_t>(thread_state::refused);
  const loss found = loss_in([&] { client->tell(0, query_version{}); });
  EXPECT_EQ(found.sentence, "the process of client 1 ended: " + why);
}

// Malformed messages, written straight into the shared memory.

/// A client program that is told by hand.
class bare_client {
 public:
  bare_client() {
    const client_command command{.seat = 1,
                                 .shared_memory = shared_.section(),
                                 .owner = owner_.get(),
                                 .go = {go_.get()},
                                 .done = {done_.get()}};
    child_ =
        start_process({.program = beside_own_program(L"cnp-client.exe"),
                       .arguments = client_arguments(command),
                       .inherit = {command.shared_memory, command.owner, go_.get(), done_.get()},
                       .job = job_.get()});
    if (done().wait(child_.process.get(), soon()) == bell_wait::rang) {
      answers_ = true;
    }
  }
  [[nodiscard]] bool answers() const { return answers_; }
  [[nodiscard]] shared_thread& thread() const { return shared_->threads[1][0]; }
  [[nodiscard]] doorbell done() const { return {thread().done, done_.get()}; }
  /// The client finds these bytes, and is told that they are `size`.
  void tell(const std::vector<std::byte>& message, std::uint32_t size) {
    std::copy(message.begin(), message.end(), thread().call.begin());
    thread().call_size = size;
    thread().state = static_cast<std::uint32_t>(thread_state::told);
    doorbell(thread().go, go_.get()).ring();
  }
  /// Whether it answers, rather than ends.
  [[nodiscard]] bool understands() const {
    return done().wait(child_.process.get(), soon()) == bell_wait::rang &&
           thread().state == static_cast<std::uint32_t>(thread_state::done);
  }
  /// Its exit status, once it has ended.
  [[nodiscard]] DWORD status() const {
    EXPECT_TRUE(wait_until(child_.process.get(), soon())) << "the client did not end";
    DWORD status = STILL_ACTIVE;
    ::GetExitCodeProcess(child_.process.get(), &status);
    return status;
  }
  [[nodiscard]] std::string complaint() const {
    EXPECT_EQ(thread().state, static_cast<std::uint32_t>(thread_state::refused));
    return {thread().complaint.begin(),
            std::find(thread().complaint.begin(), thread().complaint.end(), '\0')};
  }
  /// Ends the owner's process as far as the client can see.
  void lose_owner() { ::SetEvent(owner_.get()); }

 private:
  object_handle job_ = make_killing_job();
  shared_memory shared_ = shared_memory::create(patient);
  object_handle owner_ = new_event(
      event_reset::automatic);  ///< To the client, what is signaled when its owner is gone.
  object_handle go_ = new_event(event_reset::automatic);
  object_handle done_ = new_event(event_reset::automatic);
  child_process child_;
  bool answers_ = false;
};

std::vector<std::byte> message_of(const call& what) {
  std::vector<std::byte> message(wire_limit);
  message.resize(encode(what, message));
  return message;
}

/// The message ends the client as a message that cannot be used must: with status 2, and a sentence
/// in which `part` occurs.
void expect_refused(const std::vector<std::byte>& message, std::uint32_t size,
                    const std::string& part) {
  bare_client client;
  ASSERT_TRUE(client.answers());
  client.tell(message, size);
  EXPECT_EQ(client.status(), 2U) << "2 is for what cannot be used; anything else is a crash";
  EXPECT_NE(client.complaint().find(part), std::string::npos)
      << "the complaint: '" << client.complaint() << "'";
}

TEST(MalformedMessage, IsNotWhatTheseTestsSendOtherwise) {
  bare_client client;
  ASSERT_TRUE(client.answers());
  const auto message = message_of(open_pipe{});
  client.tell(message, static_cast<std::uint32_t>(message.size()));
  EXPECT_TRUE(client.understands());
  client.lose_owner();
  EXPECT_EQ(client.status(), 0U);
}

TEST(MalformedMessage, CutOffAnywhereEndsTheClient) {
  const auto message = message_of(write_pipe{.handle = 1, .text = "x"});
  for (std::uint32_t size = 1; size < message.size(); ++size) {  // 0 is another message.
    SCOPED_TRACE("cut off after byte " + std::to_string(size));
    expect_refused(message, size, "write_pipe");
  }
}

TEST(MalformedMessage, TooLongEndsTheClient) {
  auto message = message_of(wait_pipe{});
  const auto size = static_cast<std::uint32_t>(message.size());
  message.resize(size + 1U);
  expect_refused(message, size + 1U, "wait_pipe is followed by 1 byte too many");
}

TEST(MalformedMessage, ThatClaimsMoreThanALaneHoldsEndsTheClient) {
  const auto message = message_of(open_pipe{});
  for (const std::uint32_t claimed : {static_cast<std::uint32_t>(wire_limit + 1), 0xFFFF'FFFFU}) {
    expect_refused(message, claimed,
                   "a message claims " + std::to_string(claimed) + " bytes; it cannot have more " +
                       "than " + std::to_string(wire_limit));
  }
}

TEST(MalformedMessage, OfAnUnknownKindEndsTheClient) {
  // As long as a message can be: every byte of the thread is looked at, if any beyond the first.
  expect_refused(std::vector<std::byte>(wire_limit, std::byte{0xFE}),
                 static_cast<std::uint32_t>(wire_limit), "254");
}

TEST(MalformedMessage, WithAValueOutOfRangeEndsTheClient) {
  auto message = message_of(close_handle{});
  message.back() = std::byte{slot_count};
  expect_refused(message, static_cast<std::uint32_t>(message.size()), std::to_string(slot_count));
}

// Programs that cannot be the client.

std::string start_complaint(const client_start& how) {
  const shared_memory shared = shared_memory::create(patient);
  try {
    remote_process client(how, shared, 1, placement::ordinary);
    client.await_start();
  } catch (const input_error& problem) {
    return problem.what();
  }
  ADD_FAILURE() << "it was taken for the client program";
  return {};
}

/// Ends at once, as most programs do with arguments that they do not understand.
const helper_role unwilling(L"no-client-leaves", [] { return 5; });
/// Waits for something else, as a program with a window does.
const helper_role silent(L"no-client-waits", [] {
  const object_handle never = new_event(event_reset::manual);
  return wait_until(never.get(), soon()) ? 0 : 1;
});

TEST(ClientProgram, MustBeThere) {
  const std::wstring missing = beside_own_program(L"no-such-program.exe");
  EXPECT_EQ(start_complaint({.program = missing}),
            "the client program is missing: " + narrowed(missing));
  const std::wstring folder = beside_own_program(L".");
  EXPECT_EQ(start_complaint({.program = folder}),
            "the client program is missing: " + narrowed(folder));
}

TEST(ClientProgram, MustNotEndAtOnce) {
  const children_play now(unwilling);
  EXPECT_EQ(start_complaint({.program = own_program()}),
            "the client program ended with status 5 before it answered, so it is not this "
            "suite's, or was built from other sources: " +
                narrowed(own_program()));
}

TEST(ClientProgram, MustAnswer) {
  const object_handle job = make_killing_job();
  const children_play now(silent);
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
  ASSERT_TRUE(wait_until(child.process.get(), soon()));
  DWORD status = 0;
  ::GetExitCodeProcess(child.process.get(), &status);
  EXPECT_EQ(status, 2U);
}

// Shared memory that is not the suite's.

/// What a client says of a section that it is given.
std::string arena_complaint(HANDLE section) {
  try {
    (void)shared_memory::open(section);
  } catch (const input_error& problem) {
    return problem.what();
  }
  return {};
}

/// Another handle to the section of an shared_memory: what is opened is closed.
HANDLE copy_of(HANDLE section) {
  HANDLE copy = nullptr;
  ::DuplicateHandle(::GetCurrentProcess(), section, ::GetCurrentProcess(), &copy, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
  return copy;
}

TEST(SharedMemory, MustBeOfThisProtocol) {
  const std::string other =
      "the suite that started this client speaks another protocol; build both anew";
  const shared_memory shared = shared_memory::create(patient);
  EXPECT_EQ(arena_complaint(copy_of(shared.section())), "");
  for (std::uint32_t shared_layout::*member :
       {&shared_layout::magic, &shared_layout::fingerprint, &shared_layout::size}) {
    ++((*shared).*member);
    EXPECT_EQ(arena_complaint(copy_of(shared.section())), other);
    --((*shared).*member);
  }
  EXPECT_EQ(arena_complaint(copy_of(shared.section())), "");
}

TEST(SharedMemory, MustBeMemoryAndBigEnough) {
  const std::string none = "the shared memory named on the command line cannot be mapped";
  EXPECT_EQ(arena_complaint(nullptr), none);
  EXPECT_EQ(arena_complaint(::CreateEventW(nullptr, TRUE, FALSE, nullptr)), none);
  EXPECT_EQ(arena_complaint(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                                 4096, nullptr)),
            none);
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
  const auto handle_in = [&words](std::size_t index) {
    const auto value = std::strtoull(words[index].c_str(), nullptr, 16);
    return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(value));
  };
  const bool busy = words[3] == "busy";
  auto* told = static_cast<told_by_owner*>(
      ::MapViewOfFile(handle_in(1), FILE_MAP_WRITE, 0, 0, sizeof(told_by_owner)));
  if (told == nullptr) {
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
  ::SetEvent(handle_in(2));
  const object_handle never = new_event(event_reset::manual);
  (void)wait_until(never.get(), soon());
  return 12;
}
const helper_role owner(L"owner-of-a-client", &own_a_client);

/// Starts an owner, kills it when it has a client, and sees whether the client ends.
void expect_client_ends_with_owner(const std::string& what_client_does) {
  SECURITY_ATTRIBUTES* const plain = nullptr;
  const object_handle memory(::CreateFileMappingW(INVALID_HANDLE_VALUE, plain, PAGE_READWRITE, 0,
                                                  sizeof(told_by_owner), nullptr));
  auto* told = static_cast<told_by_owner*>(
      ::MapViewOfFile(memory.get(), FILE_MAP_WRITE, 0, 0, sizeof(told_by_owner)));
  ASSERT_NE(told, nullptr);
  const object_handle ready(::CreateEventW(plain, TRUE, FALSE, nullptr));
  const auto word = [](const object_handle& what) {
    std::ostringstream text;
    text << std::hex << reinterpret_cast<std::uintptr_t>(what.get());
    return text.str();
  };
  const children_play now(owner);
  const child_process victim = start_process(
      {.program = own_program(),
       .arguments = quoted_command_line({word(memory), word(ready), what_client_does}),
       .inherit = {memory.get(), ready.get()}});
  ASSERT_EQ(wait_until_either(ready.get(), victim.process.get(), soon()), 0)
      << "the owner could not start a client";
  const object_handle client = open_process(told->client_id);
  ::UnmapViewOfFile(told);
  ASSERT_TRUE(client) << "the client has ended before its owner";
  ASSERT_FALSE(wait_until(client.get(), deadline::in(0ms))) << "it has ended before its owner";
  ASSERT_NE(::TerminateProcess(victim.process.get(), 1), FALSE);
  EXPECT_TRUE(wait_until(client.get(), deadline::in(patient / 2))) << "it outlives its owner";
  ::TerminateProcess(client.get(), 1);  // In case it does.
}

TEST(RemoteProcess, EndsWithItsOwnerWhenIdle) {
  expect_client_ends_with_owner("idle");
}

TEST(RemoteProcess, EndsWithItsOwnerWhenBusy) {
  expect_client_ends_with_owner("busy");
}

}  // namespace
}  // namespace cnp
