#include "harness/win32/console.hpp"

#include "harness/win32/windows.hpp"

namespace cnp {

bool console_obeys_sequences() {
  constexpr DWORD obeys = 0x4;  // ENABLE_VIRTUAL_TERMINAL_PROCESSING, which old headers lack.
  const HANDLE output = ::GetStdHandle(STD_OUTPUT_HANDLE);
  DWORD mode = 0;
  return ::GetConsoleMode(output, &mode) == FALSE ||
         ::SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT | obeys) != FALSE;
}

}  // namespace cnp
