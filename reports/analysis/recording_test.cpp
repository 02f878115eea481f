#include "reports/analysis/recording.hpp"

#include "harness/support/testing.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::header;
using test::record;

/// A cell of reuse.stale with these values of its axes.
cell_record stale_cell(const std::string& handle, const std::string& wait, verdict is) {
  cell_record cell = record("reuse.stale/" + handle + '-' + wait, is);
  cell.axes = {{"handle", handle}, {"wait", wait}};
  return cell;
}

const cell_record deviating_cell = stale_cell("overlapped", "blocking", verdict::deviates);

known_names stale_names() {
  return {.scenarios = {"reuse.stale"},
          .steps_of = [](const std::string&) -> std::set<std::string> {
            return {"server.CreateNamedPipe", "server.ConnectNamedPipe"};
          },
          .clauses = {"clause.one"}};
}

deviation complete(recording_draft draft) {
  draft.entry.id = "wine.stale";
  draft.entry.reason = "It does not notice the close.";
  draft.entry.evidence = {"Seen on Wine 8.0.", "server/named_pipe.c"};
  return draft.entry;
}

TEST(Recording, TakesStepOutcomeAndKernelFromTheRun) {
  const recording_draft draft = draft_of(header(), {deviating_cell}, {});
  EXPECT_EQ(draft.entry.scenario, "reuse.stale");
  EXPECT_EQ(draft.entry.step, "server.ConnectNamedPipe");
  EXPECT_EQ(draft.entry.seen, zero(error::pipe_connected));
  EXPECT_EQ(draft.entry.versions.text(), "8.0");
  EXPECT_EQ(draft.entry.family, "wine");
  EXPECT_EQ(draft.entry.recorded_on, "2026-11-23");
  EXPECT_EQ(draft.entry.recorded_from, "Wine 8.0");
  EXPECT_EQ(draft.entry.clause, "clause.one");
  EXPECT_TRUE(draft.entry.cell.empty()) << "all cells show it";
  EXPECT_EQ(draft.allowed, "0/ERROR_NO_DATA (232)");
}

TEST(Recording, NamesTheClauseThatIsBlamedAndNoneThatIsKept) {
  cell_record cell = deviating_cell;
  cell.steps[1].proves = {"clause.kept", "clause.one"};
  cell.clauses = {{"clause.kept", verdict::conforms}, {"clause.one", verdict::deviates}};
  EXPECT_EQ(draft_of(header(), {cell}, {}).entry.clause, "clause.one");
  cell.steps[1].proves = {"clause.kept"};
  EXPECT_EQ(draft_of(header(), {cell}, {}).entry.clause, "");
}

TEST(Recording, IsForExactlyTheCellsThatShowIt) {
  using enum verdict;
  const recording_draft draft = draft_of(header(),
                                         {stale_cell("overlapped", "blocking", conforms),
                                          stale_cell("overlapped", "nonblocking", deviates),
                                          stale_cell("synchronous", "blocking", conforms),
                                          stale_cell("synchronous", "nonblocking", deviates)},
                                         {});
  EXPECT_EQ(draft.cells, 2U);
  EXPECT_EQ(draft.of, 4U);
  ASSERT_EQ(draft.entry.cell.size(), 1U);
  EXPECT_EQ(draft.entry.cell[0].first, "wait");
  EXPECT_EQ(draft.entry.cell[0].second, std::vector<std::string>{"nonblocking"});
}

TEST(Recording, RefusesCellsThatNoValuesOfAxesName) {
  using enum verdict;
  const std::vector<cell_record> cells{stale_cell("overlapped", "blocking", deviates),
                                       stale_cell("overlapped", "nonblocking", conforms),
                                       stale_cell("synchronous", "nonblocking", deviates)};
  EXPECT_TRUE(
      has(complaint([&] { return draft_of(header(), cells, {}); }), "one by one by --cell"));
  const recording_draft one =
      draft_of(header(), cells, {.cell = "reuse.stale/synchronous-nonblocking", .this_cell = true});
  EXPECT_EQ(one.cells, 1U);
  EXPECT_EQ(one.entry.cell.size(), 2U);
}

TEST(Recording, RefusesWhatIsAsItShouldBe) {
  const std::vector<cell_record> cells{
      stale_cell("overlapped", "blocking", verdict::conforms),
      stale_cell("overlapped", "nonblocking", verdict::known_deviation)};
  EXPECT_TRUE(has(complaint([&] { return draft_of(header(), cells, {}); }),
                  "the run has no deviation to record"));
  EXPECT_TRUE(has(complaint([&] {
                    return draft_of(header(), cells, {.cell = "reuse.stale/overlapped-blocking"});
                  }),
                  "the cell reuse.stale/overlapped-blocking has no deviation"));
  EXPECT_TRUE(has(complaint([&] {
                    return draft_of(header(), {deviating_cell}, {.step = "server.ConectNamedPipe"});
                  }),
                  "did you mean 'server.ConnectNamedPipe'"));
}

TEST(Recording, DraftsAllThatIsNew) {
  using enum verdict;
  // No values of axes name these three of four cells without the fourth: two entries do.
  const std::vector<cell_record> cells{stale_cell("overlapped", "blocking", deviates),
                                       stale_cell("overlapped", "nonblocking", conforms),
                                       stale_cell("synchronous", "blocking", deviates),
                                       stale_cell("synchronous", "nonblocking", deviates)};
  auto drafts = drafts_of(header(), cells);
  ASSERT_EQ(drafts.size(), 2U);
  EXPECT_EQ(drafts[0].cells + drafts[1].cells, 3U);
  EXPECT_EQ(drafts[0].of, 4U);
  using restriction = std::vector<std::pair<std::string, std::vector<std::string>>>;
  EXPECT_EQ(drafts[0].entry.cell,
            (restriction{{"handle", {"overlapped"}}, {"wait", {"blocking"}}}));
  EXPECT_EQ(drafts[1].entry.cell, (restriction{{"handle", {"synchronous"}}}));
  EXPECT_TRUE(drafts_of(header(), {stale_cell("overlapped", "blocking", known_deviation)}).empty());
  // Filled in, they do not speak about the same cells.
  for (recording_draft& draft : drafts) {
    draft.entry = complete(draft);
    draft.entry.id += draft.entry.cell.size() == 1 ? "-one" : "-two";
    draft.entry.evidence = {"Seen on Wine 8.0."};
  }
  std::string text = R"({"format": 1, "family": "wine", "deviations": []})";
  for (const recording_draft& draft : drafts) {
    text = with_deviation(text, draft.entry);
  }
  EXPECT_EQ(load_deviations(text, "wine.json", stale_names()).size(), 2U);
}

TEST(Recording, DraftsOneEntryForOneCellAndStep) {
  cell_record twice = stale_cell("overlapped", "blocking", verdict::deviates);
  twice.steps.push_back(twice.steps.back());
  twice.steps.back().seen = "0/ERROR_BAD_PIPE (230)";
  EXPECT_EQ(drafts_of(header(), {twice}).size(), 1U);
}

TEST(Recording, DraftIsRefusedUntilAPersonFilledItIn) {
  auto drafts = drafts_of(header(), {stale_cell("overlapped", "blocking", verdict::deviates)});
  const auto said = [&drafts] {
    return complaint(
        [&] { (void)load_deviations(draft_file("wine", drafts), "draft.json", stale_names()); });
  };
  EXPECT_NE(said().find("the id '' must be"), std::string::npos) << said();
  drafts[0].entry.id = "wine.stale";
  EXPECT_NE(said().find("'reason' is empty"), std::string::npos) << said();
  drafts[0].entry.reason = "It does not notice the close.";
  EXPECT_NE(said().find("'evidence' is empty"), std::string::npos) << said();
  EXPECT_EQ(load_deviations(draft_file("wine", {}), "draft.json", stale_names()).size(), 0U);
}

TEST(Recording, KeepsOfAnOutcomeWhatIsLookedAt) {
  outcome seen = zero(error::no_data);
  seen.bytes = 7;
  seen.internal = 0x103;
  outcome allowed = nonzero();
  allowed.bytes = 0;
  const outcome kept = for_recording(seen, {nonzero(), allowed});
  EXPECT_EQ(kept.bytes, 7U);
  EXPECT_FALSE(kept.internal);
  outcome handle = nonzero();
  handle.value = 0x54;
  EXPECT_EQ(for_recording(handle, {}), nonzero());
}

TEST(Recording, AddsAnEntryThatTheReaderTakes) {
  const recording_draft draft = draft_of(
      header(), {deviating_cell, stale_cell("overlapped", "nonblocking", verdict::conforms)}, {});
  const std::string before =
      "{\n  \"format\": 1,\n  \"family\": \"wine\",\n  \"deviations\": []\n}\n";
  const std::string text = with_deviation(before, complete(draft));
  const deviations all = load_deviations(text, "wine.json", stale_names());
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, "wine.stale");
  EXPECT_EQ(all[0].seen, zero(error::pipe_connected));
  EXPECT_EQ(all[0].evidence.size(), 2U);
  EXPECT_EQ(all[0].cell, draft.entry.cell);
  EXPECT_TRUE(begins(text, "{\n  \"format\": 1,\n  \"family\": \"wine\",\n"));
  // What is there already is not recorded again.
  EXPECT_TRUE(has(complaint([&] {
                    return load_deviations(with_deviation(text, complete(draft)), "wine.json",
                                           stale_names());
                  }),
                  "'wine.stale' is already in"));
}

TEST(Recording, LeavesTheRestOfTheDataAsItIs) {
  for (const char* file : {"reactos.json", "windows.json", "wine.json"}) {
    const std::string text = test::read_text(std::filesystem::path{CNP_REPORTS} / "kernels" / file);
    const std::string more =
        with_deviation(text, complete(draft_of(header(), {deviating_cell}, {})));
    const std::string same = text.substr(0, text.rfind("    }\n  ]\n}\n"));
    EXPECT_EQ(more.compare(0, same.size(), same), 0) << file;
  }
}

}  // namespace
}  // namespace cnp
