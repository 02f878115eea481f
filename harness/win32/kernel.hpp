#pragma once

#include "harness/scenario/observation.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {

/// What runs this process: the Windows edition, build and revision with the file versions of
/// ntdll.dll, kernelbase.dll and npfs.sys; or the Wine version with the host's kernel. Reads the
/// system, changes nothing; members that cannot be found out are "unknown". Any thread.
[[nodiscard]] kernel_identity identify_kernel();

/// Family and name of a kernel that is no Wine and gives itself out as Windows, by the version
/// resource of its ntdll.dll: ReactOS's says "ReactOS" (sdk/include/reactos/version.rc), that of
/// Windows "Microsoft Corporation", whose name then stays as it is. Another is of the family
/// "unknown", for which no deviations are recorded, and is called as it calls its product. An empty
/// resource is taken for Windows'. Pure.
void name_by_resource(kernel_identity& into, std::wstring_view resource);

/// What stands for an architecture that cannot be told.
inline constexpr const char* unknown_architecture = "unknown";
/// What a program's file is for, by its header: `x64`, `arm64`, `x86`, `arm`;
/// `unknown_architecture` if it cannot be read or is no program. Any thread. Source:
/// learn.microsoft.com, "PE Format".
[[nodiscard]] std::string architecture_of(const std::wstring& program);

/// Why no program for the architecture of this one runs here, as far as that is seen beforehand;
/// empty if it may. A 64-bit Wine without its 32-bit half starts a process of 32 bits, which ends
/// by itself with status 0 before it has run anything. Any thread.
[[nodiscard]] std::string lack_for(const std::wstring& program);

/// The peak memory of this process in KiB (its working set's highest size); 0 if it cannot be read.
[[nodiscard]] std::uint64_t peak_memory_kib();

}  // namespace cnp
