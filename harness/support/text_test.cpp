#include "harness/support/text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

TEST(Text, QuoteEscapesWhatCannotBeSeen) {
  EXPECT_EQ(quote(""), R"("")");
  EXPECT_EQ(quote("it's 1"), R"("it's 1")");
  EXPECT_EQ(quote(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(quote(std::string{"\0\n\x7F\x80\xFF"
                              "9",
                              6}),
            R"("\x00\x0A\x7F\x80\xFF9")");
}

TEST(Text, HexHasEightDigits) {
  EXPECT_EQ(hex(0), "0x00000000");
  EXPECT_EQ(hex(0xFFFFFFFF), "0xFFFFFFFF");
}

TEST(Text, JoinPutsTheSeparatorBetween) {
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
}

}  // namespace
}  // namespace cnp
