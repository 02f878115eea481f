#include "harness/scenario/call.hpp"

#include "harness/support/text.hpp"

#include <concepts>
#include <cstddef>
#include <utility>

namespace cnp {

namespace {

/// Splits a row's text: `plain` gets what stands as it is, and `member` the name in each pair of
/// braces and the text behind its mark.
template <class Plain, class Member>
constexpr void split_row_text(std::string_view text, Plain&& plain, Member&& member) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    plain(text.substr(0, open));
    if (open == std::string_view::npos) {
      return;
    }
    const std::size_t close = text.find('}', open);
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t mark = inside.find('?');
    member(inside.substr(0, mark),
           mark == std::string_view::npos ? std::string_view{} : inside.substr(mark + 1));
    text.remove_prefix(close + 1);
  }
}

/// Whether no member and no name stands in two fields.
template <class Row>
constexpr bool has_members_once(const Row& row) {
  bool once = true;
  row.each_field([&]<class Left>(const Left& left) {
    int times = 0;
    row.each_field([&]<class Right>(const Right& right) {
      bool same = left.name == right.name;
      if constexpr (std::same_as<Left, Right>) {
        same = same || left.member == right.member;
      }
      times += same ? 1 : 0;
    });
    once = once && times == 1;
  });
  return once;
}

/// Whether the row's texts name its fields, each at least once, and nothing else.
template <class Row>
constexpr bool reads_every_field(const Row& row) {
  std::size_t unknown = 0;
  std::size_t unread = 0;
  const auto each_name = [&row](auto&& visit) {
    for (const std::string_view text : {row.text, row.other_text}) {
      split_row_text(
          text, [](std::string_view) {},
          [&](std::string_view name, std::string_view) { visit(name); });
    }
  };
  row.each_field([&](const auto& one) {
    bool read = false;
    each_name([&](std::string_view name) { read = read || name == one.name; });
    unread += read ? 0U : 1U;
  });
  each_name([&](std::string_view name) {
    bool known = false;
    row.each_field([&](const auto& one) { known = known || name == one.name; });
    unknown += known ? 0U : 1U;
  });
  return unknown + unread == 0;
}

template <class Call>
constexpr bool is_complete() {
  static_assert(has_every_member(call_table<Call>),
                "the row leaves out a member, or has another order");
  static_assert(has_members_once(call_table<Call>), "two fields of the row are one member");
  static_assert(reads_every_field(call_table<Call>), "the row's text does not fit its fields");
  return true;
}
template <std::size_t... I>
constexpr bool are_complete(std::index_sequence<I...>) {
  return (is_complete<std::variant_alternative_t<I, call>>() && ...);
}
static_assert(are_complete(std::make_index_sequence<std::variant_size_v<call>>{}));

template <class Member>
[[nodiscard]] std::string in_words(const Member& value, const field_kind& kind,
                                   std::string_view if_true) {
  if constexpr (std::same_as<Member, bool>) {
    return std::string{value ? if_true : ""};
  } else if constexpr (std::same_as<Member, std::string>) {
    return kind.as_it_is ? value : quote(value);
  } else if constexpr (named_enum<Member>) {
    return std::string{word(value)};
  } else {
    return kind.reads != nullptr ? kind.reads(value) : std::to_string(value);
  }
}

template <class Call>
[[nodiscard]] std::string words_of(const Call& one) {
  constexpr const auto& row = call_table<Call>;
  std::string text;
  split_row_text(
      row.text_of(one), [&text](std::string_view plain) { text += plain; },
      [&](std::string_view name, std::string_view if_true) {
        row.each_field([&](const auto& each) {
          if (each.name == name) {
            text += in_words(one.*each.member, each.kind, if_true);
          }
        });
      });
  return text;
}

/// The function's name; where the text has a member in its place, the word of that.
template <class Call>
[[nodiscard]] std::string_view name_of(const Call& one) {
  constexpr const auto& row = call_table<Call>;
  std::string_view name = row.text_of(one);
  name = name.substr(0, name.find('('));
  row.each_field([&]<class Member>(const field<Call, Member>& each) {
    if constexpr (named_enum<Member>) {
      if (name.starts_with('{') && name.substr(1, name.size() - 2) == each.name) {
        name = word(one.*each.member);
      }
    }
  });
  return name;
}

[[nodiscard]] std::string numbered(std::string_view before, std::uint32_t number) {
  return std::string{before} + std::to_string(number);
}

}  // namespace

std::string slot_word(std::uint32_t number) {
  return numbered("h", number);
}

std::string request_word(std::uint32_t number) {
  return number == no_request ? std::string{"NULL"} : numbered("&ov", number);
}

std::string thread_word(std::uint32_t number) {
  return numbered("thread ", number + 1);
}

std::string process_word(std::uint32_t number) {
  return number == 0 ? std::string{"the server"} : numbered("client ", number);
}

outcome signaled_by(waiter by) {
  switch (by) {
  case waiter::sleep_ex:
    return waited(wait_result::io_completion);
  case waiter::polling:
    return nonzero();
  default:
    return waited(wait_result::object_0);
  }
}

std::string_view function_name(const call& one) {
  return std::visit([](const auto& each) { return name_of(each); }, one);
}

std::string describe(const call& one) {
  return std::visit([](const auto& each) { return words_of(each); }, one);
}

outcome worked(const call& one) {
  return std::visit([]<class Call>(const Call& each) { return call_table<Call>.success(each); },
                    one);
}

}  // namespace cnp
