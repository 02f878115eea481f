#include "reports/verdict/deviation.hpp"

#include "harness/support/input_error.hpp"

#include <algorithm>
#include <optional>

namespace cnp {

namespace {

/// The recorded values on an axis; null if the entry holds for all of them.
[[nodiscard]] const std::vector<std::string>* values_on(const deviation& entry,
                                                        std::string_view axis) {
  const auto found = std::ranges::find(entry.cell, axis, [](const auto& one) { return one.first; });
  return found == entry.cell.end() ? nullptr : &found->second;
}

[[nodiscard]] bool names_cell(const deviation& entry, const cell_words& on_axes) {
  return std::ranges::all_of(on_axes, [&entry](const auto& axis_and_word) {
    const auto* values = values_on(entry, axis_and_word.first);
    return values == nullptr || std::ranges::find(*values, axis_and_word.second) != values->end();
  });
}

[[nodiscard]] bool names_kernel(const deviation& entry, const kernel_identity& kernel) {
  if (entry.family != kernel.family) {
    return false;
  }
  const std::optional<version> running = version::of_kernel(kernel.version);
  return running ? entry.versions.contains(*running) : entry.versions.contains_all();
}

/// Whether some cell is named by both entries.
[[nodiscard]] bool cells_overlap(const deviation& left, const deviation& right) {
  return std::ranges::all_of(left.cell, [&right](const auto& axis_and_values) {
    const auto* others = values_on(right, axis_and_values.first);
    return others == nullptr || std::ranges::find_first_of(axis_and_values.second, *others) !=
                                    axis_and_values.second.end();
  });
}

[[nodiscard]] bool collide(const deviation& left, const deviation& right) {
  const bool same_place = left.speaks_about(right.scenario, right.step) ||
                          std::ranges::any_of(right.also, [&left](const auto& place) {
                            return left.speaks_about(place.first, place.second);
                          });
  return left.family == right.family && same_place && left.versions.overlaps(right.versions) &&
         cells_overlap(left, right);
}

/// Whether it is the recorded outcome, and the record says what each optional member was that was
/// seen and that some allowed outcome looks at.
[[nodiscard]] bool is_recorded(const outcome& seen, const outcome& recorded,
                               const std::vector<outcome>& allowed) {
  return matches(seen, recorded) && of_each_optional_member([&](auto member) {
           return recorded.*member || !(seen.*member) ||
                  std::ranges::none_of(
                      allowed, [member](const outcome& one) { return (one.*member).has_value(); });
         });
}

}  // namespace

bool deviation::speaks_about(std::string_view scenario_id, std::string_view label) const {
  return (scenario == scenario_id && step == label) ||
         std::ranges::any_of(also, [&](const auto& place) {
           return place.first == scenario_id && place.second == label;
         });
}

std::string deviation::place() const {
  const std::string first = file + ':' + std::to_string(first_line);
  return first_line == last_line ? first : first + '-' + std::to_string(last_line);
}

void check_for_duplicates(const deviations& all) {
  for (auto later = all.begin(); later != all.end(); ++later) {
    const auto same_id = std::find_if(
        all.begin(), later, [&later](const deviation& one) { return one.id == later->id; });
    if (same_id != later) {
      throw input_error(later->place() + ": deviation '" + later->id + "' is already in " +
                        same_id->place());
    }
    const auto same_step = std::find_if(
        all.begin(), later, [&later](const deviation& one) { return collide(one, *later); });
    if (same_step != later) {
      throw input_error(later->place() + ": deviation '" + later->id +
                        "' speaks about a version, cell and step that '" + same_step->id + "' in " +
                        same_step->place() + " speaks about too");
    }
  }
}

finding find(const deviations& all, const kernel_identity& kernel, std::string_view scenario_id,
             const cell_words& on_axes, const step& the_step, const outcome& seen) {
  const auto entry = std::ranges::find_if(all, [&](const deviation& one) {
    return one.speaks_about(scenario_id, label_stem(the_step.label)) && names_kernel(one, kernel) &&
           names_cell(one, on_axes);
  });
  if (entry == all.end()) {
    return {};
  }
  const bool equal = is_recorded(seen, entry->seen, the_step.allowed);
  return {equal ? finding::kind::equal : finding::kind::other, &*entry};
}

bool ends_script(const deviations& all, const kernel_identity& kernel, std::string_view scenario_id,
                 std::string_view label) {
  return std::ranges::any_of(all, [&](const deviation& entry) {
    return entry.stops && names_kernel(entry, kernel) && entry.speaks_about(scenario_id, label);
  });
}

}  // namespace cnp
