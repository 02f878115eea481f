#include "reports/text/comparison_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// The verdict whose colour and sign a change has.
[[nodiscard]] verdict looks_like(change is) {
  switch (is) {
  case change::regressed:
  case change::flaky:
    return verdict::deviates;
  case change::suite_failed:
    return verdict::suite_error;
  case change::newly_unsupported:
  case change::not_performed:
  case change::removed:
    return verdict::unsupported;
  case change::changed:
    return verdict::known_deviation;
  case change::recovered:
  case change::newly_judged:
    return verdict::conforms;
  case change::added:
    return verdict::characterised;
  }
  return verdict::unsupported;
}

[[nodiscard]] std::string_view change_sign(change is, bool utf8) {
  return is == change::flaky ? "~" : sign(looks_like(is), utf8);
}

/// `all 12 cells`, `3 of 48 cells`.
[[nodiscard]] std::string share_text(const change_group& group) {
  const std::string of = counted(group.of, "cell");
  if (group.cells != group.of) {
    return std::to_string(group.cells) + " of " + of;
  }
  return group.of == 1 ? "its only cell" : "all " + of;
}

/// `conforms → deviates`.
[[nodiscard]] std::string verdicts_text(const change_group& group, bool utf8) {
  const std::string before{word(group.before.value_or(verdict::unsupported))};
  const std::string after{word(group.after.value_or(verdict::unsupported))};
  if (before == after) {
    return after +
           (group.is == change::flaky ? ", with several outcomes" : ", with another outcome");
  }
  return before + (utf8 ? " → " : " -> ") + after;
}

/// The lines of an entry: label and words, which may be empty.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> lines_of(const change_group& group) {
  // A baseline keeps no steps of what went as expected.
  const auto or_allowed = [&group](const std::string& seen, std::optional<verdict> is) {
    const bool is_good = seen.empty() && is && as_expected(*is);
    return is_good && !group.step.empty()           ? "as allowed"
           : is_good && group.is == change::changed ? "unknown, as not both files keep the steps"
                                                    : seen;
  };
  const bool again =
      is_regression(group) || group.is == change::suite_failed || group.is == change::not_performed;
  const bool is_unasked = group.is == change::changed && !group.same_outcome &&
                          group.step.empty() && as_expected(*group.after);
  return {
      {"clauses", join(group.clauses, ", ")},
      {"step", group.step},
      {"allowed", group.allowed},
      {"before", or_allowed(group.saw_before, group.before)},
      {"now", or_allowed(group.sees_now, group.after)},
      {"note", group.same_outcome ? "the kernel did the same in every step; it is judged otherwise"
               : is_unasked ? "in a part of an outcome that no expectation looks at, so that a "
                              "baseline does not keep it"
                            : ""},
      {"recorded", group.deviation},
      {"why", group.step.empty() || !group.deviation.empty() ? group.why : ""},
      {group.cells == 1 ? "cell" : "one cell", group.example},
      {"again", again ? "tools/run --cell " + group.example : ""},
  };
}

[[nodiscard]] std::string entry_text(const change_group& group, const text_style& how) {
  const verdict as = looks_like(group.is);
  labelled_lines lines(6, 16, how.columns());
  for (const auto& [label, words] : lines_of(group)) {
    // A command is there to be copied, so it stays in one line.
    label == "again" && !words.empty() ? lines.add(label, {words}, "") : lines.add(label, words);
  }
  return "  " + painted(change_sign(group.is, how.utf8), as, how.colour) + ' ' +
         bold(printable(group.scenario), how.colour) + "  " +
         painted(verdicts_text(group, how.utf8), as, how.colour) + ", " + share_text(group) + '\n' +
         lines.text();
}

[[nodiscard]] std::string entry_markdown(const change_group& group,
                                         std::span<const clause> clauses) {
  std::string text = "- **" + escaped(group.scenario) + "** " + verdicts_text(group, true) + ", " +
                     share_text(group) + '\n';
  for (const auto& [label, words] : lines_of(group)) {
    text += labelled_item(label, escaped(words));
  }
  for (const std::string& id : group.clauses) {
    if (const auto found = std::ranges::find(clauses, id, &clause::id); found != clauses.end()) {
      text += labelled_item("page", escaped(found->says) + " (" + escaped(id) + ")");
    }
  }
  return text;
}

/// The scenarios of what came or went, each once, with the number of its cells, also of those that
/// are not as expected where they are.
[[nodiscard]] std::vector<std::string> listed(const std::vector<change_group>& groups,
                                              change kind) {
  std::vector<std::pair<std::string, std::map<std::string, std::size_t>>> scenarios;
  for (const change_group& group : groups) {
    if (group.is == kind) {
      auto found = std::ranges::find_if(
          scenarios, [&group](const auto& one) { return one.first == group.scenario; });
      if (found == scenarios.end()) {
        found = scenarios.insert(found, {group.scenario, {}});
      }
      const verdict is = group.after.value_or(group.before.value_or(verdict::conforms));
      found->second[as_expected(is) ? "" : std::string{word(is)}] += group.cells;
    }
  }
  std::vector<std::string> all;
  for (const auto& [scenario_id, counts] : scenarios) {
    std::vector<std::string> parts;
    for (const auto& [is, cells] : counts) {
      parts.push_back(std::to_string(cells) + (is.empty() ? "" : ' ' + is));
    }
    all.push_back(printable(scenario_id) + " (" + join(parts, ", ") + ')');
  }
  return all;
}

/// Why cells of one run are not in the other, and how many; empty if there are none.
[[nodiscard]] std::string not_chosen_text(const compared_run& run, std::string_view name,
                                          std::size_t cells) {
  if (cells == 0) {
    return {};
  }
  const std::vector<std::string> chosen = choosing_words(run.header);
  const std::string why = !run.footer.complete ? " was interrupted"
                          : chosen.empty()     ? " has no cell of some aspects"
                                           : " was of some cells only (" + join(chosen, " ") + ')';
  return "The " + std::string{name} + " run" + printable(why) + ": " + counted(cells, "cell") +
         " of the other " + (cells == 1 ? "is" : "are") + " not compared.";
}

[[nodiscard]] std::string run_line(const compared_run& run) {
  return kernel_text(run.header.kernel) + ", " + counted(run.footer.cells, "cell") + ", suite " +
         printable(run.header.commit) + ", " + printable(run.header.started) + ", " + run.file;
}

[[nodiscard]] bool same_kernel(const kernel_identity& left, const kernel_identity& right) {
  return left.family == right.family && left.version == right.version && left.name == right.name &&
         left.architecture == right.architecture && left.modules == right.modules;
}

/// What has to be known before the differences are read.
[[nodiscard]] std::vector<std::string> remarks_on(const comparison& found) {
  std::vector<std::string> all;
  if (same_kernel(found.before.header.kernel, found.after.header.kernel)) {
    all.emplace_back("Both runs are of the same kernel.");
  }
  if (found.before.header.commit != found.after.header.commit) {
    all.emplace_back("The suite is not the same: a difference may be its doing.");
  }
  for (std::string& remark :
       std::array{not_chosen_text(found.before, "earlier", found.not_chosen_before),
                  not_chosen_text(found.after, "later", found.not_chosen_after)}) {
    if (!remark.empty()) {
      all.push_back(std::move(remark));
    }
  }
  return all;
}

/// The changes that there are, what is worse first.
[[nodiscard]] std::vector<change> changes_in(const comparison& found) {
  std::vector<change> all;
  std::ranges::copy_if(all_values<change>(), std::back_inserter(all),
                       [&found](change one) { return found.count(one) != 0; });
  return all;
}

[[nodiscard]] std::vector<std::string> sums(const comparison& found) {
  std::vector<std::string> parts;
  if (found.same != 0) {
    parts.push_back(std::to_string(found.same) + " the same");
  }
  for (const change one : changes_in(found)) {
    parts.push_back(std::to_string(found.count(one)) + ' ' + std::string{word(one)});
  }
  if (found.races != 0) {
    parts.push_back(counted(found.races, "varies", "vary") + " from run to run as known");
  }
  if (const std::size_t left_out = found.not_chosen_before + found.not_chosen_after;
      left_out != 0) {
    parts.push_back(std::to_string(left_out) + " not part of both");
  }
  return parts;
}

[[nodiscard]] ordered_json run_to_json(const compared_run& run) {
  const kernel_identity& kernel = run.header.kernel;
  return {{"file", run.file},
          {"kernel",
           {{"family", kernel.family},
            {"version", kernel.version},
            {"name", kernel.name},
            {"architecture", kernel.architecture}}},
          {"commit", run.header.commit},
          {"started", run.header.started},
          {"cells", run.footer.cells}};
}

[[nodiscard]] ordered_json group_to_json(const change_group& group) {
  ordered_json to{{"change", word(group.is)}, {"scenario", group.scenario}};
  const auto add = [&to](const char* name, std::string_view text) {
    if (!text.empty()) {
      to[name] = text;
    }
  };
  add("before", group.before ? word(*group.before) : "");
  add("after", group.after ? word(*group.after) : "");
  to["cells"] = group.cells;
  to["of"] = group.of;
  to["same_outcome"] = group.same_outcome;
  to["clauses"] = group.clauses;
  add("step", group.step);
  add("allowed", group.allowed);
  add("saw_before", group.saw_before);
  add("sees_now", group.sees_now);
  add("why", group.why);
  add("deviation", group.deviation);
  to["example"] = group.example;
  return to;
}

}  // namespace

std::string_view result_word(const comparison& found) {
  if (found.has_regression()) {
    return "REGRESSED";
  }
  if (found.count(change::suite_failed) != 0) {
    return "SUITE FAILED";
  }
  return found.groups.empty() ? "THE SAME" : "NO REGRESSION";
}

std::string comparison_text(const comparison& found, const text_style& how) {
  constexpr std::size_t words_at = 8;
  labelled_lines head(0, words_at, how.columns());
  head.add("before", run_line(found.before));
  head.add("now", run_line(found.after));
  std::string text = head.text();
  for (const std::string& remark : remarks_on(found)) {
    text += padded("", words_at) + flow(split_words(remark), " ", words_at, how.columns()) + '\n';
  }
  for (const change one : changes_in(found)) {
    text += '\n' + bold(painted(loud(word(one)), looks_like(one), how.colour), how.colour) + "  " +
            counted(found.count(one), "cell") + '\n';
    if (came_or_went(one)) {
      text += "    " + flow(listed(found.groups, one), ", ", 4, how.columns()) + '\n';
      continue;
    }
    for (const change_group& group : found.groups) {
      text += group.is == one ? entry_text(group, how) : "";
    }
  }
  const bool good = !found.has_regression() && found.count(change::suite_failed) == 0;
  return text + '\n' + flow(sums(found), ", ", 0, how.columns()) + ".  " +
         painted(result_word(found), good ? verdict::conforms : verdict::deviates, how.colour) +
         '\n';
}

std::string comparison_markdown(const comparison& found, std::span<const clause> clauses) {
  std::string text = "# " + escaped(kernel_text(found.after.header.kernel)) + " against " +
                     escaped(kernel_text(found.before.header.kernel)) + "\n\n**" +
                     std::string{result_word(found)} + "**: " + join(sums(found), ", ") + ".\n\n" +
                     table_head({"", "run"}) +
                     table_row({"before", escaped(run_line(found.before))}) +
                     table_row({"now", escaped(run_line(found.after))});
  for (const std::string& remark : remarks_on(found)) {
    text += '\n' + remark + '\n';
  }
  for (const change one : changes_in(found)) {
    text += "\n## " + std::string{change_sign(one, true)} + ' ' + std::string{word(one)} + ": " +
            counted(found.count(one), "cell") + "\n\n";
    if (came_or_went(one)) {
      text += escaped(join(listed(found.groups, one), ", ")) + "\n";
      continue;
    }
    for (const change_group& group : found.groups) {
      text += group.is == one ? entry_markdown(group, clauses) : "";
    }
  }
  return text;
}

std::string change_sentence(const change_group& group) {
  std::string text = group.scenario + ": " + std::string{word(group.is)} + ", " +
                     verdicts_text(group, true) + ", in " + share_text(group);
  if (!group.step.empty()) {
    text += "; " + group.step + " gave " +
            (group.sees_now.empty() ? "what is allowed" : group.sees_now) +
            (group.saw_before.empty() ? "" : ", before " + group.saw_before) +
            (group.allowed.empty() ? "" : ", allowed is " + group.allowed);
  }
  return printable(text + "; for example " + group.example);
}

std::string comparison_annotations(const comparison& found) {
  // What means something in a workflow command of GitHub Actions.
  const std::string title =
      substituted("ConnectNamedPipe on " + kernel_text(found.after.header.kernel),
                  {{'%', "%25"}, {':', "%3A"}, {',', "%2C"}});
  std::string text;
  for (const change_group& group : found.groups) {
    const bool bad = is_regression(group);
    if (bad || group.is == change::suite_failed || group.is == change::flaky ||
        group.is == change::newly_unsupported || group.is == change::not_performed) {
      text += std::string{bad ? "::error" : "::warning"} + " title=" + title +
              "::" + substituted(change_sentence(group), {{'%', "%25"}}) + '\n';
    }
  }
  return text;
}

std::string comparison_json(const comparison& found) {
  ordered_json counts = ordered_json::object();
  for (const change one : all_values<change>()) {
    counts[std::string{word(one)}] = found.count(one);
  }
  return json_document({{"result", result_word(found)},
                        {"before", run_to_json(found.before)},
                        {"now", run_to_json(found.after)},
                        {"same", found.same},
                        {"races", found.races},
                        {"not_chosen_before", found.not_chosen_before},
                        {"not_chosen_after", found.not_chosen_after},
                        {"counts", std::move(counts)},
                        {"groups", json_list(found.groups, &group_to_json)}});
}

}  // namespace cnp
