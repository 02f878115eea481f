#pragma once

#include "reports/run/record.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace cnp {

/// The first step of a cell that does not pass; null if it fails for another reason.
[[nodiscard]] const step_record* failing_step(const cell_record& cell, bool strict);

/// Cells that fail in the same way.
struct failure_group {
  cell_record example;  ///< The first of them.
  std::size_t cells = 0;
};

/// Puts cells together that fail in the same way: those of a scenario whose step of the same call
/// had the same outcome and verdict, and, of all scenarios, those for which the kernel refused the
/// same call that only arranges. Memory grows with the ways to fail, not with the cells.
class failures {
 public:
  explicit failures(bool strict) : strict_(strict) {}

  /// Counts a cell; one that passes is left alone. Whether it is the first of its kind.
  bool add(const cell_record& cell);
  /// In the order in which they came.
  [[nodiscard]] const std::vector<failure_group>& groups() const { return groups_; }

 private:
  using likeness = std::tuple<std::string, verdict, std::string, std::string>;
  [[nodiscard]] likeness like(const cell_record& cell) const;

  bool strict_;
  std::vector<failure_group> groups_;
  std::map<likeness, std::size_t> number_of_;
};

}  // namespace cnp
