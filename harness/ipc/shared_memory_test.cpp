// What a client is given that is not the suite's: shared memory of another kind, and messages that
// no suite writes.

#include "harness/ipc/shared_memory.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/ipc/client_command.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cnp {
namespace {

/// What a client says of a section that it is given.
std::string shared_memory_complaint(HANDLE section) {
  return thrown<input_error>([section] { return shared_memory::open(section); });
}

/// Another handle to the section: what is opened is closed.
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
  EXPECT_EQ(shared_memory_complaint(copy_of(shared.section())), "");
  for (std::uint32_t shared_layout::*member :
       {&shared_layout::magic, &shared_layout::fingerprint, &shared_layout::size}) {
    ++((*shared).*member);
    EXPECT_EQ(shared_memory_complaint(copy_of(shared.section())), other);
    --((*shared).*member);
  }
  EXPECT_EQ(shared_memory_complaint(copy_of(shared.section())), "");
}

TEST(SharedMemory, MustBeMemoryAndBigEnough) {
  const std::string none = "the shared memory named on the command line cannot be mapped";
  EXPECT_EQ(shared_memory_complaint(nullptr), none);
  EXPECT_EQ(shared_memory_complaint(::CreateEventW(nullptr, TRUE, FALSE, nullptr)), none);
  EXPECT_EQ(shared_memory_complaint(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr,
                                                         PAGE_READWRITE, 0, 4096, nullptr)),
            none);
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
    if (done().wait(child_.process.get(), deadline::in(patient)) == bell_wait::rang) {
      answers_ = true;
    }
  }
  [[nodiscard]] bool answers() const { return answers_; }
  [[nodiscard]] shared_thread& thread() const { return shared_->threads[1][0]; }
  [[nodiscard]] doorbell done() const { return {thread().done, done_.get()}; }
  /// The client finds these bytes, and is told that they are `size`.
  void tell(const std::vector<std::byte>& message, std::size_t size) {
    std::copy(message.begin(), message.end(), thread().call.begin());
    thread().call_size = static_cast<std::uint32_t>(size);
    thread().state = thread_state::told;
    doorbell(thread().go, go_.get()).ring();
  }
  /// Whether it answers, rather than ends.
  [[nodiscard]] bool understands() const {
    return done().wait(child_.process.get(), deadline::in(patient)) == bell_wait::rang &&
           thread().state == thread_state::done;
  }
  /// Its exit status, once it has ended.
  [[nodiscard]] std::optional<std::uint32_t> status() const {
    return await_exit(child_.process.get(), deadline::in(patient));
  }
  [[nodiscard]] std::string complaint() const {
    EXPECT_EQ(thread().state, thread_state::refused);
    return {thread().complaint.begin(),
            std::find(thread().complaint.begin(), thread().complaint.end(), '\0')};
  }
  /// Ends the owner's process as far as the client can see.
  void lose_owner() { ::SetEvent(owner_.get()); }

 private:
  object_handle job_ = make_killing_job();
  shared_memory shared_ = shared_memory::create(patient);
  /// To the client, what is signaled when its owner is gone.
  object_handle owner_ = new_event(event_reset::automatic);
  object_handle go_ = new_event(event_reset::automatic);
  object_handle done_ = new_event(event_reset::automatic);
  child_process child_;
  bool answers_ = false;
};

std::vector<std::byte> message_of(const call& the_call) {
  std::vector<std::byte> message(wire_limit);
  message.resize(encode(the_call, message));
  return message;
}

/// The message ends the client as a message that cannot be used must: with status 2, and a sentence
/// in which `part` occurs.
void expect_refused(const std::vector<std::byte>& message, std::size_t size,
                    const std::string& part) {
  bare_client client;
  ASSERT_TRUE(client.answers());
  client.tell(message, size);
  EXPECT_EQ(client.status(), 2U) << "2 is for what cannot be used; anything else is a crash";
  EXPECT_TRUE(has(client.complaint(), part)) << "the complaint: '" << client.complaint() << "'";
}

TEST(MalformedMessage, IsNotWhatTheseTestsSendOtherwise) {
  bare_client client;
  ASSERT_TRUE(client.answers());
  const auto message = message_of(open_pipe{});
  client.tell(message, message.size());
  EXPECT_TRUE(client.understands());
  client.lose_owner();
  EXPECT_EQ(client.status(), 0U);
}

TEST(MalformedMessage, CutOffAnywhereEndsTheClient) {
  const auto message = message_of(write_pipe{.handle = 1, .text = "x"});
  for (std::size_t size = 1; size < message.size(); ++size) {  // 0 is another message.
    SCOPED_TRACE("cut off after byte " + std::to_string(size));
    expect_refused(message, size, "WriteFile");
  }
}

TEST(MalformedMessage, TooLongEndsTheClient) {
  auto message = message_of(wait_pipe{});
  message.push_back(std::byte{0});
  expect_refused(message, message.size(), "WaitNamedPipe is followed by 1 byte too many");
}

TEST(MalformedMessage, ThatClaimsMoreThanAThreadHoldsEndsTheClient) {
  for (const std::uint32_t claimed : {static_cast<std::uint32_t>(wire_limit + 1), 0xFFFF'FFFFU}) {
    expect_refused(message_of(open_pipe{}), claimed,
                   "a message claims " + std::to_string(claimed) +
                       " bytes; it cannot have more than " + std::to_string(wire_limit));
  }
}

TEST(MalformedMessage, OfAnUnknownKindEndsTheClient) {
  // As long as a message can be: every byte of the thread is looked at, if any beyond the first.
  expect_refused(std::vector<std::byte>(wire_limit, std::byte{0xFE}), wire_limit, "254");
}

TEST(MalformedMessage, WithAValueOutOfRangeEndsTheClient) {
  auto message = message_of(close_handle{});
  message.back() = std::byte{slot_count};
  expect_refused(message, message.size(), std::to_string(slot_count));
}

}  // namespace
}  // namespace cnp
