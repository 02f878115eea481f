#include "harness/win32/command_line.hpp"

#include "harness/win32/utf8.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace cnp {

namespace {

constexpr int hexadecimal = 16;

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

std::string number_word(std::uint64_t number) {
  std::array<char, 16> digits{};
  const auto [end, problem] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, hexadecimal);
  return {digits.data(), end};
}

std::string handle_word(HANDLE inherited) {
  return number_word(reinterpret_cast<std::uintptr_t>(inherited) & 0xFFFFFFFF);
}

std::optional<std::uint64_t> number_in(std::string_view word) {
  std::uint64_t number = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, problem] = std::from_chars(word.data(), end, number, hexadecimal);
  return problem == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

HANDLE handle_in(std::string_view word) {
  return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(number_in(word).value_or(0)));
}

}  // namespace cnp
