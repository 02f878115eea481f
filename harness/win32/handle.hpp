#pragma once

#include "harness/win32/windows.hpp"

#include <utility>

namespace cnp {

/// Owns a handle and closes it once. A type per sentinel, because "no handle" is NULL for events,
/// threads, processes and sections, but INVALID_HANDLE_VALUE for files and pipes: mixing them up
/// closes the wrong thing. Closing keeps the caller's last error. Not thread-safe; movable, not
/// copyable.
template <class Sentinel>
class unique_handle {
 public:
  unique_handle() = default;
  /// Takes ownership of `raw`, which may be the sentinel.
  explicit unique_handle(HANDLE raw) : raw_(raw) {}
  unique_handle(unique_handle&& other) noexcept : raw_(other.release()) {}
  unique_handle& operator=(unique_handle&& other) noexcept {
    if (this != &other) {
      reset(other.release());
    }
    return *this;
  }
  unique_handle(const unique_handle&) = delete;
  unique_handle& operator=(const unique_handle&) = delete;
  ~unique_handle() { reset(); }

  [[nodiscard]] HANDLE get() const { return raw_; }
  [[nodiscard]] explicit operator bool() const { return raw_ != Sentinel::value(); }
  /// Gives the handle up without closing it.
  [[nodiscard]] HANDLE release() { return std::exchange(raw_, Sentinel::value()); }
  /// Closes what is owned and takes `raw` instead.
  void reset(HANDLE raw = Sentinel::value()) {
    const HANDLE old = std::exchange(raw_, raw);
    if (old != Sentinel::value()) {
      const DWORD kept = ::GetLastError();
      ::CloseHandle(old);
      ::SetLastError(kept);
    }
  }

 private:
  HANDLE raw_ = Sentinel::value();
};

struct null_sentinel {
  static HANDLE value() { return nullptr; }
};
struct invalid_sentinel {
  static HANDLE value() { return INVALID_HANDLE_VALUE; }
};

/// Events, threads, processes, sections, jobs, completion ports.
using object_handle = unique_handle<null_sentinel>;
/// Files and pipe ends.
using file_handle = unique_handle<invalid_sentinel>;

}  // namespace cnp
