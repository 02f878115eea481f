#include "tools/cnp/shared/command_line.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

/// The sentence about a command line of a program with two commands.
std::string said(const std::vector<std::string>& words) {
  CLI::App app{"", "cnp"};
  app.require_subcommand(1);
  CLI::App* explain = app.add_subcommand("explain", "");
  std::string id;
  bool json = false;
  explain->add_option("id", id)->required();
  explain->add_flag("--json", json);
  app.add_subcommand("compare", "");
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& problem) {
    return mistake_in(app, words, problem.what());
  }
  return "(it is fine)";
}

TEST(Mistakes, OfACommandNamesTheNearestOne) {
  EXPECT_EQ(said({"exlpain", "x"}), "cnp has no command 'exlpain'; did you mean 'explain'?");
  EXPECT_EQ(said({"frobnicate"}), "cnp has no command 'frobnicate'; see 'cnp --help'");
  EXPECT_EQ(said({"comp\x1B[2Jare"}).find('\x1B'), std::string::npos);
}

TEST(Mistakes, OfAnOptionNamesTheNearestOne) {
  EXPECT_EQ(said({"explain", "x", "--jsno"}),
            "cnp explain has no option '--jsno'; did you mean '--json'?");
  EXPECT_EQ(said({"explain", "x", "--colour=never"}),
            "cnp explain has no option '--colour'; see 'cnp explain --help'");
}

TEST(Mistakes, OfOtherKindsAreTheParsers) {
  EXPECT_EQ(said({"explain", "x", "--json"}), "(it is fine)");
  EXPECT_NE(said({"explain"}).find("; see 'cnp explain --help'"), std::string::npos);
  EXPECT_EQ(said({}), "a command is missing: explain, compare; see 'cnp --help'");
}

}  // namespace
}  // namespace cnp
