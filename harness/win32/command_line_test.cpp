#include "harness/win32/command_line.hpp"
#include "harness/win32/utf8.hpp"

#include "harness/win32/windows.hpp"

#include <shellapi.h>

#include <gtest/gtest.h>

#include <memory>

namespace cnp {
namespace {

struct local_free {
  void operator()(wchar_t** words) const { ::LocalFree(static_cast<void*>(words)); }
};

/// What a program that is started with this line finds. (The first word follows other rules, so
/// there is one before.)
std::vector<std::string> taken_apart(const std::wstring& line) {
  int count = 0;
  const std::unique_ptr<wchar_t*, local_free> raw(
      ::CommandLineToArgvW((L"program " + line).c_str(), &count));
  std::vector<std::string> words;
  for (int index = 1; index < count; ++index) {
    words.push_back(narrowed(raw.get()[index]));
  }
  return words;
}

using words_list = std::vector<std::string>;

TEST(CommandLine, IsTakenApartIntoTheSameWords) {
  const words_list lists[] = {
      {"plain"},
      {""},
      {"", "", "after two empty words"},
      {"a folder\\with a space\\"},
      {"ends in two backslashes and a space \\\\"},
      {"C:\\no space\\", "next"},
      {R"(say "so")", R"(\"quoted backslash\")", R"(\\\")"},
      {"tab\tinside", "--option=with space"},
      {"\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"},  // Two, three and four bytes of UTF-8.
  };
  for (const words_list& words : lists) {
    const std::wstring line = quoted_command_line(words);
    EXPECT_EQ(taken_apart(line), words) << "by way of: " << narrowed(line);
  }
}

TEST(CommandLine, LeavesPlainWordsAlone) {
  EXPECT_EQ(quoted_command_line({"run", "--filter", "a.b/c-d", R"(C:\x\)"}),
            LR"(run --filter a.b/c-d C:\x\)");
}

TEST(CommandLine, WordsThatNoCodePageHasAreKept) {
  const wchar_t* const words[] = {L"cnp.exe", L"", L"\u00FC\u20AC.jsonl"};
  EXPECT_EQ(utf8_words(3, words), (words_list{"cnp.exe", "", "\xC3\xBC\xE2\x82\xAC.jsonl"}));
}

TEST(CommandLine, WritesUtf8AsUtf16AndBack) {
  EXPECT_EQ(widened("\xC3\xBC"), L"\u00FC");
  EXPECT_EQ(narrowed(L"\u20AC"), "\xE2\x82\xAC");
  EXPECT_EQ(widened(""), L"");
  EXPECT_EQ(narrowed(L""), "");
  EXPECT_EQ(widened(std::string("a\0b", 3)), std::wstring(L"a\0b", 3)) << "ends at no zero";
}

TEST(CommandLine, MarksWhatIsMalformed) {
  EXPECT_NE(widened("a\xFFz").find(L'\uFFFD'), std::wstring::npos);
  EXPECT_EQ(widened("a\xFFz").front(), L'a');
  EXPECT_EQ(widened("a\xFFz").back(), L'z');
}

}  // namespace
}  // namespace cnp
