#include "reports/analysis/clause_coverage.hpp"

#include "reports/run/test_data.hpp"
#include "reports/text/clause_coverage_text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cnp {
namespace {

std::vector<clause> three_clauses() {
  return {{.id = "clause.one", .section = "Remarks", .says = "It is one."},
          {.id = "clause.two", .section = "Remarks", .says = "It is two."},
          {.id = "clause.idle",
           .section = "Remarks",
           .says = "It is advice.",
           .untestable = "It says nothing about the function."}};
}

TEST(Evidence, IsWhatCellsSaidSomethingAbout) {
  clause_coverage seen;
  seen.add(test::record("a.one/x"));
  seen.add(test::record("a.one/y", verdict::deviates));
  const auto clauses = three_clauses();
  EXPECT_EQ(standing_of(clauses[0], seen.of("clause.one")).word, "deviates");
  EXPECT_EQ(standing_of(clauses[1], seen.of("clause.two")).word, "no evidence");
  EXPECT_EQ(standing_of(clauses[2], seen.of("clause.idle")).word, "not testable");
  EXPECT_EQ(count_missing(clauses, seen), 1U);
  EXPECT_EQ(seen.of("clause.one").judged.cells(), 2U);
}

TEST(Evidence, IsNotWhatWasNotReachedOrFailedInTheSuite) {
  clause_coverage seen;
  cell_record cell = test::record("a.one/x", verdict::suite_error);
  cell.clauses = {{"clause.one", verdict::suite_error}, {"clause.two", std::nullopt}};
  seen.add(cell);
  EXPECT_EQ(count_missing(three_clauses(), seen), 2U);
}

TEST(Evidence, MayBeMissingWhereTheKernelLacksSomething) {
  clause_coverage seen;
  cell_record cell = test::record("a.one/x", verdict::unsupported);
  cell.why = "no app containers";
  cell.clauses = {{"clause.one", verdict::unsupported}};
  seen.add(cell);
  EXPECT_EQ(standing_of(three_clauses()[0], seen.of("clause.one")).word, "unsupported");
  EXPECT_NE(evidence_text(three_clauses(), seen, "in 1 run file", {}).find("no app containers"),
            std::string::npos);
}

TEST(Evidence, OfScenariosIsWhatTheyAreToProve) {
  clause_coverage planned;
  planned.plan("a.one", {"clause.one", "clause.two"}, 12);
  EXPECT_EQ(count_missing(three_clauses(), planned), 0U);
  const std::string text = evidence_text(three_clauses(), planned, "in the scenarios", {});
  EXPECT_NE(text.find("12 cells of 1 scenario"), std::string::npos) << text;
  EXPECT_NE(text.find("3 clauses in the scenarios: 1 not testable, 2 planned."), std::string::npos)
      << text;
}

TEST(Evidence, IsToldToPrograms) {
  clause_coverage seen;
  seen.add(test::record("a.one/x"));
  const auto parsed = nlohmann::json::parse(evidence_json(three_clauses(), seen));
  EXPECT_EQ(parsed["without_evidence"], 1);
  EXPECT_EQ(parsed["clauses"][0]["standing"], "conforms");
  EXPECT_EQ(parsed["clauses"][1]["standing"], "no evidence");
}

}  // namespace
}  // namespace cnp
