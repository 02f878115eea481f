#pragma once

#include "reports/repro/program/first.hpp"
#include "reports/repro/program/order.hpp"
#include "reports/repro/program/words.hpp"

namespace cnp::repro_program {

// Waits for the end of a process.
inline DWORD exit_code(HANDLE process) {
  DWORD code = STILL_ACTIVE;
  WaitForSingleObject(process, limit);
  GetExitCodeProcess(process, &code);
  return code;
}

// What the processes tell each other: their ids, and handles that one put into another.
struct shared_memory {
  DWORD process[process_count];
  unsigned long long handle[process_count][slot_count];
};
inline shared_memory* shared = nullptr;

// Makes this process, number n, one of them.
inline void share(int n) {
  const std::string name = "cnp-repro-" + std::to_string(owner) + "-shared";
  const HANDLE memory = CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                           sizeof(shared_memory), name.c_str());
  shared = static_cast<shared_memory*>(
      MapViewOfFile(memory, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(shared_memory)));
  if (shared == nullptr) {
    std::printf("COULD NOT BE ARRANGED: MapViewOfFile: %s\n", error_name(GetLastError()).c_str());
    end(2);
  }
  shared->process[n] = GetCurrentProcessId();
}

// A handle that another process has put into this one.
inline HANDLE handed_over(int process, int slot) {
  return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(shared->handle[process][slot]));
}

inline std::string process_name(DWORD id) {
  for (int n = 0; n != process_count; ++n) {
    if (shared->process[n] == id) {
      return n == 0 ? "server" : "client " + std::to_string(n);
    }
  }
  return "process " + std::to_string(id) + ", which is none of ours";
}

// Client n is this program again, with other arguments, in a job that ends it with the first
// process.
inline HANDLE clients[process_count] = {};

inline void start_client(int n) {
  static const HANDLE job = CreateJobObjectW(nullptr, nullptr);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof(limits));
  wchar_t program[MAX_PATH] = L"";
  GetModuleFileNameW(nullptr, program, MAX_PATH);
  std::wstring line = L"\"" + std::wstring(program) + L"\" client " + std::to_wstring(n) + L" " +
                      std::to_wstring(owner);
  STARTUPINFOW startup{};
  startup.cb = sizeof(startup);
  startup.dwFlags = STARTF_USESTDHANDLES;  // Clients print where this process prints.
  startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  SetHandleInformation(startup.hStdOutput, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
  PROCESS_INFORMATION child{};
  if (!CreateProcessW(program, line.data(), nullptr, nullptr, TRUE, CREATE_SUSPENDED, nullptr,
                      nullptr, &startup, &child) ||
      !AssignProcessToJobObject(job, child.hProcess)) {
    std::printf("COULD NOT BE ARRANGED: client %d: %s\n", n, error_name(GetLastError()).c_str());
    if (child.hProcess != nullptr) {
      TerminateProcess(child.hProcess, 2);
    }
    end(2);
  }
  clients[n] = child.hProcess;
  ResumeThread(child.hThread);
  CloseHandle(child.hThread);
  if (WaitForSingleObject(event("ready", n), 3 * limit) != WAIT_OBJECT_0) {
    std::printf("COULD NOT BE ARRANGED: client %d did not start.\n", n);
    end(2);
  }
}

}  // namespace cnp::repro_program
