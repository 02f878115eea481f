#include "reports/run/run_file.hpp"
#include "reports/run/test_data.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
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
    static const std::vector<std::string> not_checked{"$schema", "title", "description",
                                                      "default", "$defs", "pattern"};
    if (std::ranges::find(not_checked, keyword) != not_checked.end()) {
      return {};
    }
    if (keyword == "$ref") {
      return problem(root_.at(json::json_pointer(says.get<std::string>().substr(1))), value, at);
    }
    if (keyword == "oneOf") {
      const auto fits = std::ranges::count_if(
          says, [&](const json& one) { return problem(one, value, at).empty(); });
      return fits == 1 ? std::string{} : at + " fits " + std::to_string(fits) + " of oneOf";
    }
    if (keyword == "type") {
      return has_type(says, value) ? std::string{} : at + " is no " + says.dump();
    }
    if (keyword == "const" || keyword == "enum") {
      const bool fits =
          keyword == "const" ? value == says : std::ranges::find(says, value) != says.end();
      return fits ? std::string{} : at + " is not among " + says.dump();
    }
    return value.is_object()  ? check_object(keyword, says, rule, value, at)
           : value.is_array() ? check_array(keyword, says, value, at)
                              : check_scalar(keyword, says, value, at);
  }

  [[nodiscard]] static bool has_type(const json& type, const json& value) {
    if (type.is_array()) {
      return std::ranges::any_of(type, [&](const json& one) { return has_type(one, value); });
    }
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number());
  }

  [[nodiscard]] std::string check_object(const std::string& keyword, const json& says,
                                         const json& rule, const json& value,
                                         const std::string& at) const {
    if (keyword == "required") {
      for (const json& name : says) {
        if (!value.contains(name.get<std::string>())) {
          return at + " lacks " + name.dump();
        }
      }
      return {};
    }
    const json empty = json::object();
    const json& properties = rule.contains("properties") ? rule["properties"] : empty;
    for (const auto& member : value.items()) {
      const bool is_named = properties.contains(member.key());
      const json* inner = nullptr;
      if (keyword == "properties" && is_named) {
        inner = &properties[member.key()];
      } else if (keyword == "additionalProperties" && !is_named) {
        if (says == false) {
          return at + " has an unknown " + member.key();
        }
        inner = &says;
      }
      std::string found = inner == nullptr
                              ? std::string{}
                              : problem(*inner, member.value(), at + '.' + member.key());
      if (!found.empty()) {
        return found;
      }
    }
    return keyword == "properties" || keyword == "additionalProperties" ? "" : "keyword " + keyword;
  }

  [[nodiscard]] std::string check_array(const std::string& keyword, const json& says,
                                        const json& value, const std::string& at) const {
    if (keyword == "minItems" || keyword == "maxItems") {
      const bool fits = keyword == "minItems" ? value.size() >= says.get<std::size_t>()
                                              : value.size() <= says.get<std::size_t>();
      return fits ? std::string{} : at + " has " + std::to_string(value.size()) + " items";
    }
    if (keyword == "uniqueItems") {
      return {};
    }
    if (keyword != "items") {
      return "keyword " + keyword;
    }
    for (std::size_t n = 0; n != value.size(); ++n) {
      std::string found = problem(says, value[n], at + '[' + std::to_string(n) + ']');
      if (!found.empty()) {
        return found;
      }
    }
    return {};
  }

  [[nodiscard]] static std::string check_scalar(const std::string& keyword, const json& says,
                                                const json& value, const std::string& at) {
    bool fits = false;
    if (keyword == "minimum") {
      fits = !value.is_number() || value.get<double>() >= says.get<double>();
    } else if (keyword == "minLength") {
      fits = !value.is_string() || value.get<std::string>().size() >= says.get<std::size_t>();
    } else {
      return "keyword " + keyword;
    }
    return fits ? std::string{} : at + ": " + value.dump() + " against " + keyword;
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

TEST_F(run_schema, fits_what_the_writer_writes) {
  EXPECT_EQ(problem(to_line(test::header())), "");
  EXPECT_EQ(problem(to_line(run_footer{})), "");
  EXPECT_EQ(problem(to_line(missing_record("a.b", "gone"))), "");
  for (const verdict is : all_values<verdict>()) {
    EXPECT_EQ(problem(to_line(test::record("a.b/c", is))), "");
  }
}

TEST_F(run_schema, fits_a_cell_with_something_in_every_field) {
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

TEST_F(run_schema, fits_nothing_else) {
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

TEST(deviations_schema, fits_the_files_of_every_kernel) {
  const schema rules = load_schema("deviations.schema.json");
  for (const char* name : {"wine.json", "windows.json"}) {
    const json file = json::parse(test::read_text(reports_folder / "kernels" / name));
    EXPECT_EQ(rules.problem(file), "") << name;
    for (const char* field : {"id", "versions", "seen", "reason", "evidence", "recorded"}) {
      json broken = file;
      broken["deviations"][0].erase(field);
      EXPECT_NE(rules.problem(broken), "") << name << ' ' << field;
    }
  }
}

TEST(kernel_files, record_the_first_call_after_disconnect) {
  const known_names known{
      .scenarios = {"nonblocking.first-after-disconnect"},
      .steps_of = [](const std::string&) { return std::set<std::string>{"first-call"}; },
      .clauses = {"nonblocking.first-after-disconnect"}};
  step first = test::connect_step();
  first.label = "first-call";
  first.allowed = {nonzero()};
  for (const char* family : {"wine", "windows"}) {
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
