#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

// Foreign text in Markdown and elsewhere, where some of its characters mean something.

/// The text with something else in the place of some of its characters. Pure.
[[nodiscard]] std::string substituted(std::string_view text,
                                      std::initializer_list<std::pair<char, std::string_view>> by);

/// The text with everything escaped that would be markup; `printable` too. Pure.
[[nodiscard]] std::string escaped(std::string_view text);
/// The text as a block of code, in a fence that no line of the text can close. Ends with a newline.
[[nodiscard]] std::string fenced(const std::string& text);
/// `  - step: ConnectNamedPipe`: a labelled item under another one, of words that are Markdown
/// already. Ends with a newline; empty where there are no words.
[[nodiscard]] std::string labelled_item(const std::string& label, const std::string& words);
/// A row of a table, of cells that are Markdown already. Ends with a newline.
[[nodiscard]] std::string table_row(const std::vector<std::string>& cells);
/// The first two rows of a table.
[[nodiscard]] std::string table_head(const std::vector<std::string>& cells);

}  // namespace cnp
