#include "reports/text/run_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/text/clause_table.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace cnp {

namespace {

[[nodiscard]] std::string clauses_in_markdown(const std::vector<clause_row>& rows) {
  std::string text = table_head({"", "clause", "verdict", "cells"});
  std::string_view section;
  for (const clause_row& row : rows) {
    if (row.section != section) {
      section = row.section;
      text += table_row({"", "**" + escaped(section) + "**", "", ""});
    }
    text += table_row({std::string{sign(row.looks, true)}, escaped(row.id), row.word,
                       escaped(join(row.details, row.between))});
  }
  return text;
}

[[nodiscard]] std::string deviations_in_markdown(const run_counts& all) {
  if (all.deviations().empty()) {
    return {};
  }
  std::string text = "\n## Known deviations\n\n" + table_head({"deviation", "cells", "reason"});
  for (const auto& [id, seen] : all.deviations()) {
    text += table_row({escaped(id), std::to_string(seen.cells), escaped(seen.reason)});
  }
  return text;
}

/// `812 cells of 40 scenarios: blocking.returns-on-error, … and 32 more`.
[[nodiscard]] std::string unasked_cells(const unasked_count& count) {
  constexpr std::size_t most = 8;
  std::vector<std::string> names(count.scenarios.begin(), count.scenarios.end());
  const std::size_t more = names.size() - std::min(names.size(), most);
  names.resize(names.size() - more);
  return counted(count.cells, "cell") + " of " + counted(count.scenarios.size(), "scenario") +
         ": " + join(names, ", ") + (more == 0 ? "" : " and " + std::to_string(more) + " more");
}

using unasked_counts = std::map<std::string, unasked_count>;

constexpr std::string_view refused_title =
    "Refused by the kernel, so that the case could not be asked";
constexpr std::string_view not_performed_title =
    "Not performed (--hang-limit 0 performs them all the same)";

[[nodiscard]] std::string unasked_in_markdown(const unasked_counts& all, std::string_view title,
                                              const char* reason) {
  std::string text = all.empty()
                         ? std::string{}
                         : "\n## " + std::string{title} + "\n\n" + table_head({reason, "cells"});
  for (const auto& [why, count] : all) {
    text += table_row({escaped(why), escaped(unasked_cells(count))});
  }
  return text;
}

[[nodiscard]] std::string unasked_table(const unasked_counts& all, std::string_view title,
                                        verdict is, const text_style& how) {
  std::string text = all.empty() ? std::string{} : bold(title, how.colour) + '\n';
  for (const auto& [why, count] : all) {
    text += row_text(is, printable(why), how) + below(split_words(unasked_cells(count)), " ", how);
  }
  return text;
}

[[nodiscard]] std::string failures_in_markdown(const run_header& header,
                                               std::span<const clause> clauses,
                                               const std::vector<cell_record>& failed,
                                               std::size_t limit) {
  if (failed.empty()) {
    return {};
  }
  std::string text = "\n## Cells that do not pass\n\n";
  for (std::size_t at = 0; at != std::min(failed.size(), limit); ++at) {
    text += fenced(cell_text(failed[at], header.kernel, clauses, {.utf8 = true})) + '\n';
  }
  if (failed.size() > limit) {
    text += "… and " + std::to_string(failed.size() - limit) + " more.\n";
  }
  return text;
}

}  // namespace

std::string clause_table(const run_counts& all, std::span<const clause> clauses,
                         const text_style& how) {
  constexpr std::size_t word_columns = 19;  // Sign, `known deviation` and a gap.
  const std::vector<clause_row> rows = rows_of(clauses, all, how.all_clauses);
  const std::string text =
      how.unfolded ? rows_text(rows, word_columns, how) : folded_rows_text(rows, word_columns, how);
  return text.empty() ? "No clauses.\n" : text;
}

std::string scenario_table(const run_counts& all, const text_style& how) {
  std::string told;
  clause_count others;
  std::size_t folded = 0;
  for (const auto& [id, count] : all.without_clause()) {
    const verdict worst = count.worst().value_or(verdict::unsupported);
    if (how.unfolded || worst == verdict::known_deviation || !passes(worst, how.strict)) {
      told += row_text(worst, printable(id), how) + below(counted(count), ", ", how);
      continue;
    }
    ++folded;
    for (const verdict is : all_values<verdict>()) {
      others.counts.at(static_cast<std::size_t>(is)) += count.of(is);
    }
  }
  if (folded != 0) {
    told += row_text(others.worst().value_or(verdict::unsupported),
                     counted(folded, told.empty() ? "scenario" : "other scenario"), how) +
            below(counted(others), ", ", how);
  }
  return told.empty() ? told
                      : bold("Scenarios without a clause of the page", how.colour) + '\n' + told;
}

std::string silent_table(const run_counts& all, const text_style& how) {
  constexpr std::size_t most = 8;
  if (all.silent().empty()) {
    return {};
  }
  std::string text = bold("Where the page is silent, this kernel gave", how.colour) + '\n';
  std::size_t shown = 0;
  for (const auto& [silent_call, outcomes] : all.silent()) {
    if (!how.unfolded && shown == most) {
      break;
    }
    ++shown;
    std::vector<std::string> parts;
    for (const auto& [seen, cells] : outcomes) {
      parts.push_back(printable(seen) + " in " + counted(cells, "cell"));
    }
    text += row_text(verdict::characterised, printable(silent_call), how) + below(parts, ", ", how);
  }
  const std::size_t more = all.silent().size() - shown;
  return text + (more == 0 ? "" : "  and of " + counted(more, "more call") + " (--all)\n");
}

std::string failures_text(const std::vector<failure_group>& groups, const kernel_identity& kernel,
                          std::span<const clause> clauses, const text_style& how,
                          const command_for& again) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t at = 0; at != groups.size(); ++at) {
    const failure_group& group = groups[at];
    if (group.example.is == verdict::not_performed) {
      continue;  // They have a table of their own.
    }
    if (at >= most) {
      text += row_text(group.example.is, printable(group.example.key), how) +
              below({"and " + std::to_string(group.cells - 1) + " more of the same"}, "", how);
      continue;
    }
    cell_notes notes{.again = again(group.example)};
    if (group.cells > 1) {
      notes.more = {
          {"and", std::to_string(group.cells - 1) + " more of the same (--all shows each)"}};
    }
    text += cell_text(group.example, kernel, clauses, how, notes) + '\n';
  }
  return text;
}

std::string refusal_table(const run_counts& all, const text_style& how) {
  return unasked_table(all.refusals(), refused_title, verdict::not_arranged, how);
}

std::string not_performed_table(const run_counts& all, const text_style& how) {
  return unasked_table(all.not_performed(), not_performed_title, verdict::not_performed, how);
}

std::string deviation_table(const run_counts& all, const text_style& how) {
  if (all.deviations().empty()) {
    return {};
  }
  constexpr verdict is = verdict::known_deviation;
  std::string text = bold("Known deviations", how.colour) + '\n';
  for (const auto& [id, seen] : all.deviations()) {
    text += "  " + painted(std::string{sign(is, how.utf8)} + ' ' + printable(id), is, how.colour) +
            "  in " + counted(seen.cells, "cell") + '\n' +
            below(split_words(printable(seen.reason)), " ", how);
  }
  return text;
}

std::string summary_line(const run_footer& footer, const text_style& how) {
  const verdict worst = worst_verdict(footer, how.strict);
  const bool good = passes(worst, how.strict) && worst != verdict::unsupported;
  const std::string counts = counted(footer);
  const std::string sums =
      counted(footer.cells, "cell") + (counts.empty() ? "" : ": " + counts) + '.';
  const std::string result{result_word(footer, how.strict)};
  const std::string cost =
      " in " + duration_text(footer.milliseconds) +
      (footer.peak_memory_kib == 0
           ? std::string{}
           : ", " + std::to_string((footer.peak_memory_kib + 1023) / 1024) + " MiB");
  const bool one_line = columns(sums + "  " + result + cost) <= how.columns();
  return flow(split_words(sums), " ", 0, how.columns()) + (one_line ? "  " : "\n") +
         painted(result, good ? verdict::conforms : worst, how.colour) + cost + '\n';
}

std::string markdown_summary(const run_header& header, const run_footer& footer,
                             const run_counts& all, std::span<const clause> clauses,
                             const std::vector<cell_record>& failed, std::size_t limit) {
  return "# ConnectNamedPipe on " + escaped(kernel_text(header.kernel)) + "\n\n" +
         std::string{sign(worst_verdict(footer, header.strict), true)} + " **" +
         std::string{result_word(footer, header.strict)} + "** in " +
         duration_text(footer.milliseconds) + ": " + counted(footer.cells, "cell") + ", " +
         counted(footer) + (header.strict ? " (strict: known deviations fail)" : "") +
         ".\n\nStarted " + escaped(header.started) + ", suite " + escaped(header.commit) + ".\n\n" +
         clauses_in_markdown(rows_of(clauses, all, true)) +
         unasked_in_markdown(all.refusals(), refused_title, "call") +
         unasked_in_markdown(all.not_performed(), not_performed_title, "why") +
         deviations_in_markdown(all) + failures_in_markdown(header, clauses, failed, limit);
}

}  // namespace cnp
