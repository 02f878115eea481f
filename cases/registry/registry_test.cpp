#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "cases/registry/page_sentences.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

namespace cnp {
namespace {

/// Whether the text reads as whole sentences: a capital letter first, a full stop last.
bool is_sentence(std::string_view text) {
  return !text.empty() && std::islower(static_cast<unsigned char>(text.front())) == 0 &&
         text.back() == '.';
}

TEST(Clauses, IdsAreUnique) {
  std::set<std::string_view> ids;
  for (const clause& one : all_clauses()) {
    EXPECT_TRUE(ids.insert(one.id).second) << one.id;
  }
  EXPECT_FALSE(ids.empty());
}

TEST(Clauses, IdsAreWordsWithOneDot) {
  for (const clause& one : all_clauses()) {
    EXPECT_EQ(std::ranges::count(one.id, '.'), 1) << one.id;
    EXPECT_TRUE(std::ranges::all_of(one.id, [](char c) {
      return c == '.' || c == '-' || (c >= 'a' && c <= 'z');
    })) << one.id;
  }
}

TEST(Clauses, SectionsAreThePagesInItsOrder) {
  std::vector<std::string_view> sections;
  for (const clause& one : all_clauses()) {
    if (sections.empty() || sections.back() != one.section) {
      sections.push_back(one.section);
    }
  }
  EXPECT_EQ(sections, (std::vector<std::string_view>{"Summary", "Parameters", "Return value",
                                                     "Remarks", "Example", "Requirements"}));
}

TEST(Clauses, AreWrittenInSentences) {
  for (const clause& one : all_clauses()) {
    EXPECT_TRUE(is_sentence(one.says)) << one.id << ": " << one.says;
    EXPECT_TRUE(is_sentence(one.why)) << one.id << ": " << one.why;
    EXPECT_TRUE(one.pitfall.empty() || is_sentence(one.pitfall)) << one.id << ": " << one.pitfall;
    EXPECT_TRUE(one.untestable.empty() || is_sentence(one.untestable)) << one.id;
    EXPECT_NE(word(one.level), "?") << one.id;
  }
}

TEST(Clauses, OnlyAdviceCannotBeTested) {
  for (const clause& one : all_clauses()) {
    EXPECT_EQ(!one.untestable.empty(), one.level == clause_level::advice) << one.id;
  }
}

TEST(Clauses, AreFoundByTheirIds) {
  for (const clause& one : all_clauses()) {
    EXPECT_EQ(find_clause(one.id), &one);
  }
  EXPECT_EQ(find_clause("reuse.no-such"), nullptr);
  EXPECT_EQ(find_clause(""), nullptr);
}

TEST(PageSentences, EachIsAClausesOrSaysWhyNot) {
  std::set<std::uint64_t> fingerprints;
  for (const page_sentence& one : all_page_sentences()) {
    EXPECT_TRUE(fingerprints.insert(one.fingerprint).second) << std::hex << one.fingerprint;
    EXPECT_NE(one.clauses.front().empty(), one.no_clause.empty())
        << std::hex << one.fingerprint << " has neither a clause nor a reason why, or both";
    EXPECT_TRUE(one.no_clause.empty() || is_sentence(one.no_clause)) << one.no_clause;
    for (const std::string_view id : one.clauses) {
      EXPECT_TRUE(id.empty() || find_clause(id) != nullptr) << id;
    }
  }
}

TEST(PageSentences, EachClauseParaphrasesOne) {
  for (const clause& one : all_clauses()) {
    EXPECT_TRUE(std::ranges::any_of(all_page_sentences(),
                                    [&one](const page_sentence& sentence) {
                                      return std::ranges::find(sentence.clauses, one.id) !=
                                             sentence.clauses.end();
                                    }))
        << one.id << " paraphrases no sentence of the page";
  }
}

TEST(Catalogue, IsFoundByNumber) {
  int last = 0;
  for (const catalogue_line& one : all_catalogue()) {
    EXPECT_GT(one.number, last);
    EXPECT_EQ(find_catalogue(one.number), &one);
    last = one.number;
  }
  EXPECT_EQ(find_catalogue(0), nullptr);
  EXPECT_EQ(find_catalogue(91), nullptr) << "there is a gap";
  EXPECT_EQ(find_catalogue(last + 1), nullptr);
  EXPECT_EQ(find_catalogue(-1), nullptr);
}

TEST(Catalogue, IsCertainOfNothingThatNobodySawOnWindows) {
  for (const catalogue_line& one : all_catalogue()) {
    EXPECT_TRUE(is_founded(one)) << one.number;
  }
  const auto with = [](catalogue_grade grade, witness seen) {
    return catalogue_line{.number = 1, .grade = grade, .sources = {{{"somebody", seen}}}};
  };
  for (const witness seen : all_values<witness>()) {
    EXPECT_TRUE(is_founded(with(catalogue_grade::likely, seen))) << word(seen);
    EXPECT_EQ(is_founded(with(catalogue_grade::certain, seen)), seen <= witness::users_report)
        << word(seen);
  }
  EXPECT_FALSE(is_founded({.number = 1, .grade = catalogue_grade::likely})) << "who says so?";
}

TEST(Catalogue, IsWrittenInSentences) {
  std::set<std::string_view> seen;
  for (const catalogue_line& one : all_catalogue()) {
    EXPECT_TRUE(is_sentence(one.says)) << one.number;
    EXPECT_TRUE(seen.insert(one.says).second) << one.number;
    EXPECT_TRUE(one.remark.empty() || is_sentence(one.remark)) << one.number;
    EXPECT_NE(word(one.grade), "?") << one.number;
  }
}

TEST(Catalogue, WritesItsSourcesOut) {
  EXPECT_EQ(sources_text(*find_catalogue(1)), "Wine dlls/kernel32/tests/pipe.c (runs on Windows)");
  EXPECT_EQ(sources_text(*find_catalogue(10)),
            "Wine dlls/kernel32/tests/pipe.c (runs on Windows); microsoft/go-winio#70");
  EXPECT_EQ(sources_text({}), "");
  EXPECT_EQ(
      catalogue_text(*find_catalogue(3)),
      "Overlapped handle with an OVERLAPPED: never nonzero at once. (Chromium "
      "mojo/core/channel_win.cc; PowerShell/openssh-portable. Seen: program used on Windows)");
  EXPECT_EQ(catalogue_text({.says = "Nobody says so."}), "Nobody says so.");
  EXPECT_EQ(seen_text(*find_catalogue(10)), "test that runs on Windows, users' report");
  EXPECT_EQ(seen_text(*find_catalogue(28)), "source read") << "what Wine adds is nothing";
  EXPECT_EQ(seen_text(*find_catalogue(84)), "Wine only");
}

}  // namespace
}  // namespace cnp
