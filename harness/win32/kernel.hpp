#pragma once

#include "harness/scenario/observation.hpp"

#include <cstdint>
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

/// The peak memory of this process in KiB (its working set's highest size); 0 if it cannot be read.
[[nodiscard]] std::uint64_t peak_memory_kib();

}  // namespace cnp
