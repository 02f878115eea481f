#pragma once

#include "harness/win32/windows.hpp"

namespace cnp {

/// Whether the kernel says that the thread has I/O pending, as a thread has that is blocked in a
/// call on a pipe (NtQueryInformationThread, ThreadIsIoPending). A kernel that does not keep count
/// says no: Wine always. Any thread.
[[nodiscard]] bool has_pending_io(HANDLE thread);

}  // namespace cnp
