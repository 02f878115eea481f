#include "harness/scenario/outcome.hpp"

#include "harness/support/text.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace cnp {

namespace {

/// The name of a code, or nothing.
[[nodiscard]] std::string_view name_in(std::span<const named_code> table, std::uint32_t code) {
  const auto found = std::ranges::find(table, code, &named_code::code);
  return found == table.end() ? std::string_view{} : found->name;
}

/// Whether the call failed, so that its last error means something.
[[nodiscard]] bool failed(const outcome& the_outcome) {
  constexpr auto wait_failed = static_cast<std::uint32_t>(wait_result::failed);
  return (the_outcome.kind == value_kind::boolean && the_outcome.value == 0) ||
         (the_outcome.kind == value_kind::wait && the_outcome.value == wait_failed);
}

/// Whether both ended in the same way with the same value and, on failure, the same error.
[[nodiscard]] bool same_result(const outcome& seen, const outcome& allowed) {
  if (seen.how != allowed.how) {
    return false;
  }
  if (seen.how == completion::in_progress || seen.how == completion::hung) {
    return true;  // It has no value yet.
  }
  return seen.value == allowed.value &&
         (seen.how == completion::process_ended ||
          (seen.kind == allowed.kind &&
           (!failed(allowed) || allowed.error == any_error || seen.error == allowed.error)));
}

[[nodiscard]] std::string last_error_text(std::uint32_t code) {
  return code == poison      ? std::string{"last error untouched"}
         : code == any_error ? std::string{"any error"}
                             : error_text(code);
}

[[nodiscard]] std::string wait_text(const outcome& the_outcome) {
  const std::string_view name = name_in(wait_codes, the_outcome.value);
  if (the_outcome.value == static_cast<std::uint32_t>(wait_result::failed)) {
    return std::string{name} + '/' + last_error_text(the_outcome.error);
  }
  if (!name.empty()) {
    return std::string{name};
  }
  // WaitForMultipleObjects counts up from WAIT_OBJECT_0; 64 objects is its limit.
  return the_outcome.value < 64 ? "WAIT_OBJECT_0 + " + std::to_string(the_outcome.value)
                                : "wait result " + hex(the_outcome.value);
}

[[nodiscard]] std::string exit_text(std::uint32_t code) {
  // Exceptions and NTSTATUS values are known by their hexadecimal form, chosen exit codes are not.
  return "process ended with " + (code < 0x10000 ? std::to_string(code) : hex(code));
}

/// What the call gave apart from the optional members; empty where it gave nothing.
[[nodiscard]] std::string result_text(const outcome& the_outcome) {
  switch (the_outcome.how) {
  case completion::in_progress:
    return "under way";
  case completion::hung:
    return "hung";
  case completion::process_ended:
    return exit_text(the_outcome.value);
  case completion::returned:
    break;
  }
  switch (the_outcome.kind) {
  case value_kind::wait:
    return wait_text(the_outcome);
  case value_kind::nothing:
    // A value that took part in a comparison must be seen in the report of that comparison.
    return the_outcome.value == 0 ? std::string{} : "value " + std::to_string(the_outcome.value);
  case value_kind::boolean:
    break;
  }
  return the_outcome.value != 0 ? "nonzero" : "0/" + last_error_text(the_outcome.error);
}

}  // namespace

bool matches(const outcome& seen, const outcome& allowed) {
  // An absent member of an allowed outcome was not meant to be looked at.
  return same_result(seen, allowed) && of_each_optional_member([&](auto member) {
           return !(allowed.*member) || seen.*member == allowed.*member;
         });
}

bool matches_any(const outcome& seen, const std::vector<outcome>& allowed) {
  return std::ranges::any_of(allowed, [&seen](const outcome& one) { return matches(seen, one); });
}

std::string error_text(std::uint32_t code) {
  const std::string_view name = name_in(error_codes, code);
  const std::string number = std::to_string(code);
  return name.empty() ? "error " + number : std::string{name} + " (" + number + ')';
}

std::string status_text(std::uint32_t code) {
  const std::string_view name = name_in(status_codes, code);
  return name.empty() ? hex(code) : std::string{name} + " (" + hex(code) + ')';
}

std::string describe(const outcome& the_outcome) {
  std::vector<std::string> parts;
  if (std::string result = result_text(the_outcome); !result.empty()) {
    parts.push_back(std::move(result));
  }
  if (the_outcome.internal) {
    parts.push_back("Internal " + status_text(*the_outcome.internal));
  }
  if (the_outcome.event_signaled) {
    parts.emplace_back(*the_outcome.event_signaled ? "event signaled" : "event not signaled");
  }
  if (the_outcome.handle_signaled) {
    parts.emplace_back(*the_outcome.handle_signaled ? "handle signaled" : "handle not signaled");
  }
  if (the_outcome.bytes) {
    parts.push_back(std::to_string(*the_outcome.bytes) +
                    (*the_outcome.bytes == 1 ? " byte" : " bytes"));
  }
  if (the_outcome.mode) {
    parts.push_back("mode " + std::to_string(*the_outcome.mode));
  }
  if (the_outcome.data) {
    parts.push_back("data " + quote(*the_outcome.data));
  }
  return parts.empty() ? "no value" : join(parts, ", ");
}

std::string describe(const std::vector<outcome>& allowed) {
  std::vector<std::string> parts;
  parts.reserve(allowed.size());
  for (const outcome& one : allowed) {
    parts.push_back(describe(one));
  }
  return parts.empty() ? "no outcome at all" : join(parts, ", or ");
}

std::optional<std::uint32_t> error_from_name(std::string_view name) {
  const auto found = std::ranges::find(error_codes, name, &named_code::name);
  return found == error_codes.end() ? std::nullopt : std::optional{found->code};
}

}  // namespace cnp
