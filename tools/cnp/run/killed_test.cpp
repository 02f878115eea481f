// What is left when a run is killed: nothing. The run is a process of its own, made to hang in its
// first call, so that it is certainly in mid-run when it is killed.

#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/pipe_reservation.hpp"
#include "harness/win32/utf8.hpp"
#include "harness/win32/windows.hpp"

#include <gtest/gtest.h>

#include <tlhelp32.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace cnp {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto long_enough = 60s;

/// A process that the run started, itself or by another one.
struct descendant {
  DWORD id = 0;
  DWORD parent = 0;
  std::string program;
  object_handle process;
};

/// All processes below `root`, parents first; each held by a handle, so that its end can be seen
/// and its number goes to nobody else.
std::vector<descendant> descendants_of(DWORD root) {
  const file_handle all(::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  arrange(static_cast<bool>(all), "CreateToolhelp32Snapshot");
  std::vector<PROCESSENTRY32W> entries;
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof(entry);
  for (BOOL more = ::Process32FirstW(all.get(), &entry); more != FALSE;
       more = ::Process32NextW(all.get(), &entry)) {
    entries.push_back(entry);
  }
  std::vector<DWORD> parents{root};
  std::vector<descendant> found;
  for (std::size_t at = 0; at < parents.size(); ++at) {
    for (const PROCESSENTRY32W& each : entries) {
      if (each.th32ParentProcessID != parents[at] || each.th32ProcessID == root) {
        continue;
      }
      object_handle process(
          ::OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE, FALSE, each.th32ProcessID));
      if (process) {
        parents.push_back(each.th32ProcessID);
        found.push_back({each.th32ProcessID, each.th32ParentProcessID,
                         narrowed(std::wstring(each.szExeFile)), std::move(process)});
      }
    }
  }
  return found;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

child_process start_cnp(const std::vector<std::string>& words, HANDLE job) {
  return start_process({.program = beside_own_program(L"cnp.exe"),
                        .arguments = quoted_command_line(words),
                        .job = job});
}

/// What the process ends with; STILL_ACTIVE if it does not.
DWORD end_of(const child_process& run) {
  EXPECT_TRUE(wait_until(run.process.get(), deadline::in(long_enough)));
  DWORD status = 0;
  ::GetExitCodeProcess(run.process.get(), &status);
  return status;
}

class run_killed : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_);
    ASSERT_NE(end_of(start_run({"--scenario", "nonblocking.listening"})), DWORD{STILL_ACTIVE});
    older_ = text_of(file_);
    ASSERT_FALSE(older_.empty()) << "a run that nobody kills leaves no file either";
  }
  /// Starts a run that a defect holds up, and waits until all its processes are there.
  void begin(const std::vector<std::string>& defect) {
    std::vector<std::string> words{
        "--scenario", "reuse.stale-client-closed", "--patience", "1000", "--pipe-prefix", prefix_};
    words.insert(words.end(), defect.begin(), defect.end());
    run_ = start_run(std::move(words));
    // The worker, its client, and the client's place in the table.
    ASSERT_TRUE(poll_until([this] { return has_begun(); }, deadline::in(long_enough)))
        << "the run started no worker with a client, but only: " << programs();
  }
  void TearDown() override {
    job_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  [[nodiscard]] child_process start_run(std::vector<std::string> words) const {
    words.insert(words.begin(), "run");
    words.insert(words.end(), {"--run-file", narrowed(file_.wstring())});
    return start_cnp(words, job_.get());
  }
  bool has_begun() {
    below_ = descendants_of(run_.id);
    return std::ranges::any_of(below_, [this](const descendant& each) {
      return each.parent != run_.id && each.program == "cnp-client.exe";
    });
  }
  [[nodiscard]] std::string programs() const {
    std::string all;
    for (const descendant& each : below_) {
      all += each.program + " (process " + std::to_string(each.id) + " of process " +
             std::to_string(each.parent) + ") ";
    }
    return all.empty() ? "nothing" : all;
  }
  /// The programs of those that are still there when they have had time to end.
  std::string survivors() {
    const deadline limit = deadline::in(long_enough / 3);
    std::string left;
    for (const descendant& each : below_) {
      if (!wait_until(each.process.get(), limit)) {
        left += each.program + " (process " + std::to_string(each.id) + ") ";
      }
    }
    return left;
  }
  [[nodiscard]] bool pipe_name_is_free() const {
    return poll_until(
        [this] {
          try {
            return static_cast<bool>(reserve_prefix(prefix_));
          } catch (const input_error&) {
            return false;
          }
        },
        deadline::in(long_enough / 3));
  }

  const std::string prefix_ = "cnp-killed-test-" + std::to_string(::GetCurrentProcessId());
  const fs::path folder_ = fs::temp_directory_path() / prefix_;
  const fs::path file_ = folder_ / "run.jsonl";
  std::string older_;                       ///< What an earlier run wrote into the file.
  object_handle job_ = make_killing_job();  ///< So that this test leaves nothing behind itself.
  child_process run_;
  std::vector<descendant> below_;
};
using RunKilled = run_killed;

const std::vector<std::string> stuck{"--seeded-defect", "connect-stuck"};

TEST_F(RunKilled, LeavesNothingWhenTheSupervisorIsKilled) {
  begin(stuck);
  EXPECT_THROW((void)reserve_prefix(prefix_), input_error)
      << "the run does not hold its pipes' prefix";
  ASSERT_NE(::TerminateProcess(run_.process.get(), 9), FALSE);
  EXPECT_EQ(survivors(), "") << "outlived the run that started them";
  EXPECT_TRUE(pipe_name_is_free()) << "a pipe is left";
  EXPECT_EQ(text_of(file_), older_) << "the run that was killed spoilt an older run's file";
}

// Where no job ends them, the worker sees the end of its supervisor, and the client that of its
// worker, also while it is busy with something else.
TEST_F(RunKilled, LeavesNothingWithoutJobsEither) {
  begin({"--seeded-defect", "lacks-later-functions", "--seeded-client-defect", "answers-late"});
  ASSERT_NE(::TerminateProcess(run_.process.get(), 9), FALSE);
  EXPECT_EQ(survivors(), "") << "outlived the run that started them";
}

// Its watchdog is a thousand times as patient as usual: the supervisor's limit is what ends it.
TEST_F(RunKilled, EndsAWorkerThatLeavesNoRecord) {
  begin({"--seeded-defect", "connect-stuck", "--silence", "1"});
  EXPECT_EQ(end_of(run_), 3U) << "a worker that had to be ended is a suite error";
  EXPECT_EQ(survivors(), "") << "outlived the run that started them";
  EXPECT_EQ(text_of(file_), older_) << "a run without a result spoilt an older run's file";
}

TEST_F(RunKilled, SaysSoWhenItsWorkerIsKilled) {
  begin(stuck);
  for (const descendant& each : below_) {
    if (each.parent == run_.id) {
      ASSERT_NE(::TerminateProcess(each.process.get(), 9), FALSE);
    }
  }
  EXPECT_EQ(end_of(run_), 3U) << "a lost worker is a suite error";
  EXPECT_EQ(survivors(), "") << "outlived the run that started them";
  EXPECT_EQ(text_of(file_), older_) << "a run without a result spoilt an older run's file";
}

// A run may be over within the second in which the one before it wrote the same file.
TEST(RunAgain, IsARunHoweverSoon) {
  const object_handle job = make_killing_job();
  const fs::path file = fs::temp_directory_path() /
                        ("cnp-again-" + std::to_string(::GetCurrentProcessId()) + ".jsonl");
  for (int time = 1; time <= 5; ++time) {
    const child_process run = start_cnp(
        {"run", "--scenario", "nonblocking.listening", "--run-file", narrowed(file.wstring())},
        job.get());
    EXPECT_EQ(end_of(run), 0U) << "run " << time << " of the same cells into the same file";
  }
  std::error_code ignored;
  fs::remove(file, ignored);
}

}  // namespace
}  // namespace cnp
