#include "reports/json/json_record.hpp"

#include "harness/support/suggest.hpp"

#include <algorithm>
#include <limits>

namespace cnp {

namespace {

/// A value that was read.
template <class Value>
[[nodiscard]] const Value& required(const std::optional<Value>& value, std::string_view kind,
                                    const json_place& at) {
  if (!value) {
    at.must_be(kind);
  }
  return *value;
}

}  // namespace

std::string json_place::in() const {
  return within.empty() ? std::string{} : " in " + std::string{within};
}

void json_place::must_be(std::string_view kind) const {
  throw bad_field("'" + std::string{name} + "'" + in() + " must be " + std::string{kind});
}

void json_place::is_missing() const {
  throw bad_field("the field '" + std::string{name} + "' is missing" + in());
}

void json_place::has_unknown_word(std::string_view found,
                                  const std::vector<std::string>& known) const {
  throw bad_field("unknown word '" + printable(found) + "'" + in() + suggestion(found, known));
}

void read_json(json_reader& from, std::string& to, const json_place& at) {
  to = required(from.text(), "a string", at);
}

void read_json(json_reader& from, bool& to, const json_place& at) {
  to = required(from.flag(), "true or false", at);
}

void read_json(json_reader& from, std::uint64_t& to, const json_place& at) {
  to = required(from.whole_number(), "a whole number from 0", at);
}

void read_json(json_reader& from, std::uint32_t& to, const json_place& at) {
  const std::uint64_t number = required(from.whole_number(), "a whole number from 0", at);
  if (number > std::numeric_limits<std::uint32_t>::max()) {
    at.must_be("a number of at most 32 bits");
  }
  to = static_cast<std::uint32_t>(number);
}

void read_json(json_reader& from, double& to, const json_place& at) {
  to = required(from.number(), "a number from 0", at);
  if (to < 0) {
    at.must_be("a number from 0");
  }
}

void read_json(json_reader& from, int& to, const json_place& at) {
  std::uint32_t number = 0;
  read_json(from, number, at);
  to = static_cast<int>(std::min<std::uint32_t>(number, std::numeric_limits<int>::max()));
}

void read_json(json_reader& from, std::vector<std::string>& to, const json_place& at) {
  constexpr std::string_view kind = "a list of strings";
  if (!from.enter('[')) {
    at.must_be(kind);
  }
  std::size_t count = 0;
  for (; from.next_item(); ++count) {
    const std::string_view text = required(from.text(), kind, at);
    if (count == to.size()) {
      to.emplace_back(text);
    } else {
      to[count] = text;
    }
  }
  to.resize(count);
}

void enter_object(json_reader& from, std::string_view within) {
  if (!from.enter('{')) {
    throw bad_field((within.empty() ? std::string{"it"} : std::string{within}) +
                    " is not an object in braces");
  }
}

void refuse_member(std::string_view name, std::string_view within,
                   const std::vector<std::string>& known) {
  throw bad_field("unknown field '" + printable(name) + "'" + json_place{name, within}.in() +
                  suggestion(name, known));
}

void refuse_twice(std::string_view name) {
  throw bad_field("the field '" + std::string{name} + "' stands twice");
}

}  // namespace cnp
