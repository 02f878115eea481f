#include "reports/text/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>

namespace cnp {

namespace {

/// How a verdict looks and reads, by its number.
struct appearance {
  std::string_view ascii;
  std::string_view utf8;
  std::string_view colour;  ///< SGR parameters.
  std::string_view one;
  std::string_view many;
};

constexpr std::array<appearance, count_of<verdict>> appearances{{
    {"-", "–", "2", "unsupported", "unsupported"},
    {"+", "✓", "32", "conforms", "conform"},
    {"o", "•", "36", "characterised", "characterised"},
    {"~", "≈", "33", "known deviation", "known deviations"},
    {"!", "↑", "1;35", "recovered", "recovered"},
    {"x", "✗", "1;31", "implausible", "implausible"},
    {"x", "✗", "1;31", "deviates", "deviate"},
    {"x", "✗", "1;31", "hung", "hung"},
    {"x", "✗", "1;31", "crashed", "crashed"},
    {"?", "?", "1;33", "suite error", "suite errors"},
}};

[[nodiscard]] const appearance& of(verdict what) {
  return appearances.at(static_cast<std::size_t>(what));
}

[[nodiscard]] std::string in_colour(std::string_view text, std::string_view colour) {
  return "\x1B[" + std::string{colour} + 'm' + std::string{text} + "\x1B[0m";
}

/// A number with one decimal, independent of any locale.
[[nodiscard]] std::string tenths(double value) {
  const std::int64_t number = std::llround(value * 10);
  return std::to_string(number / 10) + '.' + std::to_string(number % 10);
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t taken = columns(text);
  return std::string{text} + std::string(width > taken ? width - taken : 0, ' ');
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) {
      words.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string flow(const std::vector<std::string>& parts, std::string_view between, std::size_t first,
                 std::size_t width) {
  std::string_view line_end = between;  // What stays at the end of a line: no spaces.
  while (line_end.ends_with(' ')) {
    line_end.remove_suffix(1);
  }
  std::string text;
  std::size_t at = first;
  for (std::size_t number = 0; number != parts.size(); ++number) {
    const std::string& part = parts[number];
    const bool is_last = number + 1 == parts.size();
    const std::size_t wide = columns(part) + (is_last ? 0 : columns(line_end));
    if (at != first && at + columns(between) + wide > width) {
      text += std::string{line_end} + '\n' + std::string(first, ' ');
      at = first;
    }
    if (at != first) {
      text += between;
      at += columns(between);
    }
    text += part;
    at += columns(part);
  }
  return text;
}

std::string_view sign(verdict what, bool utf8) {
  return utf8 ? of(what).utf8 : of(what).ascii;
}

std::string painted(std::string_view text, verdict what, bool colour) {
  return colour ? in_colour(text, of(what).colour) : std::string{text};
}

std::string bold(std::string_view text, bool colour) {
  return colour ? in_colour(text, "1") : std::string{text};
}

std::string loud(verdict what) {
  std::string text{word(what)};
  for (char& one : text) {
    if (one >= 'a' && one <= 'z') {
      one = static_cast<char>(one - 'a' + 'A');
    }
  }
  return text;
}

std::string counted(std::size_t count, verdict what) {
  return std::to_string(count) + ' ' + std::string{count == 1 ? of(what).one : of(what).many};
}

std::vector<std::string> counted(const clause_count& count) {
  std::vector<std::string> all;
  const auto add = [&](verdict one) {
    const std::size_t found = count.counts.at(static_cast<std::size_t>(one));
    if (found != 0) {
      all.push_back(counted(found, one));
    }
  };
  for (const verdict one : all_values<verdict>()) {
    if (one != verdict::unsupported) {
      add(one);
    }
  }
  add(verdict::unsupported);
  if (count.not_reached != 0) {
    all.push_back(std::to_string(count.not_reached) + " not reached");
  }
  return all;
}

std::vector<section> sections(const run_counts& all, const std::vector<clause_words>& clauses,
                              bool all_clauses) {
  std::vector<section> found;
  std::set<std::string> known;
  const auto add = [&](const clause_words& clause) {
    known.insert(clause.id);
    if (!all_clauses && !all.clauses().contains(clause.id)) {
      return;
    }
    if (found.empty() || found.back().name != clause.section) {
      found.push_back({clause.section, {}});
    }
    found.back().clauses.push_back(clause);
  };
  for (const clause_words& clause : clauses) {
    add(clause);
  }
  for (const auto& [id, count] : all.clauses()) {
    if (!known.contains(id)) {
      add({id, "Not in the registry of clauses", {}, {}});
    }
  }
  return found;
}

clause_summary summarise(const run_counts& all, const clause_words& clause, bool utf8) {
  const auto found = all.clauses().find(clause.id);
  if (found != all.clauses().end()) {
    const std::optional<verdict> worst = found->second.worst();
    const verdict shown = worst.value_or(verdict::suite_error);
    return {worst ? std::string{word(*worst)} : "not reached", sign(shown, utf8), shown,
            counted(found->second)};
  }
  if (!clause.untested.empty()) {
    return {"not testable", sign(verdict::unsupported, utf8), verdict::unsupported,
            split_words(printable(clause.untested))};
  }
  return {"no evidence",
          sign(verdict::suite_error, utf8),
          verdict::suite_error,
          {"no cell of this run"}};
}

std::string duration_text(double milliseconds) {
  if (milliseconds < 1000) {
    return std::to_string(std::llround(milliseconds)) + " ms";
  }
  return tenths(milliseconds / 1000) + " s";
}

std::string kernel_text(const kernel_identity& kernel) {
  std::string text = printable(kernel.name.empty() ? kernel.family : kernel.name);
  if (kernel.name.find(kernel.version) == std::string::npos) {
    text += ' ' + printable(kernel.version);
  }
  if (!kernel.architecture.empty()) {
    text += " (" + printable(kernel.architecture) + ')';
  }
  return text;
}

std::string result_word(const run_footer& footer, bool strict) {
  const std::optional<verdict> worst = counts_of(footer).worst();
  if (!worst || *worst == verdict::unsupported) {
    return "NOTHING SAID";
  }
  if (*worst == verdict::suite_error) {
    return "SUITE ERROR";
  }
  return passes(*worst, strict) ? "PASSED" : "FAILED";
}

clause_count counts_of(const run_footer& footer) {
  return {footer.counts, 0};
}

}  // namespace cnp
