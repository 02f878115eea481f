#pragma once

#include "reports/analysis/counts.hpp"
#include "reports/text/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// What the texts for people have in common. Stays within reports/.

/// A text for people is never made for fewer columns.
inline constexpr std::size_t narrowest = 60;

/// The columns that a UTF-8 text takes, one a code point.
[[nodiscard]] std::size_t columns(std::string_view text);
/// The text with spaces behind it, up to so many columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// The words of a text, split at spaces.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

/// Parts joined by `between` and broken into lines between parts, never within one. The first line
/// has `first` columns already taken by what stands in front of it; the others are indented by as
/// many.
[[nodiscard]] std::string flow(const std::vector<std::string>& parts, std::string_view between,
                               std::size_t first, std::size_t width);

/// The sign of a verdict: one column.
[[nodiscard]] std::string_view sign(verdict what, bool utf8);
/// The text in the colour of a verdict, or as it is.
[[nodiscard]] std::string painted(std::string_view text, verdict what, bool colour);
/// The text in bold, or as it is.
[[nodiscard]] std::string bold(std::string_view text, bool colour);
/// The verdict as a heading: `KNOWN DEVIATION`.
[[nodiscard]] std::string loud(verdict what);

/// `48 conform`, `1 deviates`.
[[nodiscard]] std::string counted(std::size_t count, verdict what);
/// `48 conform`, `12 known deviations`, `3 not reached`; the most frequent kinds of good news
/// first.
[[nodiscard]] std::vector<std::string> counted(const clause_count& count);

/// The sections of the page in order, each with its clauses; those that only the run_counts knows
/// come last.
struct section {
  std::string name;
  std::vector<clause_words> clauses;
};
[[nodiscard]] std::vector<section>
sections(const run_counts& all, const std::vector<clause_words>& clauses, bool all_clauses);

/// What is said about a clause over all cells.
struct clause_summary {
  std::string word;  ///< The verdict, `not reached`, `not testable` or `no evidence`.
  std::string_view sign;
  verdict colour = verdict::unsupported;
  std::vector<std::string> details;  ///< Counts, or the reason why there are none.
};
[[nodiscard]] clause_summary summarise(const run_counts& all, const clause_words& clause,
                                       bool utf8);

/// `12.4 s`, `310 ms`.
[[nodiscard]] std::string duration_text(double milliseconds);
/// `Wine 8.0 (x64)`: name and architecture, printable.
[[nodiscard]] std::string kernel_text(const kernel_identity& kernel);
/// What a run comes to in a word: `PASSED`, `FAILED`, `SUITE ERROR`, `NOTHING SAID`.
[[nodiscard]] std::string result_word(const run_footer& footer, bool strict);
/// The footer's counts as a run_counts counts them.
[[nodiscard]] clause_count counts_of(const run_footer& footer);

}  // namespace cnp
