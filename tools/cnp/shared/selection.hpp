#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/scenario.hpp"
#include "tools/cnp/shared/share.hpp"

#include <string>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): the library names it.
namespace CLI {
class App;
}

namespace cnp {

/// The ids of all scenarios and of all clauses, in order.
[[nodiscard]] std::vector<std::string> scenario_ids();
[[nodiscard]] std::vector<std::string> clause_ids();
/// The keys of a scenario's cells; none for a scenario that there is not.
[[nodiscard]] std::vector<std::string> cell_keys(const std::string& scenario_id);

/// What the user wants of all scenarios; everything empty means all. Conditions of one kind are
/// alternatives, different kinds must all hold.
struct selection {
  /// Parts of a cell's key, or of a clause's id. Where some key or id has it as whole words, only
  /// those are meant: `blocking` does not take `nonblocking`.
  std::vector<std::string> filters;
  std::vector<std::string> aspects;    ///< Whole names of aspects: `reuse`.
  std::vector<std::string> scenarios;  ///< Whole scenario ids.
  std::vector<std::string> cells;      ///< Whole cell keys.
  std::vector<std::string> clauses;    ///< Whole clause ids.
  bool matrix = false;  ///< Also the walks of the matrix, if they are not named anyway.
  share part = {};      ///< Of what the others leave: which part.
};

/// The names of the aspects, in order.
[[nodiscard]] std::vector<std::string> aspect_names();

/// Whether that is everything.
[[nodiscard]] bool selects_all(const selection& wanted);

/// The options that choose the same, part apart: what a command line would have.
[[nodiscard]] std::vector<std::string> words_of(const selection& wanted);

/// A cell to run, and its scenario, which stays where it is.
struct selected_cell {
  const scenario* what = nullptr;
  cell where;
  std::string key;
};

/// The cells that are wanted, in the order of `all_scenarios`. Throws `input_error`
/// with one sentence for a scenario, cell or clause that does not exist (and the nearest that
/// does), and for a filter that matches nothing. Empty only if the part is: there are more parts
/// than cells.
[[nodiscard]] std::vector<selected_cell> select(const selection& wanted);

/// `3287 cells of 12 aspects: reuse 1200, …`: what a choice came to. Pure.
[[nodiscard]] std::string selection_text(const std::vector<selected_cell>& cells);

/// The cell of this key, or the first one of the scenario of this id. Throws as `select` does.
[[nodiscard]] selected_cell select_one(const std::string& key_or_id);

/// The options by which a command's user chooses cells.
void add_selection(CLI::App& command, selection& wanted);

}  // namespace cnp
