#include "reports/text/summary.hpp"

#include "harness/support/text.hpp"
#include "reports/text/comparison_text.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
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
struct clause_row {
  const clause_words* clause = nullptr;
  std::vector<clause_summary> in;
  row_rank rank = row_rank::same;
  verdict worst = verdict::unsupported;
};

/// Only what is not as expected is counted: the rest is most of it, and the same everywhere.
[[nodiscard]] std::string column_text(const clause_summary& what, const run_counts& all,
                                      const clause_words& clause) {
  std::string text = std::string{what.sign} + ' ' + what.word;
  const auto found = all.clauses().find(clause.id);
  if (found == all.clauses().end()) {
    return text;
  }
  const auto worst = found->second.worst();
  if (worst && !as_expected(*worst)) {
    text += " (" + std::to_string(found->second.counts.at(static_cast<std::size_t>(*worst))) +
            " of " + std::to_string(found->second.cells()) + ')';
  }
  return text;
}

[[nodiscard]] clause_row row_of(const clause_words& clause,
                                const std::vector<summarised_run>& runs) {
  clause_row row;
  row.clause = &clause;
  row.in.reserve(runs.size());
  for (const summarised_run& run : runs) {
    row.in.push_back(summarise(run.all, clause, true));
    const auto found = run.all.clauses().find(clause.id);
    const auto worst = found == run.all.clauses().end() ? std::nullopt : found->second.worst();
    row.worst = worse(row.worst, worst.value_or(verdict::unsupported));
    if (worst && !passes(*worst, run.header.strict)) {
      row.rank = row_rank::fails;
    }
  }
  const bool differs = std::ranges::any_of(
      row.in, [&row](const clause_summary& one) { return one.word != row.in.front().word; });
  if (row.rank == row_rank::same && differs) {
    row.rank = row_rank::differs;
  }
  return row;
}

[[nodiscard]] std::string run_rows(const std::vector<summarised_run>& runs,
                                   const std::vector<std::string>& titles) {
  std::string text = "| | kernel | result | cells | against its baseline | suite |\n"
                     "|---|---|---|---|---|---|\n";
  for (std::size_t at = 0; at != runs.size(); ++at) {
    const summarised_run& run = runs[at];
    const verdict worst = counts_of(run.footer).worst().value_or(verdict::unsupported);
    text += "| " + std::string{sign(worst, true)} + " | " + escaped(titles[at]) + " | " +
            result_word(run.footer, run.header.strict) + " | " +
            join(counted(counts_of(run.footer)), ", ") + " | " +
            (run.against ? std::string{result_word(*run.against)} : "no baseline") + " | " +
            escaped(run.header.commit) + " |\n";
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
                             const std::vector<clause_words>& clauses) {
  const std::vector<std::string> titles = column_titles(runs);
  std::vector<clause_row> rows;
  rows.reserve(clauses.size());
  for (const clause_words& clause : clauses) {
    rows.push_back(row_of(clause, runs));
  }
  std::ranges::stable_sort(rows, [](const clause_row& left, const clause_row& right) {
    const auto order = [](const clause_row& row) {
      // Only failures are put in order of how bad they are; the rest stays in the page's order.
      return std::pair{row.rank, row.rank == row_rank::fails ? -static_cast<int>(row.worst) : 0};
    };
    return order(left) < order(right);
  });
  std::string text = "# ConnectNamedPipe on " + std::to_string(runs.size()) +
                     (runs.size() == 1 ? " kernel" : " kernels") + "\n\n" + run_rows(runs, titles) +
                     regressions(runs, titles) +
                     "\n## Clauses\n\nFailures first, then what differs between kernels, then the "
                     "rest in the page's order.\n\n| clause |";
  std::string line = "|---|";
  for (const std::string& title : titles) {
    text += ' ' + escaped(title) + " |";
    line += "---|";
  }
  text += '\n' + line + '\n';
  for (const clause_row& row : rows) {
    const std::string id = escaped(row.clause->id);
    text += "| " + (row.rank == row_rank::fails ? "**" + id + "**" : id) + " |";
    for (std::size_t at = 0; at != runs.size(); ++at) {
      text += ' ' + escaped(column_text(row.in[at], runs[at].all, *row.clause)) + " |";
    }
    text += '\n';
  }
  return text;
}

}  // namespace cnp
