#pragma once

#include "harness/child_process.hpp"
#include "harness/deadline.hpp"
#include "harness/handle.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp::bench {

/// What a player is to do when its event is set.
enum class player_task : std::uint32_t {
  open,   ///< Open the pipe; `began` and `opened` say when.
  close,  ///< Close it.
  flood,  ///< Open and close it, and again, until `stop` is 1.
  write,  ///< Write `player_text` into it.
  read,   ///< Read from it.
};

/// What a player writes.
inline constexpr std::string_view player_text = "question";

/// What a player shares with the benchmark.
struct alignas(8) player_seat {
  std::atomic<std::uint32_t> task;
  std::atomic<std::uint32_t> stop;
  std::atomic<std::uint32_t> error;  ///< The last error of what failed; 0.
  std::uint32_t reserved;
  std::atomic<std::int64_t> began;   ///< Just before CreateFile: `clock_now`.
  std::atomic<std::int64_t> opened;  ///< Just after it.
  std::array<wchar_t, 96> name;      ///< The pipe's.
};

/// A clock that all processes of the machine share, in nanoseconds.
[[nodiscard]] std::int64_t clock_now();

/// A client process that was written for benchmarks, with raw calls and nothing between: told by an
/// event, answers by an event. There may be more of them than a cell has clients. One thread.
class player {
 public:
  /// Starts the process, in `job`. Throws `arrangement_error`.
  explicit player(HANDLE job);

  /// The pipe of the tasks that follow. Not while a task is under way.
  void use(const std::wstring& pipe_name);
  void tell(player_task what);
  /// Waits until the task is done. Throws `arrangement_error` if it failed or was not in time.
  void hear(deadline limit);
  /// Whether the task is done by now; `hear` need not be called then.
  [[nodiscard]] bool done() const;
  [[nodiscard]] player_seat& seat() const { return *seat_; }

 private:
  struct unmap {
    void operator()(player_seat* view) const;
  };
  void check() const;

  object_handle section_;
  std::unique_ptr<player_seat, unmap> seat_;
  object_handle go_;
  object_handle done_;
  child_process process_;
};

/// A process that answers an event by an event and does nothing else.
class echo_player {
 public:
  explicit echo_player(HANDLE job);
  /// One round trip. Throws `arrangement_error`.
  void round_trip();

 private:
  object_handle go_;
  object_handle done_;
  child_process process_;
};

/// Starts a process that does nothing and waits for its end. Throws `arrangement_error`.
void start_and_end(HANDLE job);
/// Starts a process that opens the pipe and ends.
[[nodiscard]] child_process start_opener(HANDLE job, const std::wstring& pipe_name);

/// If the command line is a player's: plays it, and gives the exit status.
[[nodiscard]] std::optional<int> play(const std::vector<std::string>& words);

}  // namespace cnp::bench
