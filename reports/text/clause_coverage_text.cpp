#include "reports/text/clause_coverage_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/text/clause_table.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// What is said behind a clause.
[[nodiscard]] std::string details_of(const clause& about, const evidence_count& found) {
  if (found.planned != 0) {
    return counted(found.planned, "cell") + " of " + counted(found.scenarios.size(), "scenario");
  }
  std::string text = join(counted(found.judged), ", ");
  if (text.empty()) {
    return about.untestable.empty() ? "nothing speaks about it" : std::string{about.untestable};
  }
  return found.lacks.empty() ? text : text + ": " + found.lacks;
}

}  // namespace

std::string evidence_text(std::span<const clause> clauses, const clause_coverage& seen,
                          const std::string& place, const text_style& how) {
  constexpr std::size_t word_columns = 19;  // Sign, `known deviation` and a gap.
  std::vector<clause_row> rows;
  std::map<std::string_view, std::size_t> sums;
  for (const clause& one : clauses) {
    const evidence_count found = seen.of(one.id);
    const standing is = standing_of(one, found);
    ++sums[is.word];
    rows.push_back({.id = std::string{one.id},
                    .section = std::string{one.section},
                    .word = std::string{is.word},
                    .looks = is.looks,
                    .details = split_words(printable(details_of(one, found))),
                    .between = " "});
  }
  std::vector<std::string> told;
  told.reserve(sums.size());
  for (const auto& [word, count] : sums) {
    told.push_back(std::to_string(count) + ' ' + std::string{word});
  }
  return rows_text(rows, word_columns, how) + '\n' + counted(clauses.size(), "clause") + ' ' +
         place + ": " + join(told, ", ") + ".\n";
}

std::string evidence_json(std::span<const clause> clauses, const clause_coverage& seen) {
  const auto to_json = [&seen](const clause& about) {
    const evidence_count found = seen.of(about.id);
    ordered_json one{{"clause", about.id},
                     {"standing", standing_of(about, found).word},
                     {"cells", found.planned + found.judged.cells()},
                     {"not_reached", found.judged.not_reached},
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
