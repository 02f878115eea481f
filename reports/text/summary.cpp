#include "reports/text/summary.hpp"

#include "harness/support/text.hpp"
#include "reports/text/clause_table.hpp"
#include "reports/text/comparison_text.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

/// The heading of a run's column: its kernel, and its file where another run is of the same.
[[nodiscard]] std::vector<std::string> column_titles(const std::vector<summarised_run>& runs) {
  std::vector<std::string> titles;
  titles.reserve(runs.size());
  std::multiset<std::string> kernels;
  for (const summarised_run& run : runs) {
    titles.push_back(kernel_text(run.header.kernel));
    kernels.insert(titles.back());
  }
  for (std::size_t at = 0; at != runs.size(); ++at) {
    if (kernels.count(titles[at]) > 1) {
      titles[at] += ", " + runs[at].file;
    }
  }
  return titles;
}

/// What most readers look for first has the least number.
enum class row_rank : std::uint8_t { fails, differs, same };

/// A clause over all runs.
struct compared_clause {
  std::string id;
  std::vector<clause_row> in = {};  ///< By run.
  row_rank rank = row_rank::same;
  verdict worst = verdict::unsupported;
};

/// Only what is not as expected is counted: the rest is most of it, and the same everywhere.
[[nodiscard]] std::string column_text(const clause_row& row, const run_counts& all) {
  std::string text = std::string{sign(row.looks, true)} + ' ' + row.word;
  const auto found = all.clauses().find(row.id);
  const auto worst = found == all.clauses().end() ? std::nullopt : found->second.worst();
  if (worst && !as_expected(*worst)) {
    text += " (" + std::to_string(found->second.of(*worst)) + " of " +
            std::to_string(found->second.cells()) + ')';
  }
  return text;
}

/// Whether some cell that speaks about the clause is not what it was in the run before.
[[nodiscard]] bool has_changed(std::string_view id, const summarised_run& run) {
  return run.since && std::ranges::any_of(run.since->groups, [id](const change_group& group) {
           return !came_or_went(group.is) &&
                  std::ranges::find(group.clauses, id) != group.clauses.end();
         });
}

[[nodiscard]] compared_clause compared(const clause& about,
                                       const std::vector<summarised_run>& runs) {
  compared_clause made{.id = std::string{about.id}};
  std::set<verdict> given;
  bool changed = false;
  for (const summarised_run& run : runs) {
    made.in.push_back(row_of(about, run.all));
    const auto found = run.all.clauses().find(made.id);
    const clause_count sum = found == run.all.clauses().end() ? clause_count{} : found->second;
    const auto worst = sum.worst(run.header.strict);
    if (worst) {
      given.insert(*worst);
    }
    changed = changed || has_changed(made.id, run);
    made.worst = worse(made.worst, worst.value_or(verdict::unsupported));
    if (worst && !passes(*worst, run.header.strict)) {
      made.rank = row_rank::fails;
    }
  }
  // A kernel on which it did not run differs in nothing. The same rule is in view_kernels.js.
  if (made.rank == row_rank::same && (changed || given.size() > 1)) {
    made.rank = row_rank::differs;
  }
  return made;
}

[[nodiscard]] std::string run_rows(const std::vector<summarised_run>& runs,
                                   const std::vector<std::string>& titles) {
  std::string text = table_head({"", "kernel", "result", "cells", "against its baseline", "suite"});
  for (std::size_t at = 0; at != runs.size(); ++at) {
    const summarised_run& run = runs[at];
    text += table_row({std::string{sign(worst_verdict(run.footer, run.header.strict), true)},
                       escaped(titles[at]), std::string{result_word(run.footer, run.header.strict)},
                       counted(run.footer),
                       run.against ? std::string{result_word(*run.against)} : "no baseline",
                       escaped(run.header.commit)});
  }
  return text;
}

/// What regressed, of all runs; empty if nothing did.
[[nodiscard]] std::string regressions(const std::vector<summarised_run>& runs,
                                      const std::vector<std::string>& titles) {
  std::string text;
  for (std::size_t at = 0; at != runs.size(); ++at) {
    if (!runs[at].against) {
      continue;
    }
    for (const change_group& group : runs[at].against->groups) {
      if (is_regression(group)) {
        text += "- " + escaped(titles[at]) + ": " + escaped(change_sentence(group)) + '\n';
      }
    }
  }
  return text.empty() ? text : "\n## Regressed\n\n" + text;
}

}  // namespace

std::string summary_markdown(const std::vector<summarised_run>& runs,
                             std::span<const clause> clauses) {
  const std::vector<std::string> titles = column_titles(runs);
  std::vector<compared_clause> rows;
  std::ranges::transform(clauses, std::back_inserter(rows),
                         [&runs](const clause& one) { return compared(one, runs); });
  // Only failures are put in order of how bad they are; the rest stays in the page's order.
  std::ranges::stable_sort(rows, std::less{}, [](const compared_clause& row) {
    return std::pair{row.rank, row.rank == row_rank::fails ? -static_cast<int>(row.worst) : 0};
  });
  std::vector<std::string> head{"clause"};
  std::ranges::transform(titles, std::back_inserter(head), escaped);
  std::string text = "# ConnectNamedPipe on " + counted(runs.size(), "kernel") + "\n\n" +
                     run_rows(runs, titles) + regressions(runs, titles) +
                     "\n## Clauses\n\nFailures first, then what differs between kernels, then the "
                     "rest in the page's order.\n\n" +
                     table_head(head);
  for (const compared_clause& row : rows) {
    const std::string id = escaped(row.id);
    std::vector<std::string> cells{row.rank == row_rank::fails ? "**" + id + "**" : id};
    for (std::size_t at = 0; at != runs.size(); ++at) {
      cells.push_back(escaped(column_text(row.in[at], runs[at].all)));
    }
    text += table_row(cells);
  }
  return text;
}

}  // namespace cnp
