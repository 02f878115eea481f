#pragma once

#include "harness/support/names.hpp"
#include "harness/support/printable.hpp"
#include "reports/json/json_reader.hpp"
#include "reports/json/json_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

// Records as JSON objects: one table of a record's members, by which it is written and read.
// Reading is strict: every member has to be known, there once, and of the right kind. Stays within
// reports/.

/// Where a value stands, for messages.
struct json_place {
  std::string_view name;         ///< The member's.
  std::string_view within = {};  ///< Its object, `'kernel'`; empty for the subject of the message.

  /// ` in 'kernel'`, or nothing.
  [[nodiscard]] std::string in() const;
  /// Throw `bad_field`.
  [[noreturn]] void must_be(std::string_view kind) const;
  [[noreturn]] void is_missing() const;
  [[noreturn]] void has_unknown_word(std::string_view found,
                                     const std::vector<std::string>& known) const;
};

/// How a member of a record stands in JSON. Made by `needed` and `usual`, or by hand.
template <class Record>
struct json_member {
  std::string_view name;
  void (*read)(json_reader& from, Record& to, const json_place& at);
  void (*absent)(Record& to, const json_place& at);  ///< What it means where it is not there.
  void (*write)(json_text& to, const Record& from);
  bool (*left_out)(const Record& from) = [](const Record&) { return false; };
  std::string_view fixed = {};  ///< If there is one: what is written, always.
};

/// The table of a record's members, in the order in which they are written, specialised for it:
/// an object with `within`, which names it in messages, and `members`.
template <class Record>
struct json_table;

template <class Record>
concept json_record = requires {
  json_table<Record>::members;
};

// Reads a value. Each throws `bad_field` for anything else.
void read_json(json_reader& from, std::string& to, const json_place& at);
void read_json(json_reader& from, bool& to, const json_place& at);
void read_json(json_reader& from, std::uint32_t& to, const json_place& at);
void read_json(json_reader& from, std::uint64_t& to, const json_place& at);
void read_json(json_reader& from, double& to, const json_place& at);  ///< A quantity: from 0.
void read_json(json_reader& from, int& to, const json_place& at);     ///< From 0; at most its most.
void read_json(json_reader& from, std::vector<std::string>& to, const json_place& at);

template <named_enum E>
void read_json(json_reader& from, E& to, const json_place& at) {
  const auto text = from.text();
  if (!text) {
    at.must_be("a string");
  }
  const auto value = from_word<E>(*text);
  if (!value) {
    at.has_unknown_word(*text, {names<E>.words.begin(), names<E>.words.end()});
  }
  to = *value;
}

template <class Value>
void read_json(json_reader& from, std::optional<Value>& to, const json_place& at) {
  read_json(from, to.emplace(), at);
}

/// Enters an object; `at` as for its members, so `within` is what it is called.
void enter_object(json_reader& from, std::string_view within);
/// Throws `bad_field` for a member that no table has.
[[noreturn]] void refuse_member(std::string_view name, std::string_view within,
                                const std::vector<std::string>& known);
[[noreturn]] void refuse_twice(std::string_view name);

/// Every member is wanted.
inline constexpr auto every_member = [](std::string_view /*name*/) { return true; };

/// Reads an object as a record. `within` names it in messages. `wanted` is asked for every member
/// that is there, by its name: those that are not wanted are left out, and the record's as they
/// were.
template <class Record, class Table = json_table<Record>, class Wanted>
void read_record(json_reader& from, Record& to, std::string_view within, Wanted wanted) {
  constexpr const auto& members = Table::members;
  static_assert(members.size() <= 64, "one bit each");
  std::uint64_t seen = 0;
  std::size_t next = 0;  // Most objects have their members in the order of the table.
  enter_object(from, within);
  while (const auto name = from.next_name()) {
    std::size_t tried = 0;
    while (members[next].name != *name) {
      next = next + 1 == members.size() ? 0 : next + 1;
      if (++tried == members.size()) {
        std::vector<std::string> known;
        known.reserve(members.size());
        for (const json_member<Record>& one : members) {
          known.emplace_back(one.name);
        }
        refuse_member(*name, within, known);
      }
    }
    const json_member<Record>& member = members[next];
    if ((seen >> next & 1U) != 0) {
      refuse_twice(member.name);
    }
    seen |= std::uint64_t{1} << next;
    next = next + 1 == members.size() ? 0 : next + 1;
    if (wanted(member.name)) {
      member.read(from, to, {member.name, within});
    } else {
      from.skip();
    }
  }
  for (std::size_t at = 0; at != members.size(); ++at) {
    if ((seen >> at & 1U) == 0) {
      members[at].absent(to, {members[at].name, within});
    }
  }
}

template <json_record Record>
void read_json(json_reader& from, Record& to, const json_place& /*at*/) {
  read_record(from, to, json_table<Record>::within, every_member);
}

/// A list of records. Those that are there already are read over, in the memory that they have.
template <json_record Record>
void read_list(json_reader& from, std::vector<Record>& to, const json_place& at) {
  if (!from.enter('[')) {
    at.must_be("a list");
  }
  std::size_t count = 0;
  for (; from.next_item(); ++count) {
    read_json(from, count == to.size() ? to.emplace_back() : to[count], at);
  }
  to.resize(count);
}

template <json_record Record>
void read_json(json_reader& from, std::vector<Record>& to, const json_place& at) {
  read_list(from, to, at);
}

/// Values by names that are in no table: an object.
template <class Value>
void read_json(json_reader& from, std::vector<std::pair<std::string, Value>>& to,
               const json_place& at) {
  const std::string within = "'" + std::string{at.name} + "'";
  enter_object(from, within);
  std::size_t count = 0;
  for (; const auto name = from.next_name(); ++count) {
    const auto others = to.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find_if(to.begin(), others, [&](const auto& one) { return one.first == *name; }) !=
        others) {
      refuse_twice(*name);
    }
    auto& [key, value] = count == to.size() ? to.emplace_back() : to[count];
    key = *name;
    read_json(from, value, {key, within});
  }
  to.resize(count);
}

// Writes a value.
template <class Value>
requires requires(json_text& to, const Value& value) {
  to.value(value);
}
void write_json(json_text& to, const Value& value) {
  to.value(value);
}

inline void write_json(json_text& to, int value) {
  to.value(static_cast<std::uint64_t>(value));
}

template <named_enum E>
void write_json(json_text& to, E value) {
  to.value(word(value));
}

template <class Value>
void write_json(json_text& to, const std::optional<Value>& value) {
  write_json(to, *value);
}

template <class Value>
void write_json(json_text& to, const std::vector<Value>& values) {
  to.open_list();
  for (const Value& one : values) {
    write_json(to, one);
  }
  to.close_list();
}

template <class Value>
void write_json(json_text& to, const std::vector<std::pair<std::string, Value>>& values) {
  to.open_object();
  for (const auto& [name, value] : values) {
    to.name(name);
    write_json(to, value);
  }
  to.close_object();
}

/// Writes a record as an object.
template <class Record, class Table = json_table<Record>>
void write_record(json_text& to, const Record& from) {
  to.open_object();
  for (const json_member<Record>& one : Table::members) {
    if (!one.left_out(from)) {
      to.name(one.name);
      if (one.fixed.empty()) {
        one.write(to, from);
      } else {
        to.value(one.fixed);
      }
    }
  }
  to.close_object();
}

template <json_record Record>
void write_json(json_text& to, const Record& from) {
  write_record(to, from);
}

template <class Pointer>
struct member_pointer;
template <class Record, class Value>
struct member_pointer<Value Record::*> {
  using record = Record;
  using value = Value;
};
template <auto Member>
using record_of = typename member_pointer<decltype(Member)>::record;

/// A member that is missing is an error.
template <class Record>
void is_needed(Record& /*to*/, const json_place& at) {
  at.is_missing();
}

/// A member that is missing leaves the record as it is.
template <class Record>
void may_lack(Record& /*to*/, const json_place& /*at*/) {}

/// A member that is always there: `needed<&step_record::label>("label")`.
template <auto Member>
constexpr json_member<record_of<Member>> needed(std::string_view name) {
  using record = record_of<Member>;
  return {.name = name,
          .read = [](json_reader& from, record& to,
                     const json_place& at) { read_json(from, to.*Member, at); },
          .absent = is_needed<record>,
          .write = [](json_text& to, const record& from) { write_json(to, from.*Member); }};
}

/// A member that is left out where it has its type's first value: empty, 0, the first enumerator.
template <auto Member>
constexpr json_member<record_of<Member>> usual(std::string_view name) {
  using record = record_of<Member>;
  using value = typename member_pointer<decltype(Member)>::value;
  json_member<record> made = needed<Member>(name);
  made.absent = [](record& to, const json_place&) { to.*Member = value{}; };
  made.left_out = [](const record& from) {
    static const value nothing{};
    return from.*Member == nothing;
  };
  return made;
}

/// A member that is always the same, and was looked at before the others.
template <class Record>
constexpr json_member<Record> constant(std::string_view name, std::string_view text) {
  return {.name = name,
          .read = [](json_reader& from, Record&, const json_place&) { from.skip(); },
          .absent = is_needed<Record>,
          .write = nullptr,
          .fixed = text};
}

}  // namespace cnp
