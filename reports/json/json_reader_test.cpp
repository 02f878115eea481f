#include "reports/json/json_reader.hpp"

#include "harness/support/testing.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace cnp {
namespace {

using nlohmann::json;

/// What is wrong with a text, by reading it value by value; empty if it is JSON.
void walk(json_reader& from) {
  if (from.enter('{')) {
    while (from.next_name()) {
      walk(from);
    }
  } else if (from.enter('[')) {
    while (from.next_item()) {
      walk(from);
    }
  } else if (!from.text() && !from.number() && !from.flag()) {
    from.skip();
  }
}

[[nodiscard]] std::string not_json(const std::string& text) {
  try {
    json_reader from(text);
    walk(from);
    from.finish();
  } catch (const bad_field& problem) {
    EXPECT_TRUE(problem.at()) << text;
    return problem.what();
  }
  return {};
}

TEST(JsonReader, ReadsTextsAsTheLibraryDoes) {
  for (const std::string text :
       {R"("")", R"("plain ~")", R"("a \"quote\"")", R"("back\\slash")",
        R"("\u00fc\n\ud83d\ude00")", "\"\xC3\xBC\"", "\"\x7F\"", R"(" [{]}:, ")"}) {
    json_reader from(text);
    EXPECT_EQ(from.text(), json::parse(text).get<std::string>()) << text;
    EXPECT_NO_THROW(from.finish()) << text;
  }
}

TEST(JsonReader, ReadsNumbersAsTheLibraryDoes) {
  for (const std::string text : {"0", "7", "97.0", "2666.3", "0.1", "1e-9", "1E20", "-3", "-0.5e+2",
                                 "123456789012345.6", "18446744073709551615"}) {
    json_reader from(text);
    EXPECT_EQ(json_reader(text).number(), json::parse(text).get<double>()) << text;
    EXPECT_EQ(json_reader(text).whole_number().has_value(), json::parse(text).is_number_unsigned())
        << text;
  }
  EXPECT_EQ(json_reader("18446744073709551615").whole_number(),
            std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(json_reader("18446744073709551616").whole_number(), std::nullopt);
}

TEST(JsonReader, ReadsNothingOfAnotherKind) {
  json_reader from(R"([ {"a": [1, "x", true, false, null]}, 5 ])");
  EXPECT_FALSE(from.enter('{'));
  EXPECT_FALSE(from.text());
  EXPECT_FALSE(from.number());
  ASSERT_TRUE(from.enter('['));
  ASSERT_TRUE(from.next_item());
  EXPECT_FALSE(from.flag());
  ASSERT_TRUE(from.enter('{'));
  EXPECT_EQ(from.next_name(), "a");
  ASSERT_TRUE(from.enter('['));
  ASSERT_TRUE(from.next_item());
  EXPECT_EQ(from.whole_number(), 1U);
  ASSERT_TRUE(from.next_item());
  EXPECT_FALSE(from.whole_number());
  EXPECT_EQ(from.text(), "x");
  ASSERT_TRUE(from.next_item());
  EXPECT_EQ(from.flag(), true);
  ASSERT_TRUE(from.next_item());
  EXPECT_EQ(from.flag(), false);
  ASSERT_TRUE(from.next_item());
  from.skip();
  EXPECT_FALSE(from.next_item());
  EXPECT_EQ(from.next_name(), std::nullopt);
  ASSERT_TRUE(from.next_item());
  EXPECT_EQ(from.number(), 5);
  EXPECT_FALSE(from.next_item());
  from.finish();
}

TEST(JsonReader, FindsAMemberWhateverLiesBeforeIt) {
  for (const char* before : {"", R"("a": [[{"b": 1}], "]}"],)", R"("a": "\"b\":",)",
                             R"("a": -1.5e3, "c": null,)", R"("a": [], "c": {},)"}) {
    const std::string text = "{" + std::string{before} + R"( "b" : 2})";
    json_reader from(text);
    ASSERT_TRUE(from.seek("b")) << before;
    EXPECT_EQ(from.whole_number(), 2U);
  }
  json_reader none(R"({"a": {"b": 1}})");
  EXPECT_FALSE(none.seek("b"));
  json_reader list("[]");
  EXPECT_FALSE(list.seek("b"));
}

TEST(JsonReader, RefusesWhatIsNotJsonAndSaysWhere) {
  EXPECT_EQ(not_json(R"({"a": [1, 2.5, "x", true, null, {}], "b": ""})"), "");
  for (const char* text :
       {"",        " ",        "{",          "[",        "\"",    "\"\\",
        "\"\\\"",  "{]",       "[}",         "[1,]",     "[,1]",  "[1 2]",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",    "{1:1}", "nul",
        "x",       "01",       "1.",         ".5",       "-",     "1e",
        "[1]]",    "\"\\q\"",  "\"\x01\"",   "\"\xFF\"", "tru",   "{\"a\":1 \"b\":2}"}) {
    EXPECT_TRUE(begins(not_json(text), "it is not JSON: ")) << text << ": " << not_json(text);
  }
  try {
    json_reader from("[1, oops]");
    walk(from);
    ADD_FAILURE() << "it is not JSON";
  } catch (const bad_field& problem) {
    EXPECT_EQ(problem.at(), 4U);
  }
}

TEST(JsonReader, DeepNestingIsRefusedBeforeItIsRead) {
  const std::string deep(1 << 20, '[');
  json_reader from(deep);
  EXPECT_THROW(walk(from), bad_field);
  EXPECT_LT(from.offset(), 20U);
  EXPECT_THROW((void)parse_json(deep), bad_field);
}

TEST(JsonTree, ANameThatStandsTwiceIsRefused) {
  EXPECT_NO_THROW((void)parse_json(R"({"a":{"b":1},"c":{"b":2}})"));
  EXPECT_THROW((void)parse_json(R"({"a":1,"a":2})"), bad_field);
  EXPECT_THROW((void)parse_json(R"([{"a":1,"b":{},"a":2}])"), bad_field);
}

}  // namespace
}  // namespace cnp
