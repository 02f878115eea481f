#include "tools/cnp/run/hang_budget.hpp"

#include <algorithm>

namespace cnp {

void hang_budget::add(const cell_record& cell) {
  if (limit_ == 0 || cell.is != verdict::hung) {
    return;
  }
  const auto step = std::ranges::find(cell.steps, verdict::hung, &step_record::is);
  const bool in_step = step != cell.steps.end();
  const std::string label = in_step ? std::string(label_stem(step->label)) : "";
  std::uint32_t& count = hangs_[{cell.scenario, label}];
  if (++count == limit_) {
    const std::string hung = in_step ? "'" + label + "'" : "closing the handles";
    spent_.try_emplace(cell.scenario, hung + " hung in " + std::to_string(count) +
                                          (count == 1 ? " cell" : " cells") +
                                          " of the scenario before, the last time in " + cell.key);
  }
}

std::string hang_budget::spent(const std::string& scenario) const {
  const auto found = spent_.find(scenario);
  return found == spent_.end() ? std::string{} : found->second;
}

}  // namespace cnp
