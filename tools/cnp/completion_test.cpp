#include "tools/cnp/completion.hpp"

#include "harness/unusable.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace cnp {
namespace {

using words = std::vector<std::string>;

completion_ids some_ids() {
  completion_ids ids;
  ids.scenarios = [] { return words{"reuse.new", "reuse.old", "modes.one"}; };
  ids.clauses = [] { return words{"reuse.new", "mode.depends"}; };
  ids.cells = [](const std::string& scenario) {
    return scenario == "reuse.new" ? words{"reuse.new/byte", "reuse.new/message"} : words{};
  };
  return ids;
}

/// What a word becomes behind these words, in a program with a few commands.
words completed(const words& before, const std::string& partial) {
  CLI::App app{"", "cnp"};
  std::vector<std::string> taken;
  std::string file;
  bool flag = false;
  CLI::App* run = app.add_subcommand("run", "");
  run->add_option("--scenario", taken);
  run->add_option("--cell", taken);
  run->add_option("--clause", taken);
  run->add_option("--run-file", file);
  run->add_flag("--strict", flag);
  run->add_flag("--worker", flag)->group("");
  app.add_subcommand("repro", "");
  app.add_subcommand("explain", "");
  return completions_of(app, before, partial, some_ids());
}

TEST(Completion, NamesCommands) {
  EXPECT_EQ(completed({}, ""), (words{"run", "repro", "explain"}));
  EXPECT_EQ(completed({}, "re"), (words{"repro"}));
  EXPECT_EQ(completed({"nonsense"}, ""), words{});
}

TEST(Completion, NamesOptionsButNotThoseThatNobodyTypes) {
  EXPECT_EQ(completed({"run"}, "--s"), (words{"--scenario", "--strict"}));
  EXPECT_EQ(completed({"run", "--strict"}, "--w"), words{});
}

TEST(Completion, NamesIdsBehindTheOptionsThatTakeThem) {
  EXPECT_EQ(completed({"run", "--scenario"}, "reuse."), (words{"reuse.new", "reuse.old"}));
  EXPECT_EQ(completed({"run", "--strict", "--clause"}, "m"), (words{"mode.depends"}));
  EXPECT_EQ(completed({"run", "--scenario", "="}, "m"), (words{"modes.one"}));
}

TEST(Completion, LeadsToCellsByTheirScenario) {
  EXPECT_EQ(completed({"run", "--cell"}, "reuse.n"), (words{"reuse.new/"}));
  EXPECT_EQ(completed({"run", "--cell"}, "reuse.new/m"), (words{"reuse.new/message"}));
  EXPECT_EQ(completed({"run", "--cell"}, "no.such/"), words{});
}

TEST(Completion, NamesWhatCommandsTake) {
  EXPECT_EQ(completed({"repro"}, "reuse.new/b"), (words{"reuse.new/byte"}));
  EXPECT_EQ(completed({"explain"}, ""),
            (words{"mode.depends", "modes.one", "reuse.new", "reuse.old"}));
}

TEST(Completion, LeavesFilesToTheShell) {
  EXPECT_EQ(completed({"run", "--run-file"}, ""), words{});
}

TEST(Completion, KnowsTwoShells) {
  EXPECT_NE(completion_code("bash").find("complete -o default -F _cnp cnp"), std::string::npos);
  EXPECT_NE(completion_code("powershell").find("Register-ArgumentCompleter"), std::string::npos);
  EXPECT_THROW((void)completion_code("fish"), unusable);
}

}  // namespace
}  // namespace cnp
