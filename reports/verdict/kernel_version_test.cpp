#include "reports/verdict/kernel_version.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

TEST(kernel_version, is_ordered_number_by_number) {
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

TEST(kernel_version, numbers_that_are_not_there_count_as_zero) {
  EXPECT_EQ(version::parse("8"), version::parse("8.0.0"));
  EXPECT_NE(version::parse("8"), version::parse("8.0.1"));
}

TEST(kernel_version, other_texts_are_refused) {
  for (const char* text :
       {"", ".", "8.", ".8", "8..0", "8,0", "v8.0", "8.0 ", " 8.0", "8.0-", "8.0-rc", "8.0-rcx",
        "8.0-rc1x", "8.0a", "-1", "1234567890", "1.1.1.1.1.1.1.1.1"}) {
    const std::string said = test::complaint([text] { (void)version::parse(text); });
    EXPECT_EQ(said, '\'' + std::string{text} +
                        "' is not a version: that is numbers with dots between them, such as 8.0, "
                        "10.0-rc3 or 10.0.26100");
  }
}

TEST(kernel_version, a_kernel_may_say_more_than_its_version) {
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

TEST(kernel_version, a_range_contains_what_its_bounds_say) {
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

TEST(kernel_version, only_a_star_leaves_no_version_out) {
  EXPECT_TRUE(version_range{}.contains_all());
  EXPECT_TRUE(version_range::parse("*").contains_all());
  EXPECT_FALSE(version_range::parse(">=0").contains_all());
}

TEST(kernel_version, bad_ranges_are_refused_with_a_sentence) {
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

TEST(kernel_version, ranges_overlap_if_a_version_is_in_both) {
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
