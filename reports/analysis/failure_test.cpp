#include "reports/analysis/failure.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

TEST(Failures, AreOneWhereTheSameStepGaveTheSame) {
  failures all(false);
  EXPECT_FALSE(all.add(test::record("a.b/1")));
  EXPECT_TRUE(all.add(test::record("a.b/2", verdict::deviates, zero(error::bad_pipe))));
  EXPECT_FALSE(all.add(test::record("a.b/3", verdict::deviates, zero(error::bad_pipe))));
  EXPECT_TRUE(all.add(test::record("a.b/4", verdict::deviates, zero(error::no_data))));
  EXPECT_TRUE(all.add(test::record("a.c/1", verdict::deviates, zero(error::bad_pipe))));
  EXPECT_FALSE(all.add(test::record("a.b/5", verdict::known_deviation)));
  ASSERT_EQ(all.groups().size(), 3U);
  EXPECT_EQ(all.groups()[0].example.key, "a.b/2");
  EXPECT_EQ(all.groups()[0].cells, 2U);
}

TEST(Failures, OfACallThatOnlyArrangesAreOneInAllScenarios) {
  failures all(false);
  const auto refused = [](const char* key) {
    return test::record(key, verdict::not_arranged, zero(error::bad_pipe));
  };
  EXPECT_TRUE(all.add(refused("a.b/1")));
  EXPECT_FALSE(all.add(refused("a.c/1")));
}

TEST(Failures, AreKnownDeviationsTooUnderStrict) {
  EXPECT_TRUE(failures(true).add(test::record("a.b/1", verdict::known_deviation)));
}

}  // namespace
}  // namespace cnp
