#include "reports/page/page_data.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {
namespace {

using nlohmann::json;
using test::header;
using test::record;

constexpr auto two_clauses =
    std::to_array<clause>({{.id = "clause.one", .section = "Remarks", .says = "It is so."},
                           {.id = "clause.two", .section = "Remarks", .says = "It is also so."}});
constexpr catalogue_line line_seven{
    .number = 7, .says = "line 7", .sources = {catalogue_source{"Wine tests", witness::wine}}};

[[nodiscard]] page_texts few_texts() {
  return {.clauses = two_clauses,
          .catalogue = {&line_seven, 1},
          .scenarios = {{"reuse.stale", "What it shows."}},
          .recorded = {test::stale_deviation()}};
}

/// A text as it stands in the page's data.
[[nodiscard]] std::string in_script(std::string_view text) {
  std::string quoted;
  page_json(quoted).value(text);
  return script_json(quoted);
}

/// The data of runs with these records, read back.
[[nodiscard]] json data_of(const std::vector<std::vector<cell_record>>& runs,
                           const is_race& race = {}) {
  page_texts texts = few_texts();
  texts.race = race;
  page_data data(texts);
  for (const std::vector<cell_record>& cells : runs) {
    data.begin_run(header(), "Wine 8.0 x64", "run.jsonl");
    for (const cell_record& one : cells) {
      EXPECT_TRUE(data.add(one, fingerprint(one)));
    }
    data.end_run({.cells = cells.size()});
  }
  return json::parse(data.json());
}

/// A record that saw something else, which its verdict does not show.
[[nodiscard]] cell_record listening(const std::string& key) {
  return record(key, verdict::conforms, zero(error::pipe_listening));
}

/// What the data says of the changes of a run, in words; empty texts where there is none.
[[nodiscard]] std::vector<std::string> changes_in(const json& data, std::size_t run) {
  std::vector<std::string> words;
  for (const json& one : data["runs"][run]["of"]["change"]) {
    words.push_back(one == -1 ? "" : data["changes"][one.get<std::size_t>()].get<std::string>());
  }
  return words;
}

TEST(ScriptJson, LeavesNothingThatHtmlOrJavascriptCouldTakeForItsOwn) {
  EXPECT_EQ(in_script("</script><!-- & \"quoted\""),
            R"("\u003c/script\u003e\u003c!-- \u0026 \"quoted\"")");
  EXPECT_EQ(in_script("a\xE2\x80\xA8"
                      "b\xE2\x80\xA9"),
            R"("a\u2028b\u2029")");
  EXPECT_EQ(in_script(std::string{'\0', '\n', '\x1B'}), R"("\u0000\n\u001b")");
  EXPECT_EQ(in_script("\xFF"), R"("\ufffd")");
}

TEST(ScriptJson, IsTheSameTextWhenItIsRead) {
  const std::string text = "<b>&amp;\xE2\x80\xA8 \xC3\xA4 \"\\";
  EXPECT_EQ(json::parse(in_script(text)).get<std::string>(), text);
}

TEST(PageData, KeepsEqualStepsAndSequencesOnce) {
  const json data = data_of({{record("reuse.stale/a"), record("reuse.stale/b")}});
  EXPECT_EQ(data["steps"].size(), 2U);
  EXPECT_EQ(data["shapes"], json::parse("[[0,1]]"));
  EXPECT_EQ(data["clause_sets"], json::parse("[[0,1]]"));
  EXPECT_EQ(data["cells"]["scenario"].size(), 2U);
  EXPECT_EQ(data["runs"][0]["of"]["shape"], json::parse("[0,0]"));
}

TEST(PageData, TellsStepsApartThatDifferInAnything) {
  std::vector<cell_record> cells;
  const auto add = [&cells](auto change) {
    cells.push_back(record("reuse.stale/" + std::to_string(cells.size())));
    change(cells.back().steps[1]);
  };
  add([](step_record&) {});
  add([](step_record& one) { one.label = "other"; });
  add([](step_record& one) { one.actor = "client 1"; });
  add([](step_record& one) { one.call = "Other()"; });
  add([](step_record& one) { one.part = phase::begin; });
  add([](step_record& one) { one.allowed = "nonzero"; });
  add([](step_record& one) { one.seen = "nonzero"; });
  add([](step_record& one) { one.known = grade::likely; });
  add([](step_record& one) { one.proves = {"clause.two"}; });
  add([](step_record& one) { one.catalogue = 3; });
  add([](step_record& one) { one.because = "why not"; });
  add([](step_record& one) { one.remark = "ended"; });
  add([](step_record& one) { one.is = verdict::deviates; });
  add([](step_record& one) { one.recorded = deviation_record{"id", "out", "reason", "place"}; });
  add([](step_record& one) { one.why = "so"; });
  const json data = data_of({cells});
  EXPECT_EQ(data["shapes"].size(), cells.size());
}

TEST(PageData, StoresTicketsOnlyThatAreNotTheNextTwo) {
  cell_record usual = record("reuse.stale/a");
  cell_record overlapping = record("reuse.stale/b");
  for (cell_record* one : {&usual, &overlapping}) {
    one->steps[0].ticket_before = 100;
    one->steps[0].ticket_after = 101;
    one->steps[1].ticket_before = 102;
    one->steps[1].ticket_after = 103;
  }
  overlapping.steps[1].ticket_before = 0;
  overlapping.steps[1].ticket_after = 107;
  const json data = data_of({{usual, overlapping}});
  EXPECT_EQ(data["orders"], json::parse("[[],[1,0,8]]"));
  EXPECT_EQ(data["runs"][0]["of"]["first"], json::parse("[100,100]"));
}

TEST(PageData, TakesTicketsAndDurationsThatAreOutOfAllProportion) {
  cell_record odd = record("reuse.stale/a");
  odd.steps[1].ticket_after = 0xFFFFFFFFFFFFFFFFU;
  odd.steps[1].microseconds = 1e300;
  odd.microseconds = 1e300;
  const json data = data_of({{odd}});
  EXPECT_GT(data["orders"][0].back().get<double>(), 9e15);
  EXPECT_GT(data["runs"][0]["of"]["took"][0].get<double>(), 9e14);
}

TEST(PageData, KnowsWhichRunHasWhichCell) {
  const json data = data_of({{record("reuse.stale/a"), record("reuse.stale/b")},
                             {record("reuse.stale/c"), record("reuse.stale/a")}});
  EXPECT_EQ(data["runs"][0]["of"]["is"], json::parse("[1,1,-1]"));
  EXPECT_EQ(data["runs"][1]["of"]["is"], json::parse("[1,-1,1]"));
}

TEST(PageData, TellsOutcomesApartThatBaselinesHaveNoStepsOf) {
  cell_record first = record("reuse.stale/a");
  first.steps.clear();
  first.kept_fingerprint = "0123456789abcdef";
  cell_record second = first;
  second.kept_fingerprint = "fedcba9876543210";
  const json data = data_of({{first}, {first}, {second}});
  EXPECT_EQ(changes_in(data, 1), std::vector<std::string>{""});
  EXPECT_EQ(changes_in(data, 2), std::vector<std::string>{"changed"});
  EXPECT_EQ(data["runs"][0]["baseline"], 1);
  EXPECT_EQ(data["runs"][0]["of"]["steps"][0], 0);
}

TEST(PageData, NamesChangesByTheRuleOfComparisons) {
  const json data =
      data_of({{record("a.one/same"), record("a.one/worse"), record("a.one/other"),
                record("a.one/gone"), record("a.one/better", verdict::deviates)},
               {record("a.one/same"), record("a.one/worse", verdict::deviates),
                listening("a.one/other"), record("a.one/better"), record("a.one/new")}});
  EXPECT_EQ(changes_in(data, 0), (std::vector<std::string>(6)));
  EXPECT_EQ(changes_in(data, 1), (std::vector<std::string>{"", "regressed", "changed", "removed",
                                                           "recovered", "added"}));
}

TEST(PageData, CallsTheOutcomeOfARaceNoChange) {
  const auto race = [](const std::string& scenario, const std::string& key) {
    return scenario == "a.one" && key == "a.one/race";
  };
  const json data = data_of({{record("a.one/race"), record("a.one/none")},
                             {listening("a.one/race"), listening("a.one/none")}},
                            race);
  EXPECT_EQ(changes_in(data, 1), (std::vector<std::string>{"", "changed"}));
}

TEST(PageData, HasWhatComparingAnotherRunInTheBrowserTakes) {
  const auto race = [](const std::string&, const std::string& key) { return key == "a.one/b"; };
  const json data = data_of(
      {{record("a.one/a"), record("a.one/b")}, {listening("a.one/a"), record("a.one/b")}}, race);
  EXPECT_EQ(data["races"], json::parse("[1]"));
  EXPECT_EQ(data["runs"][0]["of"]["print"], json::parse("[0,0]"));
  EXPECT_EQ(data["runs"][1]["of"]["print"], json::parse("[1,0]"));
  EXPECT_EQ(data["prints"][1], fingerprint(listening("a.one/a")));
}

TEST(PageData, HasTheModelThatIsGiven) {
  page_texts texts = few_texts();
  texts.model = {{.from = "listening", .call = "opens", .to = "connected", .gives = "nonzero"}};
  EXPECT_EQ(json::parse(page_data(texts).json())["model"],
            json::parse(R"([["listening", "opens", "connected", "nonzero"]])"));
}

TEST(PageData, SaysWhatRepetitionsGave) {
  const cell_record good = record("a.one/x");
  const json data = data_of(
      {{test::repeated({good, record("a.one/x", verdict::deviates), good}), record("a.one/y")}});
  EXPECT_EQ(changes_in(data, 0), (std::vector<std::string>{"flaky", ""}));
  EXPECT_EQ(data["runs"][0]["of"]["repeated"], json::parse("[0,-1]"));
  const json& outcomes = data["repetitions"][0];
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(data["verdicts"][outcomes[0][0].get<std::size_t>()], "deviates");
  EXPECT_EQ(outcomes[1][1], 2);
  EXPECT_EQ(data["texts"][outcomes[1][3].get<std::size_t>()], "0/ERROR_NO_DATA (232)");
}

TEST(PageData, RefusesASecondRecordOfACellInOneRun) {
  const page_texts texts = few_texts();
  page_data data(texts);
  data.begin_run(header(), "Wine", "run.jsonl");
  EXPECT_TRUE(data.add(record("reuse.stale/a"), "0"));
  EXPECT_FALSE(data.add(record("reuse.stale/a"), "0"));
  data.end_run({});
  data.begin_run(header(), "Wine", "other.jsonl");
  EXPECT_TRUE(data.add(record("reuse.stale/a"), "0"));
  EXPECT_EQ(data.cells(), 1U);
}

TEST(PageData, KeepsAKeyOnlyIfItIsNotWhatTheAxesSay) {
  const json data =
      data_of({{record("reuse.stale/overlapped-nonblocking"), record("reuse.stale/other")}});
  EXPECT_EQ(data["cells"]["key"][0], -1);
  const auto number = data["cells"]["key"][1].get<std::size_t>();
  EXPECT_EQ(data["texts"][number], "reuse.stale/other");
}

TEST(PageData, HasClausesThatOnlyARunKnows) {
  cell_record one = record("reuse.stale/a");
  one.clauses = {{"clause.two", verdict::conforms}, {"gone.clause", std::nullopt}};
  const json data = data_of({{one}});
  ASSERT_EQ(data["clauses"].size(), 3U);
  EXPECT_EQ(data["clauses"][2], json::parse(R"(["gone.clause"])"));
  EXPECT_EQ(data["clause_sets"][0], json::parse("[1,1,2,-1]"));
}

TEST(PageData, BringsTheEvidenceOfTheDeviationsThatWereSeen) {
  cell_record one = record("reuse.stale/a", verdict::known_deviation);
  one.steps[1].recorded = deviation_record{"wine.stale", "0/ERROR", "It does not.", "wine.json:1"};
  one.steps[1].catalogue = 7;
  const json with = data_of({{one}});
  EXPECT_EQ(with["deviations"]["wine.stale"]["evidence"], json::parse(R"(["seen"])"));
  EXPECT_TRUE(data_of({{record("reuse.stale/a")}})["deviations"].empty());
}

TEST(PageData, BringsTheWholeCatalogueWithItsSources) {
  const json data = data_of({{record("reuse.stale/a")}});
  EXPECT_EQ(data["catalogue"],
            json::parse(R"([[7, "certain", "line 7", "", ["Wine tests", "Wine only"]]])"));
}

TEST(PageData, ShowsWhatWouldMoveATerminalOrTurnATextAround) {
  cell_record one = record("reuse.stale/a");
  one.why = "turned \xE2\x80\xAE around\x1B[31m";
  const json data = data_of({{one}});
  const auto number = data["runs"][0]["of"]["why"][0].get<std::size_t>();
  EXPECT_EQ(data["texts"][number], "turned \\xE2\\x80\\xAE around\\x1B[31m");
}

}  // namespace
}  // namespace cnp
