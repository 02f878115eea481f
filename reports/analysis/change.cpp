#include "reports/analysis/change.hpp"

#include <algorithm>

namespace cnp {

namespace {

/// How bad a verdict is, for telling better from worse: what is as good has the same number.
[[nodiscard]] int badness(verdict the_verdict) {
  switch (the_verdict) {
  case verdict::unsupported:
  case verdict::suite_error:
  case verdict::not_performed:
  case verdict::conforms:
  case verdict::characterised:
  case verdict::recovered:  // The kernel does as documented; it is our record that is out of date.
    return 0;
  case verdict::known_deviation:
    return 1;
  case verdict::implausible:
  case verdict::not_arranged:
  case verdict::deviates:
    return 2;
  case verdict::hung:
    return 3;
  case verdict::crashed:
    return 4;
  }
  return 0;
}

[[nodiscard]] bool says_nothing(verdict the_verdict) {
  return the_verdict == verdict::unsupported || the_verdict == verdict::suite_error ||
         the_verdict == verdict::not_performed;
}

[[nodiscard]] bool repetitions_vary(const cell_state& cell) {
  return cell.repetitions.size() > 1;
}

/// Whether one of the repetitions gave this.
[[nodiscard]] bool had(const cell_state& cell, verdict is, std::string_view print) {
  return std::ranges::any_of(cell.repetitions, [&](const repeated_outcome& one) {
    return one.is == is && one.print == print;
  });
}

/// Whether neither says that the kernel did what nobody knew of it: a race may be decided by what
/// is documented, and by what is recorded, in turns.
[[nodiscard]] bool both_pass(verdict one, verdict other) {
  return !says_nothing(one) && !says_nothing(other) && passes(one, false) && passes(other, false);
}

/// Whether the earlier repetitions varied and gave all that the later run did.
[[nodiscard]] bool was_known_to_vary(const cell_state& before, const cell_state& after) {
  if (!repetitions_vary(before)) {
    return false;
  }
  if (after.repetitions.empty()) {
    return had(before, after.is, after.print);
  }
  return std::ranges::all_of(after.repetitions, [&before](const repeated_outcome& one) {
    return had(before, one.is, one.print);
  });
}

}  // namespace

std::optional<change> change_between(verdict before, verdict after, bool same_outcome) {
  if (before == after) {
    return same_outcome || says_nothing(after) ? std::nullopt : std::optional{change::changed};
  }
  if (after == verdict::suite_error) {
    return change::suite_failed;
  }
  if (after == verdict::unsupported) {
    return change::newly_unsupported;
  }
  if (after == verdict::not_performed) {
    return change::not_performed;
  }
  if (says_nothing(before)) {
    return change::newly_judged;
  }
  const int worse_by = badness(after) - badness(before);
  if (worse_by > 0) {
    return change::regressed;
  }
  // A failure of another kind is no recovery.
  return worse_by < 0 && badness(after) < badness(verdict::deviates) ? change::recovered
                                                                     : change::changed;
}

cell_change change_of(const cell_state& before, const cell_state& after,
                      const std::function<bool()>& race) {
  const bool same_outcome = before.print == after.print;
  if (was_known_to_vary(before, after)) {
    const bool same = before.is == after.is && same_outcome;
    return {.is = std::nullopt, .varies = !same};
  }
  if (is_flaky(after, race)) {
    return {.is = change::flaky};
  }
  const auto is = change_between(before.is, after.is, same_outcome);
  if (is && (before.is == after.is || both_pass(before.is, after.is)) && race()) {
    return {.is = std::nullopt, .varies = true};
  }
  return {.is = is};
}

bool is_flaky(const cell_state& cell, const std::function<bool()>& race) {
  if (!repetitions_vary(cell)) {
    return false;
  }
  const bool alike = std::ranges::all_of(cell.repetitions, [&cell](const repeated_outcome& one) {
    return one.is == cell.is || both_pass(one.is, cell.is);
  });
  return !alike || !race();
}

}  // namespace cnp
