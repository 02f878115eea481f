#include "reports/text/clause_table.hpp"

#include "harness/support/printable.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <functional>

namespace cnp {

namespace {

/// Rows under one heading that have the same word.
struct folded_rows {
  const clause_row* first = nullptr;
  std::size_t clauses = 0;
  std::size_t cells = 0;
};

}  // namespace

std::string row_text(verdict is, const std::string& words, const text_style& how) {
  return "  " + painted(std::string{sign(is, how.utf8)} + ' ' + words, is, how.colour) + '\n';
}

std::string below(const std::vector<std::string>& parts, std::string_view between,
                  const text_style& how) {
  constexpr std::size_t indent = 6;
  return std::string(indent, ' ') + flow(parts, between, indent, how.columns()) + '\n';
}

clause_row row_of(const clause& about, const run_counts& all) {
  clause_row row{.id = std::string{about.id},
                 .section = std::string{about.section},
                 .says = std::string{about.says}};
  const auto found = all.clauses().find(row.id);
  const clause_count of = found == all.clauses().end() ? clause_count{} : found->second;
  const standing is = standing_of(about, of);
  row.word = is.word;
  row.looks = is.looks;
  row.cells = of.cells();
  row.details = counted(of);
  if (row.details.empty()) {
    row.details = split_words(
        printable(is.is_missing ? "no cell of this run" : std::string{about.untestable}));
    row.between = " ";
  }
  return row;
}

std::vector<clause_row> rows_of(std::span<const clause> clauses, const run_counts& all,
                                bool all_clauses) {
  std::vector<clause_row> rows;
  for (const clause& one : clauses) {
    if (all_clauses || all.clauses().contains(std::string{one.id})) {
      rows.push_back(row_of(one, all));
    }
  }
  for (const auto& [id, count] : all.clauses()) {
    if (std::ranges::find(clauses, id, &clause::id) == clauses.end()) {
      rows.push_back(row_of({.id = id, .section = "Not in the registry of clauses"}, all));
    }
  }
  return rows;
}

std::string rows_text(const std::vector<clause_row>& rows, std::size_t word_columns,
                      const text_style& how) {
  // Where there is less room than this for details, they get a line of their own.
  constexpr std::size_t detail_columns = 30;
  std::size_t id_columns = 0;
  for (const clause_row& row : rows) {
    id_columns = std::max(id_columns, columns(printable(row.id)));
  }
  const std::size_t below = 2 + word_columns;
  const std::size_t behind = below + id_columns + 2;
  const bool one_line = behind + detail_columns <= how.columns();
  std::string text;
  std::string_view section;
  for (const clause_row& row : rows) {
    if (row.section != section) {
      section = row.section;
      text += bold(printable(section), how.colour) + '\n';
    }
    const std::string word = std::string{sign(row.looks, how.utf8)} + ' ' + row.word;
    const std::string id = printable(row.id);
    text += "  " + painted(padded(word, word_columns), row.looks, how.colour) +
            (one_line ? padded(id, id_columns + 2) : id + '\n' + std::string(below, ' ')) +
            flow(row.details, row.between, one_line ? behind : below, how.columns()) + '\n';
  }
  return text;
}

std::string folded_rows_text(std::vector<clause_row> rows, std::size_t word_columns,
                             const text_style& how) {
  const auto is_told = [](const clause_row& row) {
    return row.looks == verdict::known_deviation || !passes(row.looks, false);
  };
  std::ranges::stable_sort(rows, std::greater{}, [&is_told](const clause_row& row) {
    return is_told(row) ? static_cast<int>(row.looks) : -1;
  });
  const auto line = [&](const clause_row& row, const std::string& words) {
    const std::string word = std::string{sign(row.looks, how.utf8)} + ' ' + row.word;
    return "  " + painted(padded(word, word_columns), row.looks, how.colour) + words + '\n';
  };
  std::string told;
  std::string others;
  std::vector<folded_rows> folded;
  for (const clause_row& row : rows) {
    if (is_told(row)) {
      told += line(row, printable(row.id)) +
              (row.says.empty() ? "" : below(split_words(printable(row.says)), " ", how)) +
              below(row.details, row.between, how);
      continue;
    }
    auto same = std::ranges::find_if(folded, [&row](const folded_rows& one) {
      return one.first->section == row.section && one.first->word == row.word;
    });
    if (same == folded.end()) {
      same = folded.insert(same, {.first = &row});
    }
    ++same->clauses;
    same->cells += row.cells;
  }
  for (const folded_rows& one : folded) {
    others +=
        line(*one.first, printable(one.first->section) + ": " + counted(one.clauses, "clause") +
                             (one.cells == 0 ? "" : " in " + counted(one.cells, "cell")));
  }
  return (told.empty() ? "" : bold("Clauses to look at", how.colour) + '\n' + told) +
         (others.empty()
              ? ""
              : bold(told.empty() ? "Clauses" : "The other clauses", how.colour) + '\n' + others);
}

}  // namespace cnp
