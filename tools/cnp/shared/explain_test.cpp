#include "tools/cnp/shared/explain.hpp"

#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/support/input_error.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace cnp {
namespace {

/// A record about the scenario that is asked for most here.
deviation sample() {
  deviation one;
  one.id = "wine.sample";
  one.family = "wine";
  one.scenario = "reuse.stale-client-closed";
  one.step = "server.ConnectNamedPipe";
  one.seen = zero(error::pipe_connected);
  one.reason = "It does not notice.";
  one.evidence = {"Seen in a dream."};
  one.file = "sample.json";
  return one;
}

std::string complaint_about(const std::string& id) {
  try {
    static_cast<void>(explain(id, {}));
  } catch (const input_error& problem) {
    return problem.what();
  }
  return "(nothing was thrown)";
}

TEST(Explain, TellsOfAClauseWhatAServersAuthorHasToKnow) {
  const explanation found = explain("reuse.stale-client-open", {sample()});
  ASSERT_TRUE(found.sentence);
  const std::string text = explanation_text(found, {});
  for (const std::string_view part :
       {found.sentence->says, found.sentence->why, found.sentence->pitfall}) {
    // Broken into lines, so only the beginning is looked for.
    EXPECT_NE(text.find(part.substr(0, 40)), std::string::npos) << part << "\n" << text;
  }
  EXPECT_FALSE(found.evidence.empty());
  EXPECT_NE(text.find("tools/run --clause reuse.stale-client-open"), std::string::npos) << text;
}

TEST(Explain, EveryClauseHasAPitfallAndEveryTestableOneEvidence) {
  for (const clause& each : all_clauses()) {
    EXPECT_FALSE(each.pitfall.empty()) << each.id;
  }
  const explanation found = explain("nonblocking.compatibility-only", {});
  EXPECT_TRUE(found.evidence.empty());
  EXPECT_TRUE(found.commands.empty());
  EXPECT_NE(explanation_text(found, {}).find("untested"), std::string::npos);
}

TEST(Explain, TellsOfAScenarioItsStepsAndWhatKernelsDoOtherwise) {
  const explanation found = explain("reuse.stale-client-closed", {sample()});
  ASSERT_TRUE(found.scenario);
  EXPECT_FALSE(found.scenario->steps.empty());
  EXPECT_FALSE(found.scenario->axes.empty());
  const std::string text = explanation_text(found, {});
  for (const char* part : {"wine.sample", "It does not notice.", "Seen in a dream.",
                           "tools/run --scenario reuse.stale-client-closed", "cnp repro reuse."}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_FALSE(found.catalogue.empty());
}

TEST(Explain, TellsOfACellItsOwnSteps) {
  const scenario& the_scenario =
      *std::ranges::find(all_scenarios(), "nonblocking.listening", &scenario::id);
  const std::string last = key(the_scenario, cells(the_scenario).back());
  const explanation found = explain(last, {});
  EXPECT_FALSE(found.sentence);
  ASSERT_TRUE(found.scenario);
  EXPECT_EQ(found.scenario->cell, last);
  EXPECT_EQ(found.commands.front(), "tools/run --cell " + last);
}

TEST(Explain, RefusesAnUnknownIdWithTheNearest) {
  EXPECT_EQ(complaint_about("reuse.stale-client-close"),
            "there is no clause, scenario, cell, deviation, defect or line of the catalogue "
            "'reuse.stale-client-close'; did you mean "
            "'reuse.stale-client-closed'?");
  EXPECT_EQ(complaint_about("x"),
            "there is no clause, scenario, cell, deviation, defect or line of the catalogue 'x'; "
            "see 'cnp list --help' for what names them");
  EXPECT_NE(complaint_about("nonblocking.listening/synchronus-at-creation-null-byte")
                .find("there is no cell"),
            std::string::npos);
}

TEST(Explain, WritesJsonThatCanBeReadBack) {
  const auto parsed =
      nlohmann::json::parse(explanation_json(explain("reuse.stale-client-closed", {sample()})));
  EXPECT_EQ(parsed["clause"]["level"], "guarantee");
  EXPECT_EQ(parsed["deviations"][0]["seen"]["error"], "ERROR_PIPE_CONNECTED");
  EXPECT_FALSE(parsed["scenario"]["steps"].empty());
}

TEST(Explain, KnowsDeviationsDefectsAndLinesOfTheCatalogue) {
  const std::string recorded = explanation_text(explain("wine.sample", {sample()}), {});
  EXPECT_NE(recorded.find("Seen in a dream."), std::string::npos) << recorded;
  EXPECT_NE(recorded.find("  reuse.stale-client-closed ("), std::string::npos) << recorded;
  const std::string fault = explanation_text(explain("crash", {}), {});
  EXPECT_NE(fault.find("--seeded-defect crash\n"), std::string::npos) << fault;
  EXPECT_EQ(fault.find("Known deviations"), std::string::npos) << fault;
  const std::string line = explanation_text(explain("31", {}), {});
  EXPECT_NE(line.find("  line 31 "), std::string::npos) << line;
  EXPECT_NE(line.find("  nonblocking.listening ("), std::string::npos) << line;
}

}  // namespace
}  // namespace cnp
