#include "reports/page/page.hpp"

#include "reports/page/page_asset.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {
namespace {

using test::complaint;
using test::header;
using test::read_text;
using test::record;
using test::scratch_folder;
using test::wine;
using test::write_text;

void write_cells(const std::filesystem::path& file, const std::vector<cell_record>& cells,
                 const run_header& head = header()) {
  run_writer out(file, head);
  for (const cell_record& one : cells) {
    out.add(one);
  }
  static_cast<void>(out.finish({}));
}

[[nodiscard]] std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// The names of the files in a folder.
[[nodiscard]] std::size_t files_in(const scratch_folder& folder) {
  std::size_t count = 0;
  for (const auto& each : std::filesystem::directory_iterator(folder.path())) {
    static_cast<void>(each);
    ++count;
  }
  return count;
}

TEST(page_assets, are_a_template_a_style_and_scripts) {
  ASSERT_GE(page_assets().size(), 3U);
  for (const embedded_file& one : page_assets()) {
    EXPECT_FALSE(one.text.empty()) << one.name;
    EXPECT_EQ(one.text.back(), '\n') << one.name;
  }
}

// What would read a run file's text as markup or as a script, or fetch something.
TEST(page_assets, have_no_way_for_a_text_to_become_markup) {
  for (const embedded_file& one : page_assets()) {
    for (const std::string_view word :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
          "</script", "</style", "fetch(", "import(", "XMLHttpRequest", "url(", "@import"}) {
      const bool is_template = one.name.ends_with(".html");
      if (!is_template || word.front() != '<') {
        EXPECT_EQ(one.text.find(word), std::string_view::npos) << one.name << " has " << word;
      }
    }
  }
}

TEST(page_html, has_everything_filled_in) {
  const std::string page = page_html("{}", "A <title> & more");
  EXPECT_EQ(page.rfind("<!DOCTYPE html>\n", 0), 0U);
  EXPECT_EQ(page.find("{{"), std::string::npos);
  EXPECT_NE(page.find("<title>A &lt;title&gt; &amp; more</title>"), std::string::npos);
  EXPECT_NE(page.find("id=\"data\">{}</script>"), std::string::npos);
}

TEST(page_html, lets_only_its_own_scripts_run) {
  const std::string page = page_html("{}", "Title");
  const std::size_t policy = page.find("script-src 'nonce-");
  ASSERT_NE(policy, std::string::npos);
  const std::string nonce = page.substr(policy + 18, 19);
  EXPECT_NE(page.find("<script nonce=\"" + nonce + "\">"), std::string::npos);
  EXPECT_EQ(page_html("{\"a\":1}", "Title").find(nonce), std::string::npos)
      << "the data must not be able to know the word";
}

TEST(run_labels, tell_files_of_one_kernel_apart) {
  EXPECT_EQ(run_labels({wine("8.0"), wine("10.0")}, {"a.jsonl", "b.jsonl"}),
            (std::vector<std::string>{"Wine 8.0 x64", "Wine 10.0 x64"}));
  EXPECT_EQ(run_labels({wine(), wine(), wine("9.0")}, {"x/a.jsonl", "x/b.jsonl", "c.jsonl"}),
            (std::vector<std::string>{"Wine 8.0 x64 \xC2\xB7 a", "Wine 8.0 x64 \xC2\xB7 b",
                                      "Wine 9.0 x64"}));
  EXPECT_EQ(
      run_labels({wine(), wine()}, {"x/run.jsonl", "y/run.jsonl"}),
      (std::vector<std::string>{"Wine 8.0 x64 \xC2\xB7 run #1", "Wine 8.0 x64 \xC2\xB7 run #2"}));
}

TEST(write_page, takes_complete_runs_and_baselines_together) {
  const scratch_folder folder;
  write_cells(folder / "run.jsonl", {record("reuse.stale/a"), record("reuse.stale/b")});
  static_cast<void>(write_baseline(folder / "run.jsonl", folder / "wine-8.0.jsonl"));
  const page_summary made =
      write_page({folder / "run.jsonl", folder / "wine-8.0.jsonl"}, {}, folder / "page.html");
  EXPECT_EQ(made.runs, 2U);
  EXPECT_EQ(made.cells, 2U);
  EXPECT_EQ(made.bytes, std::filesystem::file_size(folder / "page.html"));
  EXPECT_EQ(files_in(folder), 3U);
  // Again, over the first one.
  EXPECT_EQ(write_page({folder / "run.jsonl"}, {}, folder / "page.html").runs, 1U);
}

TEST(write_page, has_no_markup_of_a_run_file) {
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
  EXPECT_EQ(occurrences(page, "<script"), 2U);
  EXPECT_EQ(occurrences(page, "</script"), 2U);
  EXPECT_EQ(occurrences(page, "<img"), 0U);
}

TEST(write_page, says_what_is_wrong_with_a_file_and_leaves_no_page) {
  const scratch_folder folder;
  const std::filesystem::path page = folder / "page.html";
  write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  const std::string whole = read_text(folder / "run.jsonl");
  const auto complaint_about = [&](const std::string& text) {
    write_text(folder / "bad.jsonl", text);
    return complaint([&] {
      static_cast<void>(write_page({folder / "run.jsonl", folder / "bad.jsonl"}, {}, page));
    });
  };
  const auto has = [](const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
  };
  const std::string header_line = whole.substr(0, whole.find('\n') + 1);
  const std::string cell_line = whole.substr(
      header_line.size(), whole.find('\n', header_line.size()) + 1 - header_line.size());
  EXPECT_TRUE(has(complaint_about(""), "bad.jsonl:1: the file is empty"));
  EXPECT_TRUE(has(complaint_about(header_line + cell_line), "bad.jsonl:3: the file ends without"));
  EXPECT_TRUE(has(complaint_about("{\"name\":\"else\"}\n"), "bad.jsonl:1: "));
  EXPECT_TRUE(
      has(complaint_about(header_line + cell_line + cell_line), "bad.jsonl:3: a second record"));
  std::string other_format = whole;
  other_format.replace(other_format.find("\"format\":2"), 10, "\"format\":9");
  EXPECT_TRUE(has(complaint_about(other_format), "bad.jsonl:1: run file format 9"));
  EXPECT_TRUE(
      has(complaint([&] { static_cast<void>(write_page({folder / "none.jsonl"}, {}, page)); }),
          "none.jsonl:1: the file can't be opened"));
  EXPECT_EQ(files_in(folder), 2U) << "the run file and the bad one, and nothing else";
}

TEST(write_page, leaves_what_is_no_page_as_it_is) {
  const scratch_folder folder;
  write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  write_text(folder / "notes.html", "<!DOCTYPE html>\nmy notes");
  const std::string said = complaint(
      [&] { static_cast<void>(write_page({folder / "run.jsonl"}, {}, folder / "notes.html")); });
  EXPECT_NE(said.find("it is left as it is"), std::string::npos) << said;
  EXPECT_EQ(read_text(folder / "notes.html"), "<!DOCTYPE html>\nmy notes");
  EXPECT_NE(complaint([&] {
              static_cast<void>(write_page({folder / "run.jsonl"}, {}, folder.path()));
            }).find("it is left as it is"),
            std::string::npos);
  EXPECT_NE(complaint([&] {
              static_cast<void>(
                  write_page({folder / "run.jsonl"}, {}, folder / "no/such/folder.html"));
            }).find("the page can't be written there"),
            std::string::npos);
}

TEST(write_page, refuses_a_file_that_is_named_twice) {
  const scratch_folder folder;
  write_cells(folder / "run.jsonl", {record("reuse.stale/a")});
  EXPECT_NE(complaint([&] {
              static_cast<void>(write_page({folder / "run.jsonl", folder / "run.jsonl"}, {},
                                           folder / "page.html"));
            }).find("named twice"),
            std::string::npos);
}

// As many cells as there may be, as different as those of a real run: some thousand different
// steps, most sequences of their own, every duration another one.
TEST(write_page, stays_small_with_20000_cells) {
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
