#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/observation.hpp"
#include "harness/scenario/registry.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/support/exit_code.hpp"
#include "harness/support/names.hpp"
#include "reports/verdict/deviation.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// What is said about a step, a clause or a cell, from the least to the most severe: of several
/// verdicts the last one counts. `unsupported` says nothing, so any other verdict is more; what a
/// kernel did wrong is never hidden by what went wrong with the suite.
enum class verdict : std::uint8_t {
  unsupported,      ///< The kernel lacks what the scenario needs.
  conforms,         ///< A documented outcome.
  characterised,    ///< Documentation is silent; the outcome is sane and recorded.
  known_deviation,  ///< Exactly the recorded other outcome.
  suite_error,      ///< Something of ours failed: never counted as nonconformance.
  not_performed,    ///< Its scenario had hung too often before, so the kernel was not asked.
  recovered,        ///< A deviation is recorded, but a documented outcome was seen.
  implausible,      ///< Documentation is silent; the outcome is not in the sane set.
  not_arranged,     ///< The kernel refused a call that arranges the case: it could not be asked.
  deviates,         ///< Any other outcome, also a different wrong one than the recorded one.
  hung,             ///< A deadline passed.
  crashed,          ///< A process ended that should not have.
};

template <>
inline constexpr auto names<verdict> = name_table<verdict>(
    {"unsupported", "conforms", "characterised", "known deviation", "suite error", "not performed",
     "recovered", "implausible", "not arranged", "deviates", "hung", "crashed"});

/// The more severe of two.
[[nodiscard]] verdict worse(verdict left, verdict right);
/// Whether there is nothing to explain: `conforms`, `characterised`, `unsupported`.
[[nodiscard]] bool as_expected(verdict the_verdict);
/// Whether a test with this verdict passes. Under `strict`, a known deviation does not. An
/// unsupported one is skipped: it does not fail.
[[nodiscard]] bool passes(verdict the_verdict, bool strict);
/// The exit status of a test entry: `fine`, `nonconformance`, `suite_error`; `skipped` if
/// unsupported.
[[nodiscard]] exit_code exit_status(verdict the_verdict, bool strict);

/// What is said about one step that was performed.
struct step_judgement {
  verdict is = verdict::conforms;
  bool goes_on = true;  ///< Whether the rest of the script still makes sense.
  finding recorded;     ///< The deviation that is recorded for this step, if there is one.
  std::string why;      ///< One sentence; empty where the verdict is `conforms`.
};

/// What is said about a clause in one cell.
struct clause_judgement {
  std::string clause;
  std::optional<verdict> is;  ///< Empty: not reached, so nothing is said about it.
};

/// What is said about one cell.
struct cell_judgement {
  verdict is = verdict::suite_error;
  std::vector<step_judgement> steps;  ///< One for each observation.
  std::vector<clause_judgement>
      clauses;      ///< Every clause that the script's steps prove, sorted by id.
  std::string why;  ///< One sentence; empty where the verdict is `conforms`.
};

/// The registry's clause with this id, or nullptr: then it is taken to speak of whole outcomes.
using clause_finder = std::function<const clause*(std::string_view id)>;

/// Judges a step while its script is performed: `goes_on` decides whether the next one is. With
/// `clause_of`, `why` cites the page only where a clause speaks of what is wrong. Pure.
[[nodiscard]] step_judgement judge_step(const step& the_step, const observation& seen,
                                        const finding& recorded,
                                        const clause_finder& clause_of = {});

/// Judges a cell after its script was performed. `steps` is the script that was performed,
/// `recorded` must outlive the judgement. A clause is blamed for a step only where the step gave
/// something else in the part of the outcome of which the clause speaks. Pure.
[[nodiscard]] cell_judgement judge(const script& steps, const execution& performed,
                                   std::string_view scenario_id, const cell& the_cell,
                                   const kernel_identity& kernel, const deviations& recorded,
                                   const clause_finder& clause_of);
/// The same where its steps were judged as they were performed: one judgement an observation.
[[nodiscard]] cell_judgement judge(const script& steps, const execution& performed,
                                   std::vector<step_judgement> each,
                                   const clause_finder& clause_of);

}  // namespace cnp
