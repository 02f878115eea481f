#include "reports/analysis/counts.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace cnp {

void clause_count::add(std::optional<verdict> is) {
  ++(is ? counts.at(static_cast<std::size_t>(*is)) : not_reached);
}

std::optional<verdict> clause_count::worst(bool strict) const {
  std::optional<verdict> found;
  for (const verdict one : all_values<verdict>()) {
    if (of(one) != 0) {
      found = one;
    }
  }
  const bool known_is_worse =
      strict && found == verdict::suite_error && of(verdict::known_deviation) != 0;
  return known_is_worse ? verdict::known_deviation : found;
}

std::size_t clause_count::cells() const {
  std::size_t sum = not_reached;
  for (const std::size_t one : counts) {
    sum += one;
  }
  return sum;
}

standing standing_of(const clause& about, const clause_count& found) {
  const auto worst = found.worst();
  if (worst && (*worst != verdict::unsupported || found.not_reached == 0)) {
    const std::size_t silent = found.not_reached + found.of(verdict::suite_error) +
                               found.of(verdict::unsupported) + found.of(verdict::not_performed);
    return {.word = word(*worst),
            .looks = *worst,
            .is_missing = *worst != verdict::unsupported && found.cells() == silent};
  }
  // Where some cells got further, the kernel's lack is not what keeps the evidence away.
  if (found.not_reached != 0) {
    return {.word = "not reached", .looks = verdict::suite_error, .is_missing = true};
  }
  return about.untestable.empty()
             ? standing{.word = "no evidence", .looks = verdict::suite_error, .is_missing = true}
             : standing{.word = "not testable"};
}

std::string refusal_of(const cell_record& cell) {
  const auto found = std::ranges::find(cell.steps, verdict::not_arranged, &step_record::is);
  return found == cell.steps.end() ? std::string{}
                                   : found->call.substr(0, found->call.find('(')) + " gave " +
                                         found->seen + " where " + found->allowed + " is needed";
}

void run_counts::add(const cell_record& cell) {
  all_.add(cell.is);
  for (const auto& [clause, is] : cell.clauses) {
    clauses_[clause].add(is);
  }
  if (const std::string refused = refusal_of(cell); !refused.empty()) {
    unasked_count& count = refusals_[refused];
    count.scenarios.insert(cell.scenario);
    ++count.cells;
  }
  if (cell.is == verdict::not_performed) {
    unasked_count& count = not_performed_[cell.why];
    count.scenarios.insert(cell.scenario);
    ++count.cells;
  }
  if (cell.clauses.empty()) {
    without_clause_[cell.scenario].add(cell.is);
  }
  std::set<std::string_view> here;
  for (const step_record& one : cell.steps) {
    if (one.is == verdict::characterised) {
      ++silent_[cell.scenario + ", " + std::string{label_stem(one.label)}][one.seen];
    }
    if (one.recorded && one.is == verdict::known_deviation &&
        here.insert(one.recorded->id).second) {
      deviation_count& count = deviations_[one.recorded->id];
      count.reason = one.recorded->reason;
      ++count.cells;
    }
  }
}

}  // namespace cnp
