#pragma once

#include "reports/run/record.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// Which deviation of a run is to be recorded.
struct recording_wish {
  std::string cell;        ///< A cell that shows it; empty: the first one that does.
  std::string step;        ///< The label of its step; empty: the first that is not as it should be.
  bool this_cell = false;  ///< It is recorded for this cell alone.
};

/// A deviation as a run shows it.
struct recording_draft {
  deviation entry;        ///< Without what only a person knows: id, reason and evidence.
  std::size_t cells = 0;  ///< How many cells of the run show it …
  std::size_t of = 0;     ///< … of so many that came to the step.
  std::string example;    ///< The key of one of them.
  std::string step;       ///< The step's label in that cell.
  std::string allowed;    ///< In words.
  std::string seen;       ///< In words.
  std::string seen_on;    ///< The kernel.
};

/// What the cells of one scenario of a run show that is not recorded yet, for exactly those of its
/// cells that show it, and for the version of the run's kernel. Throws `input_error` if everything
/// is as it should be, if the wished cell or step is none that deviates, and if those cells are not
/// all that have certain values of their axes (they are recorded one by one then). Pure.
[[nodiscard]] recording_draft draft_of(const run_header& header,
                                       const std::vector<cell_record>& cells,
                                       const recording_wish& wish);

/// All that the cells of one scenario of a run show and that is not recorded yet: for each step and
/// outcome as many drafts as it takes to name exactly the cells that show it, by values of their
/// axes. (Cells that no axis tells apart are named together.) Pure.
[[nodiscard]] std::vector<recording_draft> drafts_of(const run_header& header,
                                                     const std::vector<cell_record>& cells);

/// Whether a verdict is one that a record could explain. Pure.
[[nodiscard]] bool can_be_recorded(verdict the_verdict);

/// The outcome without the optional members that no allowed outcome looks at, and with 1 for every
/// value that is not zero: as deviation data has it. Pure.
[[nodiscard]] outcome for_recording(outcome seen, const std::vector<outcome>& allowed);

/// A file of these drafts for a kernel family. What only a person knows (id, reason, evidence) is
/// empty in every entry, and the loader refuses it so: a draft can't be taken for evidence. Pure.
[[nodiscard]] std::string draft_file(const std::string& family,
                                     const std::vector<recording_draft>& drafts);

/// The text of a file of deviations with one more at its end. `text` has to be one that
/// `load_deviations` took. Pure.
[[nodiscard]] std::string with_deviation(std::string_view text, const deviation& entry);

}  // namespace cnp
