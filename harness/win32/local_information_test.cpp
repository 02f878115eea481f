#include "harness/win32/local_information.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/engine/executor.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/kernel_api.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

pipe_local_information in_state(ULONG state) {
  pipe_local_information the_pipe_local_information{};
  the_pipe_local_information.state = state;
  the_pipe_local_information.instances = 1;
  the_pipe_local_information.most_instances = 2;
  return the_pipe_local_information;
}

TEST(LocalInformation, NamesTheStates) {
  EXPECT_EQ(describe(in_state(1)), "disconnected, 1 of 2 instances");
  EXPECT_EQ(describe(in_state(2)), "listening, 1 of 2 instances");
  EXPECT_EQ(describe(in_state(3)), "connected, 1 of 2 instances");
  EXPECT_EQ(describe(in_state(4)), "closing, 1 of 2 instances");
  EXPECT_EQ(describe(in_state(5)), "state 5, 1 of 2 instances");
}

TEST(LocalInformation, FailsAsAWin32FunctionDoes) {
  pipe_local_information unused{};
  ::SetLastError(poison);
  EXPECT_EQ(query_local_information(nullptr, &unused), FALSE);
  EXPECT_EQ(::GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
}

/// What reading back gives in the kernel's table, in the words of the reports.
class reading_back : public ::testing::Test {
 protected:
  std::string seen(const call& the_call) { return describe(by_.perform(the_call).seen); }
  void on(const kernel_api& table) { table_ = table; }

 private:
  kernel_api table_;
  const shared_memory shared_ = shared_memory::create(patient);
  executor by_{table_, shared_, 0};
};
using ReadingBack = reading_back;

TEST_F(ReadingBack, SaysHowAnInstanceStands) {
  ASSERT_EQ(seen(create_pipe{.type = pipe_type::message, .max_instances = 2}), "nonzero");
  const std::string end = " 1 of 2 instances; server end, messages, at most 2\"";
  EXPECT_EQ(seen(read_back{}), "nonzero, 0 bytes, mode 2, data \"listening," + end);
  ASSERT_EQ(seen(open_pipe{.handle = 1}), "nonzero");
  EXPECT_EQ(seen(read_back{}), "nonzero, 0 bytes, mode 2, data \"connected," + end);
  ASSERT_EQ(seen(write_pipe{.handle = 1, .text = "four"}), "nonzero, 4 bytes");
  EXPECT_EQ(seen(read_back{}), "nonzero, 4 bytes, mode 2, data \"connected," + end);
  ASSERT_EQ(seen(close_handle{.handle = 1}), "nonzero");
  EXPECT_EQ(seen(read_back{}), "nonzero, 4 bytes, mode 2, data \"closing," + end);
}

TEST_F(ReadingBack, SaysWhichEndItIs) {
  ASSERT_EQ(seen(create_pipe{}), "nonzero");
  ASSERT_EQ(seen(open_pipe{.handle = 1}), "nonzero");
  EXPECT_EQ(seen(read_back{.pipe = 1}), "nonzero, 0 bytes, mode 0, data \"connected, 1 of 1 "
                                        "instances; client end, bytes, at most 1\"");
}

// (No lambdas: on 32 bits they are of another calling convention than the function.)
BOOL WINAPI refuses_for_want_of_a_client(HANDLE, pipe_local_information*) {
  ::SetLastError(ERROR_PIPE_NOT_CONNECTED);
  return FALSE;
}

BOOL WINAPI is_not_there(HANDLE, pipe_local_information*) {
  ::SetLastError(ERROR_PROC_NOT_FOUND);
  return FALSE;
}

TEST_F(ReadingBack, NamesTheFunctionThatFailed) {
  EXPECT_EQ(seen(read_back{}), "0/ERROR_INVALID_HANDLE (6), data \"GetNamedPipeHandleState\"");
  kernel_api table;
  table.query_local_information = &refuses_for_want_of_a_client;
  on(table);
  ASSERT_EQ(seen(create_pipe{}), "nonzero");
  EXPECT_EQ(seen(read_back{}), "0/ERROR_PIPE_NOT_CONNECTED (233), data \"NtQueryInformationFile\"");
}

TEST_F(ReadingBack, IsAbsentWhereTheKernelDoesNotHaveIt) {
  kernel_api table;
  table.query_local_information = &is_not_there;
  on(table);
  ASSERT_EQ(seen(create_pipe{}), "nonzero");
  EXPECT_EQ(seen(read_back{}),
            "nonzero, mode 0, data \"state not told; server end, bytes, at most 1\"");
}

}  // namespace
}  // namespace cnp
