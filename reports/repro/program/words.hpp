#pragma once

#include "reports/repro/program/example.hpp"

namespace cnp::repro_program {

inline constexpr DWORD limit = 10000;        // Milliseconds that a step may take.
inline constexpr DWORD poison = 0x20C0FFEE;  // Last error before a call: shows that it set none.
inline DWORD owner = 0;                      // The first process's id: a part of every name.

inline std::string error_name(DWORD code) {
  static const struct {
    DWORD number;
    const char* name;
  } known_errors[] = {
      {ERROR_INVALID_FUNCTION, "ERROR_INVALID_FUNCTION"},
      {ERROR_FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND"},
      {ERROR_ACCESS_DENIED, "ERROR_ACCESS_DENIED"},
      {ERROR_INVALID_HANDLE, "ERROR_INVALID_HANDLE"},
      {ERROR_NOT_SUPPORTED, "ERROR_NOT_SUPPORTED"},
      {ERROR_INVALID_PARAMETER, "ERROR_INVALID_PARAMETER"},
      {ERROR_BROKEN_PIPE, "ERROR_BROKEN_PIPE"},
      {ERROR_SEM_TIMEOUT, "ERROR_SEM_TIMEOUT"},
      {ERROR_PROC_NOT_FOUND, "ERROR_PROC_NOT_FOUND"},
      {ERROR_BAD_PIPE, "ERROR_BAD_PIPE"},
      {ERROR_PIPE_BUSY, "ERROR_PIPE_BUSY"},
      {ERROR_NO_DATA, "ERROR_NO_DATA"},
      {ERROR_PIPE_NOT_CONNECTED, "ERROR_PIPE_NOT_CONNECTED"},
      {WAIT_TIMEOUT, "WAIT_TIMEOUT"},
      {ERROR_MR_MID_NOT_FOUND, "ERROR_MR_MID_NOT_FOUND"},
      {ERROR_PIPE_CONNECTED, "ERROR_PIPE_CONNECTED"},
      {ERROR_PIPE_LISTENING, "ERROR_PIPE_LISTENING"},
      {ERROR_OPERATION_ABORTED, "ERROR_OPERATION_ABORTED"},
      {ERROR_IO_INCOMPLETE, "ERROR_IO_INCOMPLETE"},
      {ERROR_IO_PENDING, "ERROR_IO_PENDING"},
      {ERROR_NOT_FOUND, "ERROR_NOT_FOUND"},
  };
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
  switch (waited) {
  case WAIT_OBJECT_0:
    return "WAIT_OBJECT_0";
  case WAIT_IO_COMPLETION:
    return "WAIT_IO_COMPLETION";
  case WAIT_TIMEOUT:
    return "WAIT_TIMEOUT";
  case WAIT_FAILED:
    return "WAIT_FAILED/" + error_name(error);
  default:
    return "wait result " + std::to_string(waited);
  }
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

}  // namespace cnp::repro_program
