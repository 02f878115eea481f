#pragma once

#include "reports/run/record.hpp"
#include "reports/text/text.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cnp {

/// What there is as evidence for one clause.
struct evidence_count {
  std::set<std::string> scenarios;  ///< That are meant to prove it.
  std::size_t cells = 0;            ///< That do: planned ones, or those with a verdict.
  std::size_t unsupported = 0;      ///< Cells that could not be performed on the kernel …
  std::string lacks;                ///< … and why, as one of them says.
  std::size_t not_reached = 0;      ///< Cells that ended before they came to it.
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

  /// By clause id; a clause that nobody spoke about is absent.
  [[nodiscard]] const std::map<std::string, evidence_count>& clauses() const { return clauses_; }

 private:
  std::map<std::string, evidence_count> clauses_;
};

/// How a clause stands.
enum class standing : std::uint8_t {
  proven,
  unsupported,  ///< No evidence, but the kernel said why.
  untestable,   ///< No evidence, but the registry says why.
  missing,      ///< No evidence and no reason.
};

/// How a clause stands by this evidence. Pure.
[[nodiscard]] standing standing_of(const clause_words& clause, const clause_coverage& seen);
/// How many clauses have neither evidence nor a stated reason. Pure.
[[nodiscard]] std::size_t count_missing(const std::vector<clause_words>& clauses,
                                        const clause_coverage& seen);

/// A line for each clause, by the sections of the page, and the sums; `where` says what the
/// evidence was sought in ("in 2 run files"). Ends with a newline.
[[nodiscard]] std::string evidence_text(const std::vector<clause_words>& clauses,
                                        const clause_coverage& seen, const std::string& where,
                                        const text_style& how);
/// The same for programs: one JSON object.
[[nodiscard]] std::string evidence_json(const std::vector<clause_words>& clauses,
                                        const clause_coverage& seen);

}  // namespace cnp
