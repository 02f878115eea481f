#include "reports/analysis/counts.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace cnp {
namespace {

TEST(RunCounts, CountsCellsAndClausesByVerdict) {
  run_counts all;
  all.add(test::record("a.b/1"));
  all.add(test::record("a.b/2"));
  cell_record third = test::record("a.b/3", verdict::deviates);
  third.clauses.emplace_back("clause.two", std::nullopt);
  all.add(third);
  EXPECT_EQ(all.all().cells(), 3U);
  EXPECT_EQ(all.all().worst(), verdict::deviates);
  const clause_count& one = all.clauses().at("clause.one");
  EXPECT_EQ(one.counts.at(static_cast<std::size_t>(verdict::conforms)), 2U);
  EXPECT_EQ(one.counts.at(static_cast<std::size_t>(verdict::deviates)), 1U);
  EXPECT_EQ(one.not_reached, 0U);
  const clause_count& two = all.clauses().at("clause.two");
  EXPECT_EQ(two.not_reached, 1U);
  EXPECT_EQ(two.cells(), 1U);
  EXPECT_EQ(two.worst(), std::nullopt);
}

TEST(RunCounts, CountsDeviationsThatWereSeenAndNoOthers) {
  run_counts all;
  cell_record cell = test::record("a.b/1", verdict::known_deviation);
  cell.steps[1].recorded = deviation_record{"wine.x", "nonzero", "because", "wine.json:3"};
  all.add(cell);
  all.add(cell);
  cell.steps[1].is = verdict::recovered;
  all.add(cell);
  ASSERT_EQ(all.deviations().size(), 1U);
  EXPECT_EQ(all.deviations().at("wine.x").cells, 2U);
  EXPECT_EQ(all.deviations().at("wine.x").reason, "because");
  // A walk that meets it twice is one cell.
  cell.steps[0].recorded = cell.steps[1].recorded;
  cell.steps[0].is = verdict::known_deviation;
  all.add(cell);
  EXPECT_EQ(all.deviations().at("wine.x").cells, 3U);
}

TEST(RunCounts, CountsApartWhatWasNotPerformed) {
  run_counts all;
  for (const char* key : {"a.b/1", "a.b/2", "a.c/1"}) {
    cell_record cell = test::record(key, verdict::not_performed);
    cell.why = cell.scenario + " hung";
    all.add(cell);
  }
  EXPECT_EQ(all.all().of(verdict::hung), 0U);
  EXPECT_EQ(all.all().of(verdict::not_performed), 3U);
  EXPECT_EQ(all.not_performed().at("a.b hung").cells, 2U);
  EXPECT_EQ(all.not_performed().at("a.c hung").scenarios, std::set<std::string>{"a.c"});
  const standing is = standing_of({.id = "clause.one"}, all.clauses().at("clause.one"));
  EXPECT_EQ(is.word, "not performed");
  EXPECT_TRUE(is.is_missing) << "nobody was asked";
}

TEST(RunCounts, OfNothingSaysNothing) {
  EXPECT_EQ(run_counts{}.all().worst(), std::nullopt);
  EXPECT_EQ(run_counts{}.all().cells(), 0U);
}

TEST(RunCounts, UnsupportedCellsDoNotHideOthers) {
  run_counts all;
  all.add(test::record("a.b/1", verdict::unsupported));
  EXPECT_EQ(all.all().worst(), verdict::unsupported);
  all.add(test::record("a.b/2"));
  EXPECT_EQ(all.all().worst(), verdict::conforms);
}

}  // namespace
}  // namespace cnp
