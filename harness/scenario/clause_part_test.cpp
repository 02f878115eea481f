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
outcome zero_with(std::uint32_t code) {
  return {.error = code};
}
outcome gives_state(status internal, bool event) {
  return {.value = 1, .internal = static_cast<std::uint32_t>(internal), .event_signaled = event};
}
outcome gives_data(std::string bytes) {
  return {.value = 1, .data = std::move(bytes)};
}

/// What a step allows, what it gave, and whether that keeps a sentence about the part.
void expect_kept(clause_part part, const outcome& allowed, const outcome& seen,
                 std::optional<bool> kept) {
  EXPECT_EQ(keeps(part, seen, {allowed}), kept)
      << word(part) << ": " << describe(seen) << " where " << describe(allowed) << " is allowed";
}

TEST(ClausePart, IsAllThatCanBreakItsSentence) {
  using part = clause_part;
  const outcome connected = zero(error::pipe_connected);
  const outcome listening = zero(error::pipe_listening);
  const outcome done = gives_state(status::success, true);
  expect_kept(part::whole, connected, connected, true);
  expect_kept(part::whole, connected, listening, false);
  expect_kept(part::whole, connected, hung(), false);
  expect_kept(part::value, nonzero(), listening, false);
  expect_kept(part::value, connected, listening, true);
  expect_kept(part::value, connected, nonzero(), false);
  expect_kept(part::value, connected, hung(), std::nullopt);
  expect_kept(part::last_error, connected, listening, false);
  expect_kept(part::last_error, connected, nonzero(), false);
  expect_kept(part::last_error, connected, zero_with(poison), false);
  expect_kept(part::last_error, connected, hung(), std::nullopt);
  expect_kept(part::failure, connected, listening, true);
  expect_kept(part::failure, connected, zero_with(poison), false);
  expect_kept(part::failure, connected, zero_with(0), false);
  expect_kept(part::failure, connected, nonzero(), false);
  expect_kept(part::failure, connected, ended(5), std::nullopt);
  expect_kept(part::async_failure, zero(error::no_data), listening, true);
  expect_kept(part::async_failure, zero(error::no_data), connected, false);
  expect_kept(part::async_failure, zero(error::no_data), zero(error::io_pending), false);
  expect_kept(part::promptness, nonzero(), listening, true);
  expect_kept(part::promptness, nonzero(), hung(), false);
  expect_kept(part::completion, under_way(), nonzero(), false);
  expect_kept(part::completion, under_way(), connected, false);
  expect_kept(part::completion, under_way(), zero(error::operation_aborted), true);
  expect_kept(part::completion, nonzero(), listening, true);
  expect_kept(part::completion, nonzero(), hung(), false);
  expect_kept(part::overlapped_state, done, gives_state(status::success, true), true);
  expect_kept(part::overlapped_state, done, gives_state(status::cancelled, true), false);
  expect_kept(part::overlapped_state, done, gives_state(status::success, false), false);
  expect_kept(part::overlapped_state, nonzero(), listening, std::nullopt);
  expect_kept(part::wait, waited(wait_result::object_0), waited(wait_result::timeout), false);
  expect_kept(part::wait, waited(wait_result::object_0), waited(wait_result::object_0), true);
  expect_kept(part::wait, nonzero(), listening, std::nullopt);
  expect_kept(part::data, gives_data("a"), gives_data("b"), false);
  expect_kept(part::data, gives_data("a"), listening, false);
  expect_kept(part::data, listening, connected, true);
  expect_kept(part::data, listening, gives_data("a"), false);
}

TEST(ClausePart, IsKeptByAnyOfSeveralAllowedOutcomes) {
  const std::vector<outcome> both{nonzero(), zero(error::pipe_connected)};
  EXPECT_EQ(keeps(clause_part::value, zero(error::no_data), both), true);
  EXPECT_EQ(keeps(clause_part::last_error, zero(error::no_data), both), false);
}

}  // namespace
}  // namespace cnp
