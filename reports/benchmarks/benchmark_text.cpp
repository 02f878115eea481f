#include "reports/benchmarks/benchmark_text.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "reports/json/json_document.hpp"
#include "reports/text/layout.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace cnp {

namespace {

using nlohmann::ordered_json;
using benchmark_row = std::vector<std::string>;

/// Rows of cells under a heading; the first column is text, the others are numbers.
[[nodiscard]] std::string laid_out(const benchmark_row& heading, std::vector<benchmark_row> rows,
                                   table_style how) {
  rows.insert(rows.begin(), heading);
  std::vector<std::size_t> widths(heading.size());
  for (const benchmark_row& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      widths[at] = std::max(widths[at], columns(row[at]));
    }
  }
  for (benchmark_row& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      const std::string gap(widths[at] - columns(row[at]), ' ');
      row[at] = at == 0 ? row[at] + gap : gap + row[at];
    }
  }
  std::string text;
  for (const benchmark_row& row : rows) {
    if (how == table_style::markdown) {
      text += table_row(row);
      continue;
    }
    text += join(row, "  ");
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  if (how == table_style::markdown) {
    std::string rule = "|---|";
    for (std::size_t at = 1; at < heading.size(); ++at) {
      rule += "---:|";
    }
    text.insert(text.find('\n') + 1, rule + '\n');
  }
  return text;
}

[[nodiscard]] std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

[[nodiscard]] std::string significant(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  return text.data();
}

/// Three digits that say something, in a unit that suits the size: `8.31 us`, `24.6 ms`.
[[nodiscard]] std::string time_text(double value, const std::string& unit) {
  static constexpr std::array<std::string_view, 4> units{"ns", "us", "ms", "s"};
  const auto known = std::find(units.begin(), units.end(), unit);
  if (known == units.end()) {
    return significant(value, 3) + ' ' + printable(unit);
  }
  auto at = static_cast<std::size_t>(known - units.begin());
  constexpr double step = 1000;
  while (value >= step && at + 1 < units.size()) {
    value /= step;
    ++at;
  }
  const int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return fixed(value, digits) + ' ' + std::string{units.at(at)};
}

/// The median of a counter as `write` writes it; empty where there is none.
template <class Write>
[[nodiscard]] std::string counter_text(const benchmark_series& of, const std::string& counter,
                                       Write write) {
  const auto found = of.counters.find(counter);
  return found == of.counters.end() ? std::string{} : write(median_of(found->second));
}

/// The counters that have no column of their own.
[[nodiscard]] std::string other_counters(const benchmark_series& of) {
  static constexpr std::array<std::string_view, 6> known{"p50_us",   "p99_us",  "p999_us",
                                                         "floor_us", "x_floor", "raw_us"};
  std::vector<std::string> parts;
  for (const auto& [key, values] : of.counters) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      parts.push_back(printable(key) + ' ' + significant(median_of(values), 3));
    }
  }
  return join(parts, ", ");
}

[[nodiscard]] std::string about_run(const benchmark_run& run) {
  return kernel_text(run.kernel) + ", " + printable(run.date) + ", suite " + printable(run.commit) +
         "; the machine was " + printable(run.quiet);
}

[[nodiscard]] std::string names_line(const std::string& label,
                                     const std::vector<std::string>& names) {
  return names.empty() ? std::string{} : label + ": " + printable(join(names, ", ")) + '\n';
}

[[nodiscard]] ordered_json about_json(const benchmark_run& run) {
  return {{"kernel", kernel_text(run.kernel)},
          {"machine", run.machine},
          {"commit", run.commit},
          {"date", run.date},
          {"quiet", run.quiet}};
}

}  // namespace

std::string benchmark_table(const benchmark_run& run, table_style how) {
  const auto time = [](double microseconds) { return time_text(microseconds, "us"); };
  const auto ratio = [](double value) { return fixed(value, 2); };
  std::vector<benchmark_row> rows;
  for (const benchmark_series& one : run.series) {
    rows.push_back({printable(one.name), time_text(median_of(one.values), one.unit),
                    fixed(100 * spread_of(one.values), 1) + " %", counter_text(one, "p99_us", time),
                    counter_text(one, "p999_us", time), counter_text(one, "floor_us", time),
                    counter_text(one, "x_floor", ratio), std::to_string(one.values.size()),
                    other_counters(one)});
  }
  const std::string title = "What connecting costs on " + about_run(run) + ".\n";
  return (how == table_style::markdown ? "## " : "") + title + '\n' +
         laid_out({"benchmark", "median", "+-", "p99", "p99.9", "floor", "x floor", "n", "counted"},
                  rows, how) +
         "\nx floor: the median of the ratios of each repetition to the floor measured beside it;\n"
         "the other columns are medians of their own, so that it is not their quotient.\n" +
         (run.failed.empty() ? "" : "\n") + names_line("Not carried out", run.failed);
}

std::string benchmark_json(const benchmark_run& run) {
  ordered_json all = about_json(run);
  all["benchmarks"] = json_list(run.series, [](const benchmark_series& one) -> ordered_json {
    ordered_json counters = ordered_json::object();
    for (const auto& [key, values] : one.counters) {
      counters[key] = median_of(values);
    }
    return {{"name", one.name},
            {"unit", one.unit},
            {"median", median_of(one.values)},
            {"spread", spread_of(one.values)},
            {"floor", one.floor},
            {"values", one.values},
            {"counters", counters}};
  });
  all["failed"] = run.failed;
  return json_document(all);
}

std::string comparison_table(const benchmark_run& before, const benchmark_run& after,
                             const benchmark_comparison& found, table_style how) {
  std::vector<benchmark_row> rows;
  rows.reserve(found.both.size());
  std::size_t changed = 0;
  for (const benchmark_change& one : found.both) {
    const bool is_change =
        one.is == benchmark_verdict::slower || one.is == benchmark_verdict::faster;
    changed += is_change ? 1 : 0;
    rows.push_back({printable(one.name), time_text(one.before, one.unit),
                    time_text(one.after, one.unit), fixed(one.ratio, 3),
                    (one.delta > 0 ? "+" : "") + fixed(one.delta, 2), significant(one.p, 2),
                    std::string{word(one.is)}});
  }
  const benchmark_criteria when;
  const std::string lead = how == table_style::markdown ? "## " : "";
  return lead + "Benchmarks compared: " + std::to_string(changed) + " of " +
         std::to_string(found.both.size()) + " changed\n\n" + "before  " + about_run(before) +
         (how == table_style::markdown ? "  \n" : "\n") + "after   " + about_run(after) + "\n\n" +
         laid_out({"benchmark", "before", "after", "ratio", "delta", "p", "verdict"}, rows, how) +
         '\n' + names_line("Only before", found.only_before) +
         names_line("Only after", found.only_after) + "A change is: p < " + significant(when.p, 2) +
         " (Mann-Whitney's rank test, corrected by Holm for all of them), a large effect (Cliff's "
         "delta of " +
         significant(when.delta, 3) + " or more) and " + fixed(100 * when.share, 0) + " %" +
         " or more, of the times and of their ratios to the floors measured beside them.\n";
}

std::string comparison_json(const benchmark_run& before, const benchmark_run& after,
                            const benchmark_comparison& found) {
  return json_document(
      {{"before", about_json(before)},
       {"after", about_json(after)},
       {"benchmarks", json_list(found.both,
                                [](const benchmark_change& one) -> ordered_json {
                                  return {{"name", one.name},     {"unit", one.unit},
                                          {"before", one.before}, {"after", one.after},
                                          {"ratio", one.ratio},   {"delta", one.delta},
                                          {"p", one.p},           {"verdict", word(one.is)}};
                                })},
       {"only_before", found.only_before},
       {"only_after", found.only_after}});
}

}  // namespace cnp
