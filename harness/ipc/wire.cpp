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
constexpr bool is_text = std::same_as<Member, std::string>;

/// In how many bytes the number of a member is carried. (A text's number is its length.)
template <class Member>
constexpr std::size_t width = is_text<Member> ? sizeof(std::uint32_t) : sizeof(Member);
static_assert(width<bool> == 1);

/// The most bytes that a member takes.
template <class Member>
constexpr std::size_t most_bytes = width<Member> + (is_text<Member> ? text_limit : 0);
/// An optional member is one byte that says whether it is there, then itself if it is.
template <class Member>
constexpr std::size_t most_bytes<std::optional<Member>> = 1 + most_bytes<Member>;

// A call's tag is its place in the variant; an outcome's is beyond all of them, so that neither is
// ever taken for the other.
constexpr std::size_t call_count = std::variant_size_v<call>;
constexpr std::uint8_t outcome_tag = 0xF0;
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
      add(static_cast<std::uint32_t>(most_bytes<Member>));
      add(one.kind.last);
      add(one.kind.none);
    });
  }
  [[nodiscard]] constexpr std::uint32_t value() const { return hash_; }

 private:
  constexpr void add(std::string_view text) {
    for (const char one : text) {
      add_byte(static_cast<std::uint8_t>(one));
    }
    add_byte(0);  // So that text and what follows can't run into each other.
  }
  constexpr void add(std::uint32_t number) {
    for (unsigned shift = 0; shift != 32; shift += 8) {
      add_byte(static_cast<std::uint8_t>(number >> shift));
    }
  }
  constexpr void add_byte(std::uint8_t byte) { hash_ = (hash_ ^ byte) * 16777619U; }

  std::uint32_t hash_ = 2166136261U;
};

template <std::size_t... I>
constexpr std::uint32_t fingerprint_of_messages(std::index_sequence<I...>) {
  fingerprint all;
  (all.add_message<std::variant_alternative_t<I, call>>(), ...);
  all.add_message<outcome>();
  return all.value();
}

/// What reading and writing have in common: whose message it is, and how far it has come.
class archive {
 public:
  [[noreturn]] void complain(std::string_view about, const std::string& complaint) const {
    std::string text{message_};
    if (!about.empty()) {
      text.append(": field ").append(about);
    }
    throw wire_error(text + ' ' + complaint);
  }

 protected:
  /// The same rule in both directions: what can't be read must not be written either.
  template <class Field>
  void check(const Field& one, std::uint32_t number) const {
    if (number > one.kind.last && number != one.kind.none) {
      complain(one.name, "is " + std::to_string(number) + "; the highest possible is " +
                             std::to_string(one.kind.last) + '.');
    }
  }

  void begin(std::string_view message) { message_ = message; }
  [[nodiscard]] std::size_t at() const { return at_; }
  std::size_t next(std::size_t bytes = 1) { return std::exchange(at_, at_ + bytes); }

 private:
  std::string_view message_ = "message";
  std::size_t at_ = 0;
};

class writer : archive {
 public:
  explicit writer(std::span<std::byte> out) : out_(out) {}

  template <class Message>
  std::size_t write(std::uint8_t tag, const Message& one) {
    begin(call_table<Message>.name());
    put(tag, 1, "tag");
    call_table<Message>.each_field([&](const auto& each) { write(each, one.*each.member); });
    return at();
  }

 private:
  template <class Field, class Member>
  void write(const Field& one, const Member& value) {
    const auto number = static_cast<std::uint32_t>(value);
    check(one, number);
    put(number, width<Member>, one.name);
  }
  template <class Field>
  void write(const Field& one, const std::string& text) {
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xFFFFFFFFU));
    check(one, size);
    put(size, width<std::string>, one.name);
    const std::span<std::byte> room = take(size, one.name);
    std::ranges::transform(text, room.begin(), [](char each) { return std::byte(each); });
  }
  template <class Field, class Member>
  void write(const Field& one, const std::optional<Member>& value) {
    put(value ? 1 : 0, 1, one.name);
    if (value) {
      write(one, *value);
    }
  }

  void put(std::uint32_t number, std::size_t bytes, std::string_view name) {
    for (std::byte& each : take(bytes, name)) {
      each = static_cast<std::byte>(number & 0xFFU);
      number >>= 8U;
    }
  }
  [[nodiscard]] std::span<std::byte> take(std::size_t bytes, std::string_view name) {
    if (out_.size() - at() < bytes) {
      complain(name, "does not fit into a buffer of " + std::to_string(out_.size()) + " bytes.");
    }
    return out_.subspan(next(bytes), bytes);
  }

  std::span<std::byte> out_;
};

class reader : public archive {
 public:
  explicit reader(std::span<const std::byte> in) : in_(in) {}

  [[nodiscard]] std::uint8_t tag() {
    if (in_.empty()) {
      complain("", "has no bytes at all.");
    }
    return static_cast<std::uint8_t>(get(1, "tag"));
  }

  template <class Message>
  [[nodiscard]] Message read() {
    begin(call_table<Message>.name());
    Message one;
    call_table<Message>.each_field([&](const auto& each) { read(each, one.*each.member); });
    if (at() != in_.size()) {
      const std::size_t more = in_.size() - at();
      complain("", "is followed by " + std::to_string(more) + (more == 1 ? " byte" : " bytes") +
                       " too many.");
    }
    return one;
  }

 private:
  template <class Field, class Member>
  void read(const Field& one, Member& value) {
    const std::uint32_t number = get(width<Member>, one.name);
    check(one, number);
    value = static_cast<Member>(number);
  }
  template <class Field>
  void read(const Field& one, std::string& text) {
    const std::uint32_t size = get(width<std::string>, one.name);
    check(one, size);
    const std::span<const std::byte> bytes = take(size, one.name);
    text.resize(size);
    std::ranges::transform(bytes, text.begin(),
                           [](std::byte each) { return static_cast<char>(each); });
  }
  template <class Field, class Member>
  void read(const Field& one, std::optional<Member>& value) {
    const std::uint32_t there = get(1, one.name);
    if (there > 1) {
      complain(one.name, "is there or not by " + std::to_string(there) + "; it must be 0 or 1.");
    }
    value.reset();
    if (there == 1) {
      read(one, value.emplace());
    }
  }

  [[nodiscard]] std::uint32_t get(std::size_t bytes, std::string_view name) {
    std::uint32_t number = 0;
    unsigned shift = 0;
    for (const std::byte each : take(bytes, name)) {
      number |= std::to_integer<std::uint32_t>(each) << shift;
      shift += 8;
    }
    return number;
  }
  [[nodiscard]] std::span<const std::byte> take(std::size_t bytes, std::string_view name) {
    if (in_.size() - at() < bytes) {
      complain(name, "is cut off after " + std::to_string(in_.size()) + " bytes.");
    }
    return in_.subspan(next(bytes), bytes);
  }

  std::span<const std::byte> in_;
};

[[noreturn]] void refuse_tag(const reader& in, std::uint8_t tag, const std::string& wanted) {
  in.complain("tag", "is " + std::to_string(tag) + ", which is not that of " + wanted + '.');
}

template <class Call>
[[nodiscard]] call read_call(reader& in) {
  return in.read<Call>();
}

/// How the call of each tag is read.
template <std::size_t... I>
constexpr auto readers_of(std::index_sequence<I...>) {
  return std::array{&read_call<std::variant_alternative_t<I, call>>...};
}

}  // namespace

std::uint32_t protocol_fingerprint() {
  constexpr std::uint32_t value = fingerprint_of_messages(every_tag);
  return value;
}

std::size_t encode(const call& what, std::span<std::byte> out) {
  const auto tag = static_cast<std::uint8_t>(what.index());
  return std::visit([&](const auto& one) { return writer{out}.write(tag, one); }, what);
}

std::size_t encode(const outcome& what, std::span<std::byte> out) {
  return writer{out}.write(outcome_tag, what);
}

call decode_call(std::span<const std::byte> in) {
  static constexpr auto readers = readers_of(every_tag);
  reader bytes{in};
  const std::uint8_t tag = bytes.tag();
  if (tag >= readers.size()) {
    refuse_tag(bytes, tag, "any call");
  }
  return readers[tag](bytes);
}

outcome decode_outcome(std::span<const std::byte> in) {
  reader bytes{in};
  const std::uint8_t tag = bytes.tag();
  if (tag != outcome_tag) {
    refuse_tag(bytes, tag, "an outcome");
  }
  return bytes.read<outcome>();
}

}  // namespace cnp
