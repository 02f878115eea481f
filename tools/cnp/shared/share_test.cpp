// Cells that several runs share: all parts together are the whole, and none has what another has.

#include "tools/cnp/shared/share.hpp"

#include "harness/support/input_error.hpp"
#include "tools/cnp/shared/selection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cnp {
namespace {

std::vector<std::string> keys(const std::vector<selected_cell>& cells) {
  std::vector<std::string> all;
  all.reserve(cells.size());
  for (const selected_cell& each : cells) {
    all.push_back(each.key);
  }
  return all;
}

/// What is wrong with these parts of a whole; empty if nothing is. A function, so that it can be
/// shown to find something.
std::string problem(const std::vector<std::string>& whole,
                    const std::vector<std::vector<std::string>>& parts) {
  std::set<std::string> taken;
  for (const auto& part : parts) {
    for (const std::string& each : part) {
      if (!taken.insert(each).second) {
        return each + " is in two parts";
      }
    }
  }
  for (const std::string& each : whole) {
    if (!taken.contains(each)) {
      return each + " is in no part";
    }
  }
  return taken.size() == whole.size() ? "" : "a part has what the whole has not";
}

TEST(Share, AllPartsAreTheWholeAndNoneOverlaps) {
  selection wanted;
  wanted.filters = {"reuse"};
  const auto whole = keys(select(wanted));
  ASSERT_GT(whole.size(), 100U);
  for (const std::uint32_t of : {1U, 2U, 7U}) {
    std::vector<std::vector<std::string>> parts;
    std::size_t smallest = whole.size();
    for (std::uint32_t index = 0; index < of; ++index) {
      wanted.part = {.index = index, .of = of};
      parts.push_back(keys(select(wanted)));
      smallest = std::min(smallest, parts.back().size());
    }
    EXPECT_EQ(problem(whole, parts), "") << of;
    EXPECT_EQ(smallest, whole.size() / of) << "the parts are of one size, give or take one";
  }
}

TEST(Share, OfMorePartsThanThereAreCellsSomeAreEmpty) {
  const std::vector<int> whole{1, 2};
  EXPECT_EQ(part_of(whole, {.index = 1, .of = 3}), std::vector<int>{2});
  EXPECT_EQ(part_of(whole, {.index = 2, .of = 3}), std::vector<int>{});
  EXPECT_EQ(part_of(whole, {.index = 4'294'967'294U, .of = 4'294'967'295U}), std::vector<int>{});
}

TEST(Share, AnOverlapAndAGapAreFound) {
  EXPECT_EQ(problem({"a", "b"}, {{"a"}, {"b", "a"}}), "a is in two parts");
  EXPECT_EQ(problem({"a", "b"}, {{"a"}, {}}), "b is in no part");
}

std::string refusal(const std::optional<std::string>& total,
                    const std::optional<std::string>& index) {
  try {
    return "taken as " + describe(parse_share(total, index));
  } catch (const input_error& why) {
    return why.what();
  }
}

TEST(Share, IsReadFromGoogleTestsVariables) {
  EXPECT_EQ(refusal({}, {}), "taken as 0/1");
  EXPECT_EQ(refusal("5", "4"), "taken as 4/5");
  EXPECT_EQ(refusal("1", "0"), "taken as 0/1");
  EXPECT_EQ(parse_share("4/5"), (share{.index = 4, .of = 5}));
}

TEST(Share, WhatIsNoShareIsRefusedInOneSentence) {
  EXPECT_EQ(refusal("5", "5"),
            "GTEST_SHARD_INDEX is 5, which is none of the 5 shards: they are numbered from 0 to 4");
  EXPECT_EQ(refusal("0", "0"), "GTEST_TOTAL_SHARDS is 0: there is at least one shard");
  EXPECT_EQ(refusal("5", {}),
            "GTEST_TOTAL_SHARDS is set and GTEST_SHARD_INDEX is not: a share needs both");
  EXPECT_EQ(refusal({}, "1"),
            "GTEST_SHARD_INDEX is set and GTEST_TOTAL_SHARDS is not: a share needs both");
  for (const char* text : {"", "two", "-1", "1x", " 1", "1.5", "4294967296", "\x1b[31m"}) {
    EXPECT_NE(refusal("5", text).find("GTEST_SHARD_INDEX is '"), std::string::npos) << text;
    EXPECT_NE(refusal(text, "0").find("no number of shards"), std::string::npos) << text;
  }
  EXPECT_EQ(refusal("5", "\x1b[31m").find('\x1b'), std::string::npos);
  EXPECT_THROW((void)parse_share("5"), input_error);
  EXPECT_THROW((void)parse_share("5/5"), input_error);
}

}  // namespace
}  // namespace cnp
