#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// How often each verdict was given.
struct clause_count {
  verdict_counts counts{};
  std::size_t not_reached = 0;

  /// Counts what a cell said; empty: it did not come to it.
  void add(std::optional<verdict> is);
  /// How often this verdict was given.
  [[nodiscard]] std::size_t of(verdict is) const { return counts.at(static_cast<std::size_t>(is)); }
  /// The most severe verdict that was given; empty if none was. Under `strict`, known deviations
  /// are nonconformance, which goes before errors of the suite.
  [[nodiscard]] std::optional<verdict> worst(bool strict = false) const;
  /// All cells, also those where it was not reached.
  [[nodiscard]] std::size_t cells() const;
};

/// How a clause stands by what cells said about it: the one rule of every table and of the page.
struct standing {
  std::string_view word;                 ///< The worst verdict, or why there is none.
  verdict looks = verdict::unsupported;  ///< Whose sign and colour it has.
  bool is_missing = false;               ///< There is neither evidence nor a stated reason.
};

/// `found` may be all zero: nobody spoke about it. Pure.
[[nodiscard]] standing standing_of(const clause& about, const clause_count& found);

/// How many cells showed a recorded deviation.
struct deviation_count {
  std::string reason;
  std::size_t cells = 0;
};

/// The cells that were not asked, for one reason.
struct unasked_count {
  std::set<std::string> scenarios;
  std::size_t cells = 0;
};

/// `CreateNamedPipe gave 0/… where nonzero is needed`: of the step that was not arranged,
/// whatever its parameters were. Empty if none was.
[[nodiscard]] std::string refusal_of(const cell_record& cell);

/// What a run comes to, collected record by record, in memory that grows with clauses, not with
/// cells.
class run_counts {
 public:
  void add(const cell_record& cell);

  /// By the cells' overall verdicts.
  [[nodiscard]] const clause_count& all() const { return all_; }
  /// By clause id; clauses that no cell spoke about are absent.
  [[nodiscard]] const std::map<std::string, clause_count>& clauses() const { return clauses_; }
  /// Known deviations that were seen, by id.
  [[nodiscard]] const std::map<std::string, deviation_count>& deviations() const {
    return deviations_;
  }
  /// What the kernel refused to arrange, by `refusal_of`.
  [[nodiscard]] const std::map<std::string, unasked_count>& refusals() const { return refusals_; }
  /// The cells that were not performed, by the reason, which names the step that had hung.
  [[nodiscard]] const std::map<std::string, unasked_count>& not_performed() const {
    return not_performed_;
  }
  /// Cells that speak about no clause, by scenario.
  [[nodiscard]] const std::map<std::string, clause_count>& without_clause() const {
    return without_clause_;
  }
  /// What was seen where every source is silent and the outcome was sane: by scenario and call,
  /// how many cells gave each outcome.
  [[nodiscard]] const std::map<std::string, std::map<std::string, std::size_t>>& silent() const {
    return silent_;
  }

 private:
  clause_count all_;
  std::map<std::string, clause_count> clauses_;
  std::map<std::string, deviation_count> deviations_;
  std::map<std::string, unasked_count> refusals_;
  std::map<std::string, unasked_count> not_performed_;
  std::map<std::string, clause_count> without_clause_;
  std::map<std::string, std::map<std::string, std::size_t>> silent_;
};

}  // namespace cnp
