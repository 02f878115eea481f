#include "harness/scenario/clause_part.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace cnp {
namespace {

outcome hung() {
  return {.how = completion::hung};
}
outcome with_error(std::uint32_t code) {
  return {.error = code};
}
outcome request_state(status internal, bool event) {
  return {.value = 1, .internal = static_cast<std::uint32_t>(internal), .event_signaled = event};
}
outcome gives_data(std::string bytes) {
  return {.value = 1, .data = std::move(bytes)};
}

/// What a step allows, what it gave, and whether that keeps a sentence about the part.
struct kept_case {
  clause_part part;
  outcome allowed;
  outcome seen;
  std::optional<bool> kept;
};

const std::vector<kept_case>& kept_cases() {
  using part = clause_part;
  static const outcome connected = zero(error::pipe_connected);
  static const outcome listening = zero(error::pipe_listening);
  static const outcome done = request_state(status::success, true);
  static const std::vector<kept_case> all{
      {part::whole, connected, connected, true},
      {part::whole, connected, listening, false},
      {part::whole, connected, hung(), false},
      {part::value, nonzero(), listening, false},
      {part::value, connected, listening, true},
      {part::value, connected, nonzero(), false},
      {part::value, connected, hung(), std::nullopt},
      {part::last_error, connected, listening, false},
      {part::last_error, connected, nonzero(), false},
      {part::last_error, connected, with_error(poison), false},
      {part::last_error, connected, hung(), std::nullopt},
      {part::failure, connected, listening, true},
      {part::failure, connected, with_error(poison), false},
      {part::failure, connected, with_error(0), false},
      {part::failure, connected, nonzero(), false},
      {part::failure, connected, ended(5), std::nullopt},
      {part::async_failure, zero(error::no_data), listening, true},
      {part::async_failure, zero(error::no_data), connected, false},
      {part::async_failure, zero(error::no_data), zero(error::io_pending), false},
      {part::promptness, nonzero(), listening, true},
      {part::promptness, nonzero(), hung(), false},
      {part::completion, under_way(), nonzero(), false},
      {part::completion, under_way(), connected, false},
      {part::completion, under_way(), zero(error::operation_aborted), true},
      {part::completion, nonzero(), listening, true},
      {part::completion, nonzero(), hung(), false},
      {part::overlapped_state, done, request_state(status::success, true), true},
      {part::overlapped_state, done, request_state(status::cancelled, true), false},
      {part::overlapped_state, done, request_state(status::success, false), false},
      {part::overlapped_state, nonzero(), listening, std::nullopt},
      {part::wait, waited(wait_result::object_0), waited(wait_result::timeout), false},
      {part::wait, waited(wait_result::object_0), waited(wait_result::object_0), true},
      {part::wait, nonzero(), listening, std::nullopt},
      {part::data, gives_data("a"), gives_data("b"), false},
      {part::data, gives_data("a"), listening, false},
      {part::data, listening, connected, true},
      {part::data, listening, gives_data("a"), false},
  };
  return all;
}

TEST(ClausePart, IsAllThatCanBreakItsSentence) {
  for (const kept_case& one : kept_cases()) {
    EXPECT_EQ(keeps(one.part, one.seen, {one.allowed}), one.kept)
        << word(one.part) << ": " << describe(one.seen) << " where " << describe(one.allowed)
        << " is allowed";
  }
}

TEST(ClausePart, IsKeptByAnyOfSeveralAllowedOutcomes) {
  const std::vector<outcome> both{nonzero(), zero(error::pipe_connected)};
  EXPECT_EQ(keeps(clause_part::value, zero(error::no_data), both), true);
  EXPECT_EQ(keeps(clause_part::last_error, zero(error::no_data), both), false);
}

}  // namespace
}  // namespace cnp
