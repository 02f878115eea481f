#include "harness/ipc/wire.hpp"

#include "harness/scenario/call_row.hpp"
#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using bytes = std::vector<std::byte>;

template <class T>
bytes encoded(const T& value) {
  bytes out(wire_limit);
  out.resize(encode(value, out));
  return out;
}

/// What decoding says against the bytes; empty if it accepts them.
///
/// The bytes are decoded from an allocation of exactly their size, so that a read past their end is
/// seen by the address sanitizer.
template <class Decode>
std::string complaint(const bytes& message, const Decode& decode) {
  const auto exact = std::make_unique<std::byte[]>(message.size());
  std::copy(message.begin(), message.end(), exact.get());
  return thrown<wire_error>([&] { return decode({exact.get(), message.size()}); });
}

std::string call_complaint(const bytes& message) {
  return complaint(message, decode_call);
}
std::string outcome_complaint(const bytes& message) {
  return complaint(message, decode_outcome);
}

template <class T>
std::string encode_complaint(const T& value, std::size_t room = wire_limit) {
  bytes out(room);
  return thrown<wire_error>([&] { return encode(value, out); });
}

/// The call with every member at the last value that it can have; texts of that length.
template <class Call>
call filled() {
  Call one;
  call_table<Call>.each_field([&one]<class Member>(const field<Call, Member>& each) {
    if constexpr (std::same_as<Member, std::string>) {
      one.*each.member = std::string(each.kind.last, '\0');
    } else {
      one.*each.member = static_cast<Member>(each.kind.last);
    }
  });
  return one;
}

/// Every kind of call, with default members and with other ones.
const std::vector<call> every_call = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::vector{call{std::in_place_index<I>}...,
                     filled<std::variant_alternative_t<I, call>>()...};
}
(std::make_index_sequence<std::variant_size_v<call>>{});

const std::vector<outcome> every_outcome{outcome{},
                                         zero(error::pipe_connected),
                                         waited(wait_result::failed),
                                         under_way(),
                                         ended(0xC0000005),
                                         {.how = completion::hung,
                                          .kind = value_kind::nothing,
                                          .value = 1,
                                          .error = poison,
                                          .internal = 0x103,
                                          .event_signaled = true,
                                          .handle_signaled = false,
                                          .bytes = 0,
                                          .mode = 3,
                                          .data = std::string(text_limit, '\xFF')},
                                         {.event_signaled = false, .data = ""}};

TEST(Wire, EveryCallComesBack) {
  for (const call& one : every_call) {
    SCOPED_TRACE(describe(one));
    const call back = decode_call(encoded(one));
    // Calls have no comparison of their own; kind and bytes together are one.
    EXPECT_EQ(back.index(), one.index());
    EXPECT_EQ(encoded(back), encoded(one));
    EXPECT_EQ(describe(back), describe(one));
  }
}

TEST(Wire, EveryOutcomeComesBack) {
  for (const outcome& one : every_outcome) {
    SCOPED_TRACE(describe(one));
    EXPECT_EQ(decode_outcome(encoded(one)), one);
  }
}

TEST(Wire, MembersComeBackOneByOne) {
  const call sent =
      open_pipe{.handle = 21, .name_id = 1, .dir = direction::inbound, .no_access = true};
  const call received = decode_call(encoded(sent));
  const auto* opened = std::get_if<open_pipe>(&received);
  ASSERT_NE(opened, nullptr);
  EXPECT_EQ(opened->handle, 21);
  EXPECT_EQ(opened->name_id, 1);
  EXPECT_EQ(opened->dir, direction::inbound);
  EXPECT_TRUE(opened->no_access);
  EXPECT_FALSE(opened->overlapped);
}

TEST(Wire, NumbersAreLittleEndianOnEveryMachine) {
  const bytes message = encoded(exit_process{.code = 0x01020304});
  ASSERT_EQ(message.size(), 5U);
  EXPECT_EQ(message[1], std::byte{4});
  EXPECT_EQ(message[4], std::byte{1});
}

TEST(Wire, TheLimitIsTheLargestMessage) {
  std::size_t largest = 0;
  for (const call& one : every_call) {
    largest = std::max(largest, encoded(one).size());
  }
  EXPECT_EQ(largest, wire_limit);
}

TEST(Wire, RefusesToWriteWhatDoesNotFit) {
  for (const call& one : every_call) {
    const std::size_t size = encoded(one).size();
    EXPECT_EQ(encode_complaint(one, size), "");
    for (std::size_t room = 0; room != size; ++room) {
      EXPECT_NE(encode_complaint(one, room), "") << describe(one) << " into " << room;
    }
  }
  EXPECT_EQ(encode_complaint(write_pipe{.text = "abc"}, 8),
            "WriteFile: field text does not fit into a buffer of 8 bytes.");
  EXPECT_EQ(encode_complaint(outcome{}, 0),
            "outcome: field tag does not fit into a buffer of 0 bytes.");
}

/// The end of the complaint about the first value that is too high.
std::string beyond(std::size_t count) {
  return std::to_string(count) + "; the highest possible is " + std::to_string(count - 1) + '.';
}

TEST(Wire, RefusesToWriteWhatCannotBeRead) {
  EXPECT_EQ(encode_complaint(call{connect_pipe{.pipe = slot_count}}),
            "ConnectNamedPipe: field pipe is " + beyond(slot_count));
  EXPECT_EQ(encode_complaint(call{connect_pipe{.req = request_count}}),
            "ConnectNamedPipe: field req is " + beyond(request_count));
  EXPECT_NE(encode_complaint(call{connect_pipe{.req = no_request}}), "");
  EXPECT_EQ(encode_complaint(call{cancel_io_ex{.req = no_request}}), "");
  EXPECT_NE(encode_complaint(call{cancel_io_ex{.req = no_request - 1}}), "");
  EXPECT_NE(encode_complaint(call{queue_apc{.thread = thread_count}}), "");
  EXPECT_NE(encode_complaint(call{duplicate_handle{.to_process = process_count}}), "");
  EXPECT_NE(encode_complaint(call{read_pipe{.size = text_limit + 1}}), "");
  EXPECT_EQ(encode_complaint(call{write_pipe{.text = std::string(text_limit + 1, 'x')}}),
            "WriteFile: field text is " + beyond(text_limit + 1));
  EXPECT_NE(encode_complaint(outcome{.data = std::string(text_limit + 1, 'x')}), "");
  EXPECT_NE(encode_complaint(call{peek_pipe{.wait = static_cast<patience>(3)}}), "");
}

TEST(Wire, RefusesTagsOfNothing) {
  EXPECT_EQ(call_complaint({}), "message has no bytes at all.");
  EXPECT_EQ(outcome_complaint({}), "message has no bytes at all.");
  EXPECT_EQ(call_complaint({std::byte{200}}),
            "message: field tag is 200, which is not that of any call.");
  EXPECT_NE(call_complaint(encoded(outcome{})), "");
  EXPECT_EQ(outcome_complaint(encoded(call{kill_process{}})),
            "message: field tag is 30, which is not that of an outcome.");
}

TEST(Wire, RefusesBytesBehindTheMessage) {
  for (const call& one : every_call) {
    bytes message = encoded(one);
    message.push_back(std::byte{0});
    EXPECT_TRUE(has(call_complaint(message), "is followed by 1 byte too many")) << describe(one);
  }
  bytes message = encoded(outcome{});
  message.resize(message.size() + 2);
  EXPECT_EQ(outcome_complaint(message), "outcome is followed by 2 bytes too many.");
}

TEST(Wire, RefusesValuesOutOfRange) {
  bytes message = encoded(connect_pipe{});
  message[3] = std::byte{8};
  EXPECT_EQ(call_complaint(message), "ConnectNamedPipe: field lp is 8; the highest possible is 7.");
  message = encoded(set_wait_mode{});
  message[3] = std::byte{2};
  EXPECT_EQ(call_complaint(message),
            "SetNamedPipeHandleState: field message_reads is 2; the highest possible is 1.");
  message = encoded(outcome{});
  message[11] = std::byte{2};
  EXPECT_EQ(outcome_complaint(message),
            "outcome: field internal is there or not by 2; it must be 0 or 1.");
  message = encoded(write_pipe{.text = "abc"});
  message[5] = std::byte{0x80};
  EXPECT_EQ(call_complaint(message),
            "WriteFile: field text is 2147483651; the highest possible is 512.");
}

TEST(Wire, RefusesEveryTruncation) {
  const auto expect_refused = [](const auto& values, const auto& find_complaint) {
    for (const auto& one : values) {
      for (bytes message = encoded(one); !message.empty();) {
        message.pop_back();
        EXPECT_NE(find_complaint(message), "") << describe(one) << ": " << message.size();
      }
    }
  };
  expect_refused(every_call, call_complaint);
  expect_refused(every_outcome, outcome_complaint);
}

/// Every value of each byte of the fixed parts, and some of each byte of the texts: it is refused
/// in words, or read as something that writes as the same bytes.
TEST(Wire, ADamagedByteIsRefusedOrMeansSomethingElse) {
  const auto damage = [](const auto& values, const auto& find_complaint, const auto& decode) {
    for (const auto& one : values) {
      const bytes message = encoded(one);
      for (std::size_t at = 0; at != message.size(); ++at) {
        bytes damaged = message;
        for (unsigned value = 0; value < 256; value += at < 32 ? 1 : 127) {
          damaged[at] = static_cast<std::byte>(value);
          if (find_complaint(damaged).empty()) {
            EXPECT_EQ(encoded(decode(damaged)), damaged);
          }
        }
      }
    }
  };
  damage(every_call, call_complaint, decode_call);
  damage(every_outcome, outcome_complaint, decode_outcome);
}

}  // namespace
}  // namespace cnp
