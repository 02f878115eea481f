// The scenarios as a whole: every clause has evidence or a reason, every name is known and used
// once, and every cell can be expanded; and what the language says of an author's mistakes.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"
#include "cases/registry/catalogue.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

/// What is wrong with the clauses of these scenarios; empty if nothing is. A function, so that it
/// can be shown to find something.
std::vector<std::string> clause_problems(const std::vector<scenario>& all) {
  std::vector<std::string> problems;
  std::set<std::string> proven;
  for (const scenario& the_scenario : all) {
    for (const std::string& id : clauses(the_scenario)) {
      if (find_clause(id) == nullptr) {
        problems.push_back(the_scenario.id + " proves '" + id +
                           "', which is no clause of the registry");
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
  for (const scenario& the_scenario : all_scenarios()) {
    EXPECT_TRUE(seen.insert(the_scenario.id).second) << the_scenario.id << " is used twice";
    EXPECT_EQ(std::count(the_scenario.id.begin(), the_scenario.id.end(), '.'), 1)
        << the_scenario.id;
    EXPECT_EQ(the_scenario.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."),
              std::string::npos)
        << the_scenario.id;
    EXPECT_FALSE(the_scenario.says.empty()) << the_scenario.id;
    EXPECT_EQ(static_cast<bool>(the_scenario.only_if), !the_scenario.because.empty())
        << the_scenario.id << ": combinations are left out if and only if a reason stands there";
  }
}

TEST(Scenarios, EveryCellExpandsAndHasAKeyOfItsOwn) {
  std::set<std::string> keys;
  std::set<std::string> test_names;
  for (const scenario& the_scenario : all_scenarios()) {
    const std::vector<cell> all = cells(the_scenario);
    EXPECT_FALSE(all.empty()) << the_scenario.id << " has no cell";
    for (const cell& each : all) {
      std::string name = key(the_scenario, each);
      EXPECT_TRUE(keys.insert(name).second) << name;
      std::replace(name.begin(), name.end(), '-', '_');
      EXPECT_TRUE(test_names.insert(name).second) << name << " is taken as a GoogleTest name";
      EXPECT_NO_THROW((void)expand(the_scenario, each)) << name;
    }
  }
}

TEST(Scenarios, EveryStepAllowsSomethingAndHasGrounds) {
  for (const scenario& the_scenario : all_scenarios()) {
    for (const cell& the_cell : cells(the_scenario)) {
      SCOPED_TRACE(key(the_scenario, the_cell));
      for (const step& one : expand(the_scenario, the_cell)) {
        ASSERT_FALSE(one.allowed.empty()) << one.label;
        EXPECT_TRUE(!one.races || one.allowed.size() > 1 || one.part == phase::finish)
            << one.label << ": a race has several outcomes";
        ASSERT_TRUE(one.catalogue == 0 || find_catalogue(one.catalogue) != nullptr) << one.label;
        ASSERT_TRUE(one.known != grade::documented || !one.proves.empty()) << one.label;
        const catalogue_line* line = find_catalogue(one.catalogue);
        if (one.known == grade::certain || one.known == grade::likely) {
          ASSERT_NE(line, nullptr) << one.label << ": who says so?";
          ASSERT_NE(line->grade, catalogue_grade::disputed) << one.label;
        }
        ASSERT_TRUE(one.known != grade::certain || line->grade == catalogue_grade::certain)
            << one.label << ": line " << line->number << " is likely at most";
      }
    }
  }
}

// What an author gets wrong.

/// What is said of a scenario of these steps, which can't be performed.
std::string complaint_about(std::vector<step_source> steps) {
  const scenario seeded{.id = "seeded.mistake", .says = "Nothing.", .steps = std::move(steps)};
  return asserted([&] { return expand(seeded, {}); });
}

TEST(AnAuthor, IsToldWhatIsMissing) {
  const std::string first = "seeded.mistake/only: step 1, server: ConnectNamedPipe(h0, NULL) ";
  EXPECT_EQ(complaint_about({server(connect()).gives(zero(error::no_data))}),
            first + "(server.ConnectNamedPipe): it says .gives() but names no .proves(...) nor "
                    ".catalogue(...): add one, or use .sanely(...) where nobody says, or "
                    ".arranges(...) where it is not under test");
  EXPECT_EQ(complaint_about({server(connect()).proves("sync.blokcs").named("my-label")}),
            first + "(my-label): it proves 'sync.blokcs', which is no clause of the registry");
  EXPECT_EQ(complaint_about({server(connect()).gives(nonzero()).catalogue(4711)}),
            first + "(server.ConnectNamedPipe): it names line 4711 of the catalogue, which has no "
                    "such line");
  EXPECT_EQ(complaint_about({server(connect()).sanely({})}),
            first + "(server.ConnectNamedPipe): it allows no outcome at all");
  // Of several mistakes the first one, and in the step that has it.
  EXPECT_EQ(complaint_about({server(create()), server(connect()).sanely({}).catalogue(4711)}),
            "seeded.mistake/only: step 2, server: ConnectNamedPipe(h0, NULL) "
            "(server.ConnectNamedPipe): it allows no outcome at all");
}

TEST(AnAuthor, IsToldOfAScriptThatCannotBePerformed) {
  const auto told = [](std::vector<step_source> steps, const char* part) {
    const std::string complaint = complaint_about(std::move(steps));
    EXPECT_EQ(complaint.rfind("seeded.mistake/only: ", 0), 0U) << complaint;
    EXPECT_NE(complaint.find(part), std::string::npos) << complaint;
  };
  told({}, "the script is empty");
  told({server(connect()).finishes()}, "finished without having been begun");
  told({server(connect()).begins(), server(disconnect())}, "under way");
  told({server(connect()).on(thread_count)}, "there is no such actor");
  told({server(connect()).named("mine"), server(disconnect()).named("mine")}, "is used twice");
}

TEST(AnAuthor, NeedsASourceOnlyForWhatIsUnderTest) {
  const outcome busy = zero(error::pipe_busy);
  EXPECT_EQ(complaint_about({server(connect()).arranges(busy), server(disconnect()).sanely({busy}),
                             client(1, open()).gives(busy).catalogue(62),
                             client(2, open()).gives(busy).proves("sync.blocks")}),
            "");
  const auto grade_of = [](const step_builder& one) { return one.expand({}).front().known; };
  EXPECT_EQ(grade_of(server(connect()).arranges(busy)), grade::arrangement);
  EXPECT_EQ(grade_of(server(connect()).arranges(busy).proves(clause_ids{})), grade::arrangement);
  EXPECT_EQ(grade_of(server(connect()).arranges(busy).proves("sync.blocks")), grade::documented);
  EXPECT_EQ(grade_of(server(connect()).proves("sync.blocks").catalogue(45)), grade::documented);
  EXPECT_EQ(grade_of(server(connect()).gives(busy).catalogue(45)), grade::certain);
  EXPECT_EQ(grade_of(server(connect()).gives(busy).likely(45)), grade::likely);
  EXPECT_EQ(grade_of(server(connect()).sanely({busy}).proves("sync.blocks")), grade::unspecified);
}

// What the language makes of its words.

std::vector<std::string> calls_of(const std::vector<step_source>& steps,
                                  const cell& the_cell = {}) {
  const scenario one{.id = "a.scenario", .says = "Nothing.", .steps = steps};
  std::vector<std::string> calls;
  for (const step& each : expand(one, the_cell)) {
    calls.push_back(describe(each.what));
  }
  return calls;
}

TEST(Language, HasStepsThatOnlySomeCellsHave) {
  const std::vector<step_source> steps{
      server(disconnect()),
      when(is_reused, {client(1, open()), client(1, probe_name{}).unless(is_nonblocking)}),
      unless(is(direction::inbound), server(query_mode{}).only(is_nonblocking).only(is_reused))};
  EXPECT_EQ(calls_of(steps).size(), 1U);
  EXPECT_EQ(calls_of(steps, {.instance = instance_age::reused}).size(), 3U);
  const cell polls{.wait = wait_mode::nonblocking, .instance = instance_age::reused};
  EXPECT_EQ(calls_of(steps, polls).size(), 3U);
  EXPECT_EQ(calls_of(steps, {.wait = wait_mode::nonblocking}).size(), 1U);
  EXPECT_EQ(calls_of(steps, {.wait = wait_mode::nonblocking,
                             .dir = direction::inbound,
                             .instance = instance_age::reused})
                .size(),
            2U);
}

TEST(Language, CollectsValuesByAxis) {
  const axes all = over(client_when::during, both_types, waiter::polling, client_when::after);
  EXPECT_EQ(all.when, (std::vector{client_when::during, client_when::after}));
  EXPECT_EQ(all.type, both_types);
  EXPECT_EQ(all.wait_by, std::vector{waiter::polling});
  EXPECT_TRUE(all.handle.empty());
}

TEST(Language, NumbersTheRequestsThatNobodyNames) {
  const cell the_cell{.handle = handle_kind::overlapped, .lp = overlapped_kind::manual_event};
  const auto named = [](request req) {
    return describe(connect_pipe{.req = req, .lp = overlapped_kind::manual_event});
  };
  EXPECT_EQ(calls_of({server(connect()), server(connect_again()), server(connect(first_pipe, 2)),
                      server(connect_again()).on(1).begins(), server(connect_again()),
                      server(connect_again()).on(1).finishes()},
                     the_cell),
            (std::vector{named(0), named(1), named(2), named(3), named(4), named(3)}));
}

TEST(Scenarios, TheFiveThatTheSuiteWasAskedForAreThere) {
  for (const char* id :
       {"client-first.client-before-connect", "reuse.stale-client-closed",
        "reuse.stale-client-open", "null-overlapped.idle", "null-overlapped.already-connected",
        "null-overlapped.false-completion", "nonblocking.first-after-disconnect"}) {
    EXPECT_NE(std::ranges::find(all_scenarios(), id, &scenario::id), all_scenarios().end()) << id;
  }
}

}  // namespace
}  // namespace cnp
