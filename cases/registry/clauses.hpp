#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cnp {

/// What kind of sentence a clause is.
enum class clause_level : std::uint8_t {
  guarantee,    ///< The page says that it is so.
  permission,   ///< The page says that it may be so.
  duty,         ///< What the caller must or should do.
  advice,       ///< What the caller had better do.
  requirement,  ///< Versions, header, library.
};

/// One normative sentence of the ConnectNamedPipe page, in our words. All texts live for ever.
struct clause {
  std::string_view id;       ///< Stable, in words: scenarios, records and deviations name it.
  std::string_view section;  ///< The heading on the page under which the sentence stands.
  clause_level level;
  std::string_view says;        ///< What the page says, a whole sentence.
  std::string_view why;         ///< Why it matters to somebody who writes a server.
  std::string_view pitfall;     ///< What is easily got wrong about it; may be empty.
  std::string_view untestable;  ///< Why no scenario can check it; empty if one can.
};

/// Where the page is.
inline constexpr std::string_view page_address =
    "https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-connectnamedpipe";

/// The registry: every clause, in the order of the page.
[[nodiscard]] std::span<const clause> all_clauses();

/// The clause with this id, or nullptr.
[[nodiscard]] const clause* find_clause(std::string_view id);

/// The id that a mistyped one was most likely meant to be; empty if none is near.
[[nodiscard]] std::string_view closest_clause(std::string_view id);

/// The word of a level in reports and records: `guarantee`.
[[nodiscard]] std::string_view word(clause_level value);

}  // namespace cnp
