#include "harness/ipc/wire.hpp"

#include "harness/scenario/call_row.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cnp {

/// An outcome travels as calls do; its row is known here only.
template <>
inline constexpr auto call_table<outcome> =
    call_row{"outcome",
             field{"how", &outcome::how},
             field{"kind", &outcome::kind},
             field{"value", &outcome::value},
             field{"error", &outcome::error},
             field{"internal", &outcome::internal},
             field{"event_signaled", &outcome::event_signaled},
             field{"handle_signaled", &outcome::handle_signaled},
             field{"bytes", &outcome::bytes},
             field{"mode", &outcome::mode},
             field{"data", &outcome::data}};
static_assert(has_every_member(call_table<outcome>), "the row leaves out a member");

namespace {

template <class Member>
concept text_member = std::same_as<std::remove_const_t<Member>, std::string>;
template <class Member>
concept optional_member = requires(Member& one) {
  one.has_value();
};

/// In how many bytes the number of a member is carried. (A text's number is its length.)
template <class Member>
constexpr std::size_t width = text_member<Member> ? sizeof(std::uint32_t) : sizeof(Member);
static_assert(width<bool> == 1);

/// The most bytes that a member takes.
template <class Member>
constexpr std::size_t most_bytes = width<Member> + (text_member<Member> ? text_limit : 0);
/// An optional member is one byte that says whether it is there, then itself if it is.
template <class Member>
constexpr std::size_t most_bytes<std::optional<Member>> = 1 + most_bytes<Member>;

// A call's tag is its place in the variant; an outcome's is beyond all of them, so that neither is
// ever taken for the other.
constexpr std::size_t call_count = std::variant_size_v<call>;
constexpr std::uint32_t outcome_tag = 0xF0;
static_assert(call_count < outcome_tag);
constexpr std::make_index_sequence<call_count> every_tag;

template <class Message>
constexpr std::size_t size_limit() {
  std::size_t size = 1;  // The tag.
  call_table<Message>.each_field(
      [&size]<class Member>(const field<Message, Member>&) { size += most_bytes<Member>; });
  return size;
}
template <std::size_t... I>
constexpr std::size_t largest_message(std::index_sequence<I...>) {
  return std::max({size_limit<outcome>(), size_limit<std::variant_alternative_t<I, call>>()...});
}
static_assert(largest_message(every_tag) == wire_limit);

/// FNV-1a, over everything that decides what bytes mean.
class fingerprint {
 public:
  template <class Message>
  constexpr void add_message() {
    add(call_table<Message>.name());
    call_table<Message>.each_field([this]<class Member>(const field<Message, Member>& one) {
      add(one.name);
      for (const std::size_t number :
           {most_bytes<Member>, std::size_t{one.kind.last}, std::size_t{one.kind.none}}) {
        for (unsigned shift = 0; shift != 32; shift += 8) {
          add(static_cast<std::uint8_t>(number >> shift));
        }
      }
    });
  }
  [[nodiscard]] constexpr std::uint32_t value() const { return hash_; }

 private:
  constexpr void add(std::string_view text) {
    for (const char one : text) {
      add(static_cast<std::uint8_t>(one));
    }
    add(std::uint8_t{0});  // So that text and what follows can't run into each other.
  }
  constexpr void add(std::uint8_t byte) { hash_ = (hash_ ^ byte) * 16777619U; }

  std::uint32_t hash_ = 2166136261U;
};

template <std::size_t... I>
constexpr std::uint32_t fingerprint_of_messages(std::index_sequence<I...>) {
  fingerprint all;
  (all.add_message<std::variant_alternative_t<I, call>>(), ...);
  all.add_message<outcome>();
  return all.value();
}

/// The bytes of a message, and how far it has come. Writes them, or reads them where they are
/// const: by the same rules in both directions, so that what can't be read is not written either.
template <class Byte>
class archive {
  static constexpr bool writes = !std::is_const_v<Byte>;

 public:
  explicit archive(std::span<Byte> bytes) : bytes_(bytes) {}

  /// The tag, and then the fields. A message that is written is const.
  template <class Message>
  std::size_t carry_message(std::uint32_t tag, Message& one) {
    constexpr const auto& row = call_table<std::remove_const_t<Message>>;
    message_ = row.name();
    if constexpr (writes) {
      carry_number(tag, 1, "tag");
    }
    row.each_field([&](const auto& each) { carry(each, one.*each.member); });
    return at_;
  }
  [[nodiscard]] std::uint32_t read_tag() {
    if (bytes_.empty()) {
      complain("", "has no bytes at all.");
    }
    std::uint32_t tag = 0;
    carry_number(tag, 1, "tag");
    return tag;
  }
  [[noreturn]] void refuse_tag(std::uint32_t tag, const std::string& wanted) const {
    complain("tag", "is " + std::to_string(tag) + ", which is not that of " + wanted + '.');
  }
  void require_end() const {
    if (const std::size_t more = bytes_.size() - at_; more != 0) {
      complain("", "is followed by " + std::to_string(more) + (more == 1 ? " byte" : " bytes") +
                       " too many.");
    }
  }

 private:
  template <class Field, class Member>
  void carry(const Field& one, Member& value) {
    auto number = static_cast<std::uint32_t>(value);
    carry_checked(number, width<Member>, one);
    if constexpr (!writes) {
      value = static_cast<Member>(number);
    }
  }
  template <class Field, text_member Text>
  void carry(const Field& one, Text& text) {
    auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xFFFFFFFFU));
    carry_checked(size, width<Text>, one);
    const std::span<Byte> bytes = take(size, one.name);
    if constexpr (writes) {
      std::ranges::transform(text, bytes.begin(), [](char each) { return std::byte(each); });
    } else {
      text.resize(size);
      std::ranges::transform(bytes, text.begin(),
                             [](std::byte each) { return static_cast<char>(each); });
    }
  }
  template <class Field, optional_member Optional>
  void carry(const Field& one, Optional& value) {
    std::uint32_t there = value ? 1 : 0;
    carry_number(there, 1, one.name);
    if (there > 1) {
      complain(one.name, "is there or not by " + std::to_string(there) + "; it must be 0 or 1.");
    }
    if constexpr (!writes) {
      value.reset();
      if (there == 1) {
        value.emplace();
      }
    }
    if (value) {
      carry(one, *value);
    }
  }

  template <class Field>
  void carry_checked(std::uint32_t& number, std::size_t size, const Field& one) {
    carry_number(number, size, one.name);
    if (number > one.kind.last && number != one.kind.none) {
      complain(one.name, "is " + std::to_string(number) + "; the highest possible is " +
                             std::to_string(one.kind.last) + '.');
    }
  }
  /// The lowest byte first, whatever the machine.
  void carry_number(std::uint32_t& number, std::size_t size, std::string_view name) {
    const std::span<Byte> bytes = take(size, name);
    for (std::size_t at = 0; at != size; ++at) {
      if constexpr (writes) {
        bytes[at] = static_cast<std::byte>((number >> (8 * at)) & 0xFFU);
      } else {
        number = (at == 0 ? 0 : number) | std::to_integer<std::uint32_t>(bytes[at]) << (8 * at);
      }
    }
  }
  [[nodiscard]] std::span<Byte> take(std::size_t size, std::string_view name) {
    if (bytes_.size() - at_ < size) {
      const std::string have = std::to_string(bytes_.size()) + " bytes.";
      complain(name, (writes ? "does not fit into a buffer of " : "is cut off after ") + have);
    }
    return bytes_.subspan(std::exchange(at_, at_ + size), size);
  }
  [[noreturn]] void complain(std::string_view about, const std::string& complaint) const {
    std::string text{message_};
    if (!about.empty()) {
      text.append(": field ").append(about);
    }
    throw wire_error(text + ' ' + complaint);
  }

  std::span<Byte> bytes_;
  std::string_view message_ = "message";
  std::size_t at_ = 0;
};

using reader = archive<const std::byte>;

template <class Message>
[[nodiscard]] Message read_message(reader& in) {
  Message one;
  (void)in.carry_message(0, one);
  in.require_end();
  return one;
}
template <class Call>
[[nodiscard]] call read_call(reader& in) {
  return read_message<Call>(in);
}

/// How the call of each tag is read.
template <std::size_t... I>
constexpr auto readers_of(std::index_sequence<I...>) {
  return std::array{&read_call<std::variant_alternative_t<I, call>>...};
}

template <class Message>
[[nodiscard]] std::size_t write_message(std::size_t tag, const Message& one,
                                        std::span<std::byte> out) {
  return archive<std::byte>(out).carry_message(static_cast<std::uint32_t>(tag), one);
}

}  // namespace

std::uint32_t protocol_fingerprint() {
  constexpr std::uint32_t value = fingerprint_of_messages(every_tag);
  return value;
}

std::size_t encode(const call& the_call, std::span<std::byte> out) {
  return std::visit([&](const auto& one) { return write_message(the_call.index(), one, out); },
                    the_call);
}

std::size_t encode(const outcome& the_outcome, std::span<std::byte> out) {
  return write_message(outcome_tag, the_outcome, out);
}

call decode_call(std::span<const std::byte> in) {
  static constexpr auto readers = readers_of(every_tag);
  reader bytes{in};
  const std::uint32_t tag = bytes.read_tag();
  if (tag >= readers.size()) {
    bytes.refuse_tag(tag, "any call");
  }
  return readers.at(tag)(bytes);
}

outcome decode_outcome(std::span<const std::byte> in) {
  reader bytes{in};
  const std::uint32_t tag = bytes.read_tag();
  if (tag != outcome_tag) {
    bytes.refuse_tag(tag, "an outcome");
  }
  return read_message<outcome>(bytes);
}

}  // namespace cnp
