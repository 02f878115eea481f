#pragma once

#include "harness/win32/windows.hpp"

#include <string>

namespace cnp {

/// What the kernel says of an end of a pipe: FILE_PIPE_LOCAL_INFORMATION (MS-FSCC 2.4.37; declared
/// in the driver kit's ntifs.h).
struct pipe_local_information {
  ULONG type;
  ULONG configuration;
  ULONG most_instances;
  ULONG instances;
  ULONG inbound_quota;
  ULONG read_data_available;
  ULONG outbound_quota;
  ULONG write_quota_available;
  ULONG state;
  ULONG end;
};

/// NtQueryInformationFile with FilePipeLocalInformation, in the form of a Win32 function: zero for
/// failure, and then last error says why. ERROR_PROC_NOT_FOUND where ntdll.dll has no such function
/// or the kernel does not know the question. Any thread.
BOOL WINAPI query_local_information(HANDLE pipe, pipe_local_information* into);

/// What GetNamedPipeInfo says of the same end as its flags (PIPE_SERVER_END, PIPE_TYPE_MESSAGE).
[[nodiscard]] DWORD info_flags(const pipe_local_information& the_pipe_local_information);

/// `listening, 1 of 2 instances`.
[[nodiscard]] std::string describe(const pipe_local_information& the_pipe_local_information);

}  // namespace cnp
