#include "reports/text/phrases.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

namespace cnp {

namespace {

/// How a verdict looks, by its number, and its word for many cells where that is another one.
struct appearance {
  std::string_view ascii;
  std::string_view utf8;
  std::string_view colour;  ///< SGR parameters.
  std::string_view many = {};
};

constexpr std::array<appearance, count_of<verdict>> appearances{{
    {"-", "–", "2"},
    {"+", "✓", "32", "conform"},
    {"o", "•", "36"},
    {"~", "≈", "33", "known deviations"},
    {"?", "?", "1;33", "suite errors"},
    {"x", "✗", "1;31"},
    {"!", "↑", "1;35"},
    {"x", "✗", "1;31"},
    {"x", "✗", "1;31"},
    {"x", "✗", "1;31", "deviate"},
    {"x", "✗", "1;31"},
    {"x", "✗", "1;31"},
}};

[[nodiscard]] const appearance& look_of(verdict is) {
  return appearances.at(static_cast<std::size_t>(is));
}

[[nodiscard]] std::string in_colour(std::string_view text, std::string_view colour) {
  return "\x1B[" + std::string{colour} + 'm' + std::string{text} + "\x1B[0m";
}

[[nodiscard]] char upper(char one) {
  return one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
}

/// A number with one decimal, independent of any locale.
[[nodiscard]] std::string tenths(double value) {
  const std::int64_t number = std::llround(value * 10);
  return std::to_string(number / 10) + '.' + std::to_string(number % 10);
}

}  // namespace

std::string counted(std::size_t count, std::string_view noun) {
  return counted(count, noun, std::string{noun} + 's');
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string counted(std::size_t count, verdict is) {
  const std::string_view many = look_of(is).many;
  return counted(count, word(is), many.empty() ? word(is) : many);
}

std::vector<std::string> counted(const clause_count& count) {
  std::vector<std::string> all;
  const auto add = [&](verdict is) {
    if (const std::size_t found = count.of(is); found != 0) {
      all.push_back(counted(found, is));
    }
  };
  // The first verdict is that of what could not be judged.
  constexpr auto verdicts = all_values<verdict>();
  std::for_each(verdicts.begin() + 1, verdicts.end(), add);
  add(verdicts.front());
  if (count.not_reached != 0) {
    all.push_back(std::to_string(count.not_reached) + " not reached");
  }
  return all;
}

std::string counted(const run_footer& footer) {
  return join(counted(clause_count{footer.counts}), ", ");
}

std::string_view sign(verdict is, bool utf8) {
  return utf8 ? look_of(is).utf8 : look_of(is).ascii;
}

std::string painted(std::string_view text, verdict is, bool colour) {
  return colour ? in_colour(text, look_of(is).colour) : std::string{text};
}

std::string bold(std::string_view text, bool colour) {
  return colour ? in_colour(text, "1") : std::string{text};
}

std::string loud(std::string_view words) {
  std::string text{words};
  std::ranges::transform(text, text.begin(), upper);
  return text;
}

verdict worst_verdict(const run_footer& footer, bool strict) {
  return clause_count{footer.counts}.worst(strict).value_or(verdict::unsupported);
}

std::string_view result_word(const run_footer& footer, bool strict) {
  const verdict worst = worst_verdict(footer, strict);
  if (worst == verdict::unsupported) {
    return "NOTHING SAID";
  }
  if (worst == verdict::suite_error) {
    return "SUITE ERROR";
  }
  if (!passes(worst, strict)) {
    return "FAILED";
  }
  return footer.complete ? "PASSED" : "INTERRUPTED";
}

std::string duration_text(double milliseconds) {
  return milliseconds < 1000 ? std::to_string(std::llround(milliseconds)) + " ms"
                             : tenths(milliseconds / 1000) + " s";
}

std::string kernel_text(const kernel_identity& kernel) {
  std::string text = printable(kernel.name.empty() ? kernel.family : kernel.name);
  if (kernel.name.find(kernel.version) == std::string::npos) {
    text += ' ' + printable(kernel.version);
  }
  if (!kernel.architecture.empty()) {
    text += " (" + printable(kernel.architecture);
    if (!kernel.process_architecture.empty() &&
        kernel.process_architecture != kernel.architecture) {
      text += ", the suite as " + printable(kernel.process_architecture);
    }
    if (!kernel.client_architecture.empty()) {
      text += ", its clients as " + printable(kernel.client_architecture);
    }
    text += ')';
  }
  return text;
}

std::string kernel_label(const kernel_identity& kernel) {
  std::string text = printable(kernel.family + ' ' + kernel.version + ' ' + kernel.architecture);
  text.front() = upper(text.front());
  return text;
}

}  // namespace cnp
