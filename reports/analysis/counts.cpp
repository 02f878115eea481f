#include "reports/analysis/counts.hpp"

#include <set>
#include <string_view>

namespace cnp {

std::optional<verdict> clause_count::worst() const {
  std::optional<verdict> found;
  for (const verdict one : all_values<verdict>()) {
    if (counts.at(static_cast<std::size_t>(one)) != 0) {
      found = one;
    }
  }
  return found;
}

std::size_t clause_count::cells() const {
  std::size_t sum = not_reached;
  for (const std::size_t one : counts) {
    sum += one;
  }
  return sum;
}

void run_counts::add(const cell_record& cell) {
  ++all_.counts.at(static_cast<std::size_t>(cell.is));
  for (const auto& [clause, is] : cell.clauses) {
    clause_count& count = clauses_[clause];
    if (is) {
      ++count.counts.at(static_cast<std::size_t>(*is));
    } else {
      ++count.not_reached;
    }
  }
  std::set<std::string_view> here;
  for (const step_record& one : cell.steps) {
    if (one.recorded && one.is == verdict::known_deviation &&
        here.insert(one.recorded->id).second) {
      deviation_count& count = deviations_[one.recorded->id];
      count.reason = one.recorded->reason;
      ++count.cells;
    }
  }
}

}  // namespace cnp
