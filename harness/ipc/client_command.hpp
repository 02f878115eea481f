#pragma once

#include "harness/scenario/scenario.hpp"
#include "harness/win32/windows.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace cnp {

/// What a client is told on its command line: its seat and the handles that it inherited.
struct client_command {
  std::uint8_t seat = 0;
  HANDLE shared_memory = nullptr;
  HANDLE owner = nullptr;  ///< The process that runs the suite; the client ends with it.
  std::array<HANDLE, remote_thread_count> go{};
  std::array<HANDLE, remote_thread_count> done{};
  std::string defect;

  bool operator==(const client_command&) const = default;
};

/// The command line for a client, without the program's name.
[[nodiscard]] std::wstring client_arguments(const client_command& command);
/// The reverse. Throws `input_error` with one sentence for anything else.
[[nodiscard]] client_command parse_client_arguments(const std::vector<std::string>& arguments);

}  // namespace cnp
