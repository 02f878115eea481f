#include "tools/cnp/shared/selection.hpp"

#include "harness/support/testing.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

std::vector<selected_cell> by_filter(const std::string& filter) {
  selection wanted;
  wanted.filters = {filter};
  return select(wanted);
}

TEST(Selection, TakesWholeWordsFirst) {
  for (const selected_cell& one : by_filter("blocking")) {
    // Either the key has the word, or a clause has it; an aspect that only ends so has neither.
    EXPECT_FALSE(one.key.starts_with("nonblocking.listening/")) << one.key;
  }
  for (const selected_cell& one : by_filter("nonblocking.listening/overlapped")) {
    EXPECT_TRUE(begins(one.key, "nonblocking.listening/overlapped-"));
  }
}

TEST(Selection, TakesPartsOfWordsWhereThereIsNoWholeOne) {
  EXPECT_FALSE(by_filter("nonblocki").empty());
  EXPECT_THROW((void)by_filter("no-such-word"), input_error);
}

TEST(Selection, TakesAspectsByTheirName) {
  selection wanted;
  wanted.aspects = {"reuse", "modes"};
  for (const selected_cell& one : select(wanted)) {
    EXPECT_TRUE(one.key.starts_with("reuse.") || one.key.starts_with("modes.")) << one.key;
  }
  wanted.aspects = {"resue"};
  EXPECT_EQ(thrown<input_error>([&wanted] { (void)select(wanted); }),
            "there is no aspect 'resue'; did you mean 'reuse'?");
  EXPECT_FALSE(selects_all(wanted));
}

TEST(Selection, SaysHowManyCellsOfHowManyAspects) {
  selection wanted;
  wanted.scenarios = {"nonblocking.listening"};
  EXPECT_EQ(selection_text(select(wanted)), "80 cells of 1 aspect: nonblocking 80");
}

TEST(Progress, SaysHowLongTheOthersMayTake) {
  EXPECT_EQ(progress_text(0, 100, 9), "  0/100");
  EXPECT_EQ(progress_text(10, 100, 1), "  10/100");
  EXPECT_EQ(progress_text(25, 100, 10), "  25/100, about 30 s left");
  EXPECT_EQ(progress_text(10, 100, 60), "  10/100, about 9 min left");
}

}  // namespace
}  // namespace cnp
