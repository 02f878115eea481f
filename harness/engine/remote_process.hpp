#pragma once

#include "harness/engine/process_link.hpp"
#include "harness/ipc/shared_memory.hpp"
#include "harness/win32/app_container.hpp"
#include "harness/win32/child_process.hpp"

#include <array>
#include <string>

namespace cnp {

/// What every client process is started with.
struct client_start {
  std::wstring program;  ///< The client program's file.
  HANDLE job = nullptr;  ///< Ends the process with its owner.
  time_limits limits;
  const kernel_api* kernel = &running_kernel();  ///< What starting it is done with.
  std::string defect;  ///< A seeded defect for the client's own kernel table; usually empty.
};

/// A process of its own that plays the client program: a real client, or a server that may be lost
/// or has to run in an app container. It is told through shared memory and two doorbells a thread,
/// never through the pipe under test.
class remote_process final : public process_link {
 public:
  /// Starts the program, in a seat that no other process has. It plays the process of the seat's
  /// number. Throws `input_error` if the program is missing, `unsupported_error` if the placement
  /// needs what the kernel lacks, `arrangement_error` otherwise.
  remote_process(const client_start& how, const shared_memory& shared, std::uint8_t seat,
                 placement the_placement);
  ~remote_process() override;

  /// Waits for the program's first answer; to be called before it is told anything. Throws
  /// `input_error` if it is not the client program of this suite.
  void await_start();
  /// From now on it plays this process of the cell.
  void play(std::uint8_t process);

  void tell(std::uint8_t which, const call& the_call) override;
  std::optional<observation> hear(std::uint8_t which, deadline limit) override;
  call_progress progress(std::uint8_t which, const call& the_call, deadline limit) override;
  ended_call end_call(std::uint8_t which, deadline limit) override;
  std::optional<std::uint32_t> await_end(deadline limit) override;
  void kill(deadline limit) override;
  bool reset(deadline limit) override;

  /// Asks an idle process to clean itself, without waiting; `reset` then hears its answer. One that
  /// is still in a call is left alone.
  void ask_to_reset();
  [[nodiscard]] placement where() const { return where_; }
  [[nodiscard]] std::uint8_t seat() const { return seat_; }
  /// Whether the process is there to be told something.
  [[nodiscard]] bool alive() const;
  /// Whether it answered once what is no answer, or had to be ended because it did not in time.
  [[nodiscard]] bool has_failed() const { return failed_; }
  /// Waits until the first thread is in no call any more; takes the answer that nobody asked for.
  [[nodiscard]] bool comes_back(deadline limit);
  /// Whether its first thread is in a call of the kernel, as far as it says itself: not still on
  /// its way to it, and not back from it.
  [[nodiscard]] bool is_in_kernel() const;
  /// Whether it was asked to clean itself and has not said that it did.
  [[nodiscard]] bool is_closing() const { return asked_to_reset_; }

 private:
  void start_in_container(launch& start);
  [[nodiscard]] shared_thread& thread(std::uint8_t which) const;
  [[nodiscard]] doorbell go(std::uint8_t which) const;
  [[nodiscard]] doorbell done(std::uint8_t which) const;
  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string complaint(std::uint8_t which) const;
  void send(std::uint8_t which);
  [[noreturn]] void lost();
  [[noreturn]] void refuse_start(const std::string& why);

  const shared_memory& shared_;
  std::uint8_t seat_;
  std::uint8_t process_;
  placement where_;
  std::chrono::milliseconds start_limit_;
  std::string program_;
  std::array<object_handle, remote_thread_count> go_;
  std::array<object_handle, remote_thread_count> done_;
  child_process child_;
  bool started_ = false;
  bool asked_to_reset_ = false;
  bool failed_ = false;
  /// Threads that were told something whose answer has not been heard. Their state alone does not
  /// say it: it changes before the bell rings, and that ring must not be taken for the next
  /// answer's.
  std::array<bool, remote_thread_count> unheard_{};
};

}  // namespace cnp
