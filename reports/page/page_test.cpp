#include "reports/page/page.hpp"

#include "harness/scenario/cell.hpp"
#include "harness/support/testing.hpp"
#include "reports/page/page_asset.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using test::header;
using test::read_text;
using test::record;
using test::scratch_folder;
using test::wine;
using test::write_cells;
using test::write_text;

/// The sentence with which a page of these files is refused.
[[nodiscard]] std::string refusal(const std::vector<std::filesystem::path>& files,
                                  const std::filesystem::path& page) {
  return complaint([&] { return write_page(files, {}, page); });
}

TEST(PageAssets, AreATemplateAStyleAndScripts) {
  ASSERT_GE(page_assets().size(), 3U);
  for (const embedded_file& one : page_assets()) {
    EXPECT_FALSE(one.text.empty()) << one.name;
    EXPECT_EQ(one.text.back(), '\n') << one.name;
  }
}

TEST(PageAssets, NameEveryAxisAndSayWhatEachValueMeans) {
  const auto axes = std::ranges::find_if(
      page_assets(), [](const auto& one) { return one.name.ends_with("/axes.js"); });
  ASSERT_NE(axes, page_assets().end());
  for (std::size_t at = 0; at != axis_names().size(); ++at) {
    const std::string name{axis_names()[at]};
    EXPECT_TRUE(has(axes->text, "  '" + name + "': ['")) << "no words for the axis " << name;
    for (const std::string_view value : axis_words().at(at)) {
      if (name != "walk") {
        EXPECT_TRUE(has(axes->text, "'" + std::string{value} + "': '")) << name << " " << value;
      }
    }
  }
}

// What would read a run file's text as markup or as a script, or fetch something.
TEST(PageAssets, HaveNoWayForATextToBecomeMarkup) {
  for (const embedded_file& one : page_assets()) {
    for (const std::string_view word :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
          "</script", "</style", "fetch(", "import(", "XMLHttpRequest", "url(", "@import"}) {
      const bool is_template = one.name.ends_with(".html");
      if (!is_template || word.front() != '<') {
        EXPECT_FALSE(has(one.text, word)) << one.name << " has " << word;
      }
    }
  }
}

TEST(PageHtml, HasEverythingFilledIn) {
  const std::string page = page_html("{}", "A <title> & more");
  EXPECT_TRUE(begins(page, "<!DOCTYPE html>\n"));
  EXPECT_FALSE(has(page, "{{"));
  EXPECT_TRUE(has(page, {"<title>A &lt;title&gt; &amp; more</title>", "id=\"data\">{}</script>"}));
}

TEST(PageHtml, LetsOnlyItsOwnScriptsRun) {
  const std::string page = page_html("{}", "Title");
  const std::size_t policy = page.find("script-src 'nonce-");
  ASSERT_NE(policy, std::string::npos);
  const std::string nonce = page.substr(policy + 18, 19);
  EXPECT_TRUE(has(page, "<script nonce=\"" + nonce + "\">"));
  EXPECT_FALSE(has(page_html("{\"a\":1}", "Title"), nonce))
      << "the data must not be able to know the word";
}

TEST(RunLabels, TellFilesOfOneKernelApart) {
  EXPECT_EQ(run_labels({wine("8.0"), wine("10.0")}, {"a.jsonl", "b.jsonl"}),
            (std::vector<std::string>{"Wine 8.0 x64", "Wine 10.0 x64"}));
  EXPECT_EQ(run_labels({wine(), wine(), wine("9.0")}, {"x/a.jsonl", "x/b.jsonl", "c.jsonl"}),
            (std::vector<std::string>{"Wine 8.0 x64 \xC2\xB7 a", "Wine 8.0 x64 \xC2\xB7 b",
                                      "Wine 9.0 x64"}));
  EXPECT_EQ(
      run_labels({wine(), wine()}, {"x/run.jsonl", "y/run.jsonl"}),
      (std::vector<std::string>{"Wine 8.0 x64 \xC2\xB7 run #1", "Wine 8.0 x64 \xC2\xB7 run #2"}));
}

TEST(WritePage, TakesCompleteRunsAndBaselinesTogether) {
  const scratch_folder folder;
  write_cells(folder / "run.jsonl", {record("reuse.stale/a"), record("reuse.stale/b")});
  static_cast<void>(write_baseline(folder / "run.jsonl", folder / "wine-8.0.jsonl"));
  const page_summary made =
      write_page({folder / "run.jsonl", folder / "wine-8.0.jsonl"}, {}, folder / "page.html");
  EXPECT_EQ(made.runs, 2U);
  EXPECT_EQ(made.cells, 2U);
  EXPECT_EQ(made.bytes, std::filesystem::file_size(folder / "page.html"));
  EXPECT_EQ(folder.count(), 3);
  // Again, over the first one.
  EXPECT_EQ(write_page({folder / "run.jsonl"}, {}, folder / "page.html").runs, 1U);
}

TEST(WritePage, HasNoMarkupOfARunFile) {
  const scratch_folder folder;
  const std::string attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
  cell_record one = record("reuse.stale/" + attack);
  one.scenario += attack;
  one.aspect = attack;
  one.axes = {{attack, attack}};
  one.why = attack;
  one.clauses = {{attack, verdict::conforms}};
  for (step_record& step : one.steps) {
    step.actor = step.call = step.label = step.seen = step.allowed = step.remark = attack;
    step.proves = {attack};
    step.recorded = deviation_record{attack, attack, attack, attack};
  }
  run_header head = header();
  head.kernel.family = head.kernel.version = head.kernel.name = head.commit = attack;
  head.options = {attack};
  write_cells(folder / "run.jsonl", {one}, head);
  static_cast<void>(write_page({folder / "run.jsonl"}, {}, folder / "page.html"));
  const std::string page = read_text(folder / "page.html");
  EXPECT_EQ(count_in(page, "<script"), 2);
  EXPECT_EQ(count_in(page, "</script"), 2);
  EXPECT_EQ(count_in(page, "<img"), 0);
}

TEST(WritePage, SaysWhatIsWrongWithAFileAndLeavesNoPage) {
  const scratch_folder folder;
  const auto good = write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  const std::string whole = read_text(good);
  const std::string head = to_line(header()) + '\n';
  const std::string cell = to_line(record("reuse.stale/a")) + '\n';
  const std::string twice = cell + cell;
  for (const auto& [text, says] : std::vector<std::pair<std::string, const char*>>{
           {"", "bad.jsonl:1: the file is empty"},
           {head + cell, "bad.jsonl:3: the file ends without"},
           {"{\"name\":\"else\"}\n", "bad.jsonl:1: "},
           {head + twice, "bad.jsonl:3: a second record"},
           {test::replaced(whole, "\"format\":2", "\"format\":9"),
            "bad.jsonl:1: run file format 9"}}) {
    write_text(folder / "bad.jsonl", text);
    EXPECT_TRUE(has(refusal({good, folder / "bad.jsonl"}, folder / "page.html"), says));
  }
  EXPECT_TRUE(has(refusal({folder / "none.jsonl"}, folder / "page.html"),
                  "none.jsonl:1: the file can't be opened"));
  EXPECT_EQ(folder.count(), 2) << "the run file and the bad one, and nothing else";
}

TEST(WritePage, LeavesWhatIsNoPageAsItIs) {
  const scratch_folder folder;
  const auto good = write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  write_text(folder / "notes.html", "<!DOCTYPE html>\nmy notes");
  EXPECT_TRUE(has(refusal({good}, folder / "notes.html"), "it is left as it is"));
  EXPECT_EQ(read_text(folder / "notes.html"), "<!DOCTYPE html>\nmy notes");
  EXPECT_TRUE(has(refusal({good}, folder.path()), "it is left as it is"));
  EXPECT_TRUE(
      has(refusal({good}, folder / "no/such/folder.html"), "the page can't be written there"));
}

TEST(WritePage, RefusesAFileThatIsNamedTwice) {
  const scratch_folder folder;
  const auto good = write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  EXPECT_TRUE(has(refusal({good, good}, folder / "page.html"), "named twice"));
}

// As many cells as there may be, as different as those of a real run: some thousand different
// steps, most sequences of their own, every duration another one.
TEST(WritePage, StaysSmallWith20000Cells) {
  const page_texts words;
  page_data data(words);
  data.begin_run(header(), "Wine", "run.jsonl");
  for (int number = 0; number != 20'000; ++number) {
    cell_record one = record("reuse.stale/walk-" + std::to_string(number));
    const step_record pattern = one.steps[1];
    one.steps.clear();
    for (int step = 0; step != 10; ++step) {
      one.steps.push_back(pattern);
      one.steps.back().label += std::to_string((number * 7 + step * step) % 1500);
      one.steps.back().microseconds = (number * 31 + step * 17) % 4000;
    }
    ASSERT_TRUE(data.add(one, std::to_string(number)));
  }
  data.end_run({});
  EXPECT_LT(page_html(data.json(), "Title").size(), std::size_t{10} << 20);
}

}  // namespace
}  // namespace cnp
