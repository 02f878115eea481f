#pragma once

#include "harness/engine/local_process.hpp"
#include "harness/engine/remote_process.hpp"
#include "harness/scenario/scenario.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cnp {

/// How the processes of a run are set up.
struct pool_options {
  std::wstring client_program;  ///< Empty: `cnp-client.exe` beside the running program.
  time_limits limits;
  const kernel_api* api = nullptr;    ///< For the local process; null: the running kernel.
  std::string client_defect;          ///< A seeded defect for the clients.
  std::wstring pipe_prefix = L"cnp";  ///< What the names of its pipes begin with.
  /// Called on the watchdog's thread when the process must end because a call cannot be ended. Must
  /// not return; when empty the process is terminated.
  std::function<void()> on_stuck;
};

/// A process that did not come back from the kernel when its cell was over.
struct stuck_process {
  std::uint8_t process = 0;
  bool closes = false;  ///< From closing its handles; else from the call that it was told.
};

/// What became of the processes of a cell.
struct cell_end {
  std::uint32_t replaced = 0;  ///< Clients that answered wrongly or late.
  std::vector<stuck_process> stuck;
};

/// The processes that take part in cells: this one as the server, and a pool of client processes
/// that are reused from cell to cell and replaced when they were lost or did not prove themselves
/// clean. Once a client was lost there is always a spare one, started beside the cells, since
/// starting a process takes longer than most cells. Used by the thread that made it.
class process_pool {
 public:
  explicit process_pool(pool_options options);
  process_pool(const process_pool&) = delete;
  process_pool& operator=(const process_pool&) = delete;

  /// Starts a client, to see that the client program can play one. Throws `input_error` with the
  /// reason if it cannot. One for another architecture than this process's need not run on every
  /// kernel: cells that need a client are then unsupported.
  void require_client();
  /// Makes the processes that a script needs ready, with new pipe names. Throws
  /// `arrangement_error`, `unsupported_error`; `input_error` when the client program cannot be
  /// used any more.
  void begin_cell(const scenario& the_scenario, std::uint8_t processes);
  /// Cleans the processes that took part. Those that fail are replaced when they are needed next.
  /// `returning` are those whose calls have to come back once nobody else has a handle left; they
  /// get the operation's limit for that.
  cell_end end_cell(const std::vector<std::uint8_t>& returning = {});

  /// A process of the current cell.
  [[nodiscard]] process_link& process(std::uint8_t which);
  [[nodiscard]] const time_limits& limits() const { return options_.limits; }
  [[nodiscard]] const shared_memory& shared() const { return shared_; }

 private:
  [[nodiscard]] std::unique_ptr<remote_process> start(std::uint8_t seat, placement the_placement);
  void make_ready(std::uint8_t which, placement the_placement);
  void clean(std::uint8_t which, bool returns, deadline limit, cell_end& end);

  pool_options options_;
  shared_memory shared_;
  object_handle job_;
  watchdog guard_;
  std::unique_ptr<local_process> local_;
  std::array<std::unique_ptr<remote_process>, process_count> remote_;
  std::array<bool, process_count> started_{};  ///< Whether the process ever was.
  std::unique_ptr<remote_process> spare_;      ///< Takes the place of a client that ended.
  std::uint8_t spare_seat_ = process_count;
  std::string lack_;  ///< Why this kernel runs no client; else empty.
  bool local_server_ = true;
  std::uint8_t taking_part_ = 0;
};

}  // namespace cnp
