#include "harness/win32/pending_io.hpp"

#include "harness/win32/system_function.hpp"

namespace cnp {

bool has_pending_io(HANDLE thread) {
  // Not in the headers of every toolchain.
  using query_thread = LONG(WINAPI*)(HANDLE, int, void*, ULONG, ULONG*);
  constexpr int thread_is_io_pending = 16;
  static const auto query = system_function<query_thread>("ntdll.dll", "NtQueryInformationThread");
  ULONG pending = 0;
  return query != nullptr &&
         query(thread, thread_is_io_pending, &pending, sizeof(pending), nullptr) >= 0 &&
         pending != 0;
}

}  // namespace cnp
