#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// What there is as evidence for one clause.
struct evidence_count {
  std::set<std::string> scenarios;  ///< That are meant to prove it, or spoke about it.
  std::size_t planned = 0;          ///< Cells that are meant to prove it.
  clause_count judged;              ///< What cells of runs said about it.
  std::string lacks;  ///< What the kernel lacks, as one of the unsupported cells says.
};

/// Which clauses have evidence: cells that said something about them. Of the scenarios, it is what
/// is planned; of run files, what was seen.
class clause_coverage {
 public:
  /// Counts a scenario that is there and proves these clauses in so many cells.
  void plan(const std::string& scenario, const std::vector<std::string>& clauses,
            std::size_t cells);
  /// Counts a record of a run.
  void add(const cell_record& cell);

  /// The evidence for a clause; none for one that nobody spoke about.
  [[nodiscard]] evidence_count of(std::string_view id) const;

 private:
  std::map<std::string, evidence_count> clauses_;
};

/// How a clause stands by this evidence: `planned`, or as it stands in the runs. Pure.
[[nodiscard]] standing standing_of(const clause& about, const evidence_count& seen);
/// How many clauses have neither evidence nor a stated reason. Pure.
[[nodiscard]] std::size_t count_missing(std::span<const clause> clauses,
                                        const clause_coverage& seen);

}  // namespace cnp
