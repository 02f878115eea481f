#pragma once

#include "harness/support/embedded_file.hpp"

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

// The text of a written program (repro.hpp) as C++. Stays within reports/repro.

[[nodiscard]] std::string filled_with(std::string_view text,
                                      const std::vector<std::string>& values);
[[nodiscard]] inline std::string text_of(std::string_view text) {
  return std::string{text};
}
[[nodiscard]] std::string text_of(std::integral auto number) {
  return std::to_string(number);
}
/// The text with the values, texts or numbers, in place of its `$`.
[[nodiscard]] std::string filled(std::string_view text, const auto&... values) {
  return filled_with(text, {text_of(values)...});
}

/// A C++ string literal of these bytes, quotes included.
[[nodiscard]] std::string cpp_literal(std::string_view bytes);
/// `text` broken at the places after a comma outside literals so that every line has at most 100
/// columns; lines after the first are indented by four more than `indent`.
[[nodiscard]] std::string cpp_statement(const std::string& text, std::size_t indent = 2);
/// The statements with every line indented by its blocks, as in a function, and broken to the
/// width.
[[nodiscard]] std::string cpp_body(const std::string& statements);
/// Words as a comment of as many lines as it takes. A label has 10 columns, and the words stand
/// beside it.
[[nodiscard]] std::string cpp_comment(std::string_view label, const std::string& words);

/// The text with `by` in each place of `part`.
[[nodiscard]] std::string replaced(std::string text, std::string_view part, std::string_view by);

/// Whether the code has the identifier; in comments and literals it does not count.
[[nodiscard]] bool mentions(std::string_view code, std::string_view identifier);
/// Those of the declarations that the code needs, in their order: it, or one that it needs, has an
/// identifier that they declare at the left margin. Each may use only those before it.
[[nodiscard]] std::string needed_declarations(const std::vector<std::string>& all,
                                              std::string_view code);

/// What written programs are made of: reports/repro/program, in the order in which they are to
/// stand. The definition is generated when the build is configured.
[[nodiscard]] std::span<const embedded_file> program_files();
/// The beginning of the first of them, with which every program begins: includes, and the type of
/// the rows of its table of steps.
[[nodiscard]] std::string program_head();
/// The declarations in the others, each a paragraph there: without `inline`, since a program has
/// them in a namespace without a name.
[[nodiscard]] std::vector<std::string> program_parts();

}  // namespace cnp
