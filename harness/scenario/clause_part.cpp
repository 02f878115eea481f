#include "harness/scenario/clause_part.hpp"

#include <algorithm>

namespace cnp {

namespace {

[[nodiscard]] bool is_zero(const outcome& seen) {
  return seen.how == completion::returned && seen.kind == value_kind::boolean && seen.value == 0;
}

[[nodiscard]] bool has_error(const outcome& seen, error code) {
  return seen.error == static_cast<std::uint32_t>(code);
}

[[nodiscard]] bool fails_with_an_error(const outcome& seen) {
  return is_zero(seen) && !has_error(seen, error::success) && seen.error != poison;
}

/// What is left of an outcome for a sentence that does not speak of the rest.
[[nodiscard]] outcome projected(clause_part part, const outcome& full) {
  outcome left{.how = full.how};
  switch (part) {
  case clause_part::promptness:
  case clause_part::completion:
    break;
  case clause_part::value:
    left.value = full.value;
    break;
  case clause_part::last_error:
    left.error = full.error;
    break;
  case clause_part::overlapped_state:
    left.value = full.value;
    left.internal = full.internal;
    left.event_signaled = full.event_signaled;
    break;
  case clause_part::data:
    left.value = full.value;
    left.bytes = full.bytes;
    left.data = full.data;
    break;
  case clause_part::whole:
  case clause_part::failure:
  case clause_part::async_failure:
  case clause_part::wait:
    return full;
  }
  return left;
}

[[nodiscard]] bool looks_at_the_request(const outcome& one) {
  return one.internal.has_value() || one.event_signaled.has_value();
}

/// Whether a call that never came back says something about the part.
[[nodiscard]] bool needs_a_return(clause_part part) {
  return part == clause_part::value || part == clause_part::last_error ||
         part == clause_part::failure || part == clause_part::async_failure ||
         part == clause_part::overlapped_state;
}

}  // namespace

bool is_about(clause_part part, const std::vector<outcome>& allowed) {
  if (part == clause_part::overlapped_state) {
    return std::ranges::any_of(allowed, looks_at_the_request);
  }
  return part != clause_part::wait || std::ranges::any_of(allowed, [](const outcome& one) {
           return one.kind == value_kind::wait;
         });
}

std::optional<bool> keeps(clause_part part, const outcome& seen,
                          const std::vector<outcome>& allowed) {
  if (!is_about(part, allowed)) {
    return std::nullopt;
  }
  const bool in_part = std::ranges::any_of(allowed, [&](const outcome& one) {
    return matches(projected(part, seen), projected(part, one));
  });
  if (in_part) {
    return true;
  }
  if (seen.how != completion::returned && needs_a_return(part)) {
    return std::nullopt;
  }
  switch (part) {
  case clause_part::failure:
    return fails_with_an_error(seen);
  case clause_part::async_failure:
    return fails_with_an_error(seen) && !has_error(seen, error::io_pending) &&
           !has_error(seen, error::pipe_connected);
  case clause_part::completion:
    // "... or an error occurs"; that there is a client already is no error.
    return fails_with_an_error(seen) && !has_error(seen, error::pipe_connected);
  default:
    return false;
  }
}

}  // namespace cnp
