#pragma once

#include <string>
#include <vector>

namespace cnp {

/// What `wmain` was given, in UTF-8, the program's name first: the words of a plain `main` are in a
/// code page that cannot write every file name.
[[nodiscard]] std::vector<std::string> utf8_words(int count, const wchar_t* const* words);

/// The words as one command line that `CommandLineToArgvW` and the C runtime take apart into them
/// again.
[[nodiscard]] std::wstring quoted_command_line(const std::vector<std::string>& words);

}  // namespace cnp
