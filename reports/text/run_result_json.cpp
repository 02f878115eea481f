#include "reports/text/run_result_json.hpp"

#include "reports/json/json_document.hpp"
#include "reports/text/phrases.hpp"

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// The verdicts that were given, with how often.
[[nodiscard]] ordered_json counts_json(const clause_count& of) {
  ordered_json counts = ordered_json::object();
  for (const verdict is : all_values<verdict>()) {
    if (of.of(is) != 0) {
      counts[std::string{word(is)}] = of.of(is);
    }
  }
  return counts;
}

[[nodiscard]] ordered_json clauses_json(const run_counts& all, std::span<const clause> clauses) {
  return json_list(clauses, [&all](const clause& about) -> ordered_json {
    const auto found = all.clauses().find(std::string{about.id});
    const clause_count of = found == all.clauses().end() ? clause_count{} : found->second;
    return {{"id", about.id},
            {"standing", standing_of(about, of).word},
            {"counts", counts_json(of)},
            {"not_reached", of.not_reached}};
  });
}

[[nodiscard]] ordered_json failure_json(const failure_group& group, const run_result& of) {
  const cell_record& cell = group.example;
  ordered_json to{{"scenario", cell.scenario}, {"verdict", word(cell.is)},
                  {"cells", group.cells},      {"example", cell.key},
                  {"why", cell.why},           {"again", of.again(cell)}};
  if (const step_record* step = failing_step(cell, of.header.strict)) {
    to["step"] = step->label;
    to["call"] = step->call;
    to["allowed"] = step->allowed;
    to["seen"] = step->seen;
  }
  return to;
}

}  // namespace

std::string run_result_json(const run_result& of, std::span<const clause> clauses) {
  const kernel_identity& kernel = of.header.kernel;
  return json_document(
      {{"result", result_word(of.footer, of.header.strict)},
       {"exit_status", of.exit_status},
       {"run_file", of.run_file},
       {"complete", of.footer.complete},
       {"kernel",
        {{"family", kernel.family},
         {"version", kernel.version},
         {"name", kernel.name},
         {"architecture", kernel.architecture}}},
       {"commit", of.header.commit},
       {"started", of.header.started},
       {"strict", of.header.strict},
       {"milliseconds", of.footer.milliseconds},
       {"cells", of.footer.cells},
       {"counts", counts_json(of.all.all())},
       {"clauses", clauses_json(of.all, clauses)},
       {"without_clause",
        json_list(of.all.without_clause(),
                  [](const auto& one) -> ordered_json {
                    return {{"scenario", one.first}, {"counts", counts_json(one.second)}};
                  })},
       {"silent", json_list(of.all.silent(),
                            [](const auto& one) -> ordered_json {
                              return {{"call", one.first}, {"seen", one.second}};
                            })},
       {"deviations", json_list(of.all.deviations(),
                                [](const auto& one) -> ordered_json {
                                  return {{"id", one.first},
                                          {"cells", one.second.cells},
                                          {"reason", one.second.reason}};
                                })},
       {"failures", json_list(of.failed.groups(), [&of](const failure_group& group) {
          return failure_json(group, of);
        })}});
}

}  // namespace cnp
