#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/outcome.hpp"
#include "harness/scenario/scenario.hpp"
#include "reports/verdict/verdict.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

/// The version of the run file's format that this suite writes. It reads the earlier ones too:
/// format 1 called the verdict `implausible` by another word.
inline constexpr std::uint64_t run_format = 2;
/// The name by which a run file says that it is one of this suite's.
inline constexpr std::string_view suite_name = "connect-named-pipe";

/// The first line of a run file: what ran, on what, how.
struct run_header {
  std::string commit;   ///< Of the suite; with `+` behind it if the tree was changed.
  std::string started;  ///< UTC, `2025-11-23T12:34:56Z`.
  kernel_identity kernel;
  std::vector<std::string> options;  ///< The command line's words.
  bool strict = false;
};

/// The deviation that was recorded for a step, in words.
struct deviation_record {
  std::string id;
  std::string outcome;  ///< The recorded outcome.
  std::string reason;
  std::string place;  ///< File and lines: `reports/kernels/wine.json:12-25`.

  bool operator==(const deviation_record&) const = default;
};

/// A step that was performed.
struct step_record {
  std::string label;
  std::string actor;  ///< `server`, `client 1`.
  std::string call;   ///< `ConnectNamedPipe(h0, NULL)`.
  phase part = phase::whole;
  std::string allowed;  ///< The allowed outcomes in words.
  std::string seen;     ///< The seen outcome in words.
  outcome result;       ///< The seen outcome.
  grade known = grade::arrangement;
  std::vector<std::string> proves = {};
  int catalogue = 0;  ///< The line of the catalogue of known behaviour; 0 for none.
  std::string because = {};
  std::uint64_t ticket_before = 0;
  std::uint64_t ticket_after = 0;
  double microseconds = 0;
  std::string remark = {};
  verdict is = verdict::conforms;
  std::optional<deviation_record> recorded = {};
  std::string why = {};

  bool operator==(const step_record&) const = default;
};

/// A clause and what was said about it; empty: not reached.
using clause_verdict = std::pair<std::string, std::optional<verdict>>;

/// What a cell gave in some of several repetitions.
struct repeated_outcome {
  verdict is = verdict::conforms;
  std::string print;      ///< The fingerprint.
  std::size_t times = 0;  ///< How often it was so.
  std::string step;       ///< Where there are several: the label of a step in which they differ …
  std::string seen;       ///< … and what was seen in it.

  bool operator==(const repeated_outcome&) const = default;
};

/// One line of a run file: a cell and everything that was seen in it.
struct cell_record {
  std::string scenario;
  std::string key;  ///< `aspect.name/axis-values`.
  std::string aspect;
  std::vector<std::pair<std::string, std::string>> axes;  ///< The axes that the scenario runs over.
  verdict is = verdict::suite_error;
  std::string why = {};
  std::vector<clause_verdict> clauses;  ///< Sorted by id.
  std::size_t script_steps = 0;  ///< How many steps the script has; `steps` are those performed.
  std::vector<step_record> steps;
  /// What `fingerprint` was before steps were left out (all or most in a baseline, all when only
  /// heads are read); empty if none were.
  std::string kept_fingerprint = {};
  double microseconds = 0;
  std::uint32_t clients_replaced = 0;
  /// If it was performed several times: every different outcome, the record's own first, the others
  /// by how often they were. Else empty.
  std::vector<repeated_outcome> repetitions = {};

  bool operator==(const cell_record&) const = default;
};

/// Whether a step of the cell is evidence against a clause that it proves. It is not where the
/// clause does not speak of what is wrong with the step, and so came off better in the cell. Pure.
[[nodiscard]] bool blames(const cell_record& cell, const step_record& step,
                          std::string_view clause);

/// How many cells had each verdict, by `verdict`'s number.
using verdict_counts = std::array<std::size_t, count_of<verdict>>;

/// The last line of a run file, and the sign that nothing is cut off behind it.
struct run_footer {
  bool complete = true;  ///< False: its user ended the run, and it has not all that was asked for.
  std::size_t cells = 0;
  verdict_counts counts{};
  double milliseconds = 0;            ///< The whole run.
  std::uint64_t peak_memory_kib = 0;  ///< Of the suite's own process; 0 if unknown.
  std::uint32_t clients_replaced = 0;

  bool operator==(const run_footer&) const = default;
};

/// The record of a cell. `took` is the whole cell's duration; 0 takes the sum of its steps. Pure.
[[nodiscard]] cell_record make_record(const scenario& the_scenario, const cell& the_cell,
                                      const script& steps, const execution& performed,
                                      const cell_judgement& judged,
                                      std::chrono::nanoseconds took = {});

/// A cell that should have a record and has none: a suite error, whose key ends with `/incomplete`.
[[nodiscard]] cell_record missing_record(std::string_view scenario_id, std::string why);

/// What was seen, without what varies (tickets, durations): the same for two records if and (nearly
/// certainly) only if all their labels and outcomes are. 16 hexadecimal digits. Pure.
[[nodiscard]] std::string fingerprint(const cell_record& cell);

}  // namespace cnp
