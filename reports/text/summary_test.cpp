#include "reports/text/summary.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::record;

std::vector<clause> summary_clauses() {
  return {{.id = "clause.calm", .section = "Remarks", .says = "It is calm."},
          {.id = "clause.other", .section = "Remarks", .says = "It differs."},
          {.id = "clause.one", .section = "Remarks", .says = "It is one."}};
}

summarised_run a_run(const std::string& version, verdict one, verdict other) {
  summarised_run made{.file = "run-" + version + ".jsonl", .header = test::header()};
  made.header.kernel = test::wine(version);
  cell_record cell = record("a.one/x", one);
  cell.clauses = {{"clause.calm", verdict::conforms}, {"clause.one", one}, {"clause.other", other}};
  made.all.add(cell);
  ++made.footer.counts.at(static_cast<std::size_t>(one));
  made.footer.cells = 1;
  return made;
}

TEST(Summary, PutsFailuresFirstAndDifferencesNext) {
  const std::string text =
      summary_markdown({a_run("8.0", verdict::conforms, verdict::known_deviation),
                        a_run("10.0", verdict::deviates, verdict::conforms)},
                       summary_clauses());
  const std::string fails = "| **clause.one** | ✓ conforms | ✗ deviates \\(1 of 1\\) |";
  const std::string differs = "| clause.other | ≈ known deviation \\(1 of 1\\) | ✓ conforms |";
  const std::string same = "| clause.calm | ✓ conforms | ✓ conforms |";
  EXPECT_TRUE(has(text, {fails, differs, same, "Wine 10.0"}));
  EXPECT_LT(text.find(fails), text.find(differs));
  EXPECT_LT(text.find(differs), text.find(same));
}

TEST(Summary, SaysThatAClauseDiffersWhereSomeCellOfItDoes) {
  const test::scratch_folder folder;
  const auto before = a_run("8.0", verdict::conforms, verdict::conforms);
  auto after = a_run("10.0", verdict::conforms, verdict::conforms);
  after.since = compare_runs(
      test::write_cells(folder / "a.jsonl", {record("a.one/x", verdict::known_deviation)}),
      test::write_cells(folder / "b.jsonl", {record("a.one/x")}));
  const std::string one = "| clause.one |";
  const std::string calm = "| clause.calm |";
  const std::string changed = summary_markdown({before, after}, summary_clauses());
  EXPECT_LT(changed.find(one), changed.find(calm));
  after.since.reset();
  const std::string same = summary_markdown({before, after}, summary_clauses());
  EXPECT_LT(same.find(calm), same.find(one)) << "in the page's order";
}

TEST(Summary, KeepsRunsOfOneKernelApart) {
  auto first = a_run("8.0", verdict::conforms, verdict::conforms);
  auto second = first;
  second.file = "again.jsonl";
  const std::string text = summary_markdown({first, second}, summary_clauses());
  EXPECT_TRUE(has(text, {"again.jsonl", "run-8.0.jsonl"}));
}

TEST(Summary, NamesWhatRegressedAgainstABaseline) {
  const test::scratch_folder folder;
  auto run = a_run("8.0", verdict::deviates, verdict::conforms);
  run.against =
      compare_runs(test::write_cells(folder / "a.jsonl", {record("a.one/x")}),
                   test::write_cells(folder / "b.jsonl", {record("a.one/x", verdict::deviates)}));
  const std::string text = summary_markdown({run}, summary_clauses());
  EXPECT_TRUE(has(text, {"## Regressed", "## Clauses", "a.one: regressed"}));
  EXPECT_LT(text.find("## Regressed"), text.find("## Clauses"));
}

}  // namespace
}  // namespace cnp
