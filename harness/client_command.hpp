#pragma once

#include "harness/scenario.hpp"
#include "harness/windows.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace cnp {

/// What a client is told on its command line: its seat and the handles that it inherited.
struct client_command {
  std::uint8_t seat = 0;
  HANDLE arena = nullptr;
  HANDLE owner = nullptr;  ///< The process that runs the suite; the client ends with it.
  std::array<HANDLE, remote_lane_count> go{};
  std::array<HANDLE, remote_lane_count> done{};
  std::string defect;
};

/// The command line for a client, without the program's name.
[[nodiscard]] std::wstring client_arguments(const client_command& what);
/// The reverse. Throws `unusable` with one sentence for anything else.
[[nodiscard]] client_command parse_client_arguments(const std::vector<std::string>& arguments);

}  // namespace cnp
