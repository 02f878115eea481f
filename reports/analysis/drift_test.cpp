#include "reports/analysis/drift.hpp"

#include "harness/support/testing.hpp"
#include "reports/text/drift_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cnp {
namespace {

/// A page of our own making, with this text, and a requirement in its front matter.
std::string page_of(const std::string& body) {
  return "---\nUID: NF:namedpipeapi.ConnectNamedPipe\ntitle: A page\nreq.lib: Some.lib\n"
         "req.idl:\n---\n\n# A page\n\n" +
         body;
}

const std::string sentence_one = "A kettle boils water until its lid begins to whistle.";
const std::string sentence_two =
    "If nobody is at home, the kettle returns zero and the stove stays hot.";
const std::string sentence_three = "Tea tastes best from a cup that was warmed before.";
const std::string whole_page = sentence_one + ' ' + sentence_two + "\n\n" + sentence_three + '\n';

std::vector<source_sentence> read(const std::string& body) {
  return page_sentences_in(page_of(body), "page.md");
}

std::vector<std::string> texts_in(const std::string& body) {
  std::vector<std::string> all;
  for (const source_sentence& one : read(body)) {
    all.push_back(one.text);
  }
  return all;
}

/// What became of the whole page, as `drift_text` heads it, each a line; then the rest of it.
struct answer {
  explicit answer(const std::string& body) {
    const auto before = read(whole_page);
    for (const source_sentence& one : before) {
      known.push_back({.fingerprint = one.fingerprint, .sketch = one.sketch});
    }
    known[0].no_clause = "It is a requirement.";
    known[1].clauses = {"kettle.whistles"};
    known[2].clauses = {"kettle.nobody", "stove.hot"};
    known[3].clauses = {"tea.cup"};
    planned.plan("kettle.alone", {"kettle.nobody"}, 1);
    page = read(body);
    found = drift_of(known, page);
    text = drift_text(account(), text_style{});
    for (const drifted_sentence& one : found) {
      kinds += std::string{word(one.is)} + ' ';
    }
  }
  [[nodiscard]] drift_account account() const {
    return {.page = page, .found = found, .clauses = clauses, .planned = planned};
  }
  [[nodiscard]] bool drifted() const { return has_drifted(found); }
  [[nodiscard]] bool says(const std::string& part) const {
    return text.find(part) != std::string::npos;
  }

  std::vector<page_sentence> known;
  std::vector<clause> clauses{{.id = "kettle.nobody", .says = "Zero if nobody is there."}};
  clause_coverage planned;
  std::vector<source_sentence> page;
  std::vector<drifted_sentence> found;
  std::string text;
  std::string kinds;
};

TEST(PageSource, IsReadBySentencesWithTheirLines) {
  const auto page = read(whole_page);
  ASSERT_EQ(page.size(), 4U);
  EXPECT_EQ(page[0].text, "req.lib: Some.lib");
  EXPECT_EQ(page[0].line, 4U);
  EXPECT_EQ(page[1].text, sentence_one);
  EXPECT_EQ(page[1].line, 10U);
  EXPECT_EQ(page[2].text, sentence_two);
  EXPECT_EQ(page[3].text, sentence_three);
  EXPECT_EQ(page[3].line, 12U);
}

TEST(PageSource, EndsSentencesWhereTheyEnd) {
  EXPECT_EQ(texts_in("It works since version 2.0, ie. for long. (See there.) hPipe is one.\n"
                     "* An item\n* Another one\n\n| A | B |\n|---|---|\n| C | D |\n"),
            (std::vector<std::string>{
                "req.lib: Some.lib", "It works since version 2.0, ie. for long.", "(See there.)",
                "hPipe is one.", "An item", "Another one", "A", "B", "C", "D"}));
}

TEST(PageSource, LeavesOutWhatIsNoSentence) {
  EXPECT_EQ(texts_in("## -parameters\n\n### -param hKettle [in]\n\n```\nint code;\n```\n"
                     "<!-- A remark. -->\nIt is <b>hot</b>.\n\n## -see-also\n\n[Tea](/tea)\n"),
            (std::vector<std::string>{"req.lib: Some.lib", "param hKettle in", "It is hot."}));
}

TEST(PageSource, KnowsWordsInAnyMarkup) {
  const auto plain = read("Note that GetLastError returns NO_DATA, which isn't a cup's fault.");
  for (const std::string other :
       {"<div><b>Note</b> that <a href=\"/a.b c\">GetLastError</a>\n returns <i>NO_DATA</i>, which "
        "isn&#39;t a cup&rsquo;s fault.</div>",
        "> [!NOTE]\n> That [GetLastError](/a) returns **NO\\_DATA**, which isn\xE2\x80\x99t a "
        "cup's fault.",
        "NOTE  that\xC2\xA0`GetLastError` [returns][1] _NO_DATA_, which isn't a cup's fault",
        "- that GetLastError returns NO_DATA \xE2\x80\x94 which isn't a cup's fault.\r\n"}) {
    const auto page = read(other);
    ASSERT_EQ(page.size(), 2U) << other;
    EXPECT_EQ(page[1].fingerprint, plain[1].fingerprint) << page[1].text;
  }
  EXPECT_NE(read("A cup is hot.")[1].fingerprint, read("A cup is not hot.")[1].fingerprint);
  EXPECT_NE(read("A cup is hot.")[1].fingerprint, read("Hot is a cup.")[1].fingerprint);
}

TEST(PageSource, RefusesWhatIsNoSuchPage) {
  EXPECT_NE(complaint([] {
              (void)page_sentences_in(sentence_one, "a.md");
            }).find("a.md: not the Markdown source of the ConnectNamedPipe page"),
            std::string::npos);
  EXPECT_EQ(complaint([] {
              (void)page_sentences_in("---\nUID: NF:namedpipeapi.ConnectNamedPipe\n---\n# A\n",
                                      "a.md");
            }),
            "a.md: the page has no sentences");
  // Whatever it is, it is read to its end.
  for (const std::string odd : {"<a", "<!-- ", "[", "a](b", "&", "\\", "```", "|", "> [!", "#"}) {
    EXPECT_GE(read(odd).size(), 1U) << odd;
  }
}

TEST(Drift, IsNoneOnThePageAsItWas) {
  const answer same(whole_page);
  EXPECT_EQ(same.kinds, "");
  EXPECT_FALSE(same.drifted());
  EXPECT_EQ(same.text, "4 sentences: 0 changed, 0 new, 0 moved, 0 gone. The page says what the "
                       "clauses paraphrase.\n");
  EXPECT_EQ(answer(whole_page + sentence_one).kinds, "") << "it says so twice";
}

TEST(Drift, NamesAChangedSentenceWithItsClausesAndScenarios) {
  const answer changed(sentence_one +
                       " If nobody is at home, the kettle returns one and the stove stays "
                       "hot. " +
                       sentence_three);
  EXPECT_EQ(changed.kinds, "changed ");
  EXPECT_TRUE(changed.drifted());
  EXPECT_TRUE(changed.says("CHANGED, line 10\n")) << changed.text;
  EXPECT_TRUE(changed.says("returns one")) << changed.text;
  EXPECT_TRUE(changed.says("clause         kettle.nobody\n")) << changed.text;
  EXPECT_TRUE(changed.says("clause         stove.hot\n")) << changed.text;
  EXPECT_TRUE(changed.says("paraphrased    Zero if nobody is there.\n")) << changed.text;
  EXPECT_TRUE(changed.says("tried by       kettle.alone\n")) << changed.text;
}

TEST(Drift, NamesANewSentenceByWhatItStandsBehind) {
  const answer added(sentence_one + " No elephant ever drank from so small a pot. " + sentence_two +
                     ' ' + sentence_three);
  EXPECT_EQ(added.kinds, "new ");
  EXPECT_TRUE(added.says("stands behind  kettle.whistles\n")) << added.text;
}

TEST(Drift, NamesAGoneSentenceByItsClauses) {
  const answer gone(sentence_one + "\n\n" + sentence_three);
  EXPECT_EQ(gone.kinds, "gone ");
  EXPECT_TRUE(gone.says("GONE\n  clause         kettle.nobody\n")) << gone.text;
}

TEST(Drift, ShowsAMovedSentenceAndCountsItAsTheSame) {
  const answer moved(sentence_three + "\n\n" + sentence_one + ' ' + sentence_two);
  EXPECT_EQ(moved.kinds, "moved ");
  EXPECT_FALSE(moved.drifted());
  EXPECT_TRUE(moved.says("clause         tea.cup\n")) << moved.text;
}

TEST(Drift, TakesASplitSentenceForAChangedAndANewOne) {
  const answer split(sentence_one +
                     " If nobody is at home, the kettle returns zero. The stove stays hot. " +
                     sentence_three);
  EXPECT_EQ(split.kinds, "changed new ");
  EXPECT_TRUE(split.says("kettle.nobody")) << split.text;
}

TEST(Drift, IsAlsoThereForProgramsAndForASummary) {
  const answer changed(sentence_one + ' ' + sentence_three);
  EXPECT_EQ(drift_json(changed.account()),
            R"({"sentences":3,"drifted":true,"changes":[{"is":"gone","clauses":["kettle.nobody",)"
            R"("stove.hot"],"scenarios":["kettle.alone"],"behind":[]}]})"
            "\n");
  EXPECT_NE(drift_markdown(changed.account()).find("\n- **GONE**\n  - clause: kettle.nobody\n"),
            std::string::npos)
      << drift_markdown(changed.account());
}

TEST(Drift, WritesTheTableAnew) {
  const answer changed(sentence_one + " Something else, so far unheard of in any kitchen! " +
                       sentence_three);
  const std::string rows = fingerprint_rows(changed.known, changed.account());
  EXPECT_EQ(std::ranges::count(rows, '\n'), 4) << rows;
  EXPECT_NE(rows.find("{}, \"It is a requirement.\"},\n"), std::string::npos) << rows;
  EXPECT_NE(rows.find(", {\"kettle.whistles\"}},\n"), std::string::npos) << rows;
  EXPECT_NE(rows.find(", {}, \"\"},\n"), std::string::npos) << rows;
}

}  // namespace
}  // namespace cnp
