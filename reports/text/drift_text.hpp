#pragma once

#include "harness/scenario/registry.hpp"
#include "reports/analysis/clause_coverage.hpp"
#include "reports/analysis/drift.hpp"
#include "reports/text/text_style.hpp"

#include <span>
#include <string>

namespace cnp {

/// What an account of drift is about: the page that was read, what became of its sentences, what
/// the clauses say, and the scenarios that are to prove them. Refers to all of it.
struct drift_account {
  std::span<const source_sentence> page;
  std::span<const drifted_sentence> found;
  std::span<const clause> clauses;
  const clause_coverage& planned;
};

/// For people: each sentence that is not as it was, as it is now, with the clauses that paraphrase
/// it and the scenarios that try those, and the sums. Ends with a newline.
[[nodiscard]] std::string drift_text(const drift_account& about, const text_style& how);
/// The same in Markdown, for a CI job's summary.
[[nodiscard]] std::string drift_markdown(const drift_account& about);
/// The same for programs: one JSON object.
[[nodiscard]] std::string drift_json(const drift_account& about);

/// The page's sentences as lines of the registry's table. What is known or changed keeps its
/// clauses; a new sentence has none, which a test refuses until somebody gave it one or a reason.
[[nodiscard]] std::string fingerprint_rows(std::span<const page_sentence> known,
                                           const drift_account& about);

}  // namespace cnp
