#pragma once

#include "fixtures/benchmark_player.hpp"
#include "harness/engine/process_pool.hpp"
#include "harness/win32/handle.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cnp::bench {

/// How long anything may take before the benchmark gives up on it.
[[nodiscard]] deadline patience();

/// What benchmarks have in common: the processes, kept from one to the next, since starting one
/// takes longer than most cycles. Used by one thread.
class stage {
 public:
  stage();

  /// The suite's own server and clients, as the scenarios use them.
  [[nodiscard]] process_pool& processes() { return pool_; }
  [[nodiscard]] const shared_memory& shared() const { return pool_.shared(); }
  /// Client processes that were written for benchmarks: at least `count` of them.
  [[nodiscard]] std::vector<std::unique_ptr<player>>& players(std::size_t count);
  /// An event to another process and one back.
  void round_trip();
  /// What ends all these processes with this one.
  [[nodiscard]] HANDLE job() const { return job_.get(); }

 private:
  process_pool pool_;
  object_handle job_;
  std::vector<std::unique_ptr<player>> players_;
  std::unique_ptr<player> echo_;  ///< Is told nothing else.
};

/// New pipe names, and client 1 ready, for as long as it lives.
class scene {
 public:
  explicit scene(stage& on);
  ~scene();
  scene(const scene&) = delete;
  scene& operator=(const scene&) = delete;

  /// The name of the pipe that `open_call` opens, and names of others.
  [[nodiscard]] std::wstring pipe_name(std::uint8_t id = 0) const {
    return on_.shared().pipe_name(id, false);
  }
  /// The suite's own server.
  [[nodiscard]] process_link& server() { return on_.processes().process(0); }
  /// Tells the client a call and goes on.
  void tell(const call& the_call) { client().tell(0, the_call); }
  /// Its answer. Throws `arrangement_error` if there is none, or the call failed.
  void hear();
  void ask(const call& the_call) {
    tell(the_call);
    hear();
  }

 private:
  [[nodiscard]] process_link& client() { return on_.processes().process(1); }
  stage& on_;
};

/// What the client of a scene is told.
[[nodiscard]] const call& open_call();
[[nodiscard]] call open_call_of(std::uint8_t name_id);
[[nodiscard]] const call& close_call();

/// How a server end of a benchmark is made.
struct pipe_kind {
  bool overlapped = true;
  bool nonblocking = false;
  bool message = false;
  DWORD most = 1;  ///< nMaxInstances.
};
/// CreateNamedPipe with the suite's own security. Throws `arrangement_error`.
[[nodiscard]] file_handle new_pipe(const std::wstring& name, const pipe_kind& kind);

/// DisconnectNamedPipe. Throws `arrangement_error`.
void disconnect(HANDLE pipe);

}  // namespace cnp::bench
