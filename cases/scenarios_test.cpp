// The scenarios as a whole: every clause has evidence or a reason, every name is known and used
// once, and every cell can be expanded.

#include "cases/cases.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cnp {
namespace {

/// What is wrong with the clauses of these scenarios; empty if nothing is. A function, so that it
/// can be shown to find something.
std::vector<std::string> clause_problems(const std::vector<scenario>& all) {
  std::vector<std::string> problems;
  std::set<std::string> proven;
  for (const scenario& what : all) {
    for (const std::string& id : clauses(what)) {
      if (find_clause(id) == nullptr) {
        problems.push_back(what.id + " proves '" + id + "', which is no clause of the registry");
      }
      proven.insert(id);
    }
  }
  for (const clause& each : all_clauses()) {
    const bool has_evidence = proven.contains(std::string(each.id));
    if (!has_evidence && each.untestable.empty()) {
      problems.push_back(std::string(each.id) + " has neither a scenario nor a reason why not");
    }
    if (has_evidence && !each.untestable.empty()) {
      problems.push_back(std::string(each.id) + " is said to be untestable but has a scenario");
    }
  }
  return problems;
}

std::string lines(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& each : all) {
    text += "  " + each + "\n";
  }
  return text;
}

TEST(Scenarios, EveryClauseHasEvidenceOrAReason) {
  const auto problems = clause_problems(all_scenarios());
  EXPECT_TRUE(problems.empty()) << lines(problems);
}

TEST(Scenarios, AnUnknownClauseAndAClauseWithoutEvidenceAreFound) {
  step one;
  one.what = disconnect_pipe{};
  one.proves = {"reuse.no-such-clause"};
  const std::vector<scenario> seeded{{.id = "seeded.defect", .says = "Nothing.", .steps = {one}}};
  const std::string found = lines(clause_problems(seeded));
  EXPECT_NE(found.find("seeded.defect proves 'reuse.no-such-clause'"), std::string::npos) << found;
  EXPECT_NE(found.find("sync.blocks has neither a scenario nor a reason"), std::string::npos)
      << found;
}

TEST(Scenarios, IdsAreWordsAndUsedOnce) {
  std::set<std::string> seen;
  for (const scenario& what : all_scenarios()) {
    EXPECT_TRUE(seen.insert(what.id).second) << what.id << " is used twice";
    EXPECT_EQ(std::count(what.id.begin(), what.id.end(), '.'), 1) << what.id;
    EXPECT_EQ(what.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."),
              std::string::npos)
        << what.id;
    EXPECT_FALSE(what.says.empty()) << what.id;
    EXPECT_EQ(static_cast<bool>(what.only_if), !what.because.empty())
        << what.id << ": combinations are left out if and only if a reason stands there";
  }
}

TEST(Scenarios, EveryCellExpandsAndHasAKeyOfItsOwn) {
  std::set<std::string> keys;
  std::set<std::string> test_names;
  for (const scenario& what : all_scenarios()) {
    const std::vector<cell> where = cells(what);
    EXPECT_FALSE(where.empty()) << what.id << " has no cell";
    for (const cell& each : where) {
      std::string name = key(what, each);
      EXPECT_TRUE(keys.insert(name).second) << name;
      std::replace(name.begin(), name.end(), '-', '_');
      EXPECT_TRUE(test_names.insert(name).second) << name << " is taken as a GoogleTest name";
      EXPECT_NO_THROW((void)expand(what, each)) << name;
    }
  }
}

TEST(Scenarios, EveryStepAllowsSomethingAndHasGrounds) {
  for (const scenario& what : all_scenarios()) {
    for (const cell& where : cells(what)) {
      for (const step& one : expand(what, where)) {
        ASSERT_FALSE(one.allowed.empty()) << key(what, where) << ", " << one.label;
        EXPECT_TRUE(!one.races || one.allowed.size() > 1 || one.part == phase::finish)
            << key(what, where) << ", " << one.label << ": a race has several outcomes";
        if (one.catalogue != 0) {
          ASSERT_NE(find_catalogue(one.catalogue), nullptr)
              << key(what, where) << ", " << one.label;
        }
        if (one.known == grade::documented) {
          ASSERT_FALSE(one.proves.empty()) << key(what, where) << ", " << one.label;
        }
      }
    }
  }
}

TEST(Scenarios, TheFiveThatTheSuiteWasAskedForAreThere) {
  const auto has = [](const char* id) {
    const auto& all = all_scenarios();
    return std::any_of(all.begin(), all.end(), [&](const scenario& what) { return what.id == id; });
  };
  EXPECT_TRUE(has("client-first.client-before-connect"));
  EXPECT_TRUE(has("reuse.stale-client-closed"));
  EXPECT_TRUE(has("reuse.stale-client-open"));
  EXPECT_TRUE(has("null-overlapped.idle"));
  EXPECT_TRUE(has("null-overlapped.already-connected"));
  EXPECT_TRUE(has("null-overlapped.false-completion"));
  EXPECT_TRUE(has("nonblocking.first-after-disconnect"));
}

}  // namespace
}  // namespace cnp
