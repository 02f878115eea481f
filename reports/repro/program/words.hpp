#pragma once

#include "reports/repro/program/first.hpp"

namespace cnp::repro_program {

inline constexpr DWORD limit = 10000;        // Milliseconds that a step may take.
inline constexpr DWORD poison = 0x20C0FFEE;  // Last error before a call: shows that it set none.
inline DWORD owner = 0;                      // The first process's id: a part of every name.

#define NAMED(code) code, #code
inline std::string error_name(DWORD code) {
  static const struct {
    DWORD number;
    const char* name;
  } known_errors[] = {{NAMED(ERROR_INVALID_FUNCTION)},   {NAMED(ERROR_FILE_NOT_FOUND)},
                      {NAMED(ERROR_ACCESS_DENIED)},      {NAMED(ERROR_INVALID_HANDLE)},
                      {NAMED(ERROR_NOT_SUPPORTED)},      {NAMED(ERROR_INVALID_PARAMETER)},
                      {NAMED(ERROR_BROKEN_PIPE)},        {NAMED(ERROR_SEM_TIMEOUT)},
                      {NAMED(ERROR_PROC_NOT_FOUND)},     {NAMED(ERROR_BAD_PIPE)},
                      {NAMED(ERROR_PIPE_BUSY)},          {NAMED(ERROR_NO_DATA)},
                      {NAMED(ERROR_PIPE_NOT_CONNECTED)}, {NAMED(WAIT_TIMEOUT)},
                      {NAMED(ERROR_MR_MID_NOT_FOUND)},   {NAMED(ERROR_PIPE_CONNECTED)},
                      {NAMED(ERROR_PIPE_LISTENING)},     {NAMED(ERROR_OPERATION_ABORTED)},
                      {NAMED(ERROR_IO_INCOMPLETE)},      {NAMED(ERROR_IO_PENDING)},
                      {NAMED(ERROR_NOT_FOUND)}};
  for (const auto& one : known_errors) {
    if (one.number == code) {
      return one.name + (" (" + std::to_string(code)) + ")";
    }
  }
  return code == poison ? "last error untouched" : "error " + std::to_string(code);
}

[[noreturn]] inline void end(UINT status) {
  std::fflush(stdout);
  ExitProcess(status);  // Closes the job, and that ends the clients.
}

// What a function gave that returns zero for failure.
inline std::string result(bool ok, DWORD error, const std::string& detail = "") {
  return ok ? "nonzero" + detail : "0/" + error_name(error);
}

// What a wait function gave.
inline std::string wait_result(DWORD waited, DWORD error) {
  return waited == WAIT_OBJECT_0        ? "WAIT_OBJECT_0"
         : waited == WAIT_IO_COMPLETION ? "WAIT_IO_COMPLETION"
         : waited == WAIT_TIMEOUT       ? "WAIT_TIMEOUT"
         : waited == WAIT_FAILED        ? "WAIT_FAILED/" + error_name(error)
                                        : "wait result " + std::to_string(waited);
}

// Tells what a step gave. The first step that did not give what it has to ends the program.
inline void gave(int number, const std::string& seen, bool allowed) {
  static const char* const verdicts[] = {"", "   as documented", "   as known", "   sane"};
  static const char* const wanted[] = {"needed", "documented", "known", "sane"};
  const step& one = steps[number - 1];
  std::printf("%3d  %-15s  %-*s  %s%s\n", number, one.who, call_width, one.call, seen.c_str(),
              allowed ? verdicts[one.by] : "   <-- unexpected");
  if (!allowed) {
    std::printf("%s: step %d, %s: %s gave %s; %s is %s.\n",
                one.by == needed ? "COULD NOT BE ARRANGED" : "NOT AS EXPECTED", number, one.who,
                one.call, seen.c_str(), wanted[one.by], one.expected);
    end(one.by == needed ? 2 : 1);
  }
  std::fflush(stdout);
}

// The exported functions that tell the version of the kernel.
using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
using wine_get_version = const char* (*)();

template <class Function>
inline Function in_ntdll(const char* name) {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(ntdll, name)));
}

inline void print_kernel() {
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  if (const auto windows = in_ntdll<rtl_get_version>("RtlGetVersion")) {
    windows(&version);
  }
  const auto wine = in_ntdll<wine_get_version>("wine_get_version");
  std::printf("Windows %lu.%lu.%lu%s%s\n", version.dwMajorVersion, version.dwMinorVersion,
              version.dwBuildNumber, wine != nullptr ? ", Wine " : "",
              wine != nullptr ? wine() : "");
}

}  // namespace cnp::repro_program
