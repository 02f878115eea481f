// The suite's own names for errors, wait results and states are values without Win32, so that
// reports can be read anywhere. Here they are held against the headers of the target.

// <windows.h> has only some of the STATUS_ names, and only in the way of <ntstatus.h>.
#define WIN32_NO_STATUS
#include "harness/win32/windows.hpp"
#undef WIN32_NO_STATUS

#include <winternl.h>

#include <ntstatus.h>

// MinGW-w64's winerror.h lacks these.
#ifndef ERROR_HANDLES_CLOSED
#define ERROR_HANDLES_CLOSED 676
#endif
#ifndef ERROR_NOT_SUPPORTED_IN_APPCONTAINER
#define ERROR_NOT_SUPPORTED_IN_APPCONTAINER 4252
#endif

#include "harness/scenario/outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {
namespace {

/// A name of ours and the header's number for it.
struct pairing {
  std::string_view name;
  std::uint32_t ours;
  std::uint32_t theirs;
};

#define CNP_PAIR(word, name, number) {#name, number, static_cast<std::uint32_t>(name)},
constexpr auto errors = std::to_array<pairing>({CNP_ERRORS(CNP_PAIR)});
constexpr auto states = std::to_array<pairing>({CNP_STATUSES(CNP_PAIR)});
constexpr auto wait_results = std::to_array<pairing>({CNP_WAIT_RESULTS(CNP_PAIR)});
#undef CNP_PAIR

template <class Table>
constexpr bool all_equal(const Table& table) {
  return std::ranges::all_of(table, [](const pairing& one) { return one.ours == one.theirs; });
}

static_assert(all_equal(errors), "an enumerator of cnp::error is not winerror.h's number");
static_assert(all_equal(states), "an enumerator of cnp::status is not ntstatus.h's number");
static_assert(all_equal(wait_results),
              "an enumerator of cnp::wait_result is not the header's number");
// Bit 29 is kept for applications: no function of the system sets such a code.
static_assert((poison & 0x2000'0000U) != 0, "the system might set the poison itself");

// The table of names is another place than the enumerators; both must say the same.

template <class Table, class Text>
void expect_names(const Table& table, const std::string& behind, const Text& text_of) {
  for (const pairing& one : table) {
    const std::string text = text_of(one.theirs);
    EXPECT_TRUE(text.starts_with(std::string(one.name) + behind))
        << "the suite says " << text << " for " << one.name;
  }
}

TEST(Win32Names, AreThoseOfTheHeaders) {
  expect_names(errors, " (", &error_text);
  expect_names(states, " (", &status_text);
  expect_names(wait_results, "", [](std::uint32_t value) {
    outcome seen = waited(wait_result::object_0);
    seen.value = value;
    return describe(seen);
  });
  for (const pairing& one : errors) {
    EXPECT_EQ(error_from_name(one.name), one.theirs) << one.name;
  }
}

}  // namespace
}  // namespace cnp
