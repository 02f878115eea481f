#include "reports/analysis/clause_coverage.hpp"

#include <algorithm>

namespace cnp {

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

evidence_count clause_coverage::of(std::string_view id) const {
  const auto found = clauses_.find(std::string{id});
  return found == clauses_.end() ? evidence_count{} : found->second;
}

standing standing_of(const clause& about, const clause_coverage& seen) {
  const evidence_count found = seen.of(about.id);
  if (found.cells != 0) {
    return standing::proven;
  }
  if (!about.untestable.empty()) {
    return standing::untestable;
  }
  // Where some cells got further, the kernel's lack is not what keeps the evidence away.
  return found.not_reached == 0 && !found.lacks.empty() ? standing::unsupported : standing::missing;
}

std::size_t count_missing(std::span<const clause> clauses, const clause_coverage& seen) {
  return static_cast<std::size_t>(std::ranges::count_if(
      clauses, [&seen](const clause& one) { return standing_of(one, seen) == standing::missing; }));
}

}  // namespace cnp
