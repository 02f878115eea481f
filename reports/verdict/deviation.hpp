#pragma once

#include "harness/scenario/observation.hpp"
#include "harness/scenario/outcome.hpp"
#include "harness/scenario/scenario.hpp"
#include "reports/verdict/kernel_version.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

/// A cell's value on every axis, by axis name: what `words(cell)` gives.
using cell_words = std::vector<std::pair<std::string_view, std::string_view>>;

/// Recorded data: on these versions of a kernel family, this step of a scenario gives this exact
/// outcome instead of the documented one. A value; the format is
/// `reports/schema/deviations.schema.json`.
struct deviation {
  std::string id;
  std::string family;  ///< `windows` or `wine`.
  version_range versions;
  std::string scenario;
  std::string step;  ///< The step's label.
  /// Other places (scenario, step) where the same thing is seen, such as walks of the matrix.
  std::vector<std::pair<std::string, std::string>> also;
  std::vector<std::pair<std::string, std::vector<std::string>>>
      cell;            ///< Axis, values; none: all cells.
  std::string clause;  ///< The sentence it is about; may be empty.
  outcome seen;        ///< Absent optional members: not looked at.
  bool stops = false;  ///< The rest of the script makes no sense after it.
  std::string reason;
  std::vector<std::string> evidence;
  std::string recorded_on;    ///< Date, `2025-11-23`.
  std::string recorded_from;  ///< The kernel it was seen on, or `not seen by this project; …`.
  std::string file;           ///< Where it is recorded, with its first and last line there.
  std::size_t first_line = 0;
  std::size_t last_line = 0;

  /// Whether it speaks about this step of this scenario.
  [[nodiscard]] bool speaks_about(std::string_view scenario_id, std::string_view label) const;
  /// `reports/kernels/wine.json:12-25`.
  [[nodiscard]] std::string place() const;
};

/// All that is recorded for one or several kernel families.
using deviations = std::vector<deviation>;

/// The names that deviation data may use, given by whoever knows the cases.
struct known_names {
  std::set<std::string> scenarios;
  /// The labels that the steps of a scenario have in any cell. A question, because answering it
  /// for every scenario takes as long as reading their cells, and data speaks of few.
  std::function<std::set<std::string>(const std::string& scenario)> steps_of;
  std::set<std::string> clauses;
  /// For data that is built in, whose names a test has checked: any name is taken.
  bool unchecked = false;
};

/// The deviations in a text; `file` names it in messages and in `deviation::file`. Everything is
/// validated: throws `input_error` with one sentence naming file, line, entry and the offending
/// thing.
[[nodiscard]] deviations load_deviations(std::string_view text, const std::string& file,
                                         const known_names& known);
/// The same from a file (of at most 4 MiB).
[[nodiscard]] deviations read_deviations(const std::filesystem::path& file,
                                         const known_names& known);

/// An entry as these files have it: a JSON object. Pure.
[[nodiscard]] std::string to_json(const deviation& entry);

/// Throws `input_error` if two entries speak about the same version, cell and step, or share an id.
/// The loaders check this within a file; whoever joins several files calls it again.
void check_for_duplicates(const deviations& all);

/// What the records say about a step that was performed.
struct finding {
  enum class kind : std::uint8_t {
    none,   ///< Nothing is recorded for this kernel, scenario, cell and step.
    equal,  ///< This outcome is recorded.
    other,  ///< Another outcome is recorded.
  };
  kind is = kind::none;
  const deviation* entry =
      nullptr;  ///< Not owned: an element of the deviations that were searched.
};

/// Looks a step's outcome up. An outcome is the recorded one if it `matches` it and the record says
/// something about every optional member that the step's allowed outcomes look at. Pure.
[[nodiscard]] finding find(const deviations& all, const kernel_identity& kernel,
                           std::string_view scenario_id, const cell_words& on_axes,
                           const step& the_step, const outcome& seen);

/// Whether a script is recorded to end with this step on this kernel, in whichever cell. Pure.
[[nodiscard]] bool ends_script(const deviations& all, const kernel_identity& kernel,
                               std::string_view scenario_id, std::string_view label);

}  // namespace cnp
