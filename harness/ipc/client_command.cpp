#include "harness/ipc/client_command.hpp"

#include "harness/ipc/shared_memory.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/command_line.hpp"

#include <cstddef>
#include <optional>

namespace cnp {

namespace {

constexpr std::size_t fixed_arguments = 4;
constexpr std::size_t plain_count = fixed_arguments + std::size_t{2} * remote_thread_count;

std::uint64_t number(const std::string& text) {
  const std::optional<std::uint64_t> value = number_in(text);
  if (!value) {
    throw input_error("'" + text + "' is not a number as the suite writes it for its client");
  }
  return *value;
}

HANDLE handle_of(const std::string& text) {
  (void)number(text);
  return handle_in(text);
}

}  // namespace

std::wstring client_arguments(const client_command& command) {
  std::vector<std::string> words{number_word(protocol_fingerprint()), number_word(command.seat),
                                 handle_word(command.shared_memory), handle_word(command.owner)};
  for (std::uint8_t thread = 0; thread < remote_thread_count; ++thread) {
    words.push_back(handle_word(command.go.at(thread)));
    words.push_back(handle_word(command.done.at(thread)));
  }
  if (!command.defect.empty()) {
    words.push_back(command.defect);
  }
  return quoted_command_line(words);
}

client_command parse_client_arguments(const std::vector<std::string>& arguments) {
  if (arguments.size() < plain_count || arguments.size() > plain_count + 1) {
    throw input_error("this program plays a client for the ConnectNamedPipe conformance suite "
                      "and is started by it; start the suite instead (cnp run)");
  }
  if (number(arguments[0]) != protocol_fingerprint()) {
    throw input_error(
        "the suite that started this client speaks another protocol; build both anew");
  }
  client_command command;
  const std::uint64_t seat = number(arguments[1]);
  if (seat >= seat_count) {
    throw input_error("the shared memory has no seat " + std::to_string(seat));
  }
  command.seat = static_cast<std::uint8_t>(seat);
  command.shared_memory = handle_of(arguments[2]);
  command.owner = handle_of(arguments[3]);
  for (std::uint8_t thread = 0; thread < remote_thread_count; ++thread) {
    command.go.at(thread) = handle_of(arguments[fixed_arguments + std::size_t{2} * thread]);
    command.done.at(thread) = handle_of(arguments[fixed_arguments + std::size_t{2} * thread + 1]);
  }
  if (arguments.size() > plain_count) {
    command.defect = arguments.back();
  }
  return command;
}

}  // namespace cnp
