#pragma once

#include "reports/repro/program/words.hpp"

namespace cnp::repro_program {

inline std::wstring pipe_name(int number) {
  return L"\\\\.\\pipe\\cnp-repro-" + std::to_wstring(owner) + L"-" + std::to_wstring(number);
}

inline std::wstring local_pipe_name(int number) {
  return L"\\\\.\\pipe\\LOCAL\\cnp-repro-" + std::to_wstring(owner) + L"-" +
         std::to_wstring(number);
}

// Waits for a ReadFile or WriteFile that may have been left pending; its result and last error.
inline bool transferred(HANDLE file, OVERLAPPED& request, bool ok, DWORD& error, DWORD& bytes) {
  if (ok || error == ERROR_IO_PENDING) {
    WaitForSingleObject(request.hEvent, limit);
    SetLastError(poison);
    ok = GetOverlappedResult(file, &request, &bytes, FALSE) != FALSE;
    error = GetLastError();
  }
  return ok;
}

inline bool signaled(HANDLE object) {
  return WaitForSingleObject(object, 0) == WAIT_OBJECT_0;
}

// OVERLAPPED.Internal, an NTSTATUS.
inline DWORD internal(const OVERLAPPED& request) {
  return static_cast<DWORD>(static_cast<const volatile OVERLAPPED&>(request).Internal);
}

// How a request stands. (An auto-reset event is not asked: that would reset it.)
inline std::string state(const OVERLAPPED& request, HANDLE event_to_ask, HANDLE pipe) {
  char status[16] = "";
  std::snprintf(status, sizeof(status), "0x%08lX", internal(request));
  std::string text = HasOverlappedIoCompleted(&request) ? "nonzero" : "0";
  text += std::string(", Internal ") + status;
  if (event_to_ask != nullptr) {
    text += signaled(event_to_ask) ? ", event signaled" : ", event not signaled";
  }
  if (pipe != nullptr) {
    text += signaled(pipe) ? ", handle signaled" : ", handle not signaled";
  }
  return text;
}

inline void CALLBACK no_operation(ULONG_PTR) {}

// The callback of a registered wait: sets an event if the object was signaled.
inline void CALLBACK tell_event(void* told, BOOLEAN timed_out) {
  if (timed_out == FALSE) {
    SetEvent(told);
  }
}

// The callback of a registered wait: an APC to a thread if the object was signaled.
inline void CALLBACK tell_thread(void* thread, BOOLEAN timed_out) {
  if (timed_out == FALSE) {
    QueueUserAPC(no_operation, thread, 0);
  }
}

// In lower case.
inline std::string file_name(HMODULE module) {
  char path[MAX_PATH] = "";
  GetModuleFileNameA(module, path, MAX_PATH);
  const std::string whole = path;
  std::string name = whole.substr(whole.find_last_of("\\/") + 1);
  for (char& letter : name) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return name;
}

}  // namespace cnp::repro_program
