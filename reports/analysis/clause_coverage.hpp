#pragma once

#include "harness/scenario/registry.hpp"
#include "harness/support/names.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
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

  /// The evidence for a clause; none for one that nobody spoke about.
  [[nodiscard]] evidence_count of(std::string_view id) const;

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
template <>
inline constexpr auto names<standing> = name_table<standing>({"proven", "unsupported",
                                                              "not testable", "no evidence"});

/// How a clause stands by this evidence. Pure.
[[nodiscard]] standing standing_of(const clause& about, const clause_coverage& seen);
/// How many clauses have neither evidence nor a stated reason. Pure.
[[nodiscard]] std::size_t count_missing(std::span<const clause> clauses,
                                        const clause_coverage& seen);

}  // namespace cnp
