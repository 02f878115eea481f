// What `--json` prints, held against its schema; and what the help and the README say alike.

#include "harness/support/json_schema.hpp"
#include "harness/support/testing.hpp"
#include "tools/cnp/command_line_tests/work_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <regex>
#include <string>

namespace cnp {
namespace {

const std::filesystem::path checkout = CNP_SOURCE;

/// What is wrong with what this command line prints; empty if it fits its schema.
std::string problem_with(const std::string& words, const std::string& schema) {
  constexpr int seconds = 120;  // Some have to expand every cell that there is.
  const ending ended = work_folder("json").cnp(words, seconds);
  const json_schema rules(
      nlohmann::json::parse(text_of(checkout / "reports" / "schema" / (schema + ".schema.json"))));
  const auto printed = nlohmann::json::parse(ended.output, nullptr, false);
  return printed.is_discarded() ? "no JSON: " + ended.output + ended.errors
                                : rules.problem(printed);
}

TEST(Json, FitsItsSchema) {
  const std::string wine_8 = "'" CNP_BASELINES "/wine-8.0.jsonl'";
  const std::string wine_10 = "'" CNP_BASELINES "/wine-10.0.jsonl'";
  EXPECT_EQ(problem_with("compare --json " + wine_8 + " " + wine_10, "comparison"), "");
  for (const std::string files : {"", wine_8.c_str()}) {
    EXPECT_EQ(problem_with("coverage --json " + files, "coverage"), "");
  }
  for (const std::string id :
       {"nonblocking.first-after-disconnect", "wine.probe-listening", "crash", "31"}) {
    EXPECT_EQ(problem_with("explain --json " + id, "explanation"), "") << id;
  }
  for (const std::string kind :
       {"", "--cells --aspect reuse", "--clauses", "--deviations", "--catalogue", "--defects"}) {
    EXPECT_EQ(problem_with("list --json " + kind, "list"), "") << kind;
  }
}

// The help has the one table of exit statuses; the README repeats it.
TEST(Help, HasTheExitStatusesOfTheReadme) {
  const std::regex row(R"(\n\| ([0-9]+) \| ([^|]+) \|)");
  const std::string readme = text_of(checkout / "README.md");
  const std::string help =
      std::regex_replace(work_folder("help").cnp("--help").output, std::regex("\\s+"), " ");
  int rows = 0;
  for (std::sregex_iterator at(readme.begin(), readme.end(), row), end; at != end; ++at) {
    ++rows;
    EXPECT_TRUE(has(help, " " + at->str(1) + " " + at->str(2)));
  }
  EXPECT_EQ(rows, 6) << "exit statuses in the README";
}

TEST(Completion, AsksTheProgramItself) {
  const work_folder folder("completion");
  const auto completed = [&folder](const std::string& words) {
    return folder.cnp("completion " + words).output;
  };
  EXPECT_EQ(completed("--word=nonb -- run --aspect"), "nonblocking\n");
  EXPECT_EQ(completed("--word=answers-l -- run --seeded-client-defect"), "answers-late\n");
  EXPECT_EQ(completed("--word=answers-l -- run --seeded-defect"), "");
  EXPECT_EQ(completed("--word=wine.probe-l -- explain"), "wine.probe-listening\n");
  EXPECT_EQ(completed("--word=z -- completion"), "zsh\n");
  for (const std::string shell : {"bash", "zsh", "powershell"}) {
    EXPECT_TRUE(has(completed(shell), "completion")) << shell;
  }
}

}  // namespace
}  // namespace cnp
