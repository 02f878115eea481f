#pragma once

#include "reports/run/record.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace cnp {

/// How often each step of a scenario hung, so that a kernel that hangs in every cell does not hang
/// for hours: once a step has, as often as the limit says, the scenario's other cells are not
/// performed. Counts the records of one run file; runs that share the cells count for themselves.
class hang_budget {
 public:
  /// `limit` 0: there is none.
  explicit hang_budget(std::uint32_t limit) : limit_(limit) {}

  /// Counts the cell if it hung.
  void add(const cell_record& cell);
  /// Why cells of this scenario are performed no more: one sentence; empty while they are.
  [[nodiscard]] std::string spent(const std::string& scenario) const;

 private:
  std::uint32_t limit_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> hangs_;  ///< By scenario and step.
  std::map<std::string, std::string> spent_;                            ///< Why, by scenario.
};

}  // namespace cnp
