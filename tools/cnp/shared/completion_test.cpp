#include "tools/cnp/shared/completion.hpp"

#include "harness/support/input_error.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace cnp {
namespace {

using word_list = std::vector<std::string>;

completion_ids some_ids() {
  completion_ids ids;
  ids.scenarios = [] { return word_list{"reuse.new", "reuse.old", "modes.one"}; };
  ids.clauses = [] { return word_list{"reuse.new", "mode.depends"}; };
  ids.cells = [](const std::string& scenario) {
    return scenario == "reuse.new" ? word_list{"reuse.new/byte", "reuse.new/message"} : word_list{};
  };
  ids.aspects = [] { return word_list{"reuse", "modes"}; };
  ids.defects = [](bool of_clients) {
    return of_clients ? word_list{"crash", "late"} : word_list{"crash"};
  };
  ids.deviations = [] { return word_list{"wine.one"}; };
  return ids;
}

/// What a word becomes behind these, in a program with a few commands.
word_list completed(const word_list& before, const std::string& partial) {
  CLI::App app{"", "cnp"};
  std::vector<std::string> taken;
  std::string file;
  bool flag = false;
  CLI::App* run = app.add_subcommand("run", "");
  run->add_option("--scenario", taken);
  run->add_option("--cell", taken);
  run->add_option("--clause", taken);
  run->add_option("--aspect", taken);
  run->add_option("--seeded-defect", file);
  run->add_option("--seeded-client-defect", file);
  run->add_option("--run-file", file);
  run->add_flag("--strict", flag);
  run->add_flag("--worker", flag)->group("");
  app.add_subcommand("repro", "");
  app.add_subcommand("explain", "");
  return completions_of(app, before, partial, some_ids());
}

TEST(Completion, NamesCommands) {
  EXPECT_EQ(completed({}, ""), (word_list{"run", "repro", "explain"}));
  EXPECT_EQ(completed({}, "re"), (word_list{"repro"}));
  EXPECT_EQ(completed({"nonsense"}, ""), word_list{});
}

TEST(Completion, NamesOptionsButNotThoseThatNobodyTypes) {
  EXPECT_EQ(completed({"run"}, "--s"),
            (word_list{"--scenario", "--seeded-defect", "--seeded-client-defect", "--strict"}));
  EXPECT_EQ(completed({"run", "--strict"}, "--w"), word_list{});
}

TEST(Completion, NamesIdsBehindTheOptionsThatTakeThem) {
  EXPECT_EQ(completed({"run", "--scenario"}, "reuse."), (word_list{"reuse.new", "reuse.old"}));
  EXPECT_EQ(completed({"run", "--strict", "--clause"}, "m"), (word_list{"mode.depends"}));
  EXPECT_EQ(completed({"run", "--scenario", "="}, "m"), (word_list{"modes.one"}));
}

TEST(Completion, LeadsToCellsByTheirScenario) {
  EXPECT_EQ(completed({"run", "--cell"}, "reuse.n"), (word_list{"reuse.new/"}));
  EXPECT_EQ(completed({"run", "--cell"}, "reuse.new/m"), (word_list{"reuse.new/message"}));
  EXPECT_EQ(completed({"run", "--cell"}, "no.such/"), word_list{});
}

TEST(Completion, NamesWhatCommandsTake) {
  EXPECT_EQ(completed({"repro"}, "reuse.new/b"), (word_list{"reuse.new/byte"}));
  EXPECT_EQ(completed({"explain"}, ""), (word_list{"crash", "late", "mode.depends", "modes.one",
                                                   "reuse.new", "reuse.old", "wine.one"}));
  EXPECT_EQ(completed({"run", "--aspect"}, "r"), (word_list{"reuse"}));
  EXPECT_EQ(completed({"run", "--seeded-defect"}, ""), (word_list{"crash"}));
  EXPECT_EQ(completed({"run", "--seeded-client-defect"}, ""), (word_list{"crash", "late"}));
}

TEST(Completion, LeavesFilesToTheShell) {
  EXPECT_EQ(completed({"run", "--run-file"}, ""), word_list{});
}

TEST(Completion, KnowsThreeShells) {
  EXPECT_NE(completion_code("bash").find("complete -o default -F _cnp cnp"), std::string::npos);
  EXPECT_NE(completion_code("zsh").find("compdef _cnp cnp"), std::string::npos);
  EXPECT_NE(completion_code("powershell").find("Register-ArgumentCompleter"), std::string::npos);
  EXPECT_THROW((void)completion_code("fish"), input_error);
}

}  // namespace
}  // namespace cnp
