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

TEST(verdict, has_name_passing_and_exit_status_as_designed) {
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

TEST(verdict, the_more_severe_one_counts) {
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

class judging_a_step : public testing::TestWithParam<step_case> {};

TEST_P(judging_a_step, follows_the_table) {
  const step_case& one = GetParam();
  const deviation entry = test::stale_deviation();
  const step_judgement judged =
      judge_step(connect_step(one.known), saw(one.seen), recorded(one.found, entry));
  EXPECT_EQ(word(judged.is), word(one.is)) << one.what;
  EXPECT_EQ(judged.goes_on, one.goes_on) << one.what;
  EXPECT_EQ(judged.why.empty(), one.is == verdict::conforms) << one.what;
  EXPECT_EQ(judged.recorded.entry != nullptr, one.found != finding::kind::none) << one.what;
}

constexpr auto none = finding::kind::none;
constexpr auto equal = finding::kind::equal;
constexpr auto other_kind = finding::kind::other;
const outcome allowed = zero(error::no_data);
const outcome known_wrong = zero(error::pipe_connected);
const outcome wrong = zero(error::pipe_listening);

INSTANTIATE_TEST_SUITE_P(
    verdict, judging_a_step,
    testing::Values(
        step_case{"documented, allowed", grade::documented, allowed, none, verdict::conforms, true},
        step_case{"certain, allowed", grade::certain, allowed, none, verdict::conforms, true},
        step_case{"likely, allowed", grade::likely, allowed, none, verdict::conforms, true},
        step_case{"arranged", grade::arrangement, allowed, none, verdict::conforms, true},
        step_case{"documented, wrong", grade::documented, wrong, none, verdict::deviates, false},
        step_case{"certain, wrong", grade::certain, wrong, none, verdict::deviates, false},
        step_case{"likely, wrong", grade::likely, wrong, none, verdict::deviates, false},
        step_case{"not arranged", grade::arrangement, wrong, none, verdict::not_arranged, false},
        step_case{"known", grade::documented, known_wrong, equal, verdict::known_deviation, true},
        step_case{"differently wrong", grade::documented, wrong, other_kind, verdict::deviates,
                  false},
        step_case{"recovered", grade::documented, allowed, other_kind, verdict::recovered, true},
        step_case{"recorded, but allowed", grade::documented, allowed, equal, verdict::recovered,
                  true},
        step_case{"arrangement known", grade::arrangement, known_wrong, equal,
                  verdict::known_deviation, true},
        step_case{"arrangement differently wrong", grade::arrangement, wrong, other_kind,
                  verdict::not_arranged, false},
        step_case{"sane", grade::unspecified, allowed, none, verdict::characterised, true},
        step_case{"implausible", grade::unspecified, wrong, none, verdict::implausible, false},
        step_case{"known implausible", grade::unspecified, known_wrong, equal,
                  verdict::known_deviation, true},
        step_case{"sane again", grade::unspecified, allowed, other_kind, verdict::recovered, true},
        step_case{"hung", grade::documented, hung(), none, verdict::hung, false},
        step_case{"hung while arranging", grade::arrangement, hung(), none, verdict::hung, false},
        step_case{"hung where nothing is documented", grade::unspecified, hung(), none,
                  verdict::hung, false},
        step_case{"known to hang", grade::documented, hung(), equal, verdict::known_deviation,
                  true},
        step_case{"hung instead of known", grade::documented, hung(), other_kind, verdict::hung,
                  false},
        step_case{"crashed", grade::documented, ended(0xC0000005), none, verdict::crashed, false},
        step_case{"crashed while arranging", grade::arrangement, ended(1), none, verdict::crashed,
                  false}));

TEST(verdict, a_recorded_deviation_can_stop_the_script) {
  deviation entry = test::stale_deviation();
  entry.stops = true;
  EXPECT_FALSE(judge_step(connect_step(), saw(known_wrong), recorded(equal, entry)).goes_on);
  EXPECT_TRUE(judge_step(connect_step(), saw(allowed), recorded(other_kind, entry)).goes_on);
}

TEST(verdict, a_recorded_deviation_of_a_race_is_not_over_when_it_is_not_seen) {
  const deviation entry = test::stale_deviation();
  step races = connect_step();
  races.races = true;
  EXPECT_EQ(judge_step(races, saw(allowed), recorded(other_kind, entry)).is, verdict::conforms);
  EXPECT_EQ(judge_step(races, saw(known_wrong), recorded(equal, entry)).is,
            verdict::known_deviation);
}

TEST(verdict, an_end_that_is_allowed_conforms) {
  step dies = connect_step();
  dies.allowed = {ended(5), hung()};
  EXPECT_EQ(judge_step(dies, saw(ended(5)), {}).is, verdict::conforms);
  EXPECT_EQ(judge_step(dies, saw(hung()), {}).is, verdict::conforms);
  EXPECT_EQ(judge_step(dies, saw(ended(6)), {}).is, verdict::crashed);
}

TEST(verdict, the_reason_shows_seen_allowed_and_recorded) {
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

TEST_F(judging_a_cell, all_as_documented) {
  const cell_judgement is = judged(performed({nonzero(), allowed, allowed}));
  EXPECT_EQ(is.is, verdict::conforms);
  EXPECT_EQ(is.why, "");
  EXPECT_EQ(is.steps.size(), 3U);
  EXPECT_EQ(clauses(is), "a=conforms b=conforms ");
}

TEST_F(judging_a_cell, a_clause_behind_the_failure_is_not_reached) {
  const cell_judgement is = judged(performed({nonzero(), wrong}, ending::stopped));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(is.why, is.steps.back().why);
  EXPECT_EQ(clauses(is), "a=not reached b=deviates ");
}

TEST_F(judging_a_cell, a_refused_arrangement_is_the_kernels_and_says_nothing_about_clauses) {
  const cell_judgement is = judged(performed({zero(error::access_denied)}, ending::stopped));
  EXPECT_EQ(is.is, verdict::not_arranged);
  EXPECT_EQ(is.why, "server: " + describe(create_step().what) +
                        " gave 0/ERROR_ACCESS_DENIED (5) where nonzero is needed for the "
                        "arrangement: the case could not be asked");
  EXPECT_EQ(clauses(is), "a=not reached b=not reached ");
}

TEST_F(judging_a_cell, what_was_not_performed_says_so_of_every_clause) {
  const cell_judgement is = judged(performed({}, ending::not_performed, "'connect' hung"));
  EXPECT_EQ(is.is, verdict::not_performed);
  EXPECT_EQ(is.why, "'connect' hung");
  EXPECT_EQ(clauses(is), "a=not performed b=not performed ");
}

TEST_F(judging_a_cell, what_the_harness_fails_to_end_is_its_own_matter) {
  steps_.front().what = kill_process{};
  EXPECT_EQ(judged(performed({zero(error::access_denied)}, ending::stopped)).is,
            verdict::suite_error);
}

TEST_F(judging_a_cell, a_clause_is_blamed_for_its_own_part_only) {
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

TEST_F(judging_a_cell, what_no_clause_is_blamed_for_is_not_called_documented) {
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

TEST_F(judging_a_cell, a_step_that_says_nothing_about_a_clause_is_no_evidence_for_it) {
  steps_ = {proving("wait")};
  EXPECT_EQ(clauses(judged(performed({allowed}))), "");
}

TEST_F(judging_a_cell, a_recorded_deviation_is_one_of_its_part_only) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for value";
  steps_ = {proving("value")};
  steps_[0].proves = {"error", "value"};
  EXPECT_EQ(clauses(judged(performed({known_wrong}))), "error=known deviation value=conforms ");
  EXPECT_EQ(clauses(judged(performed({allowed}))), "error=recovered value=conforms ");
}

TEST_F(judging_a_cell, an_error_of_the_suite_hides_no_verdict) {
  const cell_judgement is =
      judged(performed({nonzero(), wrong}, ending::suite_error, "a file can't be written"));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(clauses(is), "a=suite error b=deviates ");
}

TEST_F(judging_a_cell, the_worst_step_decides_about_a_clause) {
  steps_ = {proving("a", grade::unspecified), proving("a"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({allowed, allowed, allowed}))), "a=characterised ");
  EXPECT_EQ(clauses(judged(performed({allowed, allowed, wrong}, ending::stopped))), "a=deviates ");
}

TEST_F(judging_a_cell, half_the_evidence_does_not_conform) {
  steps_ = {proving("a"), proving("b"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({allowed, wrong}, ending::stopped))),
            "a=not reached b=deviates ");
}

TEST_F(judging_a_cell, half_the_evidence_is_enough_to_deviate) {
  steps_ = {proving("a"), proving("a")};
  EXPECT_EQ(clauses(judged(performed({wrong}, ending::stopped))), "a=deviates ");
}

TEST_F(judging_a_cell, uses_the_deviations_of_its_kernel_scenario_and_step) {
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

TEST_F(judging_a_cell, a_known_deviation_that_stops_leaves_the_rest_unproven) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for b";
  all_.front().stops = true;
  const cell_judgement is = judged(performed({nonzero(), known_wrong}, ending::stopped));
  EXPECT_EQ(is.is, verdict::known_deviation);
  EXPECT_EQ(clauses(is), "a=not reached b=known deviation ");
}

TEST_F(judging_a_cell, a_deadline_is_given_to_the_last_step) {
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

TEST_F(judging_a_cell, a_call_that_never_came_back_is_given_to_its_own_step) {
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

TEST_F(judging_a_cell, a_hang_that_is_recorded_is_a_known_deviation) {
  all_ = {test::stale_deviation()};
  all_.front().step = "step for b";
  all_.front().seen = hung();
  all_.front().stops = true;
  EXPECT_EQ(judged(performed({nonzero(), hung()}, ending::hung)).is, verdict::known_deviation);
}

TEST_F(judging_a_cell, a_hang_that_is_allowed_conforms_only_at_the_end) {
  steps_[1].allowed.push_back(hung());
  steps_[2].allowed.push_back(hung());
  EXPECT_EQ(judged(performed({nonzero(), allowed, hung()}, ending::hung)).is, verdict::conforms);
  EXPECT_EQ(judged(performed({nonzero(), hung()}, ending::hung)).is, verdict::hung);
}

TEST_F(judging_a_cell, a_process_that_ended_crashed) {
  EXPECT_EQ(judged(performed({nonzero(), ended(3)}, ending::crashed)).is, verdict::crashed);
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::crashed, "client 1 ended with 0xC0000005"));
  EXPECT_EQ(is.is, verdict::crashed);
  EXPECT_EQ(is.why, "client 1 ended with 0xC0000005");
  EXPECT_EQ(clauses(is), "a=not reached b=conforms ");
  EXPECT_EQ(judged(performed({}, ending::crashed)).is, verdict::crashed);
}

TEST_F(judging_a_cell, a_process_that_was_to_end_did_not_crash) {
  steps_[2].allowed.push_back(ended(3));
  EXPECT_EQ(judged(performed({nonzero(), allowed, ended(3)}, ending::crashed)).is,
            verdict::conforms);
  EXPECT_EQ(judged(performed({nonzero(), allowed, ended(3)})).is, verdict::conforms);
}

TEST_F(judging_a_cell, unsupported_says_nothing_about_any_clause) {
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::unsupported, "no app containers"));
  EXPECT_EQ(is.is, verdict::unsupported);
  EXPECT_EQ(is.why, "no app containers");
  EXPECT_EQ(clauses(is), "a=unsupported b=unsupported ");
  EXPECT_EQ(judged(performed({}, ending::unsupported)).is, verdict::unsupported);
}

TEST_F(judging_a_cell, unsupported_does_not_hide_what_was_seen_before) {
  const cell_judgement is = judged(performed({nonzero(), wrong}, ending::unsupported));
  EXPECT_EQ(is.is, verdict::deviates);
  EXPECT_EQ(clauses(is), "a=unsupported b=deviates ");
}

TEST_F(judging_a_cell, a_harness_that_failed_leaves_nothing_to_believe) {
  const cell_judgement is =
      judged(performed({nonzero(), allowed}, ending::suite_error, "tickets out of order"));
  EXPECT_EQ(is.is, verdict::suite_error);
  EXPECT_EQ(is.why, "tickets out of order");
  EXPECT_EQ(clauses(is), "a=suite error b=suite error ");
}

TEST_F(judging_a_cell, a_performance_that_contradicts_itself_is_a_suite_error) {
  EXPECT_EQ(judged(performed({nonzero(), allowed})).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({nonzero(), allowed}, ending::stopped)).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({})).is, verdict::suite_error);
  EXPECT_EQ(judged(performed({nonzero(), allowed, allowed, allowed})).is, verdict::suite_error);
  steps_.clear();
  EXPECT_EQ(judged(performed({})).is, verdict::suite_error);
}

}  // namespace
}  // namespace cnp
