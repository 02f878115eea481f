#pragma once

#include "harness/scenario/observation.hpp"

namespace cnp {

/// What runs this process: the Windows edition, build and revision with the file versions of
/// ntdll.dll, kernelbase.dll and npfs.sys; or the Wine version with the host's kernel. Reads the
/// system, changes nothing; members that cannot be found out are "unknown". Any thread.
[[nodiscard]] kernel_identity identify_kernel();

/// The peak memory of this process in KiB (its working set's highest size); 0 if it cannot be read.
[[nodiscard]] std::uint64_t peak_memory_kib();

}  // namespace cnp
