#include "harness/support/assertion.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

void throw_it(const assertion_failure& failure) {
  throw assertion_failure(failure);
}

TEST(Assertion, NamesItselfAndTheCellInEveryBuild) {
  const assertion_handler before = on_failed_assertion(&throw_it);
  assertion_context("reuse.stale/x");
  try {
    CNP_ASSERT(1 + 1 == 3, "one and one are three");
    ADD_FAILURE() << "an assertion that fails does not return";
  } catch (const assertion_failure& failure) {
    EXPECT_EQ(failure.what, "one and one are three");
    EXPECT_EQ(failure.cell, "reuse.stale/x");
    EXPECT_TRUE(failure.file.ends_with("assertion_test.cpp"));
    EXPECT_GT(failure.line, 0);
  }
  assertion_context("");
  on_failed_assertion(before);
}

TEST(Assertion, CostsNothingButTheQuestionWhenAllIsWell) {
  bool made = false;
  const auto sentence = [&] {
    made = true;
    return "never";
  };
  CNP_ASSERT(true, sentence());
  EXPECT_FALSE(made);
}

}  // namespace
}  // namespace cnp
