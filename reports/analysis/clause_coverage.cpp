#include "reports/analysis/clause_coverage.hpp"

#include <algorithm>

namespace cnp {

void clause_coverage::plan(const std::string& scenario, const std::vector<std::string>& clauses,
                           std::size_t cells) {
  for (const std::string& id : clauses) {
    evidence_count& of = clauses_[id];
    of.scenarios.insert(scenario);
    of.planned += cells;
  }
}

void clause_coverage::add(const cell_record& cell) {
  for (const auto& [id, is] : cell.clauses) {
    evidence_count& of = clauses_[id];
    of.scenarios.insert(cell.scenario);
    of.judged.add(is);
    if (is == verdict::unsupported && of.lacks.empty()) {
      of.lacks = cell.why;
    }
  }
}

evidence_count clause_coverage::of(std::string_view id) const {
  const auto found = clauses_.find(std::string{id});
  return found == clauses_.end() ? evidence_count{} : found->second;
}

standing standing_of(const clause& about, const evidence_count& seen) {
  return seen.planned != 0 ? standing{.word = "planned", .looks = verdict::conforms}
                           : standing_of(about, seen.judged);
}

std::size_t count_missing(std::span<const clause> clauses, const clause_coverage& seen) {
  return static_cast<std::size_t>(std::ranges::count_if(clauses, [&seen](const clause& one) {
    return standing_of(one, seen.of(one.id)).is_missing;
  }));
}

}  // namespace cnp
