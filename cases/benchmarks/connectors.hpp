#pragma once

#include "cases/benchmarks/stage.hpp"

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

/// A way in which a server connects, as a value.
struct connect_mode {
  std::string_view name;
  std::string_view says;
  pipe_kind kind;
  std::unique_ptr<connector> (*make)(HANDLE pipe);
};
[[nodiscard]] const std::vector<connect_mode>& connect_modes();
/// The mode of that name. Throws `std::logic_error`.
[[nodiscard]] const connect_mode& connect_mode_of(std::string_view name);

}  // namespace cnp::bench
