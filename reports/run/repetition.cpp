#include "reports/run/repetition.hpp"

#include "harness/support/assertion.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace cnp {

namespace {

/// The first step in which two executions of a cell differ, by the label and what was seen in
/// each; empty texts if they do not differ or keep no steps.
struct step_difference {
  std::string label;
  std::string in_first;
  std::string in_second;
};

[[nodiscard]] step_difference first_difference(const cell_record& first,
                                               const cell_record& second) {
  const std::size_t longer = std::max(first.steps.size(), second.steps.size());
  for (std::size_t at = 0; at != longer; ++at) {
    const step_record* one = at < first.steps.size() ? &first.steps[at] : nullptr;
    const step_record* other = at < second.steps.size() ? &second.steps[at] : nullptr;
    if (one == nullptr || other == nullptr || one->seen != other->seen) {
      return {(one == nullptr ? other : one)->label, one == nullptr ? "not performed" : one->seen,
              other == nullptr ? "not performed" : other->seen};
    }
  }
  return {};
}

}  // namespace

void repeated_cell::note(const repeated_outcome& given, const cell_record* whole) {
  const auto found = std::ranges::find_if(variants_, [&given](const variant& one) {
    return one.what.is == given.is && one.what.print == given.print;
  });
  if (found == variants_.end()) {
    variants_.push_back({given, whole == nullptr ? std::nullopt : std::optional{*whole}});
    return;
  }
  found->what.times += given.times;
  if (!found->whole && whole != nullptr) {
    found->whole = *whole;
  }
}

void repeated_cell::add(const cell_record& one) {
  if (one.repetitions.empty()) {
    note({.is = one.is, .print = fingerprint(one), .times = 1, .step = {}, .seen = {}}, &one);
    return;
  }
  for (const repeated_outcome& each : one.repetitions) {
    // The record's own outcome is the first of them.
    note(each, &each == &one.repetitions.front() ? &one : nullptr);
  }
}

cell_record repeated_cell::finish() const {
  const auto worst = std::ranges::max_element(variants_, {}, [](const variant& one) {
    return std::tuple{one.whole.has_value(), one.what.is, one.what.times};
  });
  CNP_ASSERT(worst != variants_.end() && worst->whole, "a repetition of nothing");
  cell_record made = *worst->whole;
  made.repetitions = {worst->what};
  if (variants_.size() == 1 && worst->what.times == 1) {
    made.repetitions.clear();  // Performed once is not repeated.
    return made;
  }
  repeated_outcome& own = made.repetitions.front();
  for (const variant& each : variants_) {
    if (&each == &*worst) {
      continue;
    }
    repeated_outcome other = each.what;
    if (each.whole) {
      const step_difference differs = first_difference(made, *each.whole);
      other.step = differs.label;
      other.seen = differs.in_second;
      if (own.step.empty()) {
        own.step = differs.label;
        own.seen = differs.in_first;
      }
    }
    made.repetitions.push_back(std::move(other));
  }
  std::stable_sort(made.repetitions.begin() + 1, made.repetitions.end(),
                   [](const repeated_outcome& left, const repeated_outcome& right) {
                     return left.times > right.times;
                   });
  return made;
}

std::size_t times_performed(const cell_record& cell) {
  return cell.repetitions.empty()
             ? 1
             : std::accumulate(
                   cell.repetitions.begin(), cell.repetitions.end(), std::size_t{0},
                   [](std::size_t sum, const repeated_outcome& one) { return sum + one.times; });
}

std::string outcomes_text(const cell_record& cell) {
  const std::size_t all = times_performed(cell);
  std::string text;
  for (const repeated_outcome& one : cell.repetitions) {
    text += (text.empty() ? "" : ", or ") +
            (one.seen.empty() ? std::string{word(one.is)} : one.seen) + " (" +
            std::to_string(one.times) + " of " + std::to_string(all) + " times)";
  }
  return text;
}

}  // namespace cnp
