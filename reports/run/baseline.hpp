#pragma once

#include "reports/run/record.hpp"

#include <filesystem>
#include <string>

namespace cnp {

/// A cell as a baseline keeps it: what a comparison needs and what does not vary from run to run.
/// Durations are 0 and tickets begin at 1. Where all went as was expected (`conforms`,
/// `characterised`, `unsupported`) the steps go too, and their fingerprint stays; but for those
/// whose outcome nobody could know from what was allowed, so that a later change can be told from
/// what to what. Pure.
[[nodiscard]] cell_record for_baseline(cell_record cell);

/// Makes a baseline, `to`, of the run file `from`: a run file of the same run, a sixth of the size,
/// which changes only where the kernel's behaviour did. Throws `input_error` as `run_reader` and
/// `run_writer` do, and for a run with verdicts that nobody looked at: a baseline is what later
/// runs are held against. Returns what was written.
run_footer write_baseline(const std::filesystem::path& from, const std::filesystem::path& to);

/// Whether a baseline may have this name: family and version of its kernel, the version as long as
/// the name likes, and behind it the architecture if it is not x64 (`wine-8.0`,
/// `windows-10.0.26100`, `windows-10.0.26100-arm64`). Pure.
[[nodiscard]] bool names_kernel(const std::string& stem, const kernel_identity& kernel);

/// The baseline of this kernel among those in a folder: of several whose names fit, the one that
/// says most of the version. Empty if there is none. Throws `input_error` if the folder can't be
/// read.
[[nodiscard]] std::filesystem::path find_baseline(const std::filesystem::path& folder,
                                                  const kernel_identity& kernel);

}  // namespace cnp
