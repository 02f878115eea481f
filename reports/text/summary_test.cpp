#include "reports/text/summary.hpp"

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
  summarised_run made;
  made.file = "run-" + version + ".jsonl";
  made.header = test::header();
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
  const auto fails = text.find("| **clause.one** | ✓ conforms | ✗ deviates \\(1 of 1\\) |");
  const std::size_t differs =
      text.find("| clause.other | ≈ known deviation \\(1 of 1\\) | ✓ conforms |");
  const std::size_t same = text.find("| clause.calm | ✓ conforms | ✓ conforms |");
  ASSERT_NE(fails, std::string::npos) << text;
  ASSERT_NE(differs, std::string::npos) << text;
  ASSERT_NE(same, std::string::npos) << text;
  EXPECT_LT(fails, differs);
  EXPECT_LT(differs, same);
  EXPECT_NE(text.find("Wine 10.0"), std::string::npos);
}

TEST(Summary, KeepsRunsOfOneKernelApart) {
  auto first = a_run("8.0", verdict::conforms, verdict::conforms);
  auto second = first;
  second.file = "again.jsonl";
  const std::string text = summary_markdown({first, second}, summary_clauses());
  EXPECT_NE(text.find("again.jsonl"), std::string::npos) << text;
  EXPECT_NE(text.find("run-8.0.jsonl"), std::string::npos) << text;
}

TEST(Summary, NamesWhatRegressedAgainstABaseline) {
  const test::scratch_folder folder;
  for (const auto& [name, is] :
       {std::pair{"a.jsonl", verdict::conforms}, std::pair{"b.jsonl", verdict::deviates}}) {
    run_writer writer(folder / name, test::header());
    writer.add(record("a.one/x", is));
    static_cast<void>(writer.finish({}));
  }
  auto run = a_run("8.0", verdict::deviates, verdict::conforms);
  run.against = compare_runs(folder / "a.jsonl", folder / "b.jsonl");
  const std::string text = summary_markdown({run}, summary_clauses());
  const std::size_t regressed = text.find("## Regressed");
  ASSERT_NE(regressed, std::string::npos) << text;
  EXPECT_LT(regressed, text.find("## Clauses"));
  EXPECT_NE(text.find("a.one: regressed"), std::string::npos) << text;
}

}  // namespace
}  // namespace cnp
