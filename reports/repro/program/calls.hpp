#pragma once

#include "reports/repro/program/words.hpp"

namespace cnp::repro_program {

// What the kernel itself says of a server end, by GetNamedPipeHandleState, GetNamedPipeInfo, and
// NtQueryInformationFile, whose structure FILE_PIPE_LOCAL_INFORMATION is in the driver kit's
// headers. Where one of them fails, its name is the text, and last error says why.
inline BOOL read_back(HANDLE pipe, DWORD* mode, DWORD* bytes, std::string* told) {
  static const char* const states[] = {"", "disconnected", "listening", "connected", "closing"};
  struct {
    ULONG type, configuration, most_instances, instances, inbound_quota, read_data_available;
    ULONG outbound_quota, write_quota_available, state, end;
  } local{};
  using nt_query = LONG(WINAPI*)(HANDLE, void*, void*, ULONG, int);
  using nt_error = ULONG(WINAPI*)(LONG);
  *told = "GetNamedPipeHandleState";
  if (!GetNamedPipeHandleStateW(pipe, mode, nullptr, nullptr, nullptr, nullptr, 0)) {
    return FALSE;
  }
  DWORD flags = 0;
  DWORD most = 0;
  *told = "GetNamedPipeInfo";
  if (!GetNamedPipeInfo(pipe, &flags, nullptr, nullptr, &most)) {
    return FALSE;
  }
  const auto query = in_ntdll<nt_query>("NtQueryInformationFile");
  const auto as_error = in_ntdll<nt_error>("RtlNtStatusToDosError");
  *told = "state not told";
  if (query != nullptr && as_error != nullptr) {
    ULONG_PTR io_status[2] = {};
    const LONG status = query(pipe, io_status, &local, sizeof(local), 24);
    if (status < 0) {
      *told = "NtQueryInformationFile";
      SetLastError(as_error(status));
      return FALSE;
    }
    *bytes = local.read_data_available;
    *told = (local.state < 5 ? states[local.state] : "state " + std::to_string(local.state)) +
            ", " + std::to_string(local.instances) + " of " + std::to_string(local.most_instances) +
            " instances";
  }
  *told += (flags & PIPE_SERVER_END) != 0 ? "; server end" : "; client end";
  *told += (flags & PIPE_TYPE_MESSAGE) != 0 ? ", messages" : ", bytes";
  *told += ", at most " + std::to_string(most);
  return TRUE;
}

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
