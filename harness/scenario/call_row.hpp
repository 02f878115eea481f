#pragma once

#include "harness/scenario/outcome.hpp"
#include "harness/support/names.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cnp {

/// A place for a handle in the process that makes the call. Every process of a cell has its own
/// slots.
using slot = std::uint8_t;
/// A place for an OVERLAPPED (and its event) in the process that makes the call.
using request = std::uint8_t;

inline constexpr slot slot_count = 24;
inline constexpr request request_count = 24;
/// "No OVERLAPPED named": CancelIoEx(h, NULL).
inline constexpr request no_request = 0xFF;
inline constexpr std::uint8_t process_count = 24;  ///< The server and up to 23 clients.
/// The threads of the suite's own process, so that a server there can have a thread for each
/// client.
inline constexpr std::uint8_t thread_count = 20;
/// The threads of a server in a process of its own. (A client has one.)
inline constexpr std::uint8_t remote_thread_count = 4;

/// How long a waiting call waits: not at all, or until the operation's deadline.
enum class patience : std::uint8_t {
  none,
  deadline,
  brief,  ///< A fortieth of it: for waits that some kernel is known never to end.
};
/// What it adds to the arguments of a call.
template <>
inline constexpr auto names<patience> = name_table<patience>({"", ", until the deadline",
                                                              ", briefly"});

/// What a handle that is not a server end is: for the calls that are handed a wrong one.
enum class odd_handle : std::uint8_t {
  null,
  invalid_handle_value,
  closed,
  event,
  disk_file,
  pipe_device,
  pipe_root,
  anonymous_read_end,
  anonymous_write_end,
};
template <>
inline constexpr auto names<odd_handle> = name_table<odd_handle>(
    {"NULL", "INVALID_HANDLE_VALUE", "a closed handle", "an event", "a disk file",
     "the pipe device", "the pipe root directory", "the read end of an anonymous pipe",
     "the write end of an anonymous pipe"});

/// The longest text a call can carry or read, in bytes.
inline constexpr std::size_t text_limit = 512;

/// The highest number that a member of this type has. (A text's number is its length.)
template <class Member>
consteval std::uint32_t highest() {
  if constexpr (named_enum<Member>) {
    return static_cast<std::uint32_t>(count_of<Member> - 1);
  } else if constexpr (std::same_as<Member, bool>) {
    return 1;
  } else if constexpr (std::same_as<Member, std::string>) {
    return text_limit;
  } else {
    static_assert(std::unsigned_integral<Member>, "an enum needs its table of names");
    return std::numeric_limits<Member>::max();
  }
}

/// An optional member's is that of what it holds.
template <class Member>
struct held {
  using type = Member;
};
template <class Member>
struct held<std::optional<Member>> {
  using type = Member;
};

/// What the type of a member does not say.
struct field_kind {
  std::uint32_t last;                                    ///< The highest number that makes sense,
  std::uint32_t none = last;                             ///< and another one that does.
  std::string (*reads)(std::uint32_t number) = nullptr;  ///< A number in words; null: digits.
  bool as_it_is = false;                                 ///< A text that is not quoted.
};

/// A member of a message between processes: its name, and what kind of thing it is.
template <class Message, class Member>
struct field {
  std::string_view name;
  Member Message::*member;
  field_kind kind = {.last = highest<typename held<Member>::type>()};
};
template <class Message, class Member>
field(std::string_view, Member Message::*) -> field<Message, Member>;
template <class Message, class Member>
field(std::string_view, Member Message::*, field_kind) -> field<Message, Member>;

/// What is known of one kind of message, in one place: how it reads, its members in the order of
/// the struct, and, for a call, what it gives when it works.
///
/// `text` is the function and its arguments, `WaitNamedPipe(name {name_id}{wait})`. In braces
/// stands a member: `{overlapped?, overlapped}` is the text behind the mark where the member is
/// true.
template <class Message, class... Member>
struct call_row {
  std::string_view text;
  std::tuple<field<Message, Member>...> fields;
  std::string_view other_text = {};
  bool (*is_other)(const Message&) = nullptr;
  outcome (*success)(const Message&) = &just_nonzero;

  constexpr explicit call_row(std::string_view reads, field<Message, Member>... all)
      : text(reads), fields(all...) {}

  /// What the call gives when it works, where that is not just nonzero.
  [[nodiscard]] constexpr call_row gives(outcome (*worked)(const Message&)) const {
    call_row changed = *this;
    changed.success = worked;
    return changed;
  }
  /// The call reads in another way where `is_so`.
  [[nodiscard]] constexpr call_row or_reads(std::string_view reads,
                                            bool (*is_so)(const Message&)) const {
    call_row changed = *this;
    changed.other_text = reads;
    changed.is_other = is_so;
    return changed;
  }

  [[nodiscard]] constexpr std::string_view text_of(const Message& one) const {
    return is_other != nullptr && is_other(one) ? other_text : text;
  }
  /// The function's name as the text has it.
  [[nodiscard]] constexpr std::string_view name() const { return text.substr(0, text.find('(')); }
  /// Calls `visit` with every field, in order.
  template <class Visit>
  constexpr void each_field(Visit&& visit) const {
    std::apply([&visit](const auto&... one) { (visit(one), ...); }, fields);
  }

 private:
  static outcome just_nonzero(const Message&) { return nonzero(); }
};

// What the numbers of calls are: `h0`; `&ov0` or NULL; threads and processes by their names.

[[nodiscard]] std::string slot_word(std::uint32_t number);
[[nodiscard]] std::string request_word(std::uint32_t number);
[[nodiscard]] std::string thread_word(std::uint32_t number);
[[nodiscard]] std::string process_word(std::uint32_t number);
inline constexpr field_kind a_slot{.last = slot_count - 1, .reads = &slot_word};
inline constexpr field_kind a_request{.last = request_count - 1, .reads = &request_word};
inline constexpr field_kind a_request_or_none{
    .last = request_count - 1, .none = no_request, .reads = &request_word};
inline constexpr field_kind a_thread{.last = thread_count - 1, .reads = &thread_word};
inline constexpr field_kind a_process{.last = process_count - 1, .reads = &process_word};

template <class Message, class... Member>
concept is_made_of = requires {
  Message{std::declval<Member>()...};
};
template <class Message, class... Member>
concept is_made_of_more = requires {
  Message{std::declval<Member>()..., {}};
};
/// Whether the fields are all members of the struct, in its order.
template <class Message, class... Member>
constexpr bool has_every_member(const call_row<Message, Member...>&) {
  return is_made_of<Message, Member...> && !is_made_of_more<Message, Member...>;
}

}  // namespace cnp
