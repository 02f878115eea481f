#include "reports/verdict/verdict.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace cnp {

namespace {

[[nodiscard]] std::string_view documented_word(grade known) {
  switch (known) {
  case grade::arrangement:
    return "needed for the arrangement";
  case grade::documented:
    return "documented";
  case grade::certain:
    return "certainly known";
  case grade::likely:
    return "believed to be right";
  case grade::unspecified:
    return "sane (nothing is documented)";
  }
  return "allowed";
}

/// `server: ConnectNamedPipe(h0, NULL)`.
[[nodiscard]] std::string who_calls(const step& the_step) {
  return describe(the_step.who) + ": " + describe(the_step.what);
}

/// Whether the call is the harness's own business: how it ends its processes and threads.
[[nodiscard]] bool ends_something_of_ours(const call& the_call) {
  return std::holds_alternative<exit_process>(the_call) ||
         std::holds_alternative<kill_process>(the_call) ||
         std::holds_alternative<exit_thread>(the_call);
}

/// The verdict on an outcome that is neither allowed nor recorded.
[[nodiscard]] verdict wrong(const step& the_step, const outcome& seen) {
  if (seen.how == completion::hung) {
    return verdict::hung;
  }
  if (seen.how == completion::process_ended) {
    return verdict::crashed;
  }
  if (the_step.known == grade::arrangement) {
    return ends_something_of_ours(the_step.what) ? verdict::suite_error : verdict::not_arranged;
  }
  return the_step.known == grade::unspecified ? verdict::implausible : verdict::deviates;
}

[[nodiscard]] clause_part part_of(const clause_finder& clause_of, const std::string& id) {
  const clause* about = clause_of ? clause_of(id) : nullptr;
  return about == nullptr ? clause_part::whole : about->speaks_of.value_or(clause_part::whole);
}

/// Who says that the allowed outcomes are right. Where no clause speaks of what is wrong with the
/// one that was seen, the page does not: another source does.
[[nodiscard]] std::string source_words(verdict is, const step& the_step, const outcome& seen,
                                       const clause_finder& clause_of) {
  const auto is_broken = [&](const std::string& id) {
    return !keeps(part_of(clause_of, id), seen, the_step.allowed).value_or(true);
  };
  if (!clause_of || is != verdict::deviates || the_step.known != grade::documented ||
      std::ranges::any_of(the_step.proves, is_broken)) {
    return std::string{documented_word(the_step.known)};
  }
  return the_step.catalogue == 0
             ? "expected, though no sentence says so by itself"
             : "expected by line " + std::to_string(the_step.catalogue) + " of the catalogue";
}

[[nodiscard]] std::string why_wrong(verdict is, const step& the_step, const observation& seen,
                                    const finding& recorded, const clause_finder& clause_of) {
  const std::string remark = seen.remark.empty() ? "" : " (" + seen.remark + ")";
  std::string why =
      who_calls(the_step) +
      (seen.seen.how == completion::hung ? " hung" + remark : " gave " + describe(seen.seen)) +
      " where " + describe(the_step.allowed) + " is " +
      source_words(is, the_step, seen.seen, clause_of);
  if (is == verdict::not_arranged) {
    why += ": the case could not be asked";
  }
  if (recorded.entry != nullptr) {
    why += "; recorded for this kernel is another one, " + describe(recorded.entry->seen) + " (" +
           recorded.entry->id + ")";
  }
  return why;
}

[[nodiscard]] step_judgement allowed_outcome(const step& the_step, const finding& recorded) {
  step_judgement judged;
  judged.recorded = recorded;
  if (recorded.entry != nullptr && !the_step.races) {
    judged.is = verdict::recovered;
    judged.why = "an allowed outcome was seen, so the deviation " + recorded.entry->id +
                 " is over: delete " + recorded.entry->place();
  } else if (the_step.known == grade::unspecified) {
    judged.is = verdict::characterised;
    judged.why = "nothing is documented; the outcome is sane, and recorded";
  }
  return judged;
}

/// Collects a cell's verdict: the most severe one and why, of equals the first.
class worst_of {
 public:
  void add(verdict is, const std::string& why) {
    if (!is_ || *is_ < is) {
      is_ = is;
      why_ = why;
    }
  }
  [[nodiscard]] std::optional<verdict> is() const { return is_; }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  std::optional<verdict> is_;
  std::string why_;
};

/// Says why an execution can't be believed, although it claims to be complete or rightly stopped.
[[nodiscard]] std::string contradiction(const script& steps, const execution& performed,
                                        const std::vector<step_judgement>& judged) {
  std::string count = std::to_string(performed.seen.size()) + " of " +
                      std::to_string(steps.size()) + " steps were performed";
  if (steps.empty() || performed.seen.size() > steps.size()) {
    return count;
  }
  const bool was_stopped =
      std::ranges::any_of(judged, [](const step_judgement& one) { return !one.goes_on; });
  if (performed.seen.size() < steps.size() && !was_stopped) {
    return count + ", and none of them was a reason to stop";
  }
  return {};
}

/// Whether the last step's own judgement says all about a hang or an ended process (`sign`): it may
/// be allowed, as the end of a script, or recorded.
[[nodiscard]] bool last_step_settles(completion sign, const script& steps,
                                     const execution& performed,
                                     const std::vector<step_judgement>& judged) {
  return !judged.empty() && performed.seen.at(judged.size() - 1).seen.how == sign &&
         (judged.size() == steps.size() || judged.back().is == verdict::known_deviation);
}

/// Gives a deadline that passed to the step in which it passed, as `ending::hung` says.
void blame_hung_step(const script& steps, const execution& performed, cell_judgement& judged) {
  const std::size_t at = performed.hung_step.value_or(judged.steps.size() - 1);
  if (at >= judged.steps.size() ||
      (!performed.hung_step &&
       last_step_settles(completion::hung, steps, performed, judged.steps))) {
    return;
  }
  step_judgement& blamed = judged.steps.at(at);
  if (blamed.is < verdict::hung) {
    blamed.is = verdict::hung;
    blamed.why =
        who_calls(steps.at(at)) + " hung" + (performed.why.empty() ? "" : ": " + performed.why);
  }
  blamed.goes_on = false;
}

[[nodiscard]] std::string or_else(const std::string& why, const char* otherwise) {
  return why.empty() ? std::string{otherwise} : why;
}

void judge_whole(const script& steps, const execution& performed, cell_judgement& judged) {
  worst_of worst;
  for (const step_judgement& one : judged.steps) {
    worst.add(one.is, one.why);
  }
  switch (performed.how) {
  case ending::complete:
  case ending::stopped:
    if (const auto why = contradiction(steps, performed, judged.steps); !why.empty()) {
      worst.add(verdict::suite_error, why);
    }
    break;
  case ending::hung:
    if (judged.steps.empty() || performed.hung_step == no_step) {
      worst.add(verdict::hung, or_else(performed.why, "a deadline passed before the first step"));
    }
    break;
  case ending::crashed:
    if (!last_step_settles(completion::process_ended, steps, performed, judged.steps)) {
      worst.add(verdict::crashed, or_else(performed.why, "a process ended"));
    }
    break;
  case ending::unsupported:
    if (!worst.is() || passes(*worst.is(), false)) {
      worst = {};
      worst.add(verdict::unsupported, or_else(performed.why, "the kernel lacks something"));
    }
    break;
  case ending::suite_error:
    worst.add(verdict::suite_error, or_else(performed.why, "the harness failed"));
    break;
  case ending::not_performed:
    worst.add(verdict::not_performed, or_else(performed.why, "it was not performed"));
    break;
  }
  judged.is = worst.is().value_or(verdict::suite_error);
  judged.why = worst.why();
}

/// What the steps that prove a clause came to.
struct clause_findings {
  std::optional<verdict> worst;  ///< Of those that said something.
  bool complete = true;          ///< All did that could.
};

[[nodiscard]] std::optional<verdict> verdict_on_clause(const clause_findings& found, ending how) {
  const bool is_wrong = found.worst && !passes(*found.worst, true);
  // Half of the evidence is enough to say that something is wrong, but not that all is well.
  if (is_wrong) {
    return found.worst;
  }
  if (how == ending::suite_error) {
    return verdict::suite_error;
  }
  if (how == ending::unsupported) {
    return verdict::unsupported;
  }
  if (how == ending::not_performed) {
    return verdict::not_performed;
  }
  return found.complete ? found.worst : std::nullopt;
}

/// What a step says about a clause that speaks of this part of its outcome.
[[nodiscard]] std::optional<verdict> said_about(clause_part part, const step& the_step,
                                                const outcome& seen, const step_judgement& judged) {
  const verdict kept =
      the_step.known == grade::unspecified ? verdict::characterised : verdict::conforms;
  if (judged.is == verdict::recovered) {
    return keeps(part, judged.recorded.entry->seen, the_step.allowed).value_or(true)
               ? kept
               : verdict::recovered;
  }
  if (as_expected(judged.is)) {
    return judged.is;
  }
  // (Where the cell's own deadline passed behind the step, it counts as one that hung.)
  const outcome gave = judged.is == verdict::hung ? outcome{.how = completion::hung} : seen;
  const std::optional<bool> keeps_it = keeps(part, gave, the_step.allowed);
  return keeps_it ? std::optional{*keeps_it ? kept : judged.is} : std::nullopt;
}

[[nodiscard]] std::vector<clause_judgement> judge_clauses(const script& steps,
                                                          const execution& performed,
                                                          const cell_judgement& judged,
                                                          const clause_finder& clause_of) {
  std::map<std::string, clause_findings> all;
  for (std::size_t at = 0; at != steps.size(); ++at) {
    for (const std::string& id : steps[at].proves) {
      const clause_part part = part_of(clause_of, id);
      if (!is_about(part, steps[at].allowed)) {
        continue;
      }
      clause_findings& found = all[id];
      const auto said = at < judged.steps.size()
                            ? said_about(part, steps[at], performed.seen[at].seen, judged.steps[at])
                            : std::nullopt;
      found.worst = said ? std::max(found.worst, said) : found.worst;
      found.complete = found.complete && said;
    }
  }
  std::vector<clause_judgement> clauses;
  clauses.reserve(all.size());
  for (const auto& [id, found] : all) {
    clauses.push_back({id, verdict_on_clause(found, performed.how)});
  }
  return clauses;
}

}  // namespace

verdict worse(verdict left, verdict right) {
  return std::max(left, right);
}

bool as_expected(verdict the_verdict) {
  return the_verdict < verdict::known_deviation;
}

bool passes(verdict the_verdict, bool strict) {
  return as_expected(the_verdict) || (the_verdict == verdict::known_deviation && !strict);
}

exit_code exit_status(verdict the_verdict, bool strict) {
  if (the_verdict == verdict::unsupported) {
    return exit_code::skipped;
  }
  if (the_verdict == verdict::suite_error) {
    return exit_code::suite_error;
  }
  return passes(the_verdict, strict) ? exit_code::fine : exit_code::nonconformance;
}

step_judgement judge_step(const step& the_step, const observation& seen, const finding& recorded,
                          const clause_finder& clause_of) {
  if (matches_any(seen.seen, the_step.allowed)) {
    return allowed_outcome(the_step, recorded);
  }
  step_judgement judged;
  judged.recorded = recorded;
  if (recorded.is == finding::kind::equal) {
    judged.is = verdict::known_deviation;
    judged.goes_on = !recorded.entry->stops;
    judged.why = recorded.entry->id + ": " + recorded.entry->reason;
    return judged;
  }
  judged.is = wrong(the_step, seen.seen);
  judged.goes_on = false;
  judged.why = why_wrong(judged.is, the_step, seen, recorded, clause_of);
  return judged;
}

cell_judgement judge(const script& steps, const execution& performed, std::string_view scenario_id,
                     const cell& the_cell, const kernel_identity& kernel,
                     const deviations& recorded, const clause_finder& clause_of) {
  const cell_words axes = words(the_cell);
  std::vector<step_judgement> judged;
  const std::size_t count = std::min(steps.size(), performed.seen.size());
  for (std::size_t at = 0; at != count; ++at) {
    const observation& seen = performed.seen[at];
    const finding found = find(recorded, kernel, scenario_id, axes, steps[at], seen.seen);
    judged.push_back(judge_step(steps[at], seen, found, clause_of));
  }
  return judge(steps, performed, std::move(judged), clause_of);
}

cell_judgement judge(const script& steps, const execution& performed,
                     std::vector<step_judgement> each, const clause_finder& clause_of) {
  cell_judgement judged;
  judged.steps = std::move(each);
  if (performed.how == ending::hung) {
    blame_hung_step(steps, performed, judged);
  }
  judge_whole(steps, performed, judged);
  judged.clauses = judge_clauses(steps, performed, judged, clause_of);
  return judged;
}

}  // namespace cnp
