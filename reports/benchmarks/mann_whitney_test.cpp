#include "reports/benchmarks/mann_whitney.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace cnp {
namespace {

using sample_values = std::vector<double>;

// Known values: SciPy's documentation of scipy.stats.mannwhitneyu has this example.
const sample_values males{19, 22, 16, 29, 24};
const sample_values females{20, 11, 17, 12};

TEST(MannWhitney, GivesThePublishedExactP) {
  const rank_result seen = mann_whitney(males, females);
  EXPECT_TRUE(seen.exact);
  EXPECT_DOUBLE_EQ(seen.u, 3);
  EXPECT_DOUBLE_EQ(seen.superiority, 3.0 / 20);
  EXPECT_NEAR(seen.p, 0.11111111111111111, 1e-12);
  const rank_result turned = mann_whitney(females, males);
  EXPECT_DOUBLE_EQ(turned.u, 17);
  EXPECT_NEAR(turned.p, seen.p, 1e-12);
}

TEST(MannWhitney, GivesThePublishedPByTheNormalDistribution) {
  EXPECT_NEAR(mann_whitney(males, females, rank_method::normal).p, 0.11134688653314041, 1e-12);
}

TEST(MannWhitney, HasTheCriticalValueOfTheTables) {
  // Mann and Whitney's tables: with ten values each, U = 23 is the last below 0.05 (two-sided);
  // 2 * pwilcox(23, 10, 10) in R is 0.0433.
  const sample_values first{0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
  const rank_result at = mann_whitney(first, {15, 45, 55, 65, 75, 85, 95, 105, 115, 125});
  EXPECT_DOUBLE_EQ(at.u, 100 - 23);
  EXPECT_NEAR(at.p, 0.04326, 1e-5);
  const rank_result beyond = mann_whitney(first, {5, 45, 55, 65, 75, 85, 95, 105, 115, 125});
  EXPECT_DOUBLE_EQ(beyond.u, 100 - 24);
  EXPECT_GT(beyond.p, 0.05);
}

TEST(MannWhitney, CountsTheClearestOrder) {
  // One of the twenty orders of three and three, and its mirror image.
  const rank_result seen = mann_whitney({1, 2, 3}, {4, 5, 6});
  EXPECT_NEAR(seen.p, 0.1, 1e-12);
  EXPECT_DOUBLE_EQ(seen.superiority, 1);
}

TEST(MannWhitney, SharesRanksAmongEqualValues) {
  // By the formula with the correction for ties: U = 34, p = 0.068594940515...
  const rank_result seen = mann_whitney({1, 2, 2, 3, 5, 5}, {2, 4, 5, 5, 6, 7, 8});
  EXPECT_FALSE(seen.exact);
  EXPECT_DOUBLE_EQ(seen.u, 34);
  EXPECT_NEAR(seen.p, 0.06859494051527941, 1e-12);
}

TEST(MannWhitney, AgreesByBothMethodsWhereBothMayBeUsed) {
  constexpr int many = 20;
  sample_values first;
  sample_values second;
  first.reserve(many);
  second.reserve(many);
  for (int at = 0; at < many; ++at) {
    first.push_back(at * 3);
    second.push_back(at * 3 + 13);
  }
  EXPECT_NEAR(mann_whitney(first, second, rank_method::exact).p,
              mann_whitney(first, second, rank_method::normal).p, 0.002);
}

TEST(MannWhitney, KnowsNoDifferenceWhereAllIsEqual) {
  const rank_result seen = mann_whitney({7, 7, 7}, {7, 7});
  EXPECT_DOUBLE_EQ(seen.p, 1);
  EXPECT_DOUBLE_EQ(seen.superiority, 0.5);
}

TEST(MannWhitney, RefusesWhatHasNoRanks) {
  EXPECT_THROW(static_cast<void>(mann_whitney({}, {1})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(mann_whitney({1}, {std::numeric_limits<double>::quiet_NaN()})),
               std::invalid_argument);
}

TEST(Holm, CorrectsTheTextbookExample) {
  // 0.01, 0.02, 0.03, 0.04 of four tests: 4 * 0.01, 3 * 0.02, and never lower than before.
  const sample_values seen = holm({0.03, 0.01, 0.04, 0.02});
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_NEAR(seen[1], 0.04, 1e-12);
  EXPECT_NEAR(seen[3], 0.06, 1e-12);
  EXPECT_NEAR(seen[0], 0.06, 1e-12);
  EXPECT_NEAR(seen[2], 0.06, 1e-12);
  EXPECT_EQ(holm({0.9, 0.8}), (sample_values{1, 1}));
}

}  // namespace
}  // namespace cnp
