#include "reports/text/clause_coverage_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/text/clause_table.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;

[[nodiscard]] verdict looks_like(standing is) {
  return is == standing::proven    ? verdict::conforms
         : is == standing::missing ? verdict::deviates
                                   : verdict::unsupported;
}

/// What is said behind a clause.
[[nodiscard]] std::string details_of(const clause& about, standing is,
                                     const evidence_count& found) {
  switch (is) {
  case standing::proven:
    return counted(found.cells, "cell") + " of " + counted(found.scenarios.size(), "scenario");
  case standing::unsupported:
    return found.lacks;
  case standing::untestable:
    return std::string{about.untestable};
  case standing::missing:
    break;
  }
  return found.not_reached == 0 ? "nothing speaks about it"
                                : counted(found.not_reached, "cell") + " ended before it";
}

}  // namespace

std::string evidence_text(std::span<const clause> clauses, const clause_coverage& seen,
                          const std::string& place, const text_style& how) {
  constexpr std::size_t word_columns = 16;  // Sign, `not testable` and a gap.
  std::vector<clause_row> rows;
  std::vector<standing> all;
  for (const clause& one : clauses) {
    const standing is = all.emplace_back(standing_of(one, seen));
    rows.push_back({.id = std::string{one.id},
                    .section = std::string{one.section},
                    .word = std::string{word(is)},
                    .looks = looks_like(is),
                    .details = split_words(printable(details_of(one, is, seen.of(one.id)))),
                    .between = " "});
  }
  std::vector<std::string> sums;
  for (const standing is : all_values<standing>()) {
    sums.push_back(std::to_string(std::ranges::count(all, is)) + ' ' + std::string{word(is)});
  }
  return rows_text(rows, word_columns, how) + '\n' + counted(clauses.size(), "clause") + ' ' +
         place + ": " + join(sums, ", ") + ".\n";
}

std::string evidence_json(std::span<const clause> clauses, const clause_coverage& seen) {
  const auto to_json = [&seen](const clause& about) {
    const evidence_count found = seen.of(about.id);
    ordered_json one{{"clause", about.id},
                     {"standing", word(standing_of(about, seen))},
                     {"cells", found.cells},
                     {"unsupported", found.unsupported},
                     {"not_reached", found.not_reached},
                     {"scenarios", found.scenarios}};
    if (!about.untestable.empty()) {
      one["untestable"] = about.untestable;
    }
    if (!found.lacks.empty()) {
      one["lacks"] = found.lacks;
    }
    return one;
  };
  return json_document({{"without_evidence", count_missing(clauses, seen)},
                        {"clauses", json_list(clauses, to_json)}});
}

}  // namespace cnp
