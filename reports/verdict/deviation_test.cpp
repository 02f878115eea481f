#include "reports/verdict/deviation.hpp"

#include "harness/scenario/cell.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::complaint;

/// An entry whose fields a test changes, as text.
[[nodiscard]] std::string
entry(const std::vector<std::pair<std::string, std::string>>& changes = {}) {
  std::vector<std::pair<std::string, std::string>> all{
      {"id", R"("wine.stale")"},
      {"versions", R"(">=8.0 <=10.0")"},
      {"scenario", R"("reuse.stale")"},
      {"step", R"("server.ConnectNamedPipe")"},
      {"cell", R"({"handle": ["synchronous"]})"},
      {"clause", R"("clause.one")"},
      {"seen", R"({"value": 0, "error": "ERROR_PIPE_CONNECTED"})"},
      {"then", R"("stop")"},
      {"reason", R"("It does not notice.")"},
      {"evidence", R"(["seen"])"},
      {"recorded", R"({"date": "2026-11-23", "kernel": "Wine 8.0"})"}};
  for (const auto& [name, value] : changes) {
    const auto found = std::find_if(
        all.begin(), all.end(), [&wanted = name](const auto& one) { return one.first == wanted; });
    if (found == all.end()) {
      all.emplace_back(name, value);
    } else if (value.empty()) {
      all.erase(found);
    } else {
      found->second = value;
    }
  }
  std::string text = "    {\n";
  for (const auto& [name, value] : all) {
    text.append("      \"").append(name).append("\": ").append(value);
    text += name == all.back().first ? "\n" : ",\n";
  }
  return text + "    }";
}

[[nodiscard]] std::string file_of(const std::string& entries) {
  return "{\n  \"format\": 1,\n  \"family\": \"wine\",\n  \"deviations\": [\n" + entries +
         "\n  ]\n}\n";
}

[[nodiscard]] known_names known() {
  return {.scenarios = {"reuse.stale", "nonblocking.first-after-disconnect"},
          .steps_of = [](const std::string& scenario) -> std::set<std::string> {
            if (scenario == "reuse.stale") {
              return {"server.ConnectNamedPipe", "server.CreateNamedPipe"};
            }
            return {"first-call"};
          },
          .clauses = {"clause.one", "clause.two", "nonblocking.first-after-disconnect"}};
}

[[nodiscard]] deviations load(const std::string& text) {
  return load_deviations(text, "wine.json", known());
}

TEST(DeviationFile, IsReadWithAllItsFields) {
  const deviations all = load(file_of(entry()));
  ASSERT_EQ(all.size(), 1U);
  const deviation& one = all.front();
  EXPECT_EQ(one.id, "wine.stale");
  EXPECT_EQ(one.family, "wine");
  EXPECT_EQ(one.versions.text(), ">=8.0 <=10.0");
  EXPECT_EQ(one.scenario, "reuse.stale");
  EXPECT_EQ(one.step, "server.ConnectNamedPipe");
  ASSERT_EQ(one.cell.size(), 1U);
  EXPECT_EQ(one.cell.front().first, "handle");
  EXPECT_EQ(one.cell.front().second, std::vector<std::string>{"synchronous"});
  EXPECT_EQ(one.clause, "clause.one");
  EXPECT_EQ(one.seen, zero(error::pipe_connected));
  EXPECT_TRUE(one.stops);
  EXPECT_EQ(one.reason, "It does not notice.");
  EXPECT_EQ(one.evidence, std::vector<std::string>{"seen"});
  EXPECT_EQ(one.recorded_on, "2026-11-23");
  EXPECT_EQ(one.recorded_from, "Wine 8.0");
  EXPECT_EQ(one.place(), "wine.json:5-17");
}

TEST(DeviationFile, MayLeaveOutWhatHasADefault) {
  const deviations all = load(file_of(entry({{"cell", ""}, {"clause", ""}, {"then", ""}})));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all.front().cell.empty());
  EXPECT_TRUE(all.front().clause.empty());
  EXPECT_FALSE(all.front().stops);
  EXPECT_TRUE(load(file_of("")).empty());
}

TEST(DeviationFile, LinesAreRightWhateverStringsContain) {
  const std::string odd = entry({{"id", R"("a")"}, {"reason", R"("} ] \" { [")"}});
  const deviations all =
      load(file_of(odd + ",\n" + entry({{"id", R"("b")"}, {"versions", R"("7")"}})));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].place(), "wine.json:5-17");
  EXPECT_EQ(all[1].place(), "wine.json:18-30");
}

TEST(DeviationFile, EveryAxisValueOfTheHarnessIsKnown) {
  // The last value of every axis: whoever adds one sees this test fail until the loader knows it.
  const cell last{.handle = handle_kind::overlapped,
                  .wait = wait_mode::nonblocking,
                  .origin = mode_origin::changed_later,
                  .lp = overlapped_kind::unmodifiable_event,
                  .type = pipe_type::message,
                  .dir = direction::outbound,
                  .instance = instance_age::reused,
                  .how = client_how::wait_then_create_file,
                  .when = client_when::after,
                  .fate = client_fate::duplicated_elsewhere,
                  .wait_by = waiter::polling};
  for (const cell& the_cell : {cell{}, last}) {
    for (const auto& [axis, value] : words(the_cell)) {
      const std::string filter =
          "{\"" + std::string{axis} + "\": [\"" + std::string{value} + "\"]}";
      EXPECT_EQ(load(file_of(entry({{"cell", filter}}))).size(), 1U) << filter;
    }
  }
}

struct bad_entry {
  const char* field;
  const char* value;
  const char* sentence;  ///< Behind `wine.json:5: deviation 'wine.stale': `.
};

TEST(DeviationFile, IsRefusedWithASentence) {
  const std::vector<bad_entry> cases{
      {"versions", "", "the field 'versions' is missing"},
      {"versions", "8.0", "'versions' must be a string"},
      {"versions", R"("eight")",
       "'eight' is not a version: that is numbers with dots between them, such as 8.0, "
       "10.0-rc3 or 10.0.26100"},
      {"versions", R"(">=9 <8")", "no version is in the range '>=9 <8'"},
      {"scenario", R"("reuse.stael")",
       "unknown scenario 'reuse.stael'; did you mean 'reuse.stale'?"},
      {"scenario", R"("x\u001b[2J")", "unknown scenario 'x\\x1B[2J'"},
      {"step", R"("server.ConectNamedPipe")",
       "unknown step of reuse.stale 'server.ConectNamedPipe'; did you mean "
       "'server.ConnectNamedPipe'?"},
      {"step", R"("first-call")", "unknown step of reuse.stale 'first-call'"},
      {"cell", R"({"handel": ["overlapped"]})", "unknown axis 'handel'; did you mean 'handle'?"},
      {"cell", R"({"handle": ["overlaped"]})",
       "unknown value of the axis 'handle' 'overlaped'; did you mean 'overlapped'?"},
      {"cell", R"({"handle": []})",
       "the axis 'handle' has no values: leave it out to mean all of them"},
      {"cell", R"({"handle": "overlapped"})", "'handle' in 'cell' must be a list of strings"},
      {"cell", R"({"handle": ["overlapped", "overlapped"]})",
       "the value 'overlapped' of the axis 'handle' stands twice"},
      {"cell", "[]", "'cell' is not an object in braces"},
      {"clause", R"("clause.won")", "unknown clause 'clause.won'; did you mean 'clause.one'?"},
      {"seen", "", "the field 'seen' is missing"},
      {"seen", R"({"value": 0, "error": "ERROR_PIPE_CONECTED"})",
       "unknown error name 'ERROR_PIPE_CONECTED' in 'seen'; did you mean "
       "'ERROR_PIPE_CONNECTED'?"},
      {"seen", R"({"value": 2})",
       "'value' in 'seen' must be 0 or 1: 1 stands for every nonzero one"},
      {"seen", R"({"value": 1, "evnt_signaled": true})",
       "unknown field 'evnt_signaled' in 'seen'; did you mean 'event_signaled'?"},
      {"then", R"("stopp")", "unknown word for 'then' 'stopp'; did you mean 'stop'?"},
      {"reason", R"("")", "'reason' is empty: a deviation without it is only an excuse"},
      {"reason", R"(" \t\n")", "'reason' is empty: a deviation without it is only an excuse"},
      {"evidence", "[]", "'evidence' is empty: a deviation without it is only an excuse"},
      {"evidence", R"(["seen", " "])",
       "'evidence' is empty: a deviation without it is only an excuse"},
      {"evidence", R"("seen")", "'evidence' must be a list of strings"},
      {"evidence", R"(["seen", 5])", "'evidence' must be a list of strings"},
      {"recorded", R"({"date": "2026-02-30", "kernel": "Wine"})",
       "'2026-02-30' is no date such as 2026-11-23"},
      {"recorded", R"({"date": "23.11.2026", "kernel": "Wine"})",
       "'23.11.2026' is no date such as 2026-11-23"},
      {"recorded", R"({"date": "-026-11-23", "kernel": "Wine"})",
       "'-026-11-23' is no date such as 2026-11-23"},
      {"recorded", R"({"date": "2026-11-23"})", "the field 'kernel' is missing in 'recorded'"},
      {"recorded", R"({"date": "2026-11-23", "kernel": "W", "by": "me"})",
       "unknown field 'by' in 'recorded'"},
      {"also", "[]", "'also' must be a list of places"},
      {"also", R"([{"scenarios": ["reuse.stall"], "steps": ["first-call"]}])",
       "unknown scenario 'reuse.stall'; did you mean 'reuse.stale'?"},
      {"also", R"([{"scenarios": ["reuse.stale"], "steps": ["first-call"]}])",
       "unknown step of reuse.stale 'first-call'"},
      {"resaon", R"("x")", "unknown field 'resaon'; did you mean 'reason'?"}};
  for (const bad_entry& one : cases) {
    EXPECT_EQ(complaint([&one] {
                return load(file_of(entry({{one.field, one.value}})));
              }),
              "wine.json:5: deviation 'wine.stale': " + std::string{one.sentence});
  }
}

TEST(DeviationFile, MayNameOtherPlaces) {
  const deviations all = load(file_of(entry(
      {{"also",
        R"([{"scenarios": ["nonblocking.first-after-disconnect"], "steps": ["first-call"]}])"}})));
  EXPECT_TRUE(all.front().speaks_about("reuse.stale", "server.ConnectNamedPipe"));
  EXPECT_TRUE(all.front().speaks_about("nonblocking.first-after-disconnect", "first-call"));
  EXPECT_FALSE(all.front().speaks_about("reuse.stale", "first-call"));
}

TEST(DeviationFile, AnIdMustBeOne) {
  for (const char* id : {R"("")", R"("Wine")", R"("wine stale")", "5"}) {
    const std::string said = complaint([&] { (void)load(file_of(entry({{"id", id}}))); });
    EXPECT_EQ(said.rfind("wine.json:5: deviation", 0), 0U) << said;
  }
}

struct bad_file {
  std::string text;
  std::string sentence;
};

TEST(DeviationFile, AFileThatIsNoneIsRefusedWithASentence) {
  const std::vector<bad_file> cases{
      {"", "wine.json: the file is empty; without deviations it says \"deviations\": []"},
      {" \n", "wine.json: the file is empty; without deviations it says \"deviations\": []"},
      {"[]", "wine.json: it is not an object in braces"},
      {"{}", "wine.json: the field 'format' is missing"},
      {R"({"format": 2})", "wine.json: format 2 is not format 1, the only one this suite reads"},
      {R"({"format": "1"})", "wine.json: 'format' must be a whole number from 0"},
      {R"({"format": 1, "family": "wines", "deviations": []})",
       "wine.json: unknown kernel family 'wines'; did you mean 'wine'?"},
      {R"({"format": 1, "family": "wine"})", "wine.json: the field 'deviations' is missing"},
      {R"({"format": 1, "family": "wine", "deviations": {}})",
       "wine.json: 'deviations' must be a list"},
      {R"({"format": 1, "family": "wine", "deviations": [], "deviatons": []})",
       "wine.json: unknown field 'deviatons'; did you mean 'deviations'?"},
      {R"({"format": 1, "family": "wine", "family": "windows", "deviations": []})",
       "wine.json: the field 'family' stands twice"},
      {R"({"format": 1, "family": "wine", "deviations": [5]})",
       "wine.json:1: deviation: it is not an object in braces"},
  };
  for (const bad_file& one : cases) {
    EXPECT_EQ(complaint([&] { (void)load(one.text); }), one.sentence);
  }
}

TEST(DeviationFile, WhatIsNotJsonIsRefusedWithItsLine) {
  const std::string said = complaint([] { (void)load("{\n  \"format\": 1,\n  oops\n}\n"); });
  EXPECT_EQ(said.rfind("wine.json:3: it is not JSON: ", 0), 0U) << said;
  EXPECT_EQ(said.find('\n'), std::string::npos);
}

TEST(DeviationFile, IsRefusedWhereverItBreaksOff) {
  const std::string whole = file_of(entry());
  for (std::size_t size = 0; size < whole.size() - 2; ++size) {
    EXPECT_NE(complaint([&] { (void)load(whole.substr(0, size)); }), "") << size;
  }
}

TEST(DeviationFile, AHugeOneIsRefused) {
  const std::string said = complaint([] { (void)load(std::string(5 << 20, 'x')); });
  EXPECT_EQ(said, "wine.json: longer than the 4 MiB that deviation data may have");
}

TEST(DeviationFile, IsReadFromAPathAndRefusedIfItIsNotThere) {
  const test::scratch_folder folder;
  test::write_text(folder / "wine.json", file_of(entry()));
  EXPECT_EQ(read_deviations(folder / "wine.json", known()).size(), 1U);
  const std::string absent = complaint([&] { (void)read_deviations(folder / "no.json", known()); });
  EXPECT_NE(absent.find("no.json: the file can't be opened"), std::string::npos) << absent;
  const std::string is_folder = complaint([&] { (void)read_deviations(folder.path(), known()); });
  EXPECT_NE(is_folder.find(": a folder, where a file"), std::string::npos) << is_folder;
}

TEST(DeviationFile, EntriesThatSpeakAboutTheSameAreRefused) {
  const auto both = [](const std::vector<std::pair<std::string, std::string>>& changes) {
    return complaint([&] { (void)load(file_of(entry() + ",\n" + entry(changes))); });
  };
  EXPECT_EQ(both({}), "wine.json:18-30: deviation 'wine.stale' is already in wine.json:5-17");
  const std::string twice = "wine.json:18-30: deviation 'b' speaks about a version, cell and step "
                            "that 'wine.stale' in wine.json:5-17 speaks about too";
  EXPECT_EQ(both({{"id", R"("b")"}}), twice);
  EXPECT_EQ(both({{"id", R"("b")"}, {"versions", R"("*")"}}), twice);
  EXPECT_EQ(both({{"id", R"("b")"}, {"cell", R"({"wait": ["blocking"]})"}}), twice);
  EXPECT_EQ(both({{"id", R"("b")"}, {"seen", R"({"value": 1})"}}), twice);
}

TEST(DeviationFile, EntriesThatShareNothingStandSideBySide) {
  const auto both = [](const std::pair<std::string, std::string>& change) {
    return load(file_of(entry() + ",\n" + entry({{"id", R"("b")"}, change}))).size();
  };
  EXPECT_EQ(both({"versions", R"(">10.0")"}), 2U);
  EXPECT_EQ(both({"step", R"("server.CreateNamedPipe")"}), 2U);
  EXPECT_EQ(both({"cell", R"({"handle": ["overlapped"]})"}), 2U);
}

class finding_a_deviation : public testing::Test {
 protected:
  [[nodiscard]] finding::kind look(const outcome& seen) const {
    return find(all_, kernel_, scenario_, words(where_), step_, seen).is;
  }

  deviations all_{test::stale_deviation()};
  kernel_identity kernel_ = test::wine("8.0");
  std::string scenario_ = "reuse.stale";
  cell where_;
  step step_ = test::connect_step();
};
using FindingADeviation = finding_a_deviation;

TEST_F(FindingADeviation, TellsTheRecordedOutcomeFromOthers) {
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::equal);
  EXPECT_EQ(look(zero(error::pipe_listening)), finding::kind::other);
  EXPECT_EQ(look(zero(error::no_data)), finding::kind::other);
  EXPECT_EQ(look(nonzero()), finding::kind::other);
}

TEST_F(FindingADeviation, NeedsTheSameKernel) {
  for (const char* version : {"8.0", "9.22", "10.0.1", "10.0 (Staging)"}) {
    kernel_ = test::wine(version);
    EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::equal) << version;
  }
  for (const char* version : {"7.22", "10.1", "unknown", ""}) {
    kernel_ = test::wine(version);
    EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::none) << version;
  }
  kernel_ = test::wine();
  kernel_.family = "windows";
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::none);
}

TEST_F(FindingADeviation, AnUnknownVersionIsOnlyInAllVersions) {
  all_.front().versions = version_range{};
  kernel_ = test::wine("unknown");
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::equal);
}

TEST_F(FindingADeviation, NeedsTheSameScenarioAndStep) {
  scenario_ = "reuse.other";
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::none);
  scenario_ = "reuse.stale";
  step_.label = "server.ConnectNamedPipe#2";
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::none);
}

TEST_F(FindingADeviation, NeedsACellThatTheFilterNames) {
  all_.front().cell = {{"handle", {"overlapped"}}, {"type", {"byte", "message"}}};
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::none);
  where_.handle = handle_kind::overlapped;
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::equal);
  where_.type = pipe_type::message;
  EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::equal);
}

TEST_F(FindingADeviation, MembersThatNobodyLooksAtMayDiffer) {
  outcome seen = zero(error::pipe_connected);
  seen.event_signaled = true;
  EXPECT_EQ(look(seen), finding::kind::equal);
}

TEST_F(FindingADeviation, MembersThatAreRecordedMustBeEqual) {
  all_.front().seen.event_signaled = false;
  outcome seen = zero(error::pipe_connected);
  EXPECT_EQ(look(seen), finding::kind::other);
  seen.event_signaled = true;
  EXPECT_EQ(look(seen), finding::kind::other);
  seen.event_signaled = false;
  EXPECT_EQ(look(seen), finding::kind::equal);
}

TEST_F(FindingADeviation, MembersThatTheStepLooksAtMustBeRecorded) {
  step_.allowed.front().event_signaled = false;
  outcome seen = zero(error::pipe_connected);
  seen.event_signaled = true;
  EXPECT_EQ(look(seen), finding::kind::other);
  all_.front().seen.event_signaled = true;
  EXPECT_EQ(look(seen), finding::kind::equal);
}

}  // namespace
}  // namespace cnp
