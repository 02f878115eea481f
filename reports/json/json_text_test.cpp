#include "reports/json/json_text.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace cnp {
namespace {

using nlohmann::ordered_json;

TEST(JsonText, PutsCommasAndBracketsWhereTheyBelong) {
  std::string text;
  json_text to(text);
  to.open_object();
  to.member("first", "one");
  to.name("empty");
  to.open_list();
  to.close_list();
  to.name("list");
  to.open_list();
  to.value(std::uint64_t{1});
  to.open_object();
  to.close_object();
  to.open_object();
  to.member("flag", true);
  to.close_object();
  to.close_list();
  to.member("last", false);
  to.close_object();
  EXPECT_EQ(text, R"({"first":"one","empty":[],"list":[1,{},{"flag":true}],"last":false})");
}

TEST(JsonText, WritesTextsAsTheLibraryDoes) {
  for (const std::string text : {"", "plain ~", "a \"quote\"", "back\\slash", "new\nline", "\x01",
                                 "\x7F", "\xC3\xBC", "\xE2\x80\xA8", "broken \xC3", "\xFF\xFE"}) {
    std::string written;
    json_text(written).value(text);
    EXPECT_EQ(written,
              ordered_json(text).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  }
}

TEST(JsonText, WritesNumbersAsTheLibraryDoes) {
  for (const double number : {0.0, 97.0, 2666.3, 0.1, 1e-9, 1e20, 123456789012345.6,
                              std::numeric_limits<double>::infinity()}) {
    std::string written;
    json_text(written).value(number);
    EXPECT_EQ(written, ordered_json(number).dump());
  }
  for (const std::uint64_t number :
       {std::uint64_t{0}, std::uint64_t{4294967296}, std::numeric_limits<std::uint64_t>::max()}) {
    std::string written;
    json_text(written).value(number);
    EXPECT_EQ(written, ordered_json(number).dump());
  }
}

}  // namespace
}  // namespace cnp
