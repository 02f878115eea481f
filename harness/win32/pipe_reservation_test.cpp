#include "harness/win32/pipe_reservation.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/testing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

std::string own_prefix() {
  return "cnp-reservation-test-" + std::to_string(::GetCurrentProcessId());
}

std::string refusal_of(const std::string& prefix) {
  return thrown<input_error>([&prefix] { return reserve_prefix(prefix); });
}

TEST(PipeReservation, IsHeldUntilItIsClosed) {
  const std::string prefix = own_prefix();
  file_handle first = reserve_prefix(prefix);
  EXPECT_EQ(refusal_of(prefix),
            "the pipe name \\\\.\\pipe\\" + prefix +
                " is taken, by another run or another program; choose another prefix");
  first.reset();
  EXPECT_TRUE(reserve_prefix(prefix)) << "nobody has it any more";
}

TEST(PipeReservation, RefusesANameThatAnotherProgramUses) {
  const std::string prefix = own_prefix() + "-foreign";
  const std::wstring name = L"\\\\.\\pipe\\" + std::wstring(prefix.begin(), prefix.end());
  const file_handle foreign(::CreateNamedPipeW(name.c_str(), PIPE_ACCESS_INBOUND, PIPE_TYPE_BYTE,
                                               PIPE_UNLIMITED_INSTANCES, 0, 0, 0, nullptr));
  ASSERT_TRUE(foreign);
  EXPECT_TRUE(has(refusal_of(prefix), "is taken"));
}

TEST(PipeReservation, RefusesWhatIsNoPrefix) {
  const std::string expected =
      "a prefix of pipe names is 1 to 40 letters, digits, '.', '_' or '-', "
      "and the one given is not";
  for (const std::string& prefix :
       {std::string(), std::string("a\\b"), std::string(41, 'x'), std::string("two words")}) {
    EXPECT_EQ(refusal_of(prefix), expected);
  }
}

}  // namespace
}  // namespace cnp
