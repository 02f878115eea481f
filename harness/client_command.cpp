#include "harness/client_command.hpp"

#include "harness/arena.hpp"
#include "harness/arrangement.hpp"
#include "harness/unusable.hpp"
#include "harness/wire.hpp"

#include <charconv>
#include <cstddef>
#include <sstream>

namespace cnp {

namespace {

constexpr std::size_t fixed_arguments = 4;
constexpr std::size_t plain_count = fixed_arguments + std::size_t{2} * remote_lane_count;

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value, 16);
  if (problem != std::errc{} || stop != end) {
    throw unusable("'" + text + "' is not a number as the suite writes it for its client");
  }
  return value;
}

HANDLE handle_of(const std::string& text) {
  return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(number(text)));
}

std::uint64_t value_of(HANDLE raw) {
  return reinterpret_cast<std::uintptr_t>(raw) & 0xFFFFFFFF;
}

}  // namespace

std::wstring client_arguments(const client_command& what) {
  std::wostringstream line;
  line << std::hex << protocol_fingerprint() << L' ' << unsigned{what.seat} << L' '
       << value_of(what.arena) << L' ' << value_of(what.owner);
  for (std::uint8_t lane = 0; lane < remote_lane_count; ++lane) {
    line << L' ' << value_of(what.go.at(lane)) << L' ' << value_of(what.done.at(lane));
  }
  if (!what.defect.empty()) {
    line << L' ' << std::wstring(what.defect.begin(), what.defect.end());
  }
  return line.str();
}

client_command parse_client_arguments(const std::vector<std::string>& arguments) {
  if (arguments.size() < plain_count || arguments.size() > plain_count + 1) {
    throw unusable("this program plays a client for the ConnectNamedPipe conformance suite "
                   "and is started by it; "
                   "start the suite instead (cnp run)");
  }
  if (number(arguments[0]) != protocol_fingerprint()) {
    throw unusable("the suite that started this client speaks another protocol; build both anew");
  }
  client_command what;
  const std::uint64_t seat = number(arguments[1]);
  if (seat >= seat_count) {
    throw unusable("the shared memory has no seat " + std::to_string(seat));
  }
  what.seat = static_cast<std::uint8_t>(seat);
  what.arena = handle_of(arguments[2]);
  what.owner = handle_of(arguments[3]);
  for (std::uint8_t lane = 0; lane < remote_lane_count; ++lane) {
    what.go.at(lane) = handle_of(arguments[fixed_arguments + std::size_t{2} * lane]);
    what.done.at(lane) = handle_of(arguments[fixed_arguments + std::size_t{2} * lane + 1]);
  }
  if (arguments.size() > plain_count) {
    what.defect = arguments.back();
  }
  return what;
}

}  // namespace cnp
