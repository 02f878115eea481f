// Cells that are written as programs of their own: such a program says what the suite says.

#include "harness/support/testing.hpp"
#include "tools/cnp/command_line_tests/work_folder.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace cnp {
namespace {

TEST(Repro, OfAWalkIsAboutTheStepThatIsNamedOrAboutAll) {
  const work_folder folder("repro-walk");
  const ending all = folder.cnp("repro matrix.transitions");
  EXPECT_EQ(all.status, 0) << all;
  EXPECT_EQ(count_in(all.output, "// Expected:  every step gives what the table below says."), 1)
      << all;
  const ending none = folder.cnp("repro matrix.transitions --step mode");
  EXPECT_EQ(none.status, 2) << none;
  EXPECT_EQ(none.output, "");
  EXPECT_TRUE(is_line(none.errors, "cnp: the cell ", "")) << none;
  EXPECT_EQ(count_in(none.errors, " has no step 'mode'"), 1) << none;
}

#ifdef _WIN32
// A blocking wait; a pending request and its event; a registered wait; a client that came first;
// one that has gone; one that is ended; a duplicated handle; CallNamedPipe; nonblocking mode, once
// where kernels are known to differ from the page.
constexpr const char* written_cells[] = {
    "blocking.waits-for-client/synchronous-at-creation-null-byte-duplex-fresh-CreateFile-during",
    "overlapped.pending",
    "waiting.event-wait-functions",
    "client-first.client-before-connect",
    "reuse.stale-client-closed",
    "cancellation.still-listening/overlapped-manual-event-byte-duplex-fresh-killed",
    "reuse.last-duplicate-closed",
    "clients.call-named-pipe",
    "nonblocking.listening",
    "nonblocking.first-after-disconnect"};

TEST(Repro, WritesCells) {
  const work_folder folder("repro");
  int number = 0;
  for (const std::string cell : written_cells) {
    const std::string file = "repro-" + std::to_string(++number) + ".cpp";
    const ending ended = folder.cnp(line({"repro", cell, "--output", file}));
    EXPECT_EQ(ended.status, 0) << cell << ": " << ended;
  }
}

TEST(Programs, OfCellsEndAsTheSuiteDoes) {
  constexpr int unsupported = 77;
  constexpr int seconds = 100;
  const work_folder folder("programs-run");
  int number = 0;
  for (const std::string cell : written_cells) {
    const std::string name = "repro-" + std::to_string(++number);
    // The whole key is in the source's first line, also where only the scenario was named.
    const std::string source = text_of("repro/" + name + ".cpp");
    ASSERT_TRUE(source.starts_with("// " + cell)) << source;
    const std::string key = source.substr(3, source.find('\n') - 3);
    const ending suite =
        folder.cnp("run --strict --brief --run-file run.jsonl --cell " + key, seconds);
    if (suite.status != unsupported) {
      const ending program = folder.written_program(name);
      EXPECT_EQ(program.status, suite.status)
          << key << "\nthe suite: " << suite << "\nthe program written out: " << program;
    }
  }
}
#else
// No kernel, so no program can be tried: but each scenario can be written out.
TEST(Repro, WritesEveryScenario) {
  const work_folder folder("repro");
  std::istringstream lines(folder.cnp("list --ctest").output);
  const std::string begins = "cnp_scenario(";
  int written = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(begins)) {
      const std::string id = line.substr(begins.size(), line.find(' ') - begins.size());
      const ending ended = folder.cnp("repro " + id);
      if (ended.status != 2 || count_in(ended.errors, "made in an app container") == 0) {
        EXPECT_EQ(ended.status, 0) << id << ": " << ended;
        EXPECT_EQ(count_in(ended.output, "int main("), 1) << id << ": " << ended;
        ++written;
      }
    }
  }
  EXPECT_GT(written, 0);
}
#endif

}  // namespace
}  // namespace cnp
