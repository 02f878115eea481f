#include "harness/ipc/wire.hpp"

#include "harness/scenario/scenario.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cnp {

namespace {

/// The highest value of each enum that is carried. One that is missing here does not compile.
template <class E>
struct last_value;
template <>
struct last_value<handle_kind> {
  static constexpr auto is = handle_kind::overlapped;
};
template <>
struct last_value<wait_mode> {
  static constexpr auto is = wait_mode::nonblocking;
};
template <>
struct last_value<overlapped_kind> {
  static constexpr auto is = overlapped_kind::unmodifiable_event;
};
template <>
struct last_value<pipe_type> {
  static constexpr auto is = pipe_type::message;
};
template <>
struct last_value<direction> {
  static constexpr auto is = direction::outbound;
};
template <>
struct last_value<waiter> {
  static constexpr auto is = waiter::polling;
};
template <>
struct last_value<patience> {
  static constexpr auto is = patience::brief;
};
template <>
struct last_value<odd_handle> {
  static constexpr auto is = odd_handle::anonymous_write_end;
};
template <>
struct last_value<completion> {
  static constexpr auto is = completion::process_ended;
};
template <>
struct last_value<value_kind> {
  static constexpr auto is = value_kind::nothing;
};

/// How one type of member is carried: which number stands for it, in how many bytes.
template <class M>
struct carried {
  static_assert(std::is_unsigned_v<M>);
  using number = M;
  static constexpr std::uint32_t last = std::numeric_limits<M>::max();
  static constexpr std::size_t size = sizeof(M);
  static constexpr char kind = 'n';
};
template <>
struct carried<bool> {
  using number = std::uint8_t;
  static constexpr std::uint32_t last = 1;
  static constexpr std::size_t size = 1;
  static constexpr char kind = 'b';
};
template <class E>
requires std::is_enum_v<E>
struct carried<E> {
  using number = std::underlying_type_t<E>;
  static constexpr auto last = static_cast<std::uint32_t>(last_value<E>::is);
  static constexpr std::size_t size = sizeof(E);
  static constexpr char kind = 'e';
};
/// A text is its length, then its bytes; `last` is the highest length.
template <>
struct carried<std::string> {
  using number = std::uint32_t;
  static constexpr std::uint32_t last = text_limit;
  static constexpr std::size_t size = sizeof(number) + text_limit;
  static constexpr char kind = 't';
};
/// An optional member is one byte that says whether it is there, then itself if it is.
template <class T>
struct carried<std::optional<T>> {
  static constexpr std::uint32_t last = carried<T>::last;
  static constexpr std::size_t size = 1 + carried<T>::size;
  static constexpr char kind = static_cast<char>(carried<T>::kind - 'a' + 'A');
};

/// A member of a message: its name for complaints, and the highest value that makes sense.
template <class C, class M>
struct field {
  std::string_view name;
  M C::*member;
  std::uint32_t last = carried<M>::last;
  bool or_none = false;  ///< `no_request` makes sense as well.
};
template <class C, class M>
field(std::string_view, M C::*) -> field<C, M>;
template <class C, class M>
field(std::string_view, M C::*, std::uint32_t) -> field<C, M>;

template <class C>
constexpr field<C, slot> slot_at(std::string_view name, slot C::*member) {
  return {name, member, slot_count - 1};
}
template <class C>
constexpr field<C, request> request_at(std::string_view name, request C::*at) {
  return {name, at, request_count - 1};
}
template <class C>
constexpr field<C, request> request_or_none(request C::*at) {
  return {"req", at, request_count - 1, true};
}
template <class C>
constexpr field<C, std::uint8_t> thread_at(std::uint8_t C::*member) {
  return {"thread", member, thread_count - 1};
}

/// A message: its name for complaints, and its fields in the order in which they are carried.
template <class... F>
struct message {
  std::string_view name;
  std::tuple<F...> fields;

  constexpr explicit message(std::string_view called, F... all) : name(called), fields(all...) {}
};

template <class C>
struct of {};

// The one list of fields of each message, for writing, reading, sizes and the fingerprint alike.

constexpr auto layout(of<create_pipe>) {
  using c = create_pipe;
  return message("create_pipe", slot_at("pipe", &c::pipe), field{"name_id", &c::name_id},
                 field{"handle", &c::handle}, field{"wait", &c::wait}, field{"type", &c::type},
                 field{"dir", &c::dir}, field{"max_instances", &c::max_instances},
                 field{"first_instance", &c::first_instance}, field{"local_name", &c::local_name});
}
constexpr auto layout(of<connect_pipe>) {
  using c = connect_pipe;
  return message("connect_pipe", slot_at("pipe", &c::pipe), request_at("req", &c::req),
                 field{"lp", &c::lp});
}
constexpr auto layout(of<disconnect_pipe>) {
  return message("disconnect_pipe", slot_at("pipe", &disconnect_pipe::pipe));
}
constexpr auto layout(of<close_handle>) {
  return message("close_handle", slot_at("handle", &close_handle::handle));
}
constexpr auto layout(of<set_wait_mode>) {
  using c = set_wait_mode;
  return message("set_wait_mode", slot_at("pipe", &c::pipe), field{"wait", &c::wait},
                 field{"message_reads", &c::message_reads});
}
constexpr auto layout(of<query_mode>) {
  return message("query_mode", slot_at("pipe", &query_mode::pipe));
}
constexpr auto layout(of<read_back>) {
  return message("read_back", slot_at("pipe", &read_back::pipe));
}
constexpr auto layout(of<write_pipe>) {
  using c = write_pipe;
  return message("write_pipe", slot_at("handle", &c::handle), field{"text", &c::text},
                 field{"overlapped", &c::overlapped});
}
constexpr auto layout(of<read_pipe>) {
  using c = read_pipe;
  return message("read_pipe", slot_at("handle", &c::handle), field{"size", &c::size, text_limit},
                 field{"overlapped", &c::overlapped});
}
constexpr auto layout(of<peek_pipe>) {
  using c = peek_pipe;
  return message("peek_pipe", slot_at("pipe", &c::pipe), field{"wait", &c::wait});
}
constexpr auto layout(of<wait_request>) {
  using c = wait_request;
  return message("wait_request", slot_at("pipe", &c::pipe), request_at("req", &c::req),
                 field{"by", &c::by}, field{"wait", &c::wait});
}
constexpr auto layout(of<wait_handle>) {
  using c = wait_handle;
  return message("wait_handle", slot_at("handle", &c::handle), field{"wait", &c::wait});
}
constexpr auto layout(of<request_state>) {
  using c = request_state;
  return message("request_state", slot_at("pipe", &c::pipe), request_at("req", &c::req));
}
constexpr auto layout(of<overlapped_result>) {
  using c = overlapped_result;
  return message("overlapped_result", slot_at("pipe", &c::pipe), request_at("req", &c::req));
}
constexpr auto layout(of<cancel_io>) {
  return message("cancel_io", slot_at("pipe", &cancel_io::pipe));
}
constexpr auto layout(of<cancel_io_ex>) {
  using c = cancel_io_ex;
  return message("cancel_io_ex", slot_at("pipe", &c::pipe), request_or_none(&c::req));
}
constexpr auto layout(of<cancel_synchronous_io>) {
  return message("cancel_synchronous_io", thread_at(&cancel_synchronous_io::thread));
}
constexpr auto layout(of<queue_apc>) {
  return message("queue_apc", thread_at(&queue_apc::thread));
}
constexpr auto layout(of<alertable_pause>) {
  return message("alertable_pause");
}
constexpr auto layout(of<exit_thread>) {
  return message("exit_thread");
}
constexpr auto layout(of<associate_port>) {
  using c = associate_port;
  return message("associate_port", slot_at("port", &c::port), slot_at("pipe", &c::pipe));
}
constexpr auto layout(of<dequeue_packet>) {
  using c = dequeue_packet;
  return message("dequeue_packet", slot_at("port", &c::port), field{"wait", &c::wait});
}
constexpr auto layout(of<set_notification>) {
  using c = set_notification;
  return message("set_notification", slot_at("pipe", &c::pipe), field{"modes", &c::modes});
}
constexpr auto layout(of<client_process_id>) {
  return message("client_process_id", slot_at("pipe", &client_process_id::pipe));
}
constexpr auto layout(of<make_odd_handle>) {
  using c = make_odd_handle;
  return message("make_odd_handle", slot_at("handle", &c::handle), field{"what", &c::what});
}
constexpr auto layout(of<open_pipe>) {
  using c = open_pipe;
  return message("open_pipe", slot_at("handle", &c::handle), field{"name_id", &c::name_id},
                 field{"dir", &c::dir}, field{"no_access", &c::no_access},
                 field{"overlapped", &c::overlapped}, field{"local_name", &c::local_name});
}
constexpr auto layout(of<call_pipe>) {
  using c = call_pipe;
  return message("call_pipe", field{"name_id", &c::name_id}, field{"text", &c::text},
                 field{"wait", &c::wait});
}
constexpr auto layout(of<wait_pipe>) {
  using c = wait_pipe;
  return message("wait_pipe", field{"name_id", &c::name_id}, field{"wait", &c::wait});
}
constexpr auto layout(of<probe_name>) {
  return message("probe_name", field{"name_id", &probe_name::name_id});
}
constexpr auto layout(of<duplicate_handle>) {
  using c = duplicate_handle;
  return message("duplicate_handle", slot_at("handle", &c::handle),
                 field{"to_process", &c::to_process, process_count - 1},
                 slot_at("to_slot", &c::to_slot));
}
constexpr auto layout(of<exit_process>) {
  return message("exit_process", field{"code", &exit_process::code});
}
constexpr auto layout(of<kill_process>) {
  return message("kill_process");
}
constexpr auto layout(of<find_export>) {
  using c = find_export;
  return message("find_export", field{"module", &c::module}, field{"symbol", &c::symbol});
}
constexpr auto layout(of<query_version>) {
  return message("query_version");
}
constexpr auto layout(of<outcome>) {
  using o = outcome;
  return message("outcome", field{"how", &o::how}, field{"kind", &o::kind},
                 field{"value", &o::value}, field{"error", &o::error},
                 field{"internal", &o::internal}, field{"event_signaled", &o::event_signaled},
                 field{"handle_signaled", &o::handle_signaled}, field{"bytes", &o::bytes},
                 field{"mode", &o::mode}, field{"data", &o::data});
}

template <class C>
constexpr auto layout_of = layout(of<C>{});

template <class C, class F>
constexpr void for_each_field(F&& visit) {
  std::apply([&visit](const auto&... one) { (visit(one), ...); }, layout_of<C>.fields);
}

// A call's tag is its place in the variant; an outcome's is beyond all of them, so that neither is
// ever taken for the other.
constexpr std::size_t call_count = std::variant_size_v<call>;
constexpr std::uint8_t outcome_tag = 0xF0;
static_assert(call_count < outcome_tag);

/// Calls `visit` with `of<C>` for every call, in tag order.
template <class F>
constexpr void for_each_call(F&& visit) {
  [&visit]<std::size_t... I>(std::index_sequence<I...>) {
    (visit(of<std::variant_alternative_t<I, call>>{}), ...);
  }
  (std::make_index_sequence<call_count>{});
}

/// Stands for a member of any type where the members of an aggregate are counted.
struct anything {
  template <class T>
  operator T() const {
    return T{};
  }  // NOLINT: implicit is its purpose.
};
template <class C, class... A>
constexpr std::size_t member_count() {
  if constexpr (requires { C{A{}..., anything{}}; }) {
    return member_count<C, A..., anything>();
  } else {
    return sizeof...(A);
  }
}
template <class C>
constexpr bool is_complete = std::tuple_size_v<decltype(layout_of<C>.fields)> == member_count<C>();

/// Whether no call has a member that its layout leaves out: it would be lost on the way.
constexpr bool all_complete() {
  bool all = is_complete<outcome>;
  for_each_call([&all]<class C>(of<C>) { all = all && is_complete<C>; });
  return all;
}
static_assert(all_complete());

template <class C>
constexpr std::size_t size_limit() {
  std::size_t size = 1;  // The tag.
  for_each_field<C>([&size]<class M>(const field<C, M>&) { size += carried<M>::size; });
  return size;
}
constexpr std::size_t largest_message() {
  std::size_t largest = size_limit<outcome>();
  for_each_call([&largest]<class C>(of<C>) { largest = std::max(largest, size_limit<C>()); });
  return largest;
}
static_assert(largest_message() == wire_limit);

/// FNV-1a, over everything that decides what bytes mean.
class fingerprint {
 public:
  constexpr void add(std::string_view text) {
    for (const char one : text) {
      add(static_cast<std::uint8_t>(one));
    }
    add(std::uint8_t{0});  // So that text and what follows can't run into each other.
  }
  constexpr void add(std::uint32_t number) {
    for (unsigned shift = 0; shift != 32; shift += 8) {
      add(static_cast<std::uint8_t>(number >> shift));
    }
  }
  template <class C>
  constexpr void add_message() {
    add(layout_of<C>.name);
    for_each_field<C>([this]<class M>(const field<C, M>& one) {
      add(one.name);
      add(static_cast<std::uint8_t>(carried<M>::kind));
      add(static_cast<std::uint32_t>(carried<M>::size));
      add(one.last);
      add(static_cast<std::uint8_t>(one.or_none ? 1 : 0));
    });
  }
  [[nodiscard]] constexpr std::uint32_t value() const { return hash_; }

 private:
  constexpr void add(std::uint8_t byte) { hash_ = (hash_ ^ byte) * 16777619U; }

  std::uint32_t hash_ = 2166136261U;
};

constexpr std::uint32_t fingerprint_of_messages() {
  fingerprint all;
  for_each_call([&all]<class C>(of<C>) { all.add_message<C>(); });
  all.add_message<outcome>();
  return all.value();
}

/// What reading and writing have in common: whose message it is, and how far it has come.
class archive {
 protected:
  [[noreturn]] void complain(std::string_view about, const std::string& complaint) const {
    std::string text{message_};
    if (!about.empty()) {
      text.append(": field ").append(about);
    }
    throw wire_error(text + ' ' + complaint);
  }

  /// The same rule in both directions: what can't be read must not be written either.
  template <class C, class M>
  void check(const field<C, M>& one, std::uint32_t value) const {
    if (value > one.last && !(one.or_none && value == no_request)) {
      complain(one.name, "is " + std::to_string(value) + "; the highest possible is " +
                             std::to_string(one.last) + '.');
    }
  }

  void begin(std::string_view message) { message_ = message; }
  [[nodiscard]] std::size_t at() const { return at_; }
  std::size_t next() { return at_++; }

 private:
  std::string_view message_ = "message";
  std::size_t at_ = 0;
};

class writer : archive {
 public:
  explicit writer(std::span<std::byte> out) : out_(out) {}

  template <class C>
  std::size_t write(std::uint8_t tag, const C& what) {
    begin(layout_of<C>.name);
    put(tag, "tag");
    for_each_field<C>([&]<class M>(const field<C, M>& one) { write(one, what.*one.member); });
    return at();
  }

 private:
  template <class C, class F, class M>
  void write(const field<C, F>& one, const M& value) {
    const auto number = static_cast<typename carried<M>::number>(value);
    check(one, number);
    put(number, one.name);
  }
  template <class C, class F>
  void write(const field<C, F>& one, const std::string& text) {
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xFFFFFFFFU));
    check(one, size);
    put(size, one.name);
    for (const char byte : text) {
      put(static_cast<std::uint8_t>(byte), one.name);
    }
  }
  template <class C, class F, class T>
  void write(const field<C, F>& one, const std::optional<T>& value) {
    put(static_cast<std::uint8_t>(value ? 1 : 0), one.name);
    if (value) {
      write(one, *value);
    }
  }

  template <class N>
  void put(N number, std::string_view name) {
    if (out_.size() - at() < sizeof number) {
      complain(name, "does not fit into a buffer of " + std::to_string(out_.size()) + " bytes.");
    }
    for (std::size_t byte = 0; byte != sizeof number; ++byte) {
      out_[next()] = static_cast<std::byte>((std::uint32_t{number} >> (8 * byte)) & 0xFFU);
    }
  }

  std::span<std::byte> out_;
};

class reader : archive {
 public:
  explicit reader(std::span<const std::byte> in) : in_(in) {}

  [[nodiscard]] std::uint8_t tag() {
    if (in_.empty()) {
      complain("", "has no bytes at all.");
    }
    return get<std::uint8_t>("tag");
  }

  [[noreturn]] void refuse(std::uint8_t tag, std::string_view wanted) const {
    complain("tag",
             "is " + std::to_string(tag) + ", which is not that of " + std::string{wanted} + '.');
  }

  template <class C>
  [[nodiscard]] C read() {
    begin(layout_of<C>.name);
    C what;
    for_each_field<C>([&]<class M>(const field<C, M>& one) { read(one, what.*one.member); });
    if (at() != in_.size()) {
      const std::size_t more = in_.size() - at();
      complain("", "is followed by " + std::to_string(more) + (more == 1 ? " byte" : " bytes") +
                       " too many.");
    }
    return what;
  }

 private:
  template <class C, class F, class M>
  void read(const field<C, F>& one, M& value) {
    const auto number = get<typename carried<M>::number>(one.name);
    check(one, number);
    value = static_cast<M>(number);
  }
  template <class C, class F>
  void read(const field<C, F>& one, std::string& text) {
    const auto size = get<std::uint32_t>(one.name);
    check(one, size);
    text.clear();
    for (std::uint32_t byte = 0; byte != size; ++byte) {
      text += static_cast<char>(get<std::uint8_t>(one.name));
    }
  }
  template <class C, class F, class T>
  void read(const field<C, F>& one, std::optional<T>& value) {
    const auto there = get<std::uint8_t>(one.name);
    if (there > 1) {
      complain(one.name, "is there or not by " + std::to_string(there) + "; it must be 0 or 1.");
    }
    value.reset();
    if (there == 1) {
      read(one, value.emplace());
    }
  }

  template <class N>
  [[nodiscard]] N get(std::string_view name) {
    if (in_.size() - at() < sizeof(N)) {
      complain(name, "is cut off after " + std::to_string(in_.size()) + " bytes.");
    }
    std::uint32_t number = 0;
    for (std::size_t byte = 0; byte != sizeof(N); ++byte) {
      number |= std::to_integer<std::uint32_t>(in_[next()]) << (8 * byte);
    }
    return static_cast<N>(number);
  }

  std::span<const std::byte> in_;
};

/// Reads the call whose place in the variant is the tag.
template <std::size_t... I>
[[nodiscard]] call read_call(reader& in, std::uint8_t tag, std::index_sequence<I...>) {
  call what;
  const bool known =
      ((tag == I ? (what = in.read<std::variant_alternative_t<I, call>>(), true) : false) || ...);
  if (!known) {
    in.refuse(tag, "any call");
  }
  return what;
}

}  // namespace

std::uint32_t protocol_fingerprint() {
  constexpr std::uint32_t value = fingerprint_of_messages();
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
  reader bytes{in};
  const std::uint8_t tag = bytes.tag();
  return read_call(bytes, tag, std::make_index_sequence<call_count>{});
}

outcome decode_outcome(std::span<const std::byte> in) {
  reader bytes{in};
  const std::uint8_t tag = bytes.tag();
  if (tag != outcome_tag) {
    bytes.refuse(tag, "an outcome");
  }
  return bytes.read<outcome>();
}

}  // namespace cnp
