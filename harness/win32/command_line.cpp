#include "harness/win32/command_line.hpp"

#include "harness/win32/utf8.hpp"

#include <cstddef>

namespace cnp {

namespace {

std::wstring quoted(const std::wstring& word) {
  if (!word.empty() && word.find_first_of(L" \t\"") == std::wstring::npos) {
    return word;
  }
  std::wstring text = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t letter : word) {
    if (letter == L'\\') {
      ++backslashes;
      continue;
    }
    text.append(letter == L'"' ? 2 * backslashes + 1 : backslashes, L'\\');
    backslashes = 0;
    text += letter;
  }
  text.append(2 * backslashes, L'\\');
  return text + L"\"";
}

}  // namespace

std::vector<std::string> utf8_words(int count, const wchar_t* const* words) {
  std::vector<std::string> all;
  all.reserve(static_cast<std::size_t>(count));
  for (int index = 0; index < count; ++index) {
    all.push_back(narrowed(words[index]));
  }
  return all;
}

std::wstring quoted_command_line(const std::vector<std::string>& words) {
  std::wstring line;
  for (const std::string& word : words) {
    line += (line.empty() ? L"" : L" ") + quoted(widened(word));
  }
  return line;
}

}  // namespace cnp
