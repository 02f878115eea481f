#include "reports/verdict/verdict.hpp"

#include "reports/run/test_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {
namespace {

using test::connect_step;
using test::create_step;
using test::saw;

[[nodiscard]] finding recorded(finding::kind is, const deviation& entry) {
  return is == finding::kind::none ? finding{} : finding{is, &entry};
}

[[nodiscard]] outcome hung() {
  outcome the_outcome;
  the_outcome.how = completion::hung;
  return the_outcome;
}

// -- names, order, exit status

struct verdict_facts {
  verdict is;
  const char* words;
  bool passes;
  bool passes_strictly;
  int status;
  int strict_status;
};

TEST(Verdict, HasNamePassingAndExitStatusAsDesigned) {
  const std::vector<verdict_facts> table{
      {verdict::unsupported, "unsupported", true, true, 77, 77},
      {verdict::conforms, "conforms", true, true, 0, 0},
      {verdict::characterised, "characterised", true, true, 0, 0},
      {verdict::known_deviation, "known deviation", true, false, 0, 1},
      {verdict::suite_error, "suite error", false, false, 3, 3},
      {verdict::not_performed, "not performed", false, false, 1, 1},
      {verdict::recovered, "recovered", false, false, 1, 1},
      {verdict::implausible, "implausible", false, false, 1, 1},
      {verdict::not_arranged, "not arranged", false, false, 1, 1},
      {verdict::deviates, "deviates", false, false, 1, 1},
      {verdict::hung, "hung", false, false, 1, 1},
      {verdict::crashed, "crashed", false, false, 1, 1}};
  ASSERT_EQ(table.size(), count_of<verdict>);
  for (std::size_t at = 0; at != table.size(); ++at) {
    const verdict_facts& one = table[at];
    EXPECT_EQ(all_values<verdict>()[at], one.is);
    EXPECT_EQ(word(one.is), one.words);
    EXPECT_EQ(from_word<verdict>(one.words), one.is);
    EXPECT_EQ(passes(one.is, false), one.passes) << one.words;
    EXPECT_EQ(passes(one.is, true), one.passes_strictly) << one.words;
    EXPECT_EQ(static_cast<int>(exit_status(one.is, false)), one.status) << one.words;
    EXPECT_EQ(static_cast<int>(exit_status(one.is, true)), one.strict_status) << one.words;
  }
  EXPECT_EQ(from_word<verdict>("conform"), std::nullopt);
  EXPECT_EQ(from_word<verdict>(""), std::nullopt);
}

TEST(Verdict, TheMoreSevereOneCounts) {
  for (std::size_t a = 0; a != count_of<verdict>; ++a) {
    for (std::size_t b = 0; b != count_of<verdict>; ++b) {
      EXPECT_EQ(worse(all_values<verdict>()[a], all_values<verdict>()[b]),
                all_values<verdict>()[std::max(a, b)]);
    }
  }
}

// -- a step, every row of the table both ways

struct step_case {
  const char* what;
  grade known;
  outcome seen;
  finding::kind found;
  verdict is;
  bool goes_on;
};

constexpr auto none = finding::kind::none;
constexpr auto equal = finding::kind::equal;
constexpr auto other_kind = finding::kind::other;
const outcome allowed = zero(error::no_data);
const outcome known_wrong = zero(error::pipe_connected);
const outcome wrong = zero(error::pipe_listening);
const outcome hangs = hung();

TEST(Verdict, FollowsTheTable) {
  using enum verdict;
  using enum grade;
  const std::vector<step_case> cases{
      {"documented, allowed", documented, allowed, none, conforms, true},
      {"certain, allowed", certain, allowed, none, conforms, true},
      {"likely, allowed", likely, allowed, none, conforms, true},
      {"arranged", arrangement, allowed, none, conforms, true},
      {"documented, wrong", documented, wrong, none, deviates, false},
      {"certain, wrong", certain, wrong, none, deviates, false},
      {"likely, wrong", likely, wrong, none, deviates, false},
      {"not arranged", arrangement, wrong, none, not_arranged, false},
      {"known", documented, known_wrong, equal, known_deviation, true},
      {"differently wrong", documented, wrong, other_kind, deviates, false},
      {"recovered", documented, allowed, other_kind, recovered, true},
      {"recorded, but allowed", documented, allowed, equal, recovered, true},
      {"arrangement known", arrangement, known_wrong, equal, known_deviation, true},
      {"arrangement differently wrong", arrangement, wrong, other_kind, not_arranged, false},
      {"sane", unspecified, allowed, none, characterised, true},
      {"implausible", unspecified, wrong, none, implausible, false},
      {"known implausible", unspecified, known_wrong, equal, known_deviation, true},
      {"sane again", unspecified, allowed, other_kind, recovered, true},
      {"hung", documented, hangs, none, hung, false},
      {"hung while arranging", arrangement, hangs, none, hung, false},
      {"hung where nothing is documented", unspecified, hangs, none, hung, false},
      {"known to hang", documented, hangs, equal, known_deviation, true},
      {"hung instead of known", documented, hangs, other_kind, hung, false},
      {"crashed", documented, ended(0xC0000005), none, crashed, false},
      {"crashed while arranging", arrangement, ended(1), none, crashed, false}};
  const deviation entry = test::stale_deviation();
  for (const step_case& one : cases) {
    const step_judgement judged =
        judge_step(connect_step(one.known), saw(one.seen), recorded(one.found, entry));
    EXPECT_EQ(word(judged.is), word(one.is)) << one.what;
    EXPECT_EQ(judged.goes_on, one.goes_on) << one.what;
    EXPECT_EQ(judged.why.empty(), one.is == verdict::conforms) << one.what;
    EXPECT_EQ(judged.recorded.entry != nullptr, one.found != finding::kind::none) << one.what;
  }
}

TEST(Verdict, ARecordedDeviationCanStopTheScript) {
  deviation entry = test::stale_deviation();
  entry.stops = true;
  EXPECT_FALSE(judge_step(connect_step(), saw(known_wrong), recorded(equal, entry)).goes_on);
  EXPECT_TRUE(judge_step(connect_step(), saw(allowed), recorded(other_kind, entry)).goes_on);
}

TEST(Verdict, ARecordedDeviationOfARaceIsNotOverWhenItIsNotSeen) {
  const deviation entry = test::stale_deviation();
  step races = connect_step();
  races.races = true;
  EXPECT_EQ(judge_step(races, saw(allowed), recorded(other_kind, entry)).is, verdict::conforms);
  EXPECT_EQ(judge_step(races, saw(known_wrong), recorded(equal, entry)).is,
            verdict::known_deviation);
}

TEST(Verdict, AnEndThatIsAllowedConforms) {
  step dies = connect_step();
  dies.allowed = {ended(5), hung()};
  EXPECT_EQ(judge_step(dies, saw(ended(5)), {}).is, verdict::conforms);
  EXPECT_EQ(judge_step(dies, saw(hung()), {}).is, verdict::conforms);
  EXPECT_EQ(judge_step(dies, saw(ended(6)), {}).is, verdict::crashed);
}

TEST(Verdict, TheReasonShowsSeenAllowedAndRecorded) {
  const deviation entry = test::stale_deviation();
  EXPECT_EQ(judge_step(connect_step(), saw(wrong), recorded(other_kind, entry)).why,
            "server: " + describe(connect_step().what) +
                " gave 0/ERROR_PIPE_LISTENING (536) where 0/ERROR_NO_DATA (232) is documented; "
                "recorded for this kernel is another one, 0/ERROR_PIPE_CONNECTED (535) "
                "(wine.stale)");
  EXPECT_EQ(judge_step(connect_step(), saw(allowed), recorded(other_kind, entry)).why,
            "an allowed outcome was seen, so the deviation wine.stale is over: delete "
            "reports/kernels/wine.json:12-25");
  EXPECT_EQ(judge_step(connect_step(), saw(known_wrong), recorded(equal, entry)).why,
            "wine.stale: It does not notice the close.");
}

// -- a cell

[[nodiscard]] step proving(const std::string& clause, grade known = grade::documented) {
  step one = connect_step(known);
  one.proves = {clause};
  one.label = "step for " + clause;
  return one;
}

[[nodiscard]] execution performed(const std::vector<outcome>& seen, ending how = ending::complete,
                                  const std::string& why = {}) {
  execution all;
  for (const outcome& one : seen) {
    all.seen.push_back(saw(one));
  }
  all.how = how;
  all.why = why;
  return all;
}

/// Clauses whose id is the part of which they speak; all others speak of whole outcomes.
[[nodiscard]] const clause* clause_called(std::string_view id) {
  static const std::vector<clause> all{{.id = "error", .speaks_of = clause_part::last_error},
                                       {.id = "promptness", .speaks_of = clause_part::promptness},
                                       {.id = "value", .speaks_of = clause_part::value},
                                       {.id = "wait", .speaks_of = clause_part::wait}};
  const auto found = std::ranges::find(all, id, &clause::id);
  return found == all.end() ? nullptr : &*found;
}

class judging_a_cell : public testing::Test {
 protected:
  [[nodiscard]] cell_judgement judged(const execution& the_execution) const {
    return judge(steps_, the_execution, "reuse.stale", cell{}, test::wine(), all_, &clause_called);
  }
  [[nodiscard]] static std::string clauses(const cell_judgement& judged) {
    std::string text;
    for (const clause_judgement& one : judged.clauses) {
      text += one.clause + '=' + std::string{one.is ? word(*one.is) : "not reached"} + ' ';
    }
    return text;
  }

  script steps_{create_step(), proving("b"), proving("a")};
  deviations all_;
};
using JudgingACell = judging_a_cell;

TEST_F(JudgingACell, AllAsDocumented) {
  const cell_judgement is = judged(performed({nonzero(), allowed, allowed}));
  EXPECT_EQ(is.is, verdict::conforms);
  EXPECT_EQ(is.why, "");
  EXPECT_EQ(is.steps.size(), 3U);
  EXPECT_EQ(clauses(is), "a=conforms b=conforms ");
}

TEST_F(JudgingACell, AClauseBehindTheFailureIsNotReached) {
  const cell_judgement is = judged(performed({nonzero(), wrong}, ending::stopped));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(is.why, is.steps.back().why);
  EXPECT_EQ(clauses(is), "a=not reached b=deviates ");
}

TEST_F(JudgingACell, ARefusedArrangementIsTheKernelsAndSaysNothingAboutClauses) {
  const cell_judgement is = judged(performed({zero(error::access_denied)}, ending::stopped));
  EXPECT_EQ(is.is, verdict::not_arranged);
  EXPECT_EQ(is.why, "server: " + describe(create_step().what) +
                        " gave 0/ERROR_ACCESS_DENIED (5) where nonzero is needed for the "
                        "arrangement: the case could not be asked");
  EXPECT_EQ(clauses(is), "a=not reached b=not reached ");
}

TEST_F(JudgingACell, WhatWasNotPerformedSaysSoOfEveryClause) {
  const cell_judgement is = judged(performed({}, ending::not_performed, "'connect' hung"));
  EXPECT_EQ(is.is, verdict::not_performed);
  EXPECT_EQ(is.why, "'connect' hung");
  EXPECT_EQ(clauses(is), "a=not performed b=not performed ");
}

TEST_F(JudgingACell, WhatTheHarnessFailsToEndIsItsOwnMatter) {
  steps_.front().what = kill_process{};
  EXPECT_EQ(judged(performed({zero(error::access_denied)}, ending::stopped)).is,
            verdict::suite_error);
}

TEST_F(JudgingACell, AClauseIsBlamedForItsOwnPartOnly) {
  steps_ = {proving("value"), proving("promptness")};
  steps_[0].proves = {"promptness", "value", "a"};
  steps_[0].allowed = {nonzero()};
  EXPECT_EQ(clauses(judged(performed({wrong}, ending::stopped))),
            "a=deviates promptness=not reached value=deviates ");
  steps_.pop_back();
  EXPECT_EQ(clauses(judged(performed({wrong}, ending::stopped))),
            "a=deviates promptness=conforms value=deviates ");
  EXPECT_EQ(clauses(judged(performed({hung()}, ending::hung))),
            "a=hung promptness=hung value=not reached ");
}

TEST_F(JudgingACell, WhatNoClauseIsBlamedForIsNotCalledDocumented) {
  steps_ = {proving("value")};
  EXPECT_NE(judged(performed({nonzero()}, ending::stopped)).why.find(" is documented"),
            std::string::npos);
  steps_ = {proving("promptness")};
  steps_[0].catalogue = 32;
  const std::string why = judged(performed({wrong}, ending::stopped)).why;
  EXPECT_EQ(why.find("documented"), std::string::npos) << why;
  EXPECT_NE(why.find("is expected by line 32 of the catalogue"), std::string::npos) << why;
  steps_[0].catalogue = 0;
  EXPECT_NE(judged(performed({wrong}, ending::stopped)).why.find("no sentence says so by itself"),
            std::string::npos);
}

TEST_F(JudgingACell, AStepThatSaysNothingAboutAClauseIsNoEvidenceForIt) {
  steps_ = {proving("wait")};
  EXPECT_EQ(clauses(judged(performed({allowed}))), "");
}

TEST_F(JudgingACell, ARecordedDeviationIsOneOfItsPartOnly) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for value";
  steps_ = {proving("value")};
  steps_[0].proves = {"error", "value"};
  EXPECT_EQ(clauses(judged(performed({known_wrong}))), "error=known deviation value=conforms ");
  EXPECT_EQ(clauses(judged(performed({allowed}))), "error=recovered value=conforms ");
}

TEST_F(JudgingACell, AnErrorOfTheSuiteHidesNoVerdict) {
  const cell_judgement is =
      judged(performed({nonzero(), wrong}, ending::suite_error, "a file can't be written"));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(clauses(is), "a=suite error b=deviates ");
}

TEST_F(JudgingACell, TheWorstStepDecidesAboutAClause) {
  steps_ = {proving("a", grade::unspecified), proving("a"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({allowed, allowed, allowed}))), "a=characterised ");
  EXPECT_EQ(clauses(judged(performed({allowed, allowed, wrong}, ending::stopped))), "a=deviates ");
}

TEST_F(JudgingACell, HalfTheEvidenceDoesNotConform) {
  steps_ = {proving("a"), proving("b"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({allowed, wrong}, ending::stopped))),
            "a=not reached b=deviates ");
}

TEST_F(JudgingACell, HalfTheEvidenceIsEnoughToDeviate) {
  steps_ = {proving("a"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({wrong}, ending::stopped))), "a=deviates ");
}

TEST_F(JudgingACell, UsesTheDeviationsOfItsKernelScenarioAndStep) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for b";
  EXPECT_EQ(clauses(judged(performed({nonzero(), known_wrong, allowed}))),
            "a=conforms b=known deviation ");
  EXPECT_EQ(judged(performed({nonzero(), known_wrong, allowed})).is, verdict::known_deviation);
  EXPECT_EQ(judged(performed({nonzero(), wrong}, ending::stopped)).is, verdict::deviates);
  EXPECT_EQ(judged(performed({nonzero(), allowed, allowed})).is, verdict::recovered);
  EXPECT_EQ(judge(steps_, performed({nonzero(), known_wrong}, ending::stopped), "reuse.stale",
                  cell{}, test::wine("11.0"), all_, &clause_called)
                .is,
            verdict::deviates);
}

TEST_F(JudgingACell, AKnownDeviationThatStopsLeavesTheRestUnproven) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for b";
  all_.front().stops = true;
  const cell_judgement is = judged(performed({nonzero(), known_wrong}, ending::stopped));
  EXPECT_EQ(is.is, verdict::known_deviation);
  EXPECT_EQ(clauses(is), "a=not reached b=known deviation ");
}

TEST_F(JudgingACell, ADeadlineIsGivenToTheLastStep) {
  const cell_judgement is = judged(performed({nonzero(), hung()}, ending::hung));
  EXPECT_EQ(is.is, verdict::hung);
  EXPECT_EQ(clauses(is), "a=not reached b=hung ");
  const cell_judgement late =
      judged(performed({nonzero(), allowed}, ending::hung, "the case's deadline passed"));
  EXPECT_EQ(late.is, verdict::hung);
  EXPECT_EQ(clauses(late), "a=not reached b=hung ");
  EXPECT_NE(late.why.find("the case's deadline passed"), std::string::npos) << late.why;
  EXPECT_EQ(judged(performed({}, ending::hung, "no client")).is, verdict::hung);
}

TEST_F(JudgingACell, ACallThatNeverCameBackIsGivenToItsOwnStep) {
  execution stuck = performed({nonzero(), allowed, allowed}, ending::hung, "it is in there still");
  stuck.hung_step = 1;
  const cell_judgement is = judged(stuck);
  EXPECT_EQ(is.is, verdict::hung);
  EXPECT_EQ(clauses(is), "a=conforms b=hung ");
  EXPECT_NE(is.why.find("hung: it is in there still"), std::string::npos) << is.why;
  stuck.hung_step = no_step;
  EXPECT_EQ(judged(stuck).is, verdict::hung);
  EXPECT_EQ(judged(stuck).why, "it is in there still") << "a step is blamed that came back";
}

TEST_F(JudgingACell, AHangThatIsRecordedIsAKnownDeviation) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for b";
  all_.front().seen = hung();
  all_.front().stops = true;
  EXPECT_EQ(judged(performed({nonzero(), hung()}, ending::hung)).is, verdict::known_deviation);
}

TEST_F(JudgingACell, AHangThatIsAllowedConformsOnlyAtTheEnd) {
  steps_[1].allowed.push_back(hung());
  steps_[2].allowed.push_back(hung());
  EXPECT_EQ(judged(performed({nonzero(), allowed, hung()}, ending::hung)).is, verdict::conforms);
  EXPECT_EQ(judged(performed({nonzero(), hung()}, ending::hung)).is, verdict::hung);
}

TEST_F(JudgingACell, AProcessThatEndedCrashed) {
  EXPECT_EQ(judged(performed({nonzero(), ended(3)}, ending::crashed)).is, verdict::crashed);
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::crashed, "client 1 ended with 0xC0000005"));
  EXPECT_EQ(is.is, verdict::crashed);
  EXPECT_EQ(is.why, "client 1 ended with 0xC0000005");
  EXPECT_EQ(clauses(is), "a=not reached b=conforms ");
  EXPECT_EQ(judged(performed({}, ending::crashed)).is, verdict::crashed);
}

TEST_F(JudgingACell, AProcessThatWasToEndDidNotCrash) {
  steps_[2].allowed.push_back(ended(3));
  EXPECT_EQ(judged(performed({nonzero(), allowed, ended(3)}, ending::crashed)).is,
            verdict::conforms);
  EXPECT_EQ(judged(performed({nonzero(), allowed, ended(3)})).is, verdict::conforms);
}

TEST_F(JudgingACell, UnsupportedSaysNothingAboutAnyClause) {
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::unsupported, "no app containers"));
  EXPECT_EQ(is.is, verdict::unsupported);
  EXPECT_EQ(is.why, "no app containers");
  EXPECT_EQ(clauses(is), "a=unsupported b=unsupported ");
  EXPECT_EQ(judged(performed({}, ending::unsupported)).is, verdict::unsupported);
}

TEST_F(JudgingACell, UnsupportedDoesNotHideWhatWasSeenBefore) {
  const cell_judgement is = judged(performed({nonzero(), wrong}, ending::unsupported));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(clauses(is), "a=unsupported b=deviates ");
}

TEST_F(JudgingACell, AHarnessThatFailedLeavesNothingToBelieve) {
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::suite_error, "tickets out of order"));
  EXPECT_EQ(is.is, verdict::suite_error);
  EXPECT_EQ(is.why, "tickets out of order");
  EXPECT_EQ(clauses(is), "a=suite error b=suite error ");
}

TEST_F(JudgingACell, APerformanceThatContradictsItselfIsASuiteError) {
  EXPECT_EQ(judged(performed({nonzero(), allowed})).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({nonzero(), allowed}, ending::stopped)).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({})).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({nonzero(), allowed, allowed, allowed})).is, verdict::suite_error);
  steps_.clear();
  EXPECT_EQ(judged(performed({})).is, verdict::suite_error);
}

}  // namespace
}  // namespace cnp
