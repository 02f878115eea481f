#include "reports/analysis/recording.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::header;
using test::record;

/// A cell of reuse.stale with these values of its axes.
cell_record stale_cell(const std::string& handle, const std::string& wait, verdict is) {
  cell_record cell = record("reuse.stale/" + handle + '-' + wait, is);
  cell.axes = {{"handle", handle}, {"wait", wait}};
  return cell;
}

known_names stale_names() {
  known_names names;
  names.scenarios = {"reuse.stale"};
  names.steps_of = [](const std::string&) {
    return std::set<std::string>{"server.CreateNamedPipe", "server.ConnectNamedPipe"};
  };
  names.clauses = {"clause.one"};
  return names;
}

deviation complete(recording_draft draft) {
  draft.entry.id = "wine.stale";
  draft.entry.reason = "It does not notice the close.";
  draft.entry.evidence = {"Seen on Wine 8.0.", "server/named_pipe.c"};
  return draft.entry;
}

TEST(Recording, TakesStepOutcomeAndKernelFromTheRun) {
  const recording_draft draft =
      draft_of(header(), {stale_cell("overlapped", "blocking", verdict::deviates)}, {});
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
  EXPECT_NE(complaint([&] { (void)draft_of(header(), cells, {}); }).find("one by one by --cell"),
            std::string::npos);
  const recording_draft one =
      draft_of(header(), cells, {.cell = "reuse.stale/synchronous-nonblocking", .this_cell = true});
  EXPECT_EQ(one.cells, 1U);
  EXPECT_EQ(one.entry.cell.size(), 2U);
}

TEST(Recording, RefusesWhatIsAsItShouldBe) {
  const std::vector<cell_record> cells{
      stale_cell("overlapped", "blocking", verdict::conforms),
      stale_cell("overlapped", "nonblocking", verdict::known_deviation)};
  EXPECT_NE(complaint([&] {
              (void)draft_of(header(), cells, {});
            }).find("the run has no deviation to record"),
            std::string::npos);
  EXPECT_NE(complaint([&] {
              (void)draft_of(header(), cells, {.cell = "reuse.stale/overlapped-blocking"});
            }).find("the cell reuse.stale/overlapped-blocking has no deviation"),
            std::string::npos);
  EXPECT_NE(complaint([&] {
              (void)draft_of(header(), {stale_cell("overlapped", "blocking", verdict::deviates)},
                             {.step = "server.ConectNamedPipe"});
            }).find("did you mean 'server.ConnectNamedPipe'"),
            std::string::npos);
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
  const recording_draft draft =
      draft_of(header(),
               {stale_cell("overlapped", "blocking", verdict::deviates),
                stale_cell("overlapped", "nonblocking", verdict::conforms)},
               {});
  const std::string before =
      "{\n  \"format\": 1,\n  \"family\": \"wine\",\n  \"deviations\": []\n}\n";
  const std::string text = with_deviation(before, complete(draft));
  const deviations all = load_deviations(text, "wine.json", stale_names());
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, "wine.stale");
  EXPECT_EQ(all[0].seen, zero(error::pipe_connected));
  EXPECT_EQ(all[0].evidence.size(), 2U);
  EXPECT_EQ(all[0].cell, draft.entry.cell);
  EXPECT_EQ(text.rfind("{\n  \"format\": 1,\n  \"family\": \"wine\",\n", 0), 0U) << text;
  // What is there already is not recorded again.
  EXPECT_NE(complaint([&] {
              (void)load_deviations(with_deviation(text, complete(draft)), "wine.json",
                                    stale_names());
            }).find("'wine.stale' is already in"),
            std::string::npos);
}

TEST(Recording, LeavesTheRestOfTheDataAsItIs) {
  for (const char* file : {"reactos.json", "windows.json", "wine.json"}) {
    const std::string text = test::read_text(std::filesystem::path{CNP_REPORTS} / "kernels" / file);
    const std::string more = with_deviation(
        text, complete(draft_of(header(), {stale_cell("overlapped", "blocking", verdict::deviates)},
                                {})));
    const std::string same = text.substr(0, text.rfind("    }\n  ]\n}\n"));
    EXPECT_EQ(more.compare(0, same.size(), same), 0) << file;
  }
}

}  // namespace
}  // namespace cnp
