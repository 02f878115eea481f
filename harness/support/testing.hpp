#pragma once

#include "harness/support/assertion.hpp"
#include "harness/support/input_error.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace cnp {

// What tests ask of sentences, and of what ends in one. A failed question shows the whole text.

/// Whether all these parts are in the text.
[[nodiscard]] inline testing::AssertionResult has(std::string_view text,
                                                  std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (text.find(part) == std::string_view::npos) {
      return testing::AssertionFailure() << "'" << part << "' is not in\n" << text;
    }
  }
  return testing::AssertionSuccess() << "all of it is in\n" << text;
}
[[nodiscard]] inline testing::AssertionResult has(std::string_view text, std::string_view part) {
  return has(text, {part});
}

/// Whether the text begins with this part.
[[nodiscard]] inline testing::AssertionResult begins(std::string_view text, std::string_view part) {
  return text.starts_with(part) ? testing::AssertionSuccess()
                                : testing::AssertionFailure()
                                      << "'" << part << "' is not the beginning of\n"
                                      << text;
}

/// Whether none of these parts is in the text.
[[nodiscard]] inline testing::AssertionResult
has_none(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (has(text, part)) {
      return testing::AssertionFailure() << "'" << part << "' is in\n" << text;
    }
  }
  return testing::AssertionSuccess();
}

/// How often the part is in the text.
[[nodiscard]] inline int count_in(std::string_view text, std::string_view part) {
  int count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// The sentence with which `action` fails, as an `Error` and as nothing else; empty if it does not
/// fail.
template <class Error>
[[nodiscard]] std::string thrown(std::invocable auto&& action) {
  try {
    (void)action();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

/// The sentence with which `action` refuses what a user gave; empty if it takes it.
[[nodiscard]] std::string complaint(std::invocable auto&& action) {
  return thrown<input_error>(action);
}

/// The sentence of the assertion that fails in `action`; empty if none does.
[[nodiscard]] std::string asserted(std::invocable auto&& action) {
  const assertion_handler before = on_failed_assertion(
      [](const assertion_failure& failure) { throw assertion_failure(failure); });
  std::string sentence;
  try {
    (void)action();
  } catch (const assertion_failure& failure) {
    sentence = failure.what;
  }
  on_failed_assertion(before);
  return sentence;
}

}  // namespace cnp
