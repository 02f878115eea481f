#pragma once

#include "harness/ipc/shared_memory.hpp"
#include "harness/scenario/call.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/win32/deadline.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace cnp {

/// A process of the cell ended although no step told it to.
class process_lost : public std::runtime_error {
 public:
  process_lost(const std::string& sentence, std::uint32_t exit_code)
      : std::runtime_error(sentence), exit_code_(exit_code) {}
  [[nodiscard]] std::uint32_t exit_code() const { return exit_code_; }

 private:
  std::uint32_t exit_code_;
};

/// How far a thread is with its call.
enum class call_progress : std::uint8_t {
  waiting,    ///< Its thread has not come to it.
  begun,      ///< Its thread is about to make it, or in it: which, cannot be seen.
  under_way,  ///< The kernel has it.
};

/// What the sign of a thread that is about to connect says of its progress; nothing where its
/// handle or event, or the kernel, has to be asked.
[[nodiscard]] inline std::optional<call_progress> progress_by(call_sign sign) {
  switch (sign) {
  case call_sign::none:
    return call_progress::waiting;
  case call_sign::silent:
    return call_progress::begun;
  case call_sign::shows:
  case call_sign::queues:
    break;
  }
  return std::nullopt;
}

/// What became of a call that was ended from outside because its deadline had passed.
struct ended_call {
  bool process_usable = true;  ///< False: the thread is still in the call; its process must end.
  std::string how;             ///< "ended by CancelSynchronousIo".
};

/// One process of a cell, as the interpreter sees it: something that is told calls and answers
/// them. The suite's own process (`local_process`) and client processes (`remote_process`) look
/// alike from here. Used by one thread.
class process_link {
 public:
  process_link() = default;
  virtual ~process_link() = default;
  process_link(const process_link&) = delete;
  process_link& operator=(const process_link&) = delete;

  /// Hands a call to a thread that is idle, and returns at once; but thread 0 of the local process
  /// makes the call before `tell` returns. Throws `process_lost`.
  virtual void tell(std::uint8_t thread, const call& the_call) = 0;
  /// The answer to the last call told to the thread; empty if it is not there when the deadline
  /// passes. Throws `process_lost`, and what the executor threw.
  [[nodiscard]] virtual std::optional<observation> hear(std::uint8_t thread, deadline limit) = 0;
  /// How far the thread is with the call that it was told. A connect is seen under way when its
  /// pipe handle or event turns nonsignaled (if it was signaled before), or, in this process and on
  /// a kernel that tells, when its thread has I/O pending; other calls are only known to be begun.
  [[nodiscard]] virtual call_progress progress(std::uint8_t thread, const call& the_call,
                                               deadline limit) = 0;
  /// Ends the call that the thread is in, whatever it takes short of ending this process. Throws
  /// `arrangement_error` if it is in none, and yet has not answered.
  virtual ended_call end_call(std::uint8_t thread, deadline limit) = 0;
  /// Waits until the process ends by itself, and gives its exit code; empty when the deadline
  /// passes.
  [[nodiscard]] virtual std::optional<std::uint32_t> await_end(deadline limit) = 0;
  /// Ends the process; never the local one.
  virtual void kill(deadline limit) = 0;
  /// Settles all requests and closes all handles. False if the process did not prove itself clean
  /// in time.
  [[nodiscard]] virtual bool reset(deadline limit) = 0;
};

}  // namespace cnp
