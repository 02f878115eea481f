#pragma once

#include "reports/run/record.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// How often each verdict was given.
struct clause_count {
  verdict_counts counts{};
  std::size_t not_reached = 0;

  /// The most severe verdict that was given; empty if none was.
  [[nodiscard]] std::optional<verdict> worst() const;
  /// All cells, also those where it was not reached.
  [[nodiscard]] std::size_t cells() const;
};

/// How many cells showed a recorded deviation.
struct deviation_count {
  std::string reason;
  std::size_t cells = 0;
};

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

 private:
  clause_count all_;
  std::map<std::string, clause_count> clauses_;
  std::map<std::string, deviation_count> deviations_;
};

}  // namespace cnp
