#include "harness/scenario/outcome.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cnp {
namespace {

outcome with_error(std::uint32_t code) {
  return {.error = code};
}

TEST(Outcome, DescribesReturnValues) {
  EXPECT_EQ(describe(nonzero()), "nonzero");
  EXPECT_EQ(describe(zero(error::pipe_connected)), "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(describe(zero(error::no_access)), "0/ERROR_NOACCESS (998)");
  EXPECT_EQ(describe(with_error(poison)), "0/last error untouched");
  EXPECT_EQ(describe(with_error(4711)), "0/error 4711");
}

TEST(Outcome, DescribesWaitResults) {
  EXPECT_EQ(describe(waited(wait_result::object_0)), "WAIT_OBJECT_0");
  EXPECT_EQ(describe(waited(wait_result::io_completion)), "WAIT_IO_COMPLETION");
  EXPECT_EQ(describe(waited(wait_result::timeout)), "WAIT_TIMEOUT");
  outcome failed = waited(wait_result::failed);
  failed.error = 6;
  EXPECT_EQ(describe(failed), "WAIT_FAILED/ERROR_INVALID_HANDLE (6)");
  failed.error = poison;
  EXPECT_EQ(describe(failed), "WAIT_FAILED/last error untouched");
  EXPECT_EQ(describe(outcome{.kind = value_kind::wait, .value = 1}), "WAIT_OBJECT_0 + 1");
  EXPECT_EQ(describe(outcome{.kind = value_kind::wait, .value = 0x1234}), "wait result 0x00001234");
}

TEST(Outcome, DescribesWhatDidNotReturn) {
  EXPECT_EQ(describe(under_way()), "under way");
  EXPECT_EQ(describe(outcome{.how = completion::hung}), "hung");
  EXPECT_EQ(describe(ended(0xC0000005)), "process ended with 0xC0000005");
  EXPECT_EQ(describe(ended(7)), "process ended with 7");
}

TEST(Outcome, DescribesEveryMemberInAFixedOrder) {
  outcome seen = zero(error::pipe_connected);
  seen.data = std::string{"a\"b\\c\0\n\x80"
                          "9",
                          9};
  seen.mode = 1;
  seen.bytes = 3;
  seen.handle_signaled = false;
  seen.event_signaled = true;
  seen.internal = 0x103;
  EXPECT_EQ(describe(seen), "0/ERROR_PIPE_CONNECTED (535), Internal STATUS_PENDING (0x00000103), "
                            "event signaled, handle not signaled, 3 bytes, mode 1, "
                            R"(data "a\"b\\c\x00\x0A\x809")");
  outcome pending = under_way();
  pending.handle_signaled = true;
  EXPECT_EQ(describe(pending), "under way, handle signaled");
}

TEST(Outcome, DescribesAStateByItsMembersAlone) {
  outcome seen = state();
  EXPECT_EQ(describe(seen), "no value");
  seen.bytes = 1;
  seen.internal = 0xC0000001;
  EXPECT_EQ(describe(seen), "Internal 0xC0000001, 1 byte");
  seen.value = 1;
  EXPECT_EQ(describe(seen), "value 1, Internal 0xC0000001, 1 byte");
}

TEST(Outcome, DescribesASet) {
  EXPECT_EQ(describe(std::vector{nonzero(), zero(error::io_pending)}),
            "nonzero, or 0/ERROR_IO_PENDING (997)");
  EXPECT_EQ(describe(std::vector<outcome>{}), "no outcome at all");
}

TEST(Outcome, NamesStatusValues) {
  EXPECT_EQ(status_text(0xC00000B0), "STATUS_PIPE_DISCONNECTED (0xC00000B0)");
  EXPECT_EQ(status_text(0x8000000A), "STATUS_HANDLES_CLOSED (0x8000000A)");
  EXPECT_EQ(status_text(0xDEADBEEF), "0xDEADBEEF");
}

TEST(Outcome, FindsAnErrorByItsName) {
  EXPECT_EQ(error_from_name("ERROR_NO_DATA"), 232U);
  EXPECT_EQ(error_from_name("WAIT_TIMEOUT"), 258U);
  EXPECT_EQ(error_from_name("ERROR_NO_DAT"), std::nullopt);
  EXPECT_EQ(error_from_name(""), std::nullopt);
}

TEST(Outcome, EveryNameLeadsBackToItsCode) {
  int known = 0;
  for (std::uint32_t code = 0; code != 2000; ++code) {
    const std::string text = error_text(code);
    if (text.rfind("error ", 0) == 0) {
      continue;
    }
    ++known;
    EXPECT_EQ(error_from_name(text.substr(0, text.find(' '))), code) << text;
  }
  EXPECT_EQ(known, 36);
}

TEST(Outcome, MatchesValueAndTheErrorOfAFailure) {
  EXPECT_TRUE(matches(nonzero(), nonzero()));
  EXPECT_FALSE(matches(nonzero(), zero(error::success)));
  EXPECT_TRUE(matches(zero(error::no_data), zero(error::no_data)));
  EXPECT_FALSE(matches(zero(error::no_data), zero(error::pipe_connected)));
  outcome stale = nonzero();
  stale.error = 997;
  EXPECT_TRUE(matches(stale, nonzero())) << "last error means nothing after a success";
}

TEST(Outcome, MatchesTheErrorOfAFailedWaitOnly) {
  outcome seen = waited(wait_result::object_0);
  seen.error = 6;
  EXPECT_TRUE(matches(seen, waited(wait_result::object_0)));
  seen = waited(wait_result::failed);
  seen.error = 6;
  EXPECT_FALSE(matches(seen, waited(wait_result::failed)));
}

TEST(Outcome, MatchesByKindAndCompletion) {
  EXPECT_FALSE(matches(waited(wait_result::object_0), zero(error::success)));
  EXPECT_FALSE(matches(under_way(), zero(error::success)));
  EXPECT_FALSE(matches(outcome{.how = completion::hung}, under_way()));
  EXPECT_TRUE(matches(ended(5), ended(5)));
  EXPECT_FALSE(matches(ended(5), ended(6)));
  outcome wait_under_way = under_way();
  wait_under_way.kind = value_kind::wait;
  wait_under_way.error = poison;
  EXPECT_TRUE(matches(wait_under_way, under_way())) << "a call under way has no value yet";
}

/// Checks one optional member: not looked at, equal, different, and looked for but not there.
template <class T>
void expect_looks_at(std::optional<T> outcome::*member, T value, T other) {
  outcome seen = zero(error::io_pending);
  outcome allowed = seen;
  allowed.*member = value;
  EXPECT_FALSE(matches(seen, allowed)) << describe(allowed);
  seen.*member = value;
  EXPECT_TRUE(matches(seen, allowed)) << describe(allowed);
  EXPECT_TRUE(matches(seen, zero(error::io_pending))) << describe(seen);
  seen.*member = other;
  EXPECT_FALSE(matches(seen, allowed)) << describe(allowed);
}

TEST(Outcome, MatchesTheMembersThatTheAllowedOutcomeHas) {
  expect_looks_at<std::uint32_t>(&outcome::internal, 0, 0x103);
  expect_looks_at(&outcome::event_signaled, false, true);
  expect_looks_at(&outcome::handle_signaled, true, false);
  expect_looks_at<std::uint32_t>(&outcome::bytes, 0, 1);
  expect_looks_at<std::uint32_t>(&outcome::mode, 0, 2);
  expect_looks_at<std::string>(&outcome::data, "", "x");
}

TEST(Outcome, AnEmptySetAllowsNothing) {
  EXPECT_FALSE(matches_any(nonzero(), {}));
  EXPECT_TRUE(matches_any(nonzero(), {zero(error::io_pending), nonzero()}));
  EXPECT_FALSE(matches_any(zero(error::no_data), {zero(error::io_pending), nonzero()}));
}

}  // namespace
}  // namespace cnp
