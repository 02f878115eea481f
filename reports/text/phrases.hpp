#pragma once

#include "reports/analysis/counts.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// What the texts for people say alike: counts, verdicts, durations, kernels.

/// `1 cell`, `2 cells`: a noun with an s for many.
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);
/// `1 fails`, `2 fail`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// `48 conform`, `1 deviates`.
[[nodiscard]] std::string counted(std::size_t count, verdict is);
/// `48 conform`, `12 known deviations`, `3 not reached`; in the order of verdicts, but what is
/// unsupported after all others.
[[nodiscard]] std::vector<std::string> counted(const clause_count& count);
/// The same in one line.
[[nodiscard]] std::string counted(const run_footer& footer);

/// The sign of a verdict: one column.
[[nodiscard]] std::string_view sign(verdict is, bool utf8);
/// The text in the colour of a verdict, or as it is.
[[nodiscard]] std::string painted(std::string_view text, verdict is, bool colour);
/// The text in bold, or as it is.
[[nodiscard]] std::string bold(std::string_view text, bool colour);
/// Words as a heading: `KNOWN DEVIATION`.
[[nodiscard]] std::string loud(std::string_view words);

/// The most severe verdict of a whole run; `unsupported` of one that says nothing.
[[nodiscard]] verdict worst_verdict(const run_footer& footer, bool strict);
/// What a run comes to in a word: `PASSED`, `FAILED`, `INTERRUPTED`, `SUITE ERROR`,
/// `NOTHING SAID`.
[[nodiscard]] std::string_view result_word(const run_footer& footer, bool strict);

/// `12.4 s`, `310 ms`.
[[nodiscard]] std::string duration_text(double milliseconds);
/// `Wine 8.0 (x64)`: name and architecture, printable.
[[nodiscard]] std::string kernel_text(const kernel_identity& kernel);
/// `Wine 8.0 x64`: family, version and architecture, printable.
[[nodiscard]] std::string kernel_label(const kernel_identity& kernel);

}  // namespace cnp
