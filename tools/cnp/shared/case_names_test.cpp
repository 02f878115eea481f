#include "tools/cnp/shared/case_names.hpp"

#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/scenario/clause_part.hpp"
#include "harness/support/input_error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

/// Whether the recorded outcome is one that the clause does not allow, in a step that proves it.
bool breaks_its_clause(const deviation& entry, const scenario& the_scenario) {
  for (const cell& the_cell : cells(the_scenario)) {
    for (const step& one : expand(the_scenario, the_cell)) {
      const bool proves_it = std::ranges::find(one.proves, entry.clause) != one.proves.end();
      if (proves_it && entry.speaks_about(the_scenario.id, one.label) &&
          keeps(*find_clause(entry.clause)->speaks_of, entry.seen, one.allowed) == false) {
        return true;
      }
    }
  }
  return false;
}

TEST(BuiltInDeviations, BlameAClauseOnlyForWhatItSpeaksOf) {
  for (const deviation& entry : built_in_deviations(names_of_cases())) {
    const auto found = std::ranges::find(all_scenarios(), entry.scenario, &scenario::id);
    if (!entry.clause.empty() && found != all_scenarios().end()) {
      EXPECT_TRUE(breaks_its_clause(entry, *found))
          << entry.place() << ": " << entry.id << " names the clause " << entry.clause
          << ", which speaks of " << word(*find_clause(entry.clause)->speaks_of)
          << ": the recorded outcome keeps it in every step that proves it";
    }
  }
}

}  // namespace
}  // namespace cnp
