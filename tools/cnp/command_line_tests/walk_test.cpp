// What `cnp walk` promises: a seed is read or refused, the first line says it, a failing walk is
// shrunk and written as a program that compiles.

#include "tools/cnp/command_line_tests/work_folder.hpp"

#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace cnp {
namespace {

void refuses_number(const std::string& option, const std::string& begins) {
  const ending ended = work_folder("walk-numbers").cnp("walk " + option);
  EXPECT_EQ(ended.status, 2) << option << ": " << ended;
  EXPECT_TRUE(is_line(ended.errors, begins, "")) << option << ": " << ended;
  EXPECT_EQ(ended.output, "") << option;
}

TEST(Walk, RefusesNumbersOutOfTheirRange) {
  for (const std::string seed :
       {"x", "-1", "1.5", "0x", "ff", "0x10000000000000000", "18446744073709551616"}) {
    refuses_number("--walks 1 --seed=" + seed, "cnp: '" + seed + "' is no seed: ");
  }
  for (const std::string option : {"--walks=0", "--length=0", "--length=1001", "--walks=x"}) {
    refuses_number("--seed 1 " + option, "cnp: ");
  }
}

#ifdef _WIN32
constexpr int walking_seconds = 200;
constexpr const char* worn_out = "cnp-walk-0x0000000000000043";

// Where the kernel is as it should be, nothing is found, and decimal and hexadecimal are the same.
TEST(Walk, SeesTheSameWithTheSameSeed) {
  const work_folder folder("walk-same");
  const auto prints_of = [&folder](const std::string& seed) {
    const ending ended =
        folder.cnp("walk --walks 2 --run-file walk.jsonl --seed " + seed, walking_seconds);
    EXPECT_EQ(ended.status, 0) << ended;
    EXPECT_TRUE(ended.output.starts_with("Seed 0x0000000000000007: " + cnp_word() +
                                         " walk --seed 0x0000000000000007 --walks 2 --length 60\n"))
        << ended;
    std::string prints;
    for (const nlohmann::json& cell : folder.records("walk.jsonl", "cell")) {
      prints += cell.at("key").dump() + cell.at("fingerprint").dump() + "\n";
    }
    return prints;
  };
  const std::string prints = prints_of("7");
  EXPECT_NE(prints, "");
  EXPECT_EQ(prints_of("0x7"), prints);
}

// A kernel that goes wrong after a history of calls, not in some state: the shortest is known.
TEST(Walk, ShrinksWhatFailsToAProgram) {
  const work_folder folder("walk");
  const ending ended =
      folder.cnp("walk --seed 0x0000000000000043 --walks 1 --run-file worn.jsonl --seeded-defect "
                 "connect-wears-out",
                 walking_seconds);
  EXPECT_EQ(ended.status, 1) << ended;
  EXPECT_TRUE(
      has(ended.output,
          {"0/ERROR_BAD_PIPE (230)", "60 calls to 7, by performing",
           "no call can be left out, nor a detour", "program   cnp-walk-0x0000000000000043.cpp",
           cnp_word() + " walk --seed 0x0000000000000043 --walks 1 --length 60 --seeded-defect"}));
  const std::string program = folder.text(std::string(worn_out) + ".cpp");
  for (const char* part : {"shrunk[ \n/]+from 60 calls to 7",
                           "// Expected:  step [0-9]+, server[^\n]*: ConnectNamedPipe"}) {
    EXPECT_TRUE(std::regex_search(program, std::regex(part))) << part << " in:\n" << program;
  }
}

TEST(Programs, OfAWalkPassesWithoutTheDefect) {
  const ending ended = work_folder("programs-walk").written_program(worn_out);
  EXPECT_EQ(ended.status, 0) << ended;
}
#endif

}  // namespace
}  // namespace cnp
