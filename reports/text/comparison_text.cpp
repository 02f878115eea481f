#include "reports/text/comparison_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cnp {

namespace {

using nlohmann::ordered_json;

/// The verdict whose colour and sign a change has.
[[nodiscard]] verdict looks_like(change what) {
  switch (what) {
  case change::regressed:
  case change::flaky:
    return verdict::deviates;
  case change::suite_failed:
    return verdict::suite_error;
  case change::newly_unsupported:
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

[[nodiscard]] std::string_view change_sign(change what, bool utf8) {
  return what == change::flaky ? "~" : sign(looks_like(what), utf8);
}

[[nodiscard]] std::string cells_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " cell" : " cells");
}

/// `all 12 cells`, `3 of 48 cells`.
[[nodiscard]] std::string share_text(const change_group& group) {
  return group.cells == group.of ? (group.of == 1 ? "its only cell" : "all " + cells_text(group.of))
                                 : std::to_string(group.cells) + " of " + cells_text(group.of);
}

[[nodiscard]] bool came_or_went(change what) {
  return what == change::added || what == change::removed;
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

[[nodiscard]] std::string loud_name(change what) {
  std::string text{word(what)};
  for (char& one : text) {
    if (one >= 'a' && one <= 'z') {
      one = static_cast<char>(one - 'a' + 'A');
    }
  }
  return text;
}

/// The rows of an entry, label and words.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> rows_of(const change_group& group) {
  std::vector<std::pair<std::string, std::string>> rows;
  const auto add = [&rows](std::string label, const std::string& words) {
    if (!words.empty()) {
      rows.emplace_back(std::move(label), printable(words));
    }
  };
  add("clauses", join(group.clauses, ", "));
  add("step", group.step);
  add("allowed", group.allowed);
  // A baseline keeps no steps of what went as expected.
  const auto or_allowed = [&group](const std::string& seen, std::optional<verdict> is) {
    return seen.empty() && !group.step.empty() && is && as_expected(*is) ? "as allowed" : seen;
  };
  add("before", or_allowed(group.saw_before, group.before));
  add("now", or_allowed(group.sees_now, group.after));
  if (group.same_outcome) {
    add("note", "the kernel did the same in every step; it is judged otherwise");
  }
  add("recorded", group.deviation);
  if (group.step.empty() || !group.deviation.empty()) {
    add("why", group.why);
  }
  add(group.cells == 1 ? "cell" : "one cell", group.example);
  if (is_regression(group) || group.is == change::suite_failed) {
    add("again", "tools/run --cell " + group.example);
  }
  return rows;
}

[[nodiscard]] std::string entry_text(const change_group& group, const text_style& how,
                                     std::size_t width) {
  constexpr std::size_t label_end = 16;
  const verdict as = looks_like(group.is);
  std::string text = "  " + painted(change_sign(group.is, how.utf8), as, how.colour) + ' ' +
                     bold(printable(group.scenario), how.colour) + "  " +
                     painted(verdicts_text(group, how.utf8), as, how.colour) + ", " +
                     share_text(group) + '\n';
  for (const auto& [label, words] : rows_of(group)) {
    text += padded("      " + label, label_end) + flow(split_words(words), " ", label_end, width) +
            '\n';
  }
  return text;
}

/// The scenarios of what came or went, each with the number of its cells.
[[nodiscard]] std::vector<std::string> listed(const std::vector<change_group>& groups,
                                              change what) {
  std::vector<std::string> all;
  for (const change_group& group : groups) {
    if (group.is == what) {
      const verdict is = group.after.value_or(verdict::conforms);
      all.push_back(printable(group.scenario) + " (" + std::to_string(group.cells) +
                    (as_expected(is) ? "" : ", " + std::string{word(is)}) + ")");
    }
  }
  return all;
}

[[nodiscard]] std::string run_line(const compared_run& run) {
  return kernel_text(run.header.kernel) + ", " + cells_text(run.footer.cells) + ", suite " +
         printable(run.header.commit) + ", " + printable(run.header.started) + ", " + run.file;
}

[[nodiscard]] bool same_kernel(const kernel_identity& left, const kernel_identity& right) {
  return left.family == right.family && left.version == right.version && left.name == right.name &&
         left.architecture == right.architecture && left.modules == right.modules;
}

/// What has to be known before the differences are read.
[[nodiscard]] std::vector<std::string> remarks(const comparison& what) {
  std::vector<std::string> all;
  if (same_kernel(what.before.header.kernel, what.after.header.kernel)) {
    all.emplace_back("Both runs are of the same kernel.");
  }
  if (what.before.header.commit != what.after.header.commit) {
    all.emplace_back("The suite is not the same: a difference may be its doing.");
  }
  return all;
}

[[nodiscard]] std::vector<std::string> sums(const comparison& what) {
  std::vector<std::string> parts;
  if (what.same != 0) {
    parts.push_back(std::to_string(what.same) + " the same");
  }
  for (const change one : all_values<change>()) {
    if (what.count(one) != 0) {
      parts.push_back(std::to_string(what.count(one)) + ' ' + std::string{word(one)});
    }
  }
  if (what.races != 0) {
    parts.push_back(std::to_string(what.races) + (what.races == 1 ? " varies" : " vary") +
                    " from run to run as known");
  }
  return parts;
}

/// Text in a workflow command of GitHub Actions, where some characters mean something.
[[nodiscard]] std::string annotated(std::string_view text, bool property) {
  std::string safe;
  for (const char one : text) {
    switch (one) {
    case '%':
      safe += "%25";
      break;
    case ':':
      safe += property ? "%3A" : ":";
      break;
    case ',':
      safe += property ? "%2C" : ",";
      break;
    default:
      safe += one;
    }
  }
  return safe;
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
  if (group.before) {
    to["before"] = word(*group.before);
  }
  if (group.after) {
    to["after"] = word(*group.after);
  }
  to["cells"] = group.cells;
  to["of"] = group.of;
  to["same_outcome"] = group.same_outcome;
  to["clauses"] = group.clauses;
  for (const auto& [field, text] :
       {std::pair{"step", &group.step}, std::pair{"allowed", &group.allowed},
        std::pair{"saw_before", &group.saw_before}, std::pair{"sees_now", &group.sees_now},
        std::pair{"why", &group.why}, std::pair{"deviation", &group.deviation}}) {
    if (!text->empty()) {
      to[field] = *text;
    }
  }
  to["example"] = group.example;
  return to;
}

}  // namespace

std::string_view result_word(const comparison& what) {
  if (what.has_regression()) {
    return "REGRESSED";
  }
  if (what.count(change::suite_failed) != 0) {
    return "SUITE FAILED";
  }
  return what.groups.empty() ? "THE SAME" : "NO REGRESSION";
}

std::string comparison_text(const comparison& what, const text_style& how) {
  constexpr std::size_t label_end = 8;
  const std::size_t width = std::max(how.width, narrowest);
  std::string text;
  for (const auto& [label, run] : {std::pair{"before", &what.before}, {"now", &what.after}}) {
    text +=
        padded(label, label_end) + flow(split_words(run_line(*run)), " ", label_end, width) + '\n';
  }
  for (const std::string& remark : remarks(what)) {
    text += padded("", label_end) + remark + '\n';
  }
  for (const change one : all_values<change>()) {
    if (what.count(one) == 0) {
      continue;
    }
    text += '\n' + bold(painted(loud_name(one), looks_like(one), how.colour), how.colour) + "  " +
            cells_text(what.count(one)) + '\n';
    if (came_or_went(one)) {
      text += "    " + flow(listed(what.groups, one), ", ", 4, width) + '\n';
      continue;
    }
    for (const change_group& group : what.groups) {
      text += group.is == one ? entry_text(group, how, width) : "";
    }
  }
  const bool good = !what.has_regression() && what.count(change::suite_failed) == 0;
  return text + '\n' + flow(sums(what), ", ", 0, width) + ".  " +
         painted(result_word(what), good ? verdict::conforms : verdict::deviates, how.colour) +
         '\n';
}

std::string comparison_markdown(const comparison& what, const std::vector<clause_words>& clauses) {
  std::string text = "# " + escaped(kernel_text(what.after.header.kernel)) + " against " +
                     escaped(kernel_text(what.before.header.kernel)) + "\n\n**" +
                     std::string{result_word(what)} + "**: " + join(sums(what), ", ") + ".\n\n" +
                     "| | run |\n|---|---|\n| before | " + escaped(run_line(what.before)) +
                     " |\n| now | " + escaped(run_line(what.after)) + " |\n";
  for (const std::string& remark : remarks(what)) {
    text += '\n' + remark + '\n';
  }
  for (const change one : all_values<change>()) {
    if (what.count(one) == 0) {
      continue;
    }
    text += "\n## " + std::string{change_sign(one, true)} + ' ' + std::string{word(one)} + ": " +
            cells_text(what.count(one)) + "\n\n";
    if (came_or_went(one)) {
      text += escaped(join(listed(what.groups, one), ", ")) + "\n";
      continue;
    }
    for (const change_group& group : what.groups) {
      if (group.is != one) {
        continue;
      }
      text += "- **" + escaped(group.scenario) + "** " + verdicts_text(group, true) + ", " +
              share_text(group) + '\n';
      for (const auto& [label, words] : rows_of(group)) {
        text += "  - " + label + ": " + escaped(words) + '\n';
      }
      for (const std::string& id : group.clauses) {
        const auto clause = std::ranges::find(clauses, id, &clause_words::id);
        if (clause != clauses.end()) {
          text += "  - page: " + escaped(clause->says) + " (" + escaped(id) + ")\n";
        }
      }
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
            (group.allowed.empty() ? "" : ", allowed is " + group.allowed);
  }
  return printable(text + "; for example " + group.example);
}

std::string comparison_annotations(const comparison& what) {
  std::string text;
  for (const change_group& group : what.groups) {
    const bool bad = is_regression(group);
    if (bad || group.is == change::suite_failed || group.is == change::flaky ||
        group.is == change::newly_unsupported) {
      text += "::" + std::string{bad ? "error" : "warning"} + " title=" +
              annotated("ConnectNamedPipe on " + kernel_text(what.after.header.kernel), true) +
              "::" + annotated(change_sentence(group), false) + '\n';
    }
  }
  return text;
}

std::string comparison_json(const comparison& what) {
  ordered_json counts = ordered_json::object();
  for (const change one : all_values<change>()) {
    counts[std::string{word(one)}] = what.count(one);
  }
  ordered_json groups = ordered_json::array();
  for (const change_group& group : what.groups) {
    groups.push_back(group_to_json(group));
  }
  const ordered_json whole{{"result", result_word(what)},
                           {"before", run_to_json(what.before)},
                           {"now", run_to_json(what.after)},
                           {"same", what.same},
                           {"races", what.races},
                           {"counts", std::move(counts)},
                           {"groups", std::move(groups)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace cnp
