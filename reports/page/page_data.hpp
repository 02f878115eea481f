#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/change.hpp"
#include "reports/benchmarks/benchmark_file.hpp"
#include "reports/page/page_json.hpp"
#include "reports/page/page_model.hpp"
#include "reports/run/record.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cnp {

/// What the page tells that run files do not, given by whoever knows the cases.
struct page_texts {
  std::span<const clause> clauses = {};  ///< In the order of the documentation.
  std::span<const catalogue_line> catalogue = {};
  std::map<std::string, std::string> scenarios = {};  ///< What a scenario shows, by id.
  /// Which cells are races, so that another outcome is no change; may be empty.
  is_race race = {};
  /// The recorded deviations: run files name them, and have their reasons, not their evidence.
  deviations recorded = {};
  std::vector<model_transition> model = {};
};

/// The data of the page, collected record by record from one run after another: every text, every
/// step and every sequence of steps is kept once. Strings from run files are made `printable`. What
/// it writes is read by reports/page/assets/data.js, which says what is where.
class page_data {
 public:
  /// `texts` must outlive it.
  explicit page_data(const page_texts& texts);

  /// Begins a run. `label` is what it is called on the page.
  void begin_run(const run_header& header, std::string_view label, std::string_view file);
  /// A record of the run; `print` is its fingerprint. False, and nothing is done, if the run has
  /// this cell already.
  [[nodiscard]] bool add(const cell_record& cell, std::string_view print);
  void end_run(const run_footer& footer);
  /// Benchmark files in the order given: what each was measured on, and its series, times in
  /// microseconds. Read by reports/page/assets/view_costs.js.
  void set_benchmarks(const std::vector<benchmark_run>& runs);

  /// How many different cells the runs have.
  [[nodiscard]] std::size_t cells() const { return cells_.size(); }
  /// All of it, as `script_json` is.
  [[nodiscard]] std::string json() const;

 private:
  /// A cell in all runs.
  struct cell_entry {
    std::string_view name;  ///< The key in `cell_numbers_`.
    std::int64_t scenario;
    std::int64_t aspect;
    std::int64_t axes;
    std::int64_t key;  ///< -1: it is what scenario and axes say.
  };
  /// What a run says about a cell, mostly by numbers; -1 where it says nothing.
  struct cell_in_run {
    std::int64_t is = -1;
    std::int64_t why = -1;
    std::int64_t clauses = -1;
    std::int64_t shape = -1;
    std::int64_t order = -1;
    std::int64_t first = -1;
    std::int64_t script = -1;
    std::int64_t took = -1;
    std::int64_t print = -1;
    std::int64_t change = -1;
    std::int64_t repeated = -1;
    std::string steps_took = "0";  ///< JSON.
    /// What repetitions gave, where they did not all give the same.
    std::vector<repeated_outcome> varied;
  };
  struct run_entry {
    std::string about;               ///< JSON: what it was and, once it has ended, what it came to.
    std::vector<cell_in_run> cells;  ///< By the cell's number; may end early.
    bool baseline = false;

    [[nodiscard]] const cell_in_run& of(std::size_t cell) const;
    [[nodiscard]] bool has(std::size_t cell) const { return of(cell).is != -1; }
  };

  std::int64_t text(std::string_view from_file) { return texts_.number(from_file); }
  std::size_t cell_number(const cell_record& cell);
  std::int64_t step(const step_record& one);
  std::int64_t recorded(const deviation_record& one);
  std::int64_t clause_set(const cell_record& cell);
  std::int64_t shape(const std::vector<step_record>& steps);
  std::int64_t repetitions(const cell_record& cell);
  std::int64_t order(const std::vector<step_record>& steps);
  [[nodiscard]] cell_state state(const cell_in_run& cell) const;
  [[nodiscard]] bool is_race_cell(std::size_t cell) const;
  [[nodiscard]] std::int64_t change_in(std::size_t run, std::size_t cell) const;
  void write_texts(page_json& to) const;
  void write_cells(page_json& to) const;
  void write_runs(page_json& to) const;

  const page_texts& given_;
  numbered_values texts_;
  numbered_values clauses_;  ///< Those that are given, and behind them those that only runs have.
  numbered_values axes_;     ///< JSON: name and value in turn.
  numbered_values steps_;    ///< JSON, and so are all others.
  numbered_values recorded_;
  numbered_values clause_sets_;
  numbered_values shapes_;
  numbered_values orders_;
  numbered_values prints_;
  numbered_values repetitions_;
  std::unordered_map<std::string, std::int64_t> step_numbers_;  ///< By identity.
  std::set<std::string> deviations_;                            ///< Ids.
  std::vector<cell_entry> cells_;
  std::unordered_map<std::string, std::size_t> cell_numbers_;
  std::vector<run_entry> runs_;
  std::string benchmarks_ = "[]";  ///< JSON.
};

}  // namespace cnp
