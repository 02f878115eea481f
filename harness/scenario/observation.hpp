#pragma once

#include "harness/scenario/call.hpp"
#include "harness/scenario/outcome.hpp"
#include "harness/scenario/scenario.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

/// What was seen of one step: its outcome, when it was in the order of all processes, and how long
/// it took.
struct observation {
  outcome seen;
  /// Drawn from the cell's counter just before the call; 0 if unknown.
  std::uint64_t ticket_before = 0;
  std::uint64_t ticket_after = 0;    ///< Drawn just after it returned; 0 while it is under way.
  std::chrono::nanoseconds took{0};  ///< From just before to just after, in the calling process.
  std::string remark;  ///< What the harness had to do: "ended by CancelSynchronousIo after 5 s".
};

/// How the execution of a script ended, apart from what its steps gave.
enum class ending : std::uint8_t {
  complete,     ///< All steps that were to be performed were.
  stopped,      ///< `judge` stopped it after a step with an outcome that was not allowed.
  hung,         ///< A deadline passed in the last observed step.
  crashed,      ///< A process ended that should not have; `why` says which and with what exit code.
  unsupported,  ///< The kernel lacks what the scenario needs; `why` says what.
  suite_error,  ///< Arrangement or harness failed; `why` says what.
  not_performed,  ///< Nothing was asked of the kernel; `why` says why not.
};

/// No step of a script (see `execution::hung_step`).
inline constexpr std::size_t no_step = std::numeric_limits<std::size_t>::max();

/// Everything an execution of one cell gave: an observation for each performed step, in script
/// order.
struct execution {
  /// As many as were performed; at most as many as the script has steps.
  std::vector<observation> seen;
  ending how = ending::complete;
  std::string why;
  /// If it hung: the step whose call never came back, where that is not the last one observed;
  /// `no_step` if it was in none (in closing handles, when the cell was over).
  std::optional<std::size_t> hung_step;
  /// It did not come to its end, and of a call that was under way then, or came back in its last
  /// step, nothing showed when the kernel got it: the calls may have been made in another order
  /// than the script's.
  bool order_unproven = false;
  /// How often the script was performed until it came to its end or was taken as it is; this is
  /// what the last time gave.
  std::uint32_t attempts = 1;
  /// Pool clients that answered wrongly or late, for a reason of the suite's, and were replaced.
  std::uint32_t clients_replaced = 0;
};

/// What ran the suite: the operating system kernel and the modules that implement pipes.
struct kernel_identity {
  std::string family;                ///< `windows` or `wine`.
  std::string version;               ///< `10.0.26100.2314` for Windows, `8.0` for Wine.
  std::string name;                  ///< `Windows 11 Pro 24H2`, `Wine 8.0 (Debian 8.0~repack-4)`.
  std::string architecture;          ///< Of the kernel: `x64`, `arm64`, `x86`.
  std::string process_architecture;  ///< Of the suite's process.
  /// Of the client program, where it is another than the suite's (`cnp run --client`); else empty.
  std::string client_architecture;
  /// File versions: ntdll.dll, kernelbase.dll, npfs.sys.
  std::vector<std::pair<std::string, std::string>> modules;
  std::string host;  ///< Under Wine: the host kernel (`Linux 6.1.0`); else empty.
};

}  // namespace cnp
