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

/// The part of JSON Schema that our schemas use, without patterns; any other keyword is an error of
/// theirs.
class schema {
 public:
  explicit schema(json root) : root_(std::move(root)) {}

  /// What is wrong with a value, or an empty text.
  [[nodiscard]] std::string problem(const json& value) const { return problem(root_, value, "$"); }

 private:
  [[nodiscard]] std::string problem(const json& rule, const json& value,
                                    const std::string& at) const {
    for (const auto& keyword : rule.items()) {
      std::string found = check(keyword.key(), keyword.value(), rule, value, at);
      if (!found.empty()) {
        return found;
      }
    }
    return {};
  }

  [[nodiscard]] std::string check(const std::string& keyword, const json& says, const json& rule,
                                  const json& value, const std::string& at) const {
    static const std::set<std::string> not_checked{"$schema", "title",   "description", "default",
                                                   "$defs",   "pattern", "uniqueItems"};
    const auto unless = [](bool fits, const std::string& sentence) {
      return fits ? std::string{} : sentence;
    };
    if (not_checked.contains(keyword)) {
      return {};
    }
    if (keyword == "$ref") {
      return problem(root_.at(json::json_pointer(says.get<std::string>().substr(1))), value, at);
    }
    if (keyword == "oneOf") {
      const auto fits = std::ranges::count_if(
          says, [&](const json& one) { return problem(one, value, at).empty(); });
      return unless(fits == 1, at + " fits " + std::to_string(fits) + " of oneOf");
    }
    if (keyword == "type") {
      return unless(has_type(says, value), at + " is no " + says.dump());
    }
    if (keyword == "const") {
      return unless(value == says, at + " is not " + says.dump());
    }
    if (keyword == "enum") {
      return unless(std::ranges::find(says, value) != says.end(),
                    at + " is none of " + says.dump());
    }
    if (keyword == "minItems" || keyword == "maxItems") {
      const auto count = says.get<std::size_t>();
      const bool fits = keyword == "minItems" ? value.size() >= count : value.size() <= count;
      return unless(!value.is_array() || fits,
                    at + " has " + std::to_string(value.size()) + " items");
    }
    if (keyword == "minimum" || keyword == "minLength") {
      const bool fits =
          keyword == "minimum"
              ? !value.is_number() || value.get<double>() >= says.get<double>()
              : !value.is_string() || value.get<std::string>().size() >= says.get<std::size_t>();
      return unless(fits, at + ": " + value.dump() + " against " + keyword);
    }
    return check_members(keyword, says, rule, value, at);
  }

  [[nodiscard]] static bool has_type(const json& type, const json& value) {
    if (type.is_array()) {
      return std::ranges::any_of(type, [&](const json& one) { return has_type(one, value); });
    }
    return type == value.type_name() || (type == "integer" && value.is_number_integer());
  }

  /// The keywords that speak of what is in an object or a list.
  [[nodiscard]] std::string check_members(const std::string& keyword, const json& says,
                                          const json& rule, const json& value,
                                          const std::string& at) const {
    const bool open = keyword == "additionalProperties";
    if (keyword == "required") {
      const auto lacks = std::ranges::find_if(says, [&value](const json& name) {
        return value.is_object() && !value.contains(name.get<std::string>());
      });
      return lacks == says.end() ? "" : at + " lacks " + lacks->dump();
    }
    if (keyword != "items" && keyword != "properties" && !open) {
      return "keyword " + keyword;
    }
    if (value.is_object() == (keyword == "items") || !value.is_structured()) {
      return {};
    }
    const json properties = rule.value("properties", json::object());
    for (const auto& member : value.items()) {
      const bool is_named = properties.contains(member.key());
      if (open && !is_named && says == false) {
        return at + " has an unknown " + member.key();
      }
      const json* const inner = keyword == "properties"
                                    ? (is_named ? &properties[member.key()] : nullptr)
                                : open && is_named ? nullptr
                                                   : &says;
      std::string found =
          inner == nullptr ? "" : problem(*inner, member.value(), at + '.' + member.key());
      if (!found.empty()) {
        return found;
      }
    }
    return {};
  }

  json root_;
};

[[nodiscard]] schema load_schema(const char* name) {
  return schema(json::parse(test::read_text(reports_folder / "schema" / name)));
}

class run_schema : public testing::Test {
 protected:
  [[nodiscard]] std::string problem(const std::string& line) const {
    return schema_.problem(json::parse(line));
  }
  schema schema_ = load_schema("run.schema.json");
};
using RunSchema = run_schema;

TEST_F(RunSchema, FitsWhatTheWriterWrites) {
  EXPECT_EQ(problem(to_line(test::header())), "");
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
  cell.not_performed = true;
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
  const schema rules = load_schema("deviations.schema.json");
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
