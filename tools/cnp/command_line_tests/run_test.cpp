// What `cnp run` leaves for other programs, what it promises about its clients, and whether
// `cnp verify` tells what is flaky from what is not.

#include "tools/cnp/command_line_tests/work_folder.hpp"

#include "harness/support/json_schema.hpp"
#include "harness/support/testing.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

namespace cnp {
namespace {

struct reported_run {
  ending ended;
  std::string junit;
};

/// A run of a scenario that fails by a seeded defect, with its JUnit report.
reported_run failing_run(const std::string& scenario_id, const std::string& defect) {
  const work_folder folder("junit-" + defect);
  const ending ended = folder.cnp("run --scenario " + scenario_id +
                                  " --run-file run.jsonl --brief --gtest_output=xml:junit.xml "
                                  "--seeded-defect " +
                                  defect);
  EXPECT_EQ(ended.status, 1) << ended;
  return {ended, folder.text("junit.xml")};
}

// (What ctest's JUnit file says is tried in tools/cmake/entry_test.cmake.)
TEST(Junit, SaysOfEachCellItsClausesVerdictAndCommand) {
  const auto [ended, junit] = failing_run("nonblocking.listening", "connect-wrong-error");
  const int each = count_in(junit, "<testcase ");
  EXPECT_GT(each, 0) << junit;
  for (const char* property :
       {R"(name="clauses" value="nonblocking.immediate nonblocking.listening)",
        R"(name="verdict" value="deviates")", R"(name="again" value=")",
        "--seeded-defect connect-wrong-error\"/>"}) {
    EXPECT_EQ(count_in(junit, property), each) << property << " is not with each cell";
  }
}

const std::string wrong = "run --scenario nonblocking.listening --run-file run.jsonl "
                          "--seeded-defect connect-wrong-error ";

TEST(Result, ExplainsOneCellOfAKindAndSaysWhatToType) {
  const work_folder folder("result");
  const ending ended = folder.cnp(wrong);
  EXPECT_EQ(ended.status, 1) << ended;
  EXPECT_EQ(count_in(ended.output, "  seen      "), 1) << ended;
  EXPECT_TRUE(has(ended.output,
                  {"80 cells of 1 aspect: nonblocking 80\n",
                   "79 more of the same (--all shows each)", "Clauses to look at\n  x deviates",
                   "Next: ", cnp_word() + " explain nonblocking.listening/"}));
  const std::regex again("\\n  again     [^\\n]*cnp\\.exe\"? run --cell nonblocking\\.listening/"
                         "[^ \\n]+ --seeded-defect connect-wrong-error\\n");
  EXPECT_TRUE(std::regex_search(ended.output, again)) << ended;
  const ending all = folder.cnp(wrong + "--all");
  EXPECT_EQ(count_in(all.output, "  seen      "), 80) << all;
}

TEST(Result, KeepsTheDeviationsInTheCommandThatPerformsACellAgain) {
  const work_folder folder("result-again");
  folder.write("none.json", R"({"format": 1, "family": "wine", "deviations": []})");
  const ending ended = folder.cnp(wrong + "--deviations none.json --patience 2");
  EXPECT_TRUE(has(ended.output,
                  " --deviations none.json --patience 2 --seeded-defect connect-wrong-error\n"));
}

TEST(Result, InJsonFitsItsSchemaAndIsAlone) {
  const json_schema rules(nlohmann::json::parse(
      text_of(std::filesystem::path(CNP_SOURCE) / "reports" / "schema" / "result.schema.json")));
  const ending ended = work_folder("result-json").cnp(wrong + "--json");
  EXPECT_EQ(ended.status, 1) << ended;
  const auto result = nlohmann::json::parse(ended.output, nullptr, false);
  ASSERT_FALSE(result.is_discarded()) << ended;
  EXPECT_EQ(rules.problem(result), "");
  EXPECT_EQ(result.at("exit_status"), 1);
  EXPECT_EQ(result.at("failures").at(0).at("cells"), 80);
}

TEST(Result, IsRecordedInAFileThatIsMade) {
  const work_folder folder("result-recorded");
  EXPECT_EQ(folder.cnp(wrong).status, 1);
  const ending ended = folder.cnp(
      "record run.jsonl --scenario nonblocking.listening --file my.json --id wine.seeded "
      "--reason 'It was seeded.' --evidence 'This test.'");
  EXPECT_EQ(ended.status, 0) << ended;
  EXPECT_TRUE(has(ended.output, "a new file, for 80 cells"));
  EXPECT_EQ(folder.cnp(wrong + "--deviations my.json").status, 0);
}

TEST(Junit, SaysOfARepeatedRefusalWhatWasRefused) {
  const auto [ended, junit] = failing_run("nonblocking.connected", "create-fails");
  const int cells = count_in(junit, "<testcase ");
  EXPECT_GT(cells, 1) << junit;
  EXPECT_EQ(count_in(junit, "&#x0A;as before: CreateNamedPipe gave 0/"), cells - 1);
  EXPECT_EQ(count_in(ended.output, "as before: "), 0) << "what was told is told again";
}

TEST(HangBudget, LeavesOutTheRestOfAScenarioAndSaysSo) {
  const work_folder folder("hang-budget");
  constexpr int seconds = 100;
  const ending ended =
      folder.cnp("run --scenario nonblocking.listening --hang-limit 1 --patience 0.2 --brief "
                 "--run-file run.jsonl --seeded-defect connect-stuck",
                 seconds);
  EXPECT_EQ(ended.status, 1) << ended;
  const auto footer = folder.records("run.jsonl", "footer").at(0);
  EXPECT_EQ(footer.at("counts").at("hung"), 1);
  EXPECT_EQ(footer.at("counts").at("not performed"), footer.at("cells").get<int>() - 1);
  EXPECT_TRUE(has(ended.output, {"Not performed (--hang-limit 0 performs them all the same)",
                                 "'first-call' hung in 1 cell of the scenario before",
                                 "cells of 1 scenario: nonblocking.listening"}))
      << ended;
}

TEST(HangBudget, IsThatOfWalksToo) {
  const work_folder folder("hang-budget-walk");
  constexpr int seconds = 100;
  const ending ended =
      folder.cnp("walk --seed 7 --walks 4 --hang-limit 1 --patience 0.2 --run-file walk.jsonl "
                 "--seeded-defect connect-stuck",
                 seconds);
  EXPECT_EQ(ended.status, 1) << ended;
  const auto counts = folder.records("walk.jsonl", "footer").at(0).at("counts");
  EXPECT_EQ(counts.at("hung"), 1) << ended;
  EXPECT_EQ(counts.at("not performed"), 3) << ended;
  EXPECT_TRUE(has(ended.output, "3 cells of 1 scenario: matrix.random-walks")) << ended;
}

TEST(Crash, OfTheServersProcessLeavesTheRecordOfItsCell) {
  const work_folder folder("crash");
  const ending ended =
      folder.cnp("run --cell requirement.library/only --cell nonblocking.listening/"
                 "synchronous-nonblocking-at-creation-null-byte-inbound --brief "
                 "--run-file run.jsonl --seeded-defect crash");
  EXPECT_EQ(ended.status, 1) << ended;
  EXPECT_TRUE(has(ended.output, "CRASHED")) << ended;
  const auto records = folder.records("run.jsonl", "cell");
  ASSERT_EQ(records.size(), 2U) << "the run did not go on";
  const auto crashed = std::ranges::find(records, "crashed", [](const nlohmann::json& cell) {
    return cell.at("verdict").get<std::string>();
  });
  ASSERT_NE(crashed, records.end()) << ended;
  EXPECT_EQ(crashed->at("steps").back().at("outcome").at("how"), "process-ended");
}

const std::string stale_client =
    "run --cell reuse.stale-client-closed/synchronous-at-creation-null-byte-duplex-fresh-"
    "CreateFile-before-closes ";

// The client opens the pipe and closes it; its third answer, which a defect spoils, is that it is
// clean.
TEST(Pool, ReplacesClientsThatAnswerWronglyOrLate) {
  const work_folder folder("pool");
  for (const std::string defect :
       {"", "--seeded-client-defect answers-wrongly", "--seeded-client-defect answers-late"}) {
    SCOPED_TRACE(defect);
    constexpr int seconds = 100;
    const ending ended = folder.cnp(
        stale_client + line({"--brief --patience 0.2 --run-file run.jsonl", defect}), seconds);
    ASSERT_EQ(ended.status, 0) << ended;
    const int replaced = defect.empty() ? 0 : 1;
    EXPECT_EQ(folder.records("run.jsonl", "footer").at(0).at("clients_replaced"), replaced);
    EXPECT_EQ(count_in(ended.output, "client process answered wrongly or late and was replaced."),
              replaced)
        << ended;
  }
}

TEST(Pool, RefusesADefectThatDoesNotExist) {
  const ending ended =
      work_folder("pool").cnp(stale_client + "--seeded-client-defect answers-oddly");
  EXPECT_EQ(ended.status, 2) << ended;
  EXPECT_TRUE(is_line(ended.errors, "cnp: no seeded defect is called 'answers-oddly'; there are ",
                      "answers-late"))
      << ended;
}

TEST(Verify, TellsWhatIsFlakyAndComparesAndReportsIt) {
  const work_folder folder("verify");
  const auto says = [&folder](int status, const std::string& text, const std::string& words) {
    constexpr int seconds = 120;
    const ending ended = folder.cnp(words, seconds);
    EXPECT_EQ(ended.status, status) << words << ": " << ended;
    EXPECT_TRUE(has(ended.output, text)) << words << " does not say '" << text << "': " << ended;
  };
  const std::string verify = "verify --scenario nonblocking.listening --times 4 --restarts 2 ";
  const std::string flaky = "--seeded-defect connect-now-and-then ";
  says(0, "each 6 times: 80 the same each time.  STABLE", verify);
  says(1, "flaky.  FLAKY", verify + flaky + "--run-file flaky.jsonl");
  says(1, "\"times\": 1", verify + flaky + "--run-file json.jsonl --json");
  says(1, "FAILS EACH TIME", verify + "--run-file bad.jsonl --seeded-defect connect-wrong-error");
  says(1, "flaky", "compare cnp-verify.jsonl flaky.jsonl");
  says(0, "THE SAME", "compare cnp-verify.jsonl cnp-verify.jsonl");
  says(0, "Page: page.html", "report flaky.jsonl --output page.html");

  const auto records = folder.records("flaky.jsonl", "cell");
  EXPECT_TRUE(std::any_of(records.begin(), records.end(), [](const nlohmann::json& cell) {
    return cell.contains("repetitions") && cell.at("repetitions").size() > 1;
  })) << "no record of flaky.jsonl has several outcomes";
  for (const auto& [name, text] : folder.contents()) {
    EXPECT_TRUE(name.find(".pass") == std::string::npos && !name.ends_with(".partial"))
        << name << " was left";
  }
}

}  // namespace
}  // namespace cnp
