#include "tools/cnp/shared/case_names.hpp"

#include "harness/support/input_error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

// The programs take these names as they are: they were checked here.
TEST(BuiltInDeviations, NameOnlyWhatThereIs) {
  try {
    EXPECT_FALSE(built_in_deviations(names_of_cases()).empty());
  } catch (const input_error& problem) {
    ADD_FAILURE() << problem.what();
  }
}

TEST(BuiltInDeviations, AreHeldAgainstTheNames) {
  known_names fewer = names_of_cases();
  fewer.scenarios.erase("matrix.pairs");
  std::string complaint = "none";
  try {
    (void)built_in_deviations(fewer);
  } catch (const input_error& problem) {
    complaint = problem.what();
  }
  EXPECT_NE(complaint.find("unknown scenario 'matrix.pairs'"), std::string::npos) << complaint;
}

}  // namespace
}  // namespace cnp
