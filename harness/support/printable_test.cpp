#include "harness/support/printable.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

struct printable_case {
  std::string text;
  std::string shown;
};

TEST(Printable, LeavesOrdinaryTextAlone) {
  for (const char* text : {"", "plain", "h\xC3\xBCllo \xE2\x9C\x93 \xF0\x9F\x98\x80", "C:\\path"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, ShowsWhatCouldDoHarm) {
  const std::vector<printable_case> cases{
      {"a\nb", "a\\x0Ab"},
      {"\x1B[2J", "\\x1B[2J"},
      {std::string("nul\0!", 5), "nul\\x00!"},
      {"\x7F", "\\x7F"},
      {"\xC2\x9B", "\\xC2\\x9B"},  // C1: begins a control sequence.
      {"\xE2\x80\xAE"
       "abc",
       "\\xE2\\x80\\xAE"
       "abc"},                              // Turns the direction around.
      {"\xE2\x80\xA8", "\\xE2\\x80\\xA8"},  // Line separator.
      {"\xFF", "\\xFF"},
      {"\xC3", "\\xC3"},  // Breaks off.
      {"\xC3"
       "a",
       "\\xC3"
       "a"},                                         // No continuation.
      {"\xC0\xAF", "\\xC0\\xAF"},                    // Longer than necessary.
      {"\xED\xA0\x80", "\\xED\\xA0\\x80"},           // A surrogate.
      {"\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},  // Beyond Unicode.
      {"\x80", "\\x80"},
  };
  for (const printable_case& one : cases) {
    EXPECT_EQ(printable(one.text), one.shown);
  }
}

TEST(Printable, RecognisesUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("a\n\xC3\xBC\xE2\x9C\x93\xF0\x9F\x98\x80"));
  for (const char* text :
       {"\xFF", "\xC3", "\xC3(", "\xC0\x80", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(is_utf8(text)) << printable(text);
  }
}

TEST(Printable, ShowsAPathOnOneLine) {
  EXPECT_EQ(display("folder/run.jsonl"), "folder/run.jsonl");
  EXPECT_EQ(display(std::filesystem::path("a\nb")), "a\\x0Ab");
}

}  // namespace
}  // namespace cnp
