#pragma once

#include "harness/win32/handle.hpp"

namespace cnp {

/// Ctrl-C, Ctrl-Break, or the end of the console: while one of these is there, the first does not
/// end this process but signals `came`, so that what was done can be kept; a second one ends it.
/// One at a time; used by the thread that made it.
class interruption {
 public:
  /// Throws `arrangement_error`.
  interruption();
  ~interruption();
  interruption(const interruption&) = delete;
  interruption& operator=(const interruption&) = delete;

  /// An event, to be waited for.
  [[nodiscard]] HANDLE came() const { return came_.get(); }
  [[nodiscard]] bool has_come() const;

 private:
  object_handle came_;
  object_handle over_;  ///< Signaled when this object goes: all is kept.
};

/// From now on such a thing is left to whoever started this process.
void leave_interruptions_to_starter();

}  // namespace cnp
