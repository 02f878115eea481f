#include "reports/verdict/kernel_version.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

TEST(KernelVersion, IsOrderedNumberByNumber) {
  const std::vector<std::string> rising{
      "0",    "7.22", "8.0-rc1",    "8.0-rc2",    "8.0",          "8.0.1",          "8.9",
      "8.10", "10.0", "10.0.19045", "10.0.26100", "10.0.26100.1", "10.0.26100.2314"};
  for (std::size_t a = 0; a != rising.size(); ++a) {
    for (std::size_t b = 0; b != rising.size(); ++b) {
      EXPECT_EQ(version::parse(rising[a]) <=> version::parse(rising[b]), a <=> b)
          << rising[a] << " and " << rising[b];
    }
  }
}

TEST(KernelVersion, NumbersThatAreNotThereCountAsZero) {
  EXPECT_EQ(version::parse("8"), version::parse("8.0.0"));
  EXPECT_NE(version::parse("8"), version::parse("8.0.1"));
}

TEST(KernelVersion, OtherTextsAreRefused) {
  for (const char* text :
       {"", ".", "8.", ".8", "8..0", "8,0", "v8.0", "8.0 ", " 8.0", "8.0-", "8.0-rc", "8.0-rcx",
        "8.0-rc1x", "8.0a", "-1", "1234567890", "1.1.1.1.1.1.1.1.1"}) {
    const std::string said = test::complaint([text] { (void)version::parse(text); });
    EXPECT_EQ(said, '\'' + std::string{text} +
                        "' is not a version: that is numbers with dots between them, such as 8.0, "
                        "10.0-rc3 or 10.0.26100");
  }
}

TEST(KernelVersion, AKernelMaySayMoreThanItsVersion) {
  EXPECT_EQ(version::of_kernel("8.0 (Staging)"), version::parse("8.0"));
  EXPECT_EQ(version::of_kernel("10.0-rc3-14-g1234567"), version::parse("10.0-rc3"));
  EXPECT_EQ(version::of_kernel("10.0-123-gabcdef0"), version::parse("10.0"));
  EXPECT_EQ(version::of_kernel("10.0.26100.2314"), version::parse("10.0.26100.2314"));
  EXPECT_EQ(version::of_kernel(""), std::nullopt);
  EXPECT_EQ(version::of_kernel("unknown"), std::nullopt);
}

struct range_case {
  const char* range;
  std::vector<const char*> in;
  std::vector<const char*> out;
};

TEST(KernelVersion, ARangeContainsWhatItsBoundsSay) {
  const std::vector<range_case> cases{
      {"*", {"0", "8.0", "99.9-rc1"}, {}},
      {"8.0", {"8.0", "8.0.1", "8"}, {"8.0-rc1", "8.1", "8.1-rc1", "7.9", "80"}},
      {"8", {"8.0", "8.21"}, {"9", "7.22"}},
      {">=8.0 <=10.0", {"8.0", "9.22", "10.0", "10.0.2", "10.0-rc1"}, {"7.22", "8.0-rc4", "10.1"}},
      {">8.0", {"8.1", "8.1-rc1", "9"}, {"8.0", "8.0.5"}},
      {"<8.0", {"7.22", "8.0-rc1"}, {"8.0", "8.0.1"}},
      {"<=8.0", {"8.0", "8.0.9"}, {"8.1", "8.1-rc1"}},
      {">=10.0-rc2 <=10.0-rc3", {"10.0-rc2", "10.0-rc3"}, {"10.0-rc1", "10.0-rc4", "10.0"}},
      {">=10.0.22000 <10.0.26100", {"10.0.22000", "10.0.22631.1"}, {"10.0.26100.1", "10.0.19045"}},
      {"  >=8   <9 ", {"8.4"}, {"9.0"}},
  };
  for (const range_case& one : cases) {
    const version_range range = version_range::parse(one.range);
    EXPECT_EQ(range.text(), one.range);
    for (const char* number : one.in) {
      EXPECT_TRUE(range.contains(version::parse(number))) << number << " in " << one.range;
    }
    for (const char* number : one.out) {
      EXPECT_FALSE(range.contains(version::parse(number))) << number << " in " << one.range;
    }
  }
}

TEST(KernelVersion, OnlyAStarLeavesNoVersionOut) {
  EXPECT_TRUE(version_range{}.contains_all());
  EXPECT_TRUE(version_range::parse("*").contains_all());
  EXPECT_FALSE(version_range::parse(">=0").contains_all());
}

TEST(KernelVersion, BadRangesAreRefusedWithASentence) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"", "the version range is empty: '*' stands for all versions"},
      {"   ", "the version range is empty: '*' stands for all versions"},
      {"* <8", "'*' stands for all versions and alone, not beside other bounds"},
      {"8 *", "'*' stands for all versions and alone, not beside other bounds"},
      {">=10.0 <=8.0", "no version is in the range '>=10.0 <=8.0'"},
      {">8 <8", "no version is in the range '>8 <8'"},
      {">=", "'' is not a version"},
      {">= 8.0", "'' is not a version"},
      {"=8.0", "'=8.0' is not a version"},
      {">=8.0,<9", "'8.0,<9' is not a version"},
      {"8.0\x1B[2J", "'8.0\\x1B[2J' is not a version"},
  };
  for (const auto& [text, sentence] : cases) {
    const std::string said = test::complaint([&bad = text] { (void)version_range::parse(bad); });
    EXPECT_EQ(said.rfind(sentence, 0), 0U) << text << ": " << said;
  }
}

TEST(KernelVersion, RangesOverlapIfAVersionIsInBoth) {
  const auto overlap = [](const char* a, const char* b) {
    return version_range::parse(a).overlaps(version_range::parse(b));
  };
  EXPECT_TRUE(overlap("*", "8.0"));
  EXPECT_TRUE(overlap(">=8.0 <=9.0", ">=9.0"));
  EXPECT_TRUE(overlap("8", "8.5"));
  EXPECT_FALSE(overlap("<9.0", ">=9.0"));
  EXPECT_FALSE(overlap("8.0", "8.1"));
}

}  // namespace
}  // namespace cnp
