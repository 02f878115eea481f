#pragma once

#include "harness/scenario/clause_part.hpp"
#include "harness/support/names.hpp"

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

/// One line of the catalogue: what kernels are known to do beyond the documentation. None of it was
/// measured on Windows by this project.
struct catalogue_line {
  int number = 0;  ///< 1 and up; steps name it.
  /// Of the line as a whole: where its parts differ, of its main part.
  catalogue_grade grade = catalogue_grade::certain;
  std::string_view says = {};    ///< What happens. `0/N`: returns zero, and GetLastError is N.
  std::string_view remark = {};  ///< Where a part of the line has another grade; may be empty.
  std::array<std::string_view, 3> sources = {};  ///< Who says so; unused places are empty.
};

/// The sources of a line, separated by `; `. Empty where none is named.
[[nodiscard]] std::string sources_text(const catalogue_line& line);
/// What a line says, with its sources in parentheses.
[[nodiscard]] std::string catalogue_text(const catalogue_line& line);

}  // namespace cnp
