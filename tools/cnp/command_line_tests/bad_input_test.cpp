// Input that cannot be used: each time cnp says one clear sentence, ends with status 2, and leaves
// every file as it was.

#include "tools/cnp/command_line_tests/work_folder.hpp"

#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace cnp {
namespace {

const std::string good = "'" CNP_BASELINES "/wine-8.0.jsonl'";

/// Files that are none of ours, or no more; and an older run's file, which has to stay.
const work_folder& bad_files() {
  static const work_folder folder = [] {
    work_folder made("bad-input");
    made.write("empty.jsonl", "");
    made.write("foreign.jsonl", "<html>not a run</html>\n");
    made.write("binary.jsonl", "\t{[[[");
    made.write("version.jsonl", "{\"kind\":\"header\",\"format\":99}\n");
    made.write("times.json", "{\"context\": {}, \"benchmarks\": []}\n");
    made.write("notes.html", "mine");
    made.write("nothing.md", "---\nUID: NF:namedpipeapi.ConnectNamedPipe\n---\n# Nothing\n");
#ifdef _WIN32
    const ending ended = made.cnp("run --scenario nonblocking.listening --run-file kept.jsonl");
    EXPECT_EQ(ended.status, 0) << ended;
#endif
    return made;
  }();
  return folder;
}

/// cnp, given these words, says a sentence with this part in it.
void refuses(const std::string& part, const std::string& words) {
  SCOPED_TRACE("cnp " + words);
  const auto before = bad_files().contents();
  const ending ended = bad_files().cnp(words);
  EXPECT_EQ(ended.status, 2) << ended;
  EXPECT_TRUE(has(ended.errors, part));
  EXPECT_TRUE(is_line(ended.errors, "cnp: ", "")) << "that is not one line: " << ended;
  // What GoogleTest says about options of its own is its business.
  if (words.find("--gtest_") == std::string::npos) {
    EXPECT_EQ(ended.output, "");
  }
  EXPECT_TRUE(before == bad_files().contents()) << "a file is not what it was, or there is another";
}

TEST(BadInput, FileThatIsNoRun) {
  for (const std::string name : {"empty", "foreign", "binary", "version", "missing"}) {
    const std::string file = name + ".jsonl";
    refuses(file, "merge " + file + " --output kept.jsonl");
    refuses(file, "baseline " + file + " --output kept.jsonl");
    for (const std::string& words :
         {line({"report", file, "--output page.html"}),
          line({"compare", good, file, "--output difference.txt"}),
          line({"compare", file, good, "--json"}), line({"compare", good, file, "--annotations"}),
          line({"coverage", file}), line({"baseline", file, "--find ."}),
          line({"summary", good, file, "--output table.md"}),
          line({"record", file, "--scenario nonblocking.listening"}),
          line({"record", file, "--draft --output kept.jsonl"}),
          line({"badge", file, "--output badge.svg"}),
          line({"findings", file, "--output found"})}) {
      refuses(file + ":1: ", words);
    }
  }
}

TEST(BadInput, PlaceThatCannotBeUsed) {
  refuses("nowhere", "repro reuse.stale-client-closed --output nowhere/repro.cpp");
  refuses("empty.jsonl:1: ", "report empty.jsonl --output nowhere/page.html");
  refuses("left as it is", "report empty.jsonl --output notes.html");
  refuses("left as it is", "badge " + good + " --output notes.html");
  refuses("nowhere", "badge " + good + " --output nowhere/badge.svg");
  refuses("nowhere: the folder can't be read", "baseline " + good + " --find nowhere");
  refuses("nowhere: the folder can't be read", "summary " + good + " --baselines nowhere");
  refuses("nowhere", "summary " + good + " --output nowhere/table.md");
  refuses("nowhere", "compare " + good + " " + good + " --output nowhere/difference.txt");
}

TEST(BadInput, Page) {
  refuses("missing.md: the file can't be opened", "drift missing.md");
  refuses("foreign.jsonl: not the Markdown source of the ConnectNamedPipe page",
          "drift foreign.jsonl");
  refuses("nothing.md: the page has no sentences", "drift nothing.md");
}

TEST(BadInput, BenchmarkFile) {
  refuses("times.json", "benchmarks times.json --output table.md");
  refuses("missing.json", "benchmarks missing.json");
  refuses("empty.jsonl", "benchmarks empty.jsonl");
  refuses("times.json is a benchmark file", "compare times.json " + good);
  refuses("times.json is a benchmark file", "compare " + good + " times.json");
  refuses("times.json", "compare times.json times.json --output difference.txt");
  refuses("--force is for benchmark files", "compare " + good + " " + good + " --force");
}

TEST(BadInput, Words) {
  refuses("--nonsense", "list --nonsense");
  refuses("did you mean 'reuse.stale-client-closed'", "repro reuse.stale-client-closd");
  refuses("did you mean 'reuse.stale-client-closed'", "explain reuse.stale-client-closd");
  refuses("did you mean 'explain'", "exlpain reuse.stale-client-closed");
  refuses("did you mean '--markdown'", "compare --markdwon " + good + " " + good);
  refuses("a command is missing", "");
  const std::string either = "--output for the baseline to make, or --find";
  refuses(either, "baseline " + good);
  refuses(either, "baseline " + good + " --output kept.jsonl --find .");
  refuses("--json excludes --annotations", "compare --json --annotations " + good + " " + good);
  refuses("takes two run files", "compare " + good);
  refuses("takes two run files", "compare " + good + " " + good + " " + good);
  refuses("there is completion for bash, zsh, powershell, and none", "completion fish");
  refuses("the name of a shell is missing", "completion");
  refuses("and nothing else", "completion bash powershell");
  refuses("either --scenario or --cell", "record " + good);
  refuses("either --scenario or --cell", "record " + good + " --scenario a --cell b");
  refuses("did you mean 'nonblocking.listening'",
          "record " + good + " --scenario nonblocking.listning");
  refuses("no deviation to record", "record " + good + " --scenario nonblocking.listening");
  refuses("--scenario excludes --draft", "record " + good + " --draft --scenario a");
  refuses("--output requires --draft", "record " + good + " --scenario a --output kept.jsonl");
  refuses("nowhere", "record " + good + " --draft --output nowhere/draft.json");
  refuses("--times", "verify --times 0");
  refuses("--restarts", "verify --restarts many");
}

#ifndef _WIN32
TEST(BadInput, Kernel) {
  refuses("no Windows kernel", "verify");
}
#else
const std::string one = "run --scenario nonblocking.listening --run-file kept.jsonl --brief ";

TEST(BadInput, Run) {
  refuses("--nonsense", one + "--nonsense");
  refuses("--gtest_nonsense", one + "--gtest_nonsense");
  refuses("leaves no cell", one + "--gtest_filter=nothing");
  refuses("so try 'nonblocking.listening/synchronous_nonblocking*'",
          one + "--gtest_filter=nonblocking.listening/synchronous-nonblocking*");
  refuses("matches no scenario", "run --filter no-such-word --run-file kept.jsonl");
  refuses("did you mean", "run --scenario nonblocking.listning --run-file kept.jsonl");
  refuses("did you mean", "run --clause reuse.stale-client-opn --run-file kept.jsonl");
  refuses("no-such-defect", one + "--seeded-defect no-such-defect");
  refuses("--patience", one + "--patience soon");
  refuses("missing.exe", one + "--client missing.exe");
  refuses("it is not this suite's", one + "--client '" + cnp_program() + "'");
  refuses("nowhere", "run --scenario nonblocking.listening --run-file nowhere/run.jsonl --brief");
  refuses("a prefix of pipe names is", one + "--pipe-prefix 'a b'");
}

TEST(BadInput, Verify) {
  const std::string often = "verify --scenario nonblocking.listening --times 2 --restarts 1 ";
  refuses("did you mean", "verify --scenario nonblocking.listning --run-file kept.jsonl");
  refuses("nowhere", often + "--run-file nowhere/verify.jsonl");
  refuses("left as it is", often + "--run-file notes.html");
  refuses("no-such-defect", often + "--seeded-defect no-such-defect");
  refuses("missing.json", often + "--deviations missing.json");
}

TEST(BadInput, Deviations) {
  const auto write = [](const std::string& file, const std::string& fields) {
    bad_files().write(file, R"({"format": 1, "family": "wine", "deviations": [{"id": "x", )" +
                                fields + R"(, "versions": "*", "step": "first-call",
      "seen": {"value": 0, "error": "ERROR_PIPE_LISTENING"}, "reason": "r", "evidence": ["e"],
      "recorded": {"date": "2026-01-01", "kernel": "k"}}]})");
  };
  const std::string known = R"("scenario": "nonblocking.first-after-disconnect", )";
  bad_files().write("no-deviations.json", "{}");
  write("unknown-scenario.json", R"("scenario": "reuse.stale-client-closd")");
  write("unknown-clause.json", known + R"("clause": "no.such")");
  write("unknown-field.json", known + R"("mood": 1)");
  refuses("missing.json", one + "--deviations missing.json");
  refuses("'format' is missing", one + "--deviations no-deviations.json");
  refuses("reuse.stale-client-closd", one + "--deviations unknown-scenario.json");
  refuses("no.such", one + "--deviations unknown-clause.json");
  refuses("mood", one + "--deviations unknown-field.json");
}

TEST(BadInput, Record) {
  const ending ended =
      bad_files().cnp("run --scenario nonblocking.listening --run-file wrong.jsonl --seeded-defect "
                      "connect-wrong-error");
  EXPECT_EQ(ended.status, 1) << ended;
  bad_files().write("kernels.json", R"({"format": 1, "family": "wine", "deviations": []})");
  const std::string mine =
      "record wrong.jsonl --scenario nonblocking.listening --file kernels.json ";
  refuses("--id is missing", mine + "--reason r --evidence e");
  refuses("--reason is missing", mine + "--id x --evidence e");
  refuses("--evidence is missing", mine + "--id x --reason r");
  refuses("'evidence' is empty", mine + "--id x --reason r --evidence ' '");
  refuses("must be of small letters", mine + "--id 'X Y' --reason r --evidence e");
  refuses("no deviation in the step", mine + "--step no-such-step --id x --reason r --evidence e");
}

TEST(BadInput, Shards) {
  ::_putenv_s("GTEST_TOTAL_SHARDS", "3");
  ::_putenv_s("GTEST_SHARD_INDEX", "3");
  refuses("GTEST_SHARD_INDEX is 3", one);
  ::_putenv_s("GTEST_SHARD_INDEX", "x");
  refuses("GTEST_SHARD_INDEX is 'x'", one);
  ::_putenv_s("GTEST_TOTAL_SHARDS", "");
  ::_putenv_s("GTEST_SHARD_INDEX", "");
}
#endif

}  // namespace
}  // namespace cnp
