#include "harness/win32/child_process.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace cnp {
namespace {

using namespace std::chrono_literals;

/// Sets the event whose handle is its first argument, then waits to be ended. Its status tells what
/// it could not do.
int tell_and_stay() {
  const std::vector<std::string> words = role_words();
  if (words.size() != 2) {
    return 10;
  }
  if (::SetEvent(handle_in(words.back())) == FALSE) {
    return 11;
  }
  const object_handle never = new_event(event_reset::manual);
  (void)wait_until(never.get(), deadline::in(patient));
  return 0;
}
const helper_role stays(L"child-process-stays", &tell_and_stay);

/// Ends with the number that is its first argument.
int leave() {
  const std::vector<std::string> words = role_words();
  return words.size() == 2 ? static_cast<int>(std::strtol(words.back().c_str(), nullptr, 10)) : 10;
}
const helper_role leaves(L"child-process-leaves", &leave);

std::optional<std::uint32_t> status_of(const child_process& child) {
  return await_exit(child.process.get(), deadline::in(patient));
}

/// A kernel without attribute lists, and without jobs that a process can be put into.
const kernel_api& older_kernel() {
  return *seeded_defect("lacks-later-functions");
}

/// Plays `stays`, in a job: inherits `inherited`, and is told to set `told`.
class staying_child {
 public:
  staying_child(HANDLE told, HANDLE inherited, const kernel_api& kernel = running_kernel())
      : child_(start_in_role(stays, {.arguments = widened(handle_word(told)),
                                     .inherit = {inherited},
                                     .job = job_.get(),
                                     .kernel = &kernel})) {}
  [[nodiscard]] const child_process& operator*() const { return child_; }
  [[nodiscard]] object_handle& job() { return job_; }
  /// 0 if it sets the event, 1 if it ends.
  [[nodiscard]] int sets(HANDLE event) const {
    return wait_until_either(event, child_.process.get(), deadline::in(patient));
  }

 private:
  object_handle job_ = make_killing_job();
  child_process child_;
};

TEST(ChildProcess, RunsTheProgramWithItsArguments) {
  const child_process child = start_in_role(leaves, {.arguments = L"43"});
  EXPECT_EQ(status_of(child), 43U);
  EXPECT_EQ(child.id, ::GetProcessId(child.process.get()));
}

TEST(ChildProcess, InheritsWhatItIsGiven) {
  const object_handle told = new_event(event_reset::manual);
  const staying_child child(told.get(), told.get());
  EXPECT_EQ(child.sets(told.get()), 0);
  DWORD flags = HANDLE_FLAG_INHERIT;
  ::GetHandleInformation(told.get(), &flags);
  EXPECT_EQ(flags & HANDLE_FLAG_INHERIT, 0U) << "stays inheritable, so the next child gets it too";
}

/// Starts a process that tries to use what it was not to inherit.
void expect_nothing_else_inherited(const kernel_api& kernel) {
  SECURITY_ATTRIBUTES inheritable{
      .nLength = sizeof(SECURITY_ATTRIBUTES), .lpSecurityDescriptor = nullptr, .bInheritHandle = 1};
  // The child's own first handles have low numbers: this one must be none of them by chance.
  std::array<object_handle, 256> low_numbers;
  for (object_handle& each : low_numbers) {
    each = new_event(event_reset::manual);
  }
  const object_handle others(::CreateEventW(&inheritable, TRUE, FALSE, nullptr));
  const object_handle one = new_event(event_reset::manual);
  const staying_child child(others.get(), one.get(), kernel);
  EXPECT_EQ(child.sets(others.get()), 1) << "it has a handle that it was not to inherit";
  EXPECT_EQ(status_of(*child), 11U);
}

TEST(ChildProcess, InheritsNothingElse) {
  expect_nothing_else_inherited(running_kernel());
}

TEST(ChildProcess, InheritsNothingElseWithoutListsEither) {
  expect_nothing_else_inherited(older_kernel());
  const object_handle told = new_event(event_reset::manual);
  const staying_child child(told.get(), told.get(), older_kernel());
  EXPECT_EQ(child.sets(told.get()), 0);
}

TEST(ChildProcess, EndsWithItsJob) {
  const object_handle told = new_event(event_reset::manual);
  staying_child child(told.get(), told.get());
  BOOL is_in = FALSE;
  ::IsProcessInJob((*child).process.get(), child.job().get(), &is_in);
  EXPECT_NE(is_in, FALSE);
  ASSERT_EQ(child.sets(told.get()), 0);
  child.job().reset();
  EXPECT_TRUE(wait_until((*child).process.get(), deadline::in(patient / 3))) << "outlives its job";
}

TEST(ChildProcess, ThatCannotBeStartedIsSaidSo) {
  EXPECT_EQ(thrown<arrangement_error>(
                [] { return start_process({.program = own_program() + L".missing"}); }),
            "CreateProcess failed: ERROR_FILE_NOT_FOUND (2)");
}

/// How many of the next starts are lost, and how many there were.
struct losses {
  int left = 0;
  int starts = 0;
};
losses lost_starts;  // A function of the kernel takes nothing of ours along.

BOOL WINAPI create_losing(const wchar_t* program, wchar_t* command, SECURITY_ATTRIBUTES* process,
                          SECURITY_ATTRIBUTES* thread, BOOL inherits, DWORD flags, void* variables,
                          const wchar_t* folder, STARTUPINFOW* startup,
                          PROCESS_INFORMATION* started) {
  ++lost_starts.starts;
  if (lost_starts.left > 0) {
    --lost_starts.left;
    ::SetLastError(ERROR_INTERNAL_ERROR);
    return FALSE;
  }
  return ::CreateProcessW(program, command, process, thread, inherits, flags, variables, folder,
                          startup, started);
}

TEST(ChildProcess, IsStartedAgainWhenItsStartIsLost) {
  lost_starts = {.left = 2};
  const child_process child =
      start_in_role(leaves, {.arguments = L"44", .create_process = &create_losing});
  EXPECT_EQ(status_of(child), 44U);
  EXPECT_EQ(lost_starts.starts, 3);
}

TEST(ChildProcess, IsGivenUpWhenEachStartIsLost) {
  lost_starts = {.left = 100};
  EXPECT_EQ(thrown<arrangement_error>([] {
              return start_process({.program = own_program(), .create_process = &create_losing});
            }),
            "CreateProcess failed: error 1359");
  EXPECT_EQ(lost_starts.starts, 3);
}

TEST(ChildProcess, KnowsItsOwnProgram) {
  EXPECT_NE(::GetFileAttributesW(own_program().c_str()), INVALID_FILE_ATTRIBUTES);
  EXPECT_TRUE(has(narrowed(own_program()), "harness_tests"));
}

}  // namespace
}  // namespace cnp
