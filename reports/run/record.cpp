#include "reports/run/record.hpp"

#include "harness/scenario/call.hpp"
#include "harness/support/hash.hpp"

#include <algorithm>

namespace cnp {

namespace {

[[nodiscard]] double microseconds(std::chrono::nanoseconds took) {
  return static_cast<double>(took.count()) / 1000.0;
}

[[nodiscard]] std::vector<std::pair<std::string, std::string>> named_words(const axes& over,
                                                                           const cell& the_cell) {
  const std::vector<bool> wanted = named_axes(over);
  const cell_words all = words(the_cell);
  std::vector<std::pair<std::string, std::string>> found;
  for (std::size_t at = 0; at != std::min(all.size(), wanted.size()); ++at) {
    if (wanted[at]) {
      found.emplace_back(all[at]);
    }
  }
  return found;
}

[[nodiscard]] step_record make_step(const step& the_step, const observation& seen,
                                    const step_judgement& judged) {
  step_record to;
  to.label = the_step.label;
  to.actor = describe(the_step.who);
  to.call = describe(the_step.what);
  to.part = the_step.part;
  to.allowed = describe(the_step.allowed);
  to.seen = describe(seen.seen);
  to.result = seen.seen;
  to.known = the_step.known;
  to.proves = the_step.proves;
  to.catalogue = the_step.catalogue;
  to.because = the_step.because;
  to.ticket_before = seen.ticket_before;
  to.ticket_after = seen.ticket_after;
  to.microseconds = microseconds(seen.took);
  to.remark = seen.remark;
  to.is = judged.is;
  to.why = judged.why;
  if (const deviation* entry = judged.recorded.entry) {
    to.recorded = deviation_record{entry->id, describe(entry->seen), entry->reason, entry->place()};
  }
  return to;
}

/// Behind the text comes a byte that no UTF-8 text has: it ends one text and begins the next.
[[nodiscard]] std::uint64_t hashed_apart(std::uint64_t hash, std::string_view text) {
  constexpr unsigned char end_of_text = 0xFF;
  return hashed(hashed(hash, text), end_of_text);
}

}  // namespace

cell_record make_record(const scenario& the_scenario, const cell& the_cell, const script& steps,
                        const execution& performed, const cell_judgement& judged,
                        std::chrono::nanoseconds took) {
  cell_record to;
  to.scenario = the_scenario.id;
  to.key = key(the_scenario, the_cell);
  to.aspect = std::string{aspect(the_scenario)};
  to.axes = named_words(the_scenario.over, the_cell);
  to.is = judged.is;
  to.why = judged.why;
  for (const clause_judgement& one : judged.clauses) {
    to.clauses.emplace_back(one.clause, one.is);
  }
  to.script_steps = steps.size();
  std::chrono::nanoseconds sum{0};
  for (std::size_t at = 0; at != judged.steps.size(); ++at) {
    const observation& seen = performed.seen.at(at);
    to.steps.push_back(make_step(steps.at(at), seen, judged.steps[at]));
    sum += seen.took;
  }
  to.microseconds = microseconds(took.count() == 0 ? sum : took);
  to.clients_replaced = performed.clients_replaced;
  return to;
}

bool blames(const cell_record& cell, const step_record& step, std::string_view clause) {
  const auto judged = std::ranges::find(cell.clauses, clause, &clause_verdict::first);
  return judged == cell.clauses.end() || !judged->second || *judged->second >= step.is;
}

cell_record missing_record(std::string_view scenario_id, std::string why) {
  cell_record to;
  to.scenario = std::string{scenario_id};
  to.key = to.scenario + "/incomplete";
  to.aspect = to.scenario.substr(0, to.scenario.find('.'));
  to.is = verdict::suite_error;
  to.why = std::move(why);
  return to;
}

std::string fingerprint(const cell_record& cell) {
  if (!cell.kept_fingerprint.empty()) {
    return cell.kept_fingerprint;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t hash = empty_hash;
  for (const step_record& one : cell.steps) {
    hash = hashed_apart(hashed_apart(hash, one.label), one.seen);
  }
  std::string text;
  for (unsigned shift = 64; shift != 0;) {
    shift -= 4;
    text += digits[(hash >> shift) & 0xFU];
  }
  return text;
}

}  // namespace cnp
