#pragma once

#include "reports/run/record.hpp"

#include <filesystem>
#include <string>

namespace cnp {

/// A badge for a README: the kernel, and in a few words what its run came to, as an SVG picture
/// that loads nothing. Texts are escaped. Pure.
[[nodiscard]] std::string badge_svg(const run_header& header, const run_footer& footer);

/// Writes the badge of a run file or baseline. Throws `input_error` as `run_reader` does, and if
/// `output` can't be written or is something else than an earlier badge.
void write_badge(const std::filesystem::path& run, const std::filesystem::path& output);

}  // namespace cnp
