#pragma once

#include "cases/benchmarks/stage.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cnp::bench {

/// A way in which a server connects, by raw calls. Each cycle: `issue`, a client comes, `await`.
class connector {
 public:
  explicit connector(HANDLE pipe) : pipe_(pipe) {}
  virtual ~connector() = default;
  connector(const connector&) = delete;
  connector& operator=(const connector&) = delete;

  /// Makes an event that may be signaled from the last cycle nonsignaled, which the kernel would do
  /// when the next connect begins. A call that servers do without.
  virtual void reset() {}
  /// What can be done before the client comes.
  virtual void issue() = 0;
  /// Comes back when the client is there; the time (`clock_now`) at which the server knew it.
  /// Throws `arrangement_error` if that takes too long.
  virtual std::int64_t await() = 0;
  /// Waits for what is to be known of the client's end, after it was told to close.
  virtual void leave() {}

 protected:
  [[nodiscard]] HANDLE pipe() const { return pipe_; }

 private:
  HANDLE pipe_;
};

/// A thread that blocks in ConnectNamedPipe(pipe, NULL) whenever it is told to, as the threads of a
/// synchronous server do. It has to be a thread of its own: somebody else has to let the client go
/// when the call is under way, since before it there is no listening instance.
class synchronous_connector final : public connector {
 public:
  /// `pipe` is synchronous and outlives it. Throws `arrangement_error`.
  explicit synchronous_connector(HANDLE pipe);
  ~synchronous_connector() override;

  /// Has it call; comes back when the kernel has the call, so that a client finds a listening
  /// instance. Throws `arrangement_error`.
  void issue() override;
  std::int64_t await() override { return await_end(ERROR_SUCCESS); }
  /// `await` of a call that is to end with this error.
  std::int64_t await_end(DWORD expected);
  [[nodiscard]] HANDLE thread() const { return thread_.get(); }

 private:
  static DWORD WINAPI serve(void* context);

  object_handle go_ = new_event(event_reset::automatic);
  object_handle back_ = new_event(event_reset::automatic);
  std::atomic<bool> stop_{false};
  std::atomic<DWORD> error_{ERROR_SUCCESS};
  std::atomic<std::int64_t> back_at_{0};
  object_handle thread_ = start_thread(&serve, this);
};

/// A raw connect with an OVERLAPPED, whose memory does not go while the kernel may write it.
class raw_request {
 public:
  raw_request() = default;
  ~raw_request();
  raw_request(const raw_request&) = delete;
  raw_request& operator=(const raw_request&) = delete;

  /// ConnectNamedPipe; the error that it gives, which is ERROR_IO_PENDING if it is under way. It
  /// never succeeds at once: throws `arrangement_error` if it does.
  DWORD connect(HANDLE pipe, HANDLE event = nullptr);
  /// GetOverlappedResult, after it has ended: whether it worked; else last error says why.
  [[nodiscard]] bool conclude();
  [[nodiscard]] OVERLAPPED* get() { return &overlapped_; }

 private:
  OVERLAPPED overlapped_{};
  HANDLE pipe_ = nullptr;
  bool pending_ = false;
};

/// A way in which a server connects, as a value.
struct connect_mode {
  std::string_view name;
  std::string_view says;
  pipe_kind kind;
  std::unique_ptr<connector> (*make)(HANDLE pipe);
};
[[nodiscard]] const std::vector<connect_mode>& connect_modes();
/// The mode of that name, which there must be.
[[nodiscard]] const connect_mode& connect_mode_of(std::string_view name);

/// A scene with a server end that is connected in one way.
class served_scene : public scene {
 public:
  served_scene(stage& on, const connect_mode& mode) : served_scene(on, mode, mode.kind) {}
  served_scene(stage& on, const connect_mode& mode, const pipe_kind& kind)
      : scene(on), pipe_(new_pipe(pipe_name(), kind)), server_(mode.make(pipe_.get())) {}
  explicit served_scene(stage& on) : served_scene(on, connect_mode_of("overlapped-event")) {}

  [[nodiscard]] HANDLE pipe() const { return pipe_.get(); }
  [[nodiscard]] connector& server() { return *server_; }
  /// A client comes, by this call, and the server takes it on.
  void take_on(const call& comes = open_call()) {
    server_->issue();
    tell(comes);
    server_->await();
  }
  /// The client leaves, and the instance is ready for the next.
  void let_go() {
    tell(close_call());
    server_->leave();
    hear();
    disconnect(pipe());
  }

 private:
  file_handle pipe_;
  std::unique_ptr<connector> server_;
};

}  // namespace cnp::bench
