#pragma once

#include <string>
#include <string_view>

namespace cnp {

// Markdown that shows foreign text as it is. Stays within reports/ and who writes Markdown.

/// The text with everything escaped that would be markup; `printable` too. Pure.
[[nodiscard]] std::string escaped(std::string_view text);
/// The text as a block of code, in a fence that no line of the text can close. Ends with a newline.
[[nodiscard]] std::string fenced(const std::string& text);

}  // namespace cnp
