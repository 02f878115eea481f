#include "reports/analysis/clause_coverage.hpp"

#include "harness/support/printable.hpp"
#include "reports/text/layout.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> standing_words{"proven", "unsupported", "not testable",
                                                         "no evidence"};

[[nodiscard]] std::string_view word_of(standing what) {
  return standing_words.at(static_cast<std::size_t>(what));
}

[[nodiscard]] verdict colour_of(standing what) {
  switch (what) {
  case standing::proven:
    return verdict::conforms;
  case standing::unsupported:
  case standing::untestable:
    return verdict::unsupported;
  case standing::missing:
    return verdict::deviates;
  }
  return verdict::deviates;
}

[[nodiscard]] std::string some(std::size_t count, std::string_view one) {
  return std::to_string(count) + ' ' + std::string{one} + (count == 1 ? "" : "s");
}

[[nodiscard]] evidence_count evidence_for(const std::string& id, const clause_coverage& seen) {
  const auto found = seen.clauses().find(id);
  return found == seen.clauses().end() ? evidence_count{} : found->second;
}

/// What is said behind a clause.
[[nodiscard]] std::string details(const clause_words& clause, const clause_coverage& seen) {
  const evidence_count found = evidence_for(clause.id, seen);
  switch (standing_of(clause, seen)) {
  case standing::proven:
    return some(found.cells, "cell") + " of " + some(found.scenarios.size(), "scenario");
  case standing::unsupported:
    return found.lacks;
  case standing::untestable:
    return clause.untested;
  case standing::missing:
    break;
  }
  return found.not_reached == 0 ? "nothing speaks about it"
                                : some(found.not_reached, "cell") + " ended before it";
}

}  // namespace

void clause_coverage::plan(const std::string& scenario, const std::vector<std::string>& clauses,
                           std::size_t cells) {
  for (const std::string& id : clauses) {
    evidence_count& of = clauses_[id];
    of.scenarios.insert(scenario);
    of.cells += cells;
  }
}

void clause_coverage::add(const cell_record& cell) {
  for (const auto& [id, is] : cell.clauses) {
    evidence_count& of = clauses_[id];
    of.scenarios.insert(cell.scenario);
    if (cell.is == verdict::unsupported) {
      ++of.unsupported;
      of.lacks = of.lacks.empty() ? cell.why : of.lacks;
    } else if (!is || *is == verdict::suite_error || *is == verdict::unsupported) {
      ++of.not_reached;
    } else {
      ++of.cells;
    }
  }
}

standing standing_of(const clause_words& clause, const clause_coverage& seen) {
  const evidence_count found = evidence_for(clause.id, seen);
  if (found.cells != 0) {
    return standing::proven;
  }
  if (!clause.untested.empty()) {
    return standing::untestable;
  }
  // Where some cells got further, the kernel's lack is not what keeps the evidence away.
  return found.not_reached == 0 && !found.lacks.empty() ? standing::unsupported : standing::missing;
}

std::size_t count_missing(const std::vector<clause_words>& clauses, const clause_coverage& seen) {
  return static_cast<std::size_t>(std::ranges::count_if(clauses, [&](const clause_words& clause) {
    return standing_of(clause, seen) == standing::missing;
  }));
}

std::string evidence_text(const std::vector<clause_words>& clauses, const clause_coverage& seen,
                          const std::string& where, const text_style& how) {
  constexpr std::size_t word_width = 16;
  const std::size_t width = std::max(how.width, narrowest);
  std::size_t widest = 0;
  for (const clause_words& clause : clauses) {
    widest = std::max(widest, columns(clause.id));
  }
  std::string text;
  std::array<std::size_t, standing_words.size()> sums{};
  std::string section;
  for (const clause_words& clause : clauses) {
    if (clause.section != section) {
      section = clause.section;
      text += bold(section, how.colour) + '\n';
    }
    const standing is = standing_of(clause, seen);
    ++sums.at(static_cast<std::size_t>(is));
    const std::size_t behind = 2 + word_width + widest + 2;
    text +=
        "  " +
        painted(padded(std::string{sign(colour_of(is), how.utf8)} + ' ' + std::string{word_of(is)},
                       word_width),
                colour_of(is), how.colour) +
        padded(clause.id, widest + 2) +
        flow(split_words(printable(details(clause, seen))), " ", behind, width) + '\n';
  }
  text += '\n' + some(clauses.size(), "clause") + ' ' + where + ": ";
  for (std::size_t at = 0; at != sums.size(); ++at) {
    text += (at == 0 ? "" : ", ") + std::to_string(sums.at(at)) + ' ' +
            std::string{standing_words.at(at)};
  }
  return text + ".\n";
}

std::string evidence_json(const std::vector<clause_words>& clauses, const clause_coverage& seen) {
  ordered_json list = ordered_json::array();
  for (const clause_words& clause : clauses) {
    const evidence_count found = evidence_for(clause.id, seen);
    ordered_json one{{"clause", clause.id},
                     {"standing", word_of(standing_of(clause, seen))},
                     {"cells", found.cells},
                     {"unsupported", found.unsupported},
                     {"not_reached", found.not_reached},
                     {"scenarios", found.scenarios}};
    if (!clause.untested.empty()) {
      one["untestable"] = clause.untested;
    }
    if (!found.lacks.empty()) {
      one["lacks"] = found.lacks;
    }
    list.push_back(std::move(one));
  }
  const ordered_json whole{{"without_evidence", count_missing(clauses, seen)},
                           {"clauses", std::move(list)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace cnp
