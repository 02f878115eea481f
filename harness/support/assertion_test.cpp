#include "harness/support/assertion.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

void throw_it(const assertion_failure& failure) {
  throw assertion_failure(failure);
}

TEST(Assertion, NamesItselfAndTheCellInEveryBuild) {
  const assertion_handler before = on_failed_assertion(&throw_it);
  assertion_context("reuse.stale/x");
  const std::string nothing;
  try {
    CNP_ASSERT(!nothing.empty(), "there is something");
    ADD_FAILURE() << "an assertion that fails does not return";
  } catch (const assertion_failure& failure) {
    EXPECT_EQ(failure.what, "there is something");
    EXPECT_EQ(failure.cell, "reuse.stale/x");
    EXPECT_TRUE(failure.file.ends_with("assertion_test.cpp"));
    EXPECT_GT(failure.line, 0);
  }
  assertion_context("");
  on_failed_assertion(before);
}

TEST(Assertion, CostsNothingButTheQuestionWhenAllIsWell) {
  int made = 0;
  for (const bool is_well : {true, true}) {
    CNP_ASSERT(is_well, std::to_string(++made));
  }
  EXPECT_EQ(made, 0);
}

}  // namespace
}  // namespace cnp
