#include "harness/support/json_schema.hpp"
#include "reports/run/baseline.hpp"
#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cnp {
namespace {

using nlohmann::json;

/// The folder reports/ in the source tree.
const std::filesystem::path reports_folder = CNP_REPORTS;

[[nodiscard]] json_schema load_schema(const char* name) {
  return json_schema(json::parse(test::read_text(reports_folder / "schema" / name)));
}

class run_schema : public testing::Test {
 protected:
  [[nodiscard]] std::string problem(const std::string& line) const {
    return schema_.problem(json::parse(line));
  }
  json_schema schema_ = load_schema("run.schema.json");
};
using RunSchema = run_schema;

TEST_F(RunSchema, FitsWhatTheWriterWrites) {
  EXPECT_EQ(problem(to_line(test::header())), "");
  run_header mixed = test::header();
  mixed.kernel.client_architecture = "x86";
  EXPECT_EQ(problem(to_line(mixed)), "");
  EXPECT_EQ(problem(to_line(run_footer{})), "");
  EXPECT_EQ(problem(to_line(missing_record("a.b", "gone"))), "");
  for (const verdict is : all_values<verdict>()) {
    EXPECT_EQ(problem(to_line(test::record("a.b/c", is))), "");
  }
}

TEST_F(RunSchema, FitsACellWithSomethingInEveryField) {
  cell_record cell = test::record("a.b/c", verdict::recovered);
  cell.why = "over";
  cell.clauses.emplace_back("clause.two", std::nullopt);
  cell.clients_replaced = 1;
  step_record& step = cell.steps[1];
  step.part = phase::begin;
  step.catalogue = 3;
  step.because = step.remark = step.why = "why";
  step.recorded = deviation_record{"id", "nonzero", "because", "wine.json:3"};
  step.result.internal = 0x103;
  step.result.event_signaled = step.result.handle_signaled = true;
  step.result.bytes = step.result.mode = 1;
  step.result.data = "\xFF";
  EXPECT_EQ(problem(to_line(cell)), "");
  for (const grade known :
       {grade::arrangement, grade::documented, grade::certain, grade::likely, grade::unspecified}) {
    step.known = known;
    step.part = phase::finish;
    step.result = waited(wait_result::timeout);
    EXPECT_EQ(problem(to_line(cell)), "");
  }
}

TEST_F(RunSchema, FitsACellOfABaseline) {
  cell_record cell = test::record("a.b/c");
  EXPECT_EQ(problem(to_line(for_baseline(cell))), "");
  cell.steps[1].allowed = "one of several";
  EXPECT_NE(to_line(for_baseline(cell)).find("kept_steps"), std::string::npos);
  EXPECT_EQ(problem(to_line(for_baseline(cell))), "");
}

TEST_F(RunSchema, FitsNothingElse) {
  for (const char* name :
       {"type", "key", "verdict", "fingerprint", "scenario", "axes", "clauses", "script_steps"}) {
    json line = json::parse(to_line(test::record("a.b/c")));
    line.erase(name);
    EXPECT_NE(schema_.problem(line), "") << name;
    line = json::parse(to_line(test::record("a.b/c")));
    line[name] = nullptr;
    EXPECT_NE(schema_.problem(line), "") << name;
  }
  json line = json::parse(to_line(test::record("a.b/c")));
  // A baseline's cell may be without its steps.
  line.erase("steps");
  EXPECT_EQ(schema_.problem(line), "");
  line["steps"] = nullptr;
  EXPECT_NE(schema_.problem(line), "");
  line = json::parse(to_line(test::record("a.b/c")));
  line["extra"] = 1;
  EXPECT_NE(schema_.problem(line), "");
}

TEST(DeviationsSchema, FitsTheFilesOfEveryKernel) {
  const json_schema rules = load_schema("deviations.schema.json");
  for (const char* name : {"reactos.json", "windows.json", "wine.json"}) {
    const json file = json::parse(test::read_text(reports_folder / "kernels" / name));
    EXPECT_EQ(rules.problem(file), "") << name;
    for (const char* field : {"id", "versions", "seen", "reason", "evidence", "recorded"}) {
      json broken = file;
      broken["deviations"][0].erase(field);
      EXPECT_NE(rules.problem(broken), "") << name << ' ' << field;
    }
  }
}

TEST(KernelFiles, RecordTheFirstCallAfterDisconnect) {
  const known_names known{
      .scenarios = {"nonblocking.first-after-disconnect"},
      .steps_of = [](const std::string&) { return std::set<std::string>{"first-call"}; },
      .clauses = {"nonblocking.first-after-disconnect"}};
  step first = test::connect_step();
  first.label = "first-call";
  first.allowed = {nonzero()};
  for (const char* family : {"reactos", "windows", "wine"}) {
    const auto file = reports_folder / "kernels" / (std::string{family} + ".json");
    // The files grow with scenarios that this test does not know: only these entries are loaded.
    json text = json::parse(test::read_text(file));
    std::erase_if(text["deviations"].get_ref<json::array_t&>(), [](const json& one) {
      return one["scenario"] != "nonblocking.first-after-disconnect";
    });
    for (json& one : text["deviations"]) {
      one.erase("also");
    }
    const deviations all = load_deviations(text.dump(2), family, known);
    kernel_identity kernel = test::wine();
    kernel.family = family;
    for (const handle_kind handle : both_handles) {
      cell the_cell;
      the_cell.handle = handle;
      const auto look = [&](const outcome& seen) {
        return find(all, kernel, "nonblocking.first-after-disconnect", words(the_cell), first, seen)
            .is;
      };
      EXPECT_EQ(look(zero(error::pipe_listening)), finding::kind::equal) << family;
      EXPECT_EQ(look(zero(error::pipe_connected)), finding::kind::other) << family;
    }
  }
}

}  // namespace
}  // namespace cnp
