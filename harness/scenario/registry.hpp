#pragma once

#include "harness/scenario/clause_part.hpp"
#include "harness/support/names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What is written about ConnectNamedPipe: what its page says, and what kernels are known to do
// beyond it. The texts themselves are in cases/registry; they live for ever.

namespace cnp {

/// What kind of sentence a clause is.
enum class clause_level : std::uint8_t {
  guarantee,    ///< The page says that it is so.
  permission,   ///< The page says that it may be so.
  duty,         ///< What the caller must or should do.
  advice,       ///< What the caller had better do.
  requirement,  ///< Versions, header, library.
};
template <>
inline constexpr auto names<clause_level> =
    name_table<clause_level>({"guarantee", "permission", "duty", "advice", "requirement"});

/// One normative sentence of the ConnectNamedPipe page, in our words.
struct clause {
  std::string_view id = {};       ///< Stable, in words: scenarios, records and deviations name it.
  std::string_view section = {};  ///< The heading on the page under which the sentence stands.
  clause_level level = clause_level::guarantee;
  /// Of which part of an outcome it speaks: that alone can break it. The registry's all have one.
  std::optional<clause_part> speaks_of = {};
  std::string_view says = {};        ///< What the page says, a whole sentence.
  std::string_view why = {};         ///< Why it matters to somebody who writes a server.
  std::string_view pitfall = {};     ///< What is easily got wrong about it; may be empty.
  std::string_view untestable = {};  ///< Why no scenario can check it; empty if one can.
};

/// Where the page is.
inline constexpr std::string_view page_address =
    "https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-connectnamedpipe";

/// A sentence of the page, known again by hashes of its words: no text of the page is kept.
/// `page_sentences_in` makes them.
struct page_sentence {
  std::uint64_t fingerprint = 0;
  std::uint64_t sketch = 0;                      ///< By which a changed sentence finds it.
  std::array<std::string_view, 3> clauses = {};  ///< That paraphrase it; unused places are empty.
  std::string_view no_clause = {};               ///< Why none does; empty if one does.
};

/// How sure the public sources are, and so how strictly an outcome is expected.
enum class catalogue_grade : std::uint8_t {
  certain,   ///< Tests that run on Windows assert it, or several projects report it.
  likely,    ///< One source says so, or it was read from code.
  disputed,  ///< Sources contradict each other, or nobody knows: every sane outcome is allowed.
};
template <>
inline constexpr auto names<catalogue_grade> = name_table<catalogue_grade>({"certain", "likely",
                                                                            "disputed"});

/// How a source came to know what it says: what speaks for Windows comes first, the best of it at
/// the top.
enum class witness : std::uint8_t {
  windows_test,  ///< A test that is written to pass on Windows, and is run there.
  page,          ///< Microsoft's documentation.
  program,       ///< A program that is used on Windows and relies on it.
  users_report,  ///< Somebody met it on Windows and wrote it down.
  nt_driver,     ///< A driver of NT's design was executed. It is not Windows.
  source_read,   ///< Read in such a driver's source, not executed.
  wine,          ///< Seen on Wine, or read in its source.
};
template <>
inline constexpr auto names<witness> = name_table<witness>({"test that runs on Windows", "page",
                                                            "program used on Windows",
                                                            "users' report", "NT driver executed",
                                                            "source read", "Wine only"});

/// Who says what a line of the catalogue says: `wine_ntdll`, or an issue, `owner/name#number`.
struct catalogue_source {
  std::string_view name = {};
  witness seen = witness::wine;
};

/// One line of the catalogue: what kernels are known to do beyond the documentation. None of it was
/// measured on Windows by this project.
struct catalogue_line {
  int number = 0;  ///< 1 and up; steps name it.
  /// Of the line as a whole: where its parts differ, of its main part.
  catalogue_grade grade = catalogue_grade::certain;
  std::string_view says = {};    ///< What happens. `0/N`: returns zero, and GetLastError is N.
  std::string_view remark = {};  ///< Where a part of the line has another grade; may be empty.
  std::array<catalogue_source, 3> sources = {};  ///< Who says so; unused places have no name.
};

/// The best that its sources have to show for a line; `wine` for one without any. Pure.
[[nodiscard]] constexpr witness best_witness(const catalogue_line& line) {
  witness best = witness::wine;
  for (const catalogue_source& source : line.sources) {
    best = source.name.empty() ? best : std::min(best, source.seen);
  }
  return best;
}

/// Whether somebody is named, and somebody saw Windows do it where the line says that it is
/// certain: what was only read in a source, or seen on another kernel, is likely at most. Pure.
[[nodiscard]] constexpr bool is_founded(const catalogue_line& line) {
  return !line.sources.front().name.empty() &&
         (line.grade != catalogue_grade::certain || best_witness(line) <= witness::users_report);
}

/// The number of a line that somebody names as a source: without one it does not compile. That
/// there is such a line is a test's to see.
class line_number {
 public:
  /*implicit*/ consteval line_number(int number) : number_(number) {
    if (number <= 0) {
      throw "name the line of the catalogue that says so";
    }
  }
  /*implicit*/ constexpr operator int() const { return number_; }

 private:
  int number_;
};

/// The sources of a line, separated by `; `. Empty where none is named.
[[nodiscard]] std::string sources_text(const catalogue_line& line);
/// How those know it, the best first, in the words of `witness`: `test that runs on Windows, users'
/// report`.
[[nodiscard]] std::string seen_text(const catalogue_line& line);
/// What a line says, with its sources and how they know it in parentheses.
[[nodiscard]] std::string catalogue_text(const catalogue_line& line);

}  // namespace cnp
