#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cnp {

/// The text with everything that could move a terminal or break a line made visible: control
/// characters (also C1 and bidirectional ones) and bytes that are not UTF-8 become `\xNN`. Pure.
[[nodiscard]] std::string printable(std::string_view text);

/// Whether the text is well-formed UTF-8. Pure.
[[nodiscard]] bool is_utf8(std::string_view text);

/// A path for messages: UTF-8, and `printable`. Never throws for a name that can't be converted.
[[nodiscard]] std::string display(const std::filesystem::path& path);

}  // namespace cnp
