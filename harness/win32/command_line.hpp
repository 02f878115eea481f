#pragma once

#include "harness/win32/windows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// What `wmain` was given, in UTF-8, the program's name first: the words of a plain `main` are in a
/// code page that cannot write every file name.
[[nodiscard]] std::vector<std::string> utf8_words(int count, const wchar_t* const* words);

/// The words as one command line that `CommandLineToArgvW` and the C runtime take apart into them
/// again.
[[nodiscard]] std::wstring quoted_command_line(const std::vector<std::string>& words);

/// A number, or a handle to be inherited, as a word that one process of the suite hands to another.
/// (A handle has 32 bits that count, in programs of either size.)
[[nodiscard]] std::string number_word(std::uint64_t number);
[[nodiscard]] std::string handle_word(HANDLE inherited);
/// The number that such a word says; empty if it is none.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view word);
/// The handle; null if the word is none.
[[nodiscard]] HANDLE handle_in(std::string_view word);

}  // namespace cnp
