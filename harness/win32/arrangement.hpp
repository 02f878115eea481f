#pragma once

#include "harness/win32/handle.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace cnp {

/// The arrangement of a scenario failed: something that is not under test did not work. Says which
/// function and with which error. Leads to the verdict "suite error", never to nonconformance.
class arrangement_error : public std::runtime_error {
 public:
  /// `sentence` is one without the error; `code` is the last error at that moment.
  arrangement_error(const std::string& sentence, std::uint32_t code);
  explicit arrangement_error(const std::string& sentence) : std::runtime_error(sentence) {}
};

/// The kernel lacks what a scenario needs; `what()` says what. Leads to the verdict "unsupported".
class unsupported_error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws `arrangement_error` with the current last error unless `worked`.
void arrange(bool worked, const char* function);
/// Throws `arrangement_error`, which says this, unless it is so.
void require_so(bool is_so, const char* otherwise);

/// Who resets an event: the one who waited for it, or whoever says so.
enum class event_reset : std::uint8_t { automatic, manual };
/// An event for the harness's own use, without a name. Throws `arrangement_error`.
[[nodiscard]] object_handle new_event(event_reset how, bool signaled = false);
/// Another handle of this process to the same object, with these access rights only. Throws
/// `arrangement_error`.
[[nodiscard]] object_handle weaker_handle(HANDLE of, DWORD access);
/// Starts a thread. Throws `arrangement_error`.
[[nodiscard]] object_handle start_thread(DWORD(WINAPI* entry)(void*), void* context);
/// A handle to the calling thread that other threads can use. Throws `arrangement_error`.
[[nodiscard]] object_handle own_thread();

}  // namespace cnp
