#include "harness/ipc/client_command.hpp"

#include "harness/ipc/shared_memory.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/utf8.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>

namespace cnp {
namespace {

HANDLE handle_number(std::uintptr_t value) {
  return reinterpret_cast<HANDLE>(value);
}

client_command example() {
  client_command command{
      .seat = 3, .shared_memory = handle_number(0x10), .owner = handle_number(0xFFFF'FFFC)};
  for (std::uint8_t thread = 0; thread < remote_thread_count; ++thread) {
    command.go.at(thread) = handle_number(0x20U + 8U * thread);
    command.done.at(thread) = handle_number(0x24U + 8U * thread);
  }
  return command;
}

/// The words that a client started with this command would find.
std::vector<std::string> words_of(const client_command& command) {
  const std::wstring line = client_arguments(command);
  std::istringstream stream(narrowed(line));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    words.push_back(word);
  }
  return words;
}

/// What parsing says against the words; empty if it accepts them.
std::string complaint(const std::vector<std::string>& words) {
  return thrown<input_error>([&words] { return parse_client_arguments(words); });
}

/// The example's words with one of them replaced.
std::vector<std::string> with(std::size_t index, const std::string& word) {
  std::vector<std::string> words = words_of(example());
  words.at(index) = word;
  return words;
}

constexpr const char* not_for_people = "start the suite instead";

TEST(ClientCommand, ComesBackAsItWas) {
  for (const std::string defect : {"", "open-fails"}) {
    client_command command = example();
    command.defect = defect;
    EXPECT_EQ(parse_client_arguments(words_of(command)), command);
  }
}

TEST(ClientCommand, TakesNoHandleForAThreadThatIsNotThere) {
  client_command command = example();
  command.go.at(1) = nullptr;
  command.done.at(1) = nullptr;
  EXPECT_EQ(parse_client_arguments(words_of(command)).go.at(1), nullptr);
}

TEST(ClientCommand, RefusesTooFewAndTooManyWords) {
  std::vector<std::string> words = words_of(example());
  const std::size_t enough = words.size();
  for (std::size_t count = 0; count < enough; ++count) {
    const std::vector<std::string> few(words.begin(),
                                       words.begin() + static_cast<std::ptrdiff_t>(count));
    EXPECT_TRUE(has(complaint(few), not_for_people))
        << count << " words: '" << complaint(few) << "'";
  }
  words.emplace_back("a-defect");
  EXPECT_EQ(complaint(words), "");
  words.emplace_back("and-more");
  EXPECT_TRUE(has(complaint(words), not_for_people));
}

TEST(ClientCommand, RefusesEveryWordThatIsNotANumber) {
  const std::size_t count = words_of(example()).size();
  for (std::size_t index = 0; index < count; ++index) {
    for (const std::string word :
         {"", "g", "0x10", "-1", "+1", "1 ", " 1", "1g", "10000000000000000" /* 2^64 */}) {
      EXPECT_EQ(complaint(with(index, word)),
                "'" + word + "' is not a number as the suite writes it for its client")
          << "word " << index;
    }
  }
}

TEST(ClientCommand, RefusesAnotherProtocol) {
  EXPECT_EQ(complaint(with(0, number_word(protocol_fingerprint() ^ 1U))),
            "the suite that started this client speaks another protocol; build both anew");
}

TEST(ClientCommand, RefusesAProcessThatNoCellHas) {
  EXPECT_EQ(complaint(with(1, number_word(seat_count))),
            "the shared memory has no seat " + std::to_string(seat_count));
  EXPECT_EQ(complaint(with(1, "100")), "the shared memory has no seat 256")
      << "cut to a byte it would be 0";
  EXPECT_EQ(complaint(with(1, number_word(seat_count - 1U))), "") << "the last seat exists";
}

}  // namespace
}  // namespace cnp
