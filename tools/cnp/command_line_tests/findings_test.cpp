// What is made of files for somebody to judge: `cnp drift`, `cnp record --draft`, `cnp findings`.

#include "harness/support/testing.hpp"
#include "tools/cnp/command_line_tests/work_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace cnp {
namespace {

TEST(Drift, IsFoundOnAPageOfOurOwn) {
  const work_folder folder("drift");
  folder.write("page.md", "---\nUID: NF:namedpipeapi.ConnectNamedPipe\n---\nIt makes tea.\n");
  const ending ended = folder.cnp("drift page.md --json");
  EXPECT_EQ(ended.status, 1) << ended;
  const auto answer = nlohmann::json::parse(ended.output);
  EXPECT_EQ(answer["sentences"], 1);
  EXPECT_EQ(answer["drifted"], true);
  EXPECT_EQ(answer["changes"][0]["is"], "new");
  EXPECT_EQ(answer["changes"][0]["text"], "It makes tea.");
  EXPECT_EQ(answer["changes"][0]["line"], 4);
  // All others are gone, with their clauses and scenarios.
  const auto& last = answer["changes"].back();
  EXPECT_EQ(last["is"], "gone");
  EXPECT_EQ(last["clauses"][0], "example.multithreaded-server");
  EXPECT_GE(last["scenarios"].size(), 1U);
  EXPECT_EQ(folder.cnp("drift page.md").status, 1);
  EXPECT_EQ(folder.cnp("drift page.md --markdown").status, 1);
}

#ifdef _WIN32
TEST(Findings, AreWhatOneNeedsToJudge) {
  const work_folder folder("findings");
  const ending run = folder.cnp("run --scenario nonblocking.listening --run-file run.jsonl "
                                "--seeded-defect connect-wrong-error");
  EXPECT_EQ(run.status, 1) << run;
  const ending ended = folder.cnp("findings run.jsonl --output found");
  EXPECT_EQ(ended.status, 0) << ended;
  EXPECT_EQ(ended.output, folder.text("found/findings.md"));
  const std::string name = "found/1-nonblocking.listening";
  EXPECT_EQ(count_in(ended.output, "  - seen: "), 1) << ended;
  EXPECT_GE(count_in(folder.text(name + ".cpp"), "nonblocking.listening/"), 1);
  EXPECT_GE(count_in(folder.text(name + ".txt"), "nonblocking.listening"), 1);

  const ending draft = folder.cnp("record run.jsonl --draft --output draft.json");
  EXPECT_EQ(draft.status, 0) << draft;
  EXPECT_TRUE(is_line(draft.output, "Drafted: 1 deviation in draft.json", "it is refused."))
      << draft;
  const auto drafted = nlohmann::json::parse(folder.text("draft.json"));
  EXPECT_EQ(drafted["deviations"][0]["scenario"], "nonblocking.listening");
  EXPECT_EQ(folder.cnp("record run.jsonl --draft").output, folder.text("draft.json"));
  const std::string again =
      "run --scenario nonblocking.listening --run-file again.jsonl --seeded-defect "
      "connect-wrong-error --deviations ";
  const ending unfilled = folder.cnp(again + "draft.json");
  EXPECT_EQ(unfilled.status, 2) << unfilled;
  EXPECT_EQ(count_in(unfilled.errors, "draft.json:5: deviation '': the id ''"), 1) << unfilled;
  // Filled in, it is what was seen.
  auto filled = drafted;
  filled["deviations"][0]["id"] = "wine.seeded";
  filled["deviations"][0]["reason"] = "It was seeded.";
  filled["deviations"][0]["evidence"] = {"This test."};
  folder.write("filled.json", filled.dump());
  const ending known = folder.cnp(again + "filled.json");
  EXPECT_EQ(known.status, 0) << known;
}

TEST(Findings, AreNoneWhereNothingFails) {
  const work_folder folder("no-findings");
  EXPECT_EQ(folder.cnp("run --scenario nonblocking.listening --run-file run.jsonl").status, 0);
  const ending ended = folder.cnp("findings run.jsonl --output found");
  EXPECT_EQ(ended.status, 0) << ended;
  EXPECT_EQ(ended.output, "Nothing failed.\n");
  EXPECT_EQ(folder.contents().count("found/findings.md"), 0U);
}
#endif

}  // namespace
}  // namespace cnp
