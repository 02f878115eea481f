#include "harness/command_line.hpp"

#include "harness/arrangement.hpp"
#include "harness/utf8.hpp"

#include <shellapi.h>

#include <memory>

namespace cnp {

namespace {

struct local_free {
  void operator()(wchar_t** words) const { ::LocalFree(static_cast<void*>(words)); }
};

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

std::vector<std::string> utf8_command_line() {
  int count = 0;
  const std::unique_ptr<wchar_t*, local_free> raw(
      ::CommandLineToArgvW(::GetCommandLineW(), &count));
  arrange(raw != nullptr, "CommandLineToArgvW");
  std::vector<std::string> words;
  words.reserve(static_cast<std::size_t>(count));
  for (int index = 0; index < count; ++index) {
    words.push_back(narrowed(raw.get()[index]));
  }
  return words;
}

std::wstring quoted_command_line(const std::vector<std::string>& words) {
  std::wstring line;
  for (const std::string& word : words) {
    line += (line.empty() ? L"" : L" ") + quoted(widened(word));
  }
  return line;
}

}  // namespace cnp
