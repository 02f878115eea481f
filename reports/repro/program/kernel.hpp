#pragma once

#include "reports/repro/program/first.hpp"

namespace cnp::repro_program {

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

}  // namespace cnp::repro_program
