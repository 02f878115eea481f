#include "reports/analysis/failure.hpp"

#include "reports/analysis/counts.hpp"

#include <algorithm>

namespace cnp {

const step_record* failing_step(const cell_record& cell, bool strict) {
  const auto found = std::ranges::find_if(
      cell.steps, [strict](const step_record& one) { return !passes(one.is, strict); });
  return found == cell.steps.end() ? nullptr : &*found;
}

failures::likeness failures::like(const cell_record& cell) const {
  if (const std::string refused = refusal_of(cell); !refused.empty()) {
    return {{}, cell.is, refused, {}};
  }
  const step_record* step = failing_step(cell, strict_);
  return {cell.scenario, cell.is, step == nullptr ? cell.why : std::string{label_stem(step->label)},
          step == nullptr ? std::string{} : step->seen};
}

bool failures::add(const cell_record& cell) {
  if (passes(cell.is, strict_)) {
    return false;
  }
  const auto [place, is_new] = number_of_.emplace(like(cell), groups_.size());
  if (is_new) {
    groups_.push_back({.example = cell});
  }
  ++groups_[place->second].cells;
  return is_new;
}

}  // namespace cnp
