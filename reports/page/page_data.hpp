#pragma once

#include "reports/analysis/change.hpp"
#include "reports/page/page_json.hpp"
#include "reports/run/record.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cnp {

/// A clause as the page shows it.
struct page_clause {
  std::string id;
  std::string section;  ///< The heading under which it stands.
  std::string level;    ///< `guarantee`.
  std::string says;
  std::string why;       ///< Why it matters.
  std::string pitfall;   ///< May be empty.
  std::string untested;  ///< Why it can't be tested; empty if it can.
};

/// What the page says in words that run files do not have, given by whoever knows the cases.
struct page_words {
  std::string address;                           ///< Of the documentation.
  std::vector<page_clause> clauses;              ///< In the order of the documentation.
  std::map<std::string, std::string> scenarios;  ///< What a scenario shows, by id.
  /// A line of the catalogue of known behaviour, with its sources; empty if there is no such line.
  std::function<std::string(int)> known;
  /// Which cells are races, so that another outcome is no change; may be empty.
  is_race race;
  /// The recorded deviations: run files name them, and have their reasons, not their evidence.
  deviations recorded;
};

/// The data of the page, collected record by record from one run after another: every text, every
/// step and every sequence of steps is kept once. Strings from run files are made `printable`. What
/// it writes is read by reports/page/assets/data.js, which says what is where.
class page_data {
 public:
  /// `words` must outlive it.
  explicit page_data(const page_words& words);

  /// Begins a run. `label` is what it is called on the page.
  void begin_run(const run_header& header, std::string_view label, std::string_view file);
  /// A record of the run; `print` is its fingerprint. False, and nothing is done, if the run has
  /// this cell already.
  [[nodiscard]] bool add(const cell_record& cell, std::string_view print);
  void end_run(const run_footer& footer);
  /// What the page shows of benchmarks, as `benchmarks_for_page` makes it.
  void set_benchmarks(std::string json) { benchmarks_ = std::move(json); }

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
  /// What a run says about each cell, by the cell's number; -1 where it has no such cell.
  struct columns {
    std::vector<std::int64_t> is, why, clauses, shape, order, first, script, took, print, repeated;
    std::vector<std::string> steps_took;

    void grow(std::size_t size);
  };
  struct run_entry {
    std::string about;  ///< JSON: what it was and, once it has ended, what it came to.
    columns of;
    bool baseline = false;
    /// By cell: what repetitions gave, where they did not all give the same.
    std::unordered_map<std::size_t, std::vector<repeated_outcome>> varied;

    [[nodiscard]] bool has(std::size_t cell) const;
  };

  std::int64_t text(std::string_view from_file);
  std::int64_t clause(std::string_view id);
  std::size_t cell_number(const cell_record& cell);
  std::int64_t step(const step_record& what);
  std::int64_t recorded(const deviation_record& what);
  std::int64_t clause_set(const cell_record& cell);
  std::int64_t shape(const std::vector<step_record>& steps);
  std::int64_t repetitions(const cell_record& cell);
  [[nodiscard]] cell_state state(const run_entry& run, std::size_t cell) const;
  [[nodiscard]] std::int64_t change_in(std::size_t run, std::size_t cell) const;
  std::int64_t order(const std::vector<step_record>& steps);
  void write_words(json_writer& to) const;
  void write_cells(json_writer& to) const;
  void write_runs(json_writer& to) const;

  const page_words& words_;
  numbered_values texts_;
  numbered_values clauses_;  ///< Those of `words_`, and behind them those that only runs have.
  numbered_values axes_;     ///< JSON: name and value in turn.
  numbered_values steps_;    ///< JSON, and so are all others.
  numbered_values recorded_;
  numbered_values clause_sets_;
  numbered_values shapes_;
  numbered_values orders_;
  numbered_values prints_;
  numbered_values repetitions_;
  std::unordered_map<std::string, std::int64_t> step_numbers_;
  std::set<std::string> deviations_;  ///< Ids.
  std::set<int> catalogue_;
  std::vector<cell_entry> cells_;
  std::unordered_map<std::string, std::size_t> cell_numbers_;
  std::vector<run_entry> runs_;
  std::string benchmarks_ = "[]";
};

}  // namespace cnp
