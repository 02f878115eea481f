#include "reports/json/outcome_json.hpp"

#include "harness/support/testing.hpp"
#include "reports/json/json_reader.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace cnp {
namespace {

[[nodiscard]] outcome with_everything() {
  outcome the_outcome = zero(error::io_pending);
  the_outcome.internal = static_cast<std::uint32_t>(status::pending);
  the_outcome.event_signaled = false;
  the_outcome.handle_signaled = true;
  the_outcome.bytes = 3;
  the_outcome.mode = 1;
  the_outcome.data = "a\"b\\c\n\xC3\xBC";
  return the_outcome;
}

[[nodiscard]] outcome parsed(const std::string& text) {
  json_reader from(text);
  outcome to = with_everything();  // Of which nothing may stay.
  read_outcome(from, to, "'seen'");
  from.finish();
  return to;
}

TEST(OutcomeJson, ReadsWhatItWrites) {
  outcome bytes = state();
  bytes.data = std::string("\x00\xFF\x80z", 4);
  outcome odd_error = zero(error::success);
  odd_error.error = 4711;
  outcome untouched = zero(error::success);
  untouched.error = poison;
  outcome odd_wait = waited(wait_result::object_0);
  odd_wait.value = 3;
  outcome failed_wait = waited(wait_result::failed);
  failed_wait.error = static_cast<std::uint32_t>(error::invalid_handle);
  outcome hung;
  hung.how = completion::hung;
  for (const outcome& the_outcome :
       {nonzero(), zero(error::no_data), zero(error::success), zero(error::no_access),
        waited(wait_result::timeout), under_way(), ended(0xC0000005), state(), with_everything(),
        bytes, odd_error, untouched, odd_wait, failed_wait, hung}) {
    const std::string text = outcome_to_json(the_outcome).dump();
    EXPECT_EQ(parsed(text), the_outcome) << text;
  }
}

TEST(OutcomeJson, UsesNamesAndLeavesOutWhatIsUsual) {
  EXPECT_EQ(outcome_to_json(nonzero()).dump(), R"({"value":1})");
  EXPECT_EQ(outcome_to_json(zero(error::pipe_listening)).dump(),
            R"({"value":0,"error":"ERROR_PIPE_LISTENING"})");
  EXPECT_EQ(outcome_to_json(waited(wait_result::timeout)).dump(),
            R"({"kind":"wait","value":"WAIT_TIMEOUT"})");
  EXPECT_EQ(outcome_to_json(with_everything())["internal"], "0x00000103");
}

struct bad_case {
  const char* text;
  const char* sentence;
};

TEST(OutcomeJson, IsRefusedWithASentence) {
  const std::vector<bad_case> cases{
      {"5", "'seen' is not an object in braces"},
      {"{}", "the field 'value' is missing in 'seen'"},
      {R"({"value":0})", "the field 'error' is missing in 'seen'"},
      {R"({"value":-1})", "'value' in 'seen' must be a whole number from 0"},
      {R"({"value":1.5})", "'value' in 'seen' must be a whole number from 0"},
      {R"({"value":4294967296})", "'value' in 'seen' must be a number of at most 32 bits"},
      {R"({"value":"TRUE"})",
       "the value 'TRUE' in 'seen' must be a number: only waits (\"kind\": \"wait\") have "
       "names"},
      {R"({"value":0,"error":"ERROR_NO_DATE"})",
       "unknown error name 'ERROR_NO_DATE' in 'seen'; did you mean 'ERROR_NO_DATA'?"},
      {R"({"value":0,"error":[]})", "'error' in 'seen' must be a whole number from 0"},
      {R"({"kind":"waits","value":0})", "unknown word 'waits' in 'seen'; did you mean 'wait'?"},
      {R"({"kind":"wait","value":"WAIT_OBJECT_1"})",
       "unknown word 'WAIT_OBJECT_1' in 'seen'; did you mean 'WAIT_OBJECT_0'?"},
      {R"({"how":"late","value":0})", "unknown word 'late' in 'seen'"},
      {R"({"value":1,"internal":"0x103"})", "'0x103' in 'seen' is no NTSTATUS such as 0x00000103"},
      {R"({"value":1,"internal":259})", "'internal' in 'seen' must be a string"},
      {R"({"value":1,"event_signaled":"no"})", "'event_signaled' in 'seen' must be true or false"},
      {R"({"value":1,"data_hex":"0"})", "'data_hex' in 'seen' must be pairs of hexadecimal digits"},
      {R"({"value":1,"data_hex":"0g"})",
       "'data_hex' in 'seen' must be pairs of hexadecimal digits"},
      {R"({"value":1,"data":"a","data_hex":"61"})",
       "'data' and 'data_hex' in 'seen' exclude each other"},
      {R"({"value":1,"event_signalled":true})",
       "unknown field 'event_signalled' in 'seen'; did you mean 'event_signaled'?"}};
  for (const auto& [text, sentence] : cases) {
    EXPECT_EQ(thrown<bad_field>([&said = text] { return parsed(said); }), sentence);
  }
}

}  // namespace
}  // namespace cnp
