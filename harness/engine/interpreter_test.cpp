// The interpreter and its process_pool, with the kernel as it is and with faulty ones, and with
// clients that are lost. What the suite does when a call hangs, a thread is stuck or a process
// crashes is seen here before anybody needs it.

#include "harness/engine/interpreter.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/support/exit_code.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using namespace std::chrono_literals;

constexpr actor the_server{0, 0};
constexpr actor its_thread{0, 1};
constexpr actor a_client{1, 0};
constexpr actor another_client{2, 0};

/// For tests in which something hangs. As long as a busy machine needs to do what does not hang.
constexpr time_limits short_limits{
    .operation = 400ms, .grace = 800ms, .cell = 30s, .watchdog = 60s};

step does(actor who, call what, std::vector<outcome> allowed = {nonzero()},
          phase part = phase::whole) {
  return {.who = who, .what = std::move(what), .part = part, .allowed = std::move(allowed)};
}
step begins(actor who, call what) {
  return does(who, std::move(what), {under_way()}, phase::begin);
}
step finishes(actor who, call what, std::vector<outcome> allowed = {nonzero()}) {
  return does(who, std::move(what), std::move(allowed), phase::finish);
}

/// Performs scripts with one process_pool, and keeps what the interpreter had judged.
class theatre {
 public:
  explicit theatre(pool_options options = {}) : who(std::move(options)) {}

  execution perform(const script& steps, const scenario& what = {}) {
    judged.clear();
    asked.clear();
    return actors.perform(what, steps);
  }
  [[nodiscard]] bool must_end_process() const { return actors.must_end_process(); }
  /// The process that plays client 1.
  [[nodiscard]] DWORD client_id(std::uint8_t which = 1) const {
    return who.shared()->process_ids.at(who.shared().seat(which));
  }

  process_pool who;
  std::vector<std::string> judged;  ///< What was seen of the steps that were judged.
  std::vector<std::size_t> asked;   ///< Which steps these were.
  /// Called after each step with the number of those that were performed.
  std::function<void(std::size_t)> meanwhile = [](std::size_t) {};
  interpreter actors{who, [this](std::size_t index, const step& one, const observation& seen) {
                       judged.push_back(describe(seen.seen));
                       asked.push_back(index);
                       meanwhile(index + 1);
                       return matches_any(seen.seen, one.allowed);
                     }};
};

pool_options with_defect(const char* name, const time_limits& limits = short_limits) {
  EXPECT_NE(seeded_defect(name), nullptr) << name;
  return {.limits = limits, .api = seeded_defect(name)};
}

outcome data_is(std::string text) {
  outcome what = nonzero();
  what.data = std::move(text);
  return what;
}

/// A whole conversation: a blocking connect on the server's second thread, a client, some bytes.
script conversation() {
  return {does(the_server, create_pipe{}),
          begins(its_thread, connect_pipe{}),
          does(a_client, open_pipe{}),
          finishes(its_thread, connect_pipe{}),
          does(a_client, write_pipe{.text = "hello"}),
          does(the_server, read_pipe{}, {data_is("hello")})};
}

script asks_a_client(std::size_t times) {
  return script(times, does(a_client, query_version{}));
}

/// What an execution was, in one line.
std::string summary(const execution& what) {
  constexpr const char* endings[] = {"complete", "stopped",     "hung",
                                     "crashed",  "unsupported", "suite error"};
  std::string text = endings[static_cast<std::size_t>(what.how)];
  text += " after " + std::to_string(what.seen.size());
  return what.why.empty() ? text : text + ": " + what.why;
}

// Scripts that end.

TEST(Interpreter, PerformsAConformingScript) {
  theatre stage;
  const execution seen = stage.perform(conversation());
  EXPECT_EQ(summary(seen), "complete after 6");
  EXPECT_EQ(seen.clients_replaced, 0U);
  EXPECT_FALSE(stage.must_end_process());
  const std::vector<std::string> outcomes{"nonzero", "under way",        "nonzero",
                                          "nonzero", "nonzero, 5 bytes", "nonzero, data \"hello\""};
  EXPECT_EQ(stage.judged, outcomes);
  EXPECT_EQ(stage.asked, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
  ASSERT_EQ(seen.seen.size(), 6U);
  // The connect was made before the client's open, and came back after that was made.
  EXPECT_LT(seen.seen[3].ticket_before, seen.seen[2].ticket_before);
  EXPECT_GT(seen.seen[3].ticket_after, seen.seen[2].ticket_before);
  EXPECT_LT(seen.seen[2].ticket_after, seen.seen[4].ticket_before);
  EXPECT_LT(seen.seen[4].ticket_after, seen.seen[5].ticket_before);
}

TEST(Interpreter, GivesTheAnswerOfABegunCallThatDoesNotBlock) {
  theatre stage;
  const step at_once =
      does(its_thread, connect_pipe{}, {zero(error::pipe_connected)}, phase::begin);
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(a_client, open_pipe{}), at_once,
                     finishes(its_thread, connect_pipe{}, {zero(error::pipe_connected)})});
  EXPECT_TRUE(seen.how == ending::complete || seen.seen.size() == 3) << summary(seen);
  ASSERT_GE(stage.judged.size(), 3U);
  EXPECT_TRUE(stage.judged[2] == "0/ERROR_PIPE_CONNECTED (535)" || stage.judged[2] == "under way")
      << stage.judged[2];
}

TEST(Interpreter, StopsWhenTheJudgeSaysSo) {
  theatre stage;
  const execution seen = stage.perform({does(the_server, create_pipe{}),
                                        does(a_client, open_pipe{}, {zero(error::pipe_busy)}),
                                        does(the_server, disconnect_pipe{})});
  EXPECT_EQ(summary(seen), "stopped after 2");
  EXPECT_EQ(stage.judged, (std::vector<std::string>{"nonzero", "nonzero"}));
  EXPECT_EQ(stage.asked.size(), 2U) << "a step was performed after the wrong outcome";
}

TEST(Interpreter, TakesAFailedArrangementForASuiteError) {
  theatre stage;
  const execution seen =
      stage.perform({does(the_server, query_version{}), does(the_server, request_state{.req = 5}),
                     does(the_server, query_version{})});
  EXPECT_EQ(summary(seen), "suite error after 1: the scenario names request 5, which no "
                           "ConnectNamedPipe issued");
  EXPECT_EQ(summary(stage.perform(conversation())), "complete after 6") << "nothing is spoilt";
}

TEST(Interpreter, KeepsCellsApart) {
  theatre stage;
  const script makes_one = {does(the_server, create_pipe{.first_instance = true})};
  EXPECT_EQ(summary(stage.perform(makes_one)), "complete after 1");
  const std::wstring name = stage.who.shared().pipe_name(0, false);
  EXPECT_EQ(summary(stage.perform(makes_one)), "complete after 1") << "a handle is left";
  EXPECT_NE(stage.who.shared().pipe_name(0, false), name) << "a pipe name was used twice";
}

TEST(Interpreter, TakesAMissingClientProgramForASuiteError) {
  theatre stage({.client_program = own_program() + L".missing"});
  EXPECT_THROW(stage.who.require_client(), input_error);
  EXPECT_EQ(summary(stage.perform({does(the_server, create_pipe{})})), "complete after 1")
      << "no client is needed";
  EXPECT_EQ(stage.perform(conversation()).how, ending::suite_error);
}

// Calls that hang.

/// Says that step `index` hung, how it was ended, and that the process goes on.
void expect_hung(const theatre& stage, const execution& seen, std::size_t index,
                 const std::string& how) {
  EXPECT_EQ(seen.how, ending::hung) << summary(seen);
  EXPECT_NE(seen.why.find(how), std::string::npos) << summary(seen);
  ASSERT_EQ(seen.seen.size(), index + 1) << "the step that hung is not the last that was seen";
  EXPECT_EQ(seen.seen.back().seen.how, completion::hung);
  EXPECT_EQ(seen.seen.back().remark, seen.why);
  EXPECT_EQ(stage.asked.back(), index);
  EXPECT_FALSE(stage.must_end_process()) << "the call came back";
}

constexpr const char* cancelled =
    "ended by CancelSynchronousIo; then gave 0/ERROR_OPERATION_ABORTED (995)";

TEST(InterpreterHang, OfARealConnectIsEndedAndReported) {
  theatre stage({.limits = short_limits});
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
                     finishes(its_thread, connect_pipe{})});
  expect_hung(stage, seen, 2, cancelled);
  theatre afterwards;
  EXPECT_EQ(summary(afterwards.perform(conversation())), "complete after 6");
}

TEST(InterpreterHang, OfAnotherThreadIsEndedAndReported) {
  theatre stage(with_defect("connect-hangs"));
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(its_thread, connect_pipe{}),
                     does(the_server, disconnect_pipe{})});
  expect_hung(stage, seen, 1, cancelled);
  const script goes_on = {does(its_thread, create_pipe{}), does(its_thread, close_handle{})};
  EXPECT_EQ(summary(stage.perform(goes_on)), "complete after 2") << "the thread is of no use";
}

TEST(InterpreterHang, OfABegunCallIsEndedAndReported) {
  theatre stage(with_defect("connect-hangs"));
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
                     finishes(its_thread, connect_pipe{})});
  // Whether it can be seen that the kernel never got the call depends on what handle was there.
  const std::size_t hung = seen.seen.size() == 2 ? 1 : 2;
  expect_hung(stage, seen, hung, cancelled);
}

TEST(InterpreterHang, OfTheFirstThreadIsEndedByTheWatchdog) {
  theatre stage(with_defect("connect-hangs"));
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(the_server, connect_pipe{}),
                     does(the_server, disconnect_pipe{})});
  expect_hung(stage, seen, 1, "cancelled from outside; then gave 0/ERROR_OPERATION_ABORTED (995)");
  EXPECT_EQ(summary(stage.perform({does(the_server, create_pipe{})})), "complete after 1");
}

TEST(InterpreterHang, OfAClientEndsTheClient) {
  theatre stage({.limits = short_limits});
  const execution seen =
      stage.perform({does(a_client, create_pipe{}), does(a_client, connect_pipe{})});
  expect_hung(stage, seen, 1, "its process was ended");
}

TEST(InterpreterHang, NeverLastsLongerThanItsCell) {
  time_limits limits = short_limits;
  limits.operation = 120s;
  limits.cell = 500ms;
  theatre stage({.limits = limits});
  const deadline sure = deadline::in(limits.operation);
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(its_thread, connect_pipe{})});
  EXPECT_EQ(seen.how, ending::hung) << summary(seen);
  EXPECT_FALSE(sure.passed()) << "the limit of the operation was kept, not the cell's";
}

TEST(InterpreterHang, ThatNothingEndsEndsTheProcess) {
  theatre stage(with_defect("connect-stuck"));
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(its_thread, connect_pipe{})});
  EXPECT_EQ(summary(seen),
            "hung after 2: CancelSynchronousIo did not end it; its process was ended");
  EXPECT_TRUE(stage.must_end_process()) << "another cell would find a thread in the kernel";
}

/// The suite itself, stuck in its first thread: the watchdog must end it. Its argument says how it
/// hears of that: `told` makes it end with 40 and the number of the step.
int be_stuck() {
  const std::vector<std::string> words = role_words();
  pool_options options = with_defect("connect-stuck");
  theatre* stage = nullptr;
  if (words.back() == "told") {
    options.on_stuck = [&stage] {
      const held_run run = stage->actors.hold();
      ::TerminateProcess(::GetCurrentProcess(), 40U + static_cast<UINT>(run.so_far.seen.size()));
    };
  }
  theatre mine(std::move(options));
  stage = &mine;
  (void)mine.perform({does(the_server, create_pipe{}), does(the_server, connect_pipe{})});
  return 1;
}
const helper_role stuck(L"suite-is-stuck", &be_stuck);

DWORD status_when_stuck(const wchar_t* how) {
  const object_handle job = make_killing_job();
  const children_play now(stuck);
  const child_process child =
      start_process({.program = own_program(), .arguments = how, .job = job.get()});
  EXPECT_TRUE(wait_until(child.process.get(), deadline::in(30s))) << "it hangs on";
  DWORD status = STILL_ACTIVE;
  ::GetExitCodeProcess(child.process.get(), &status);
  return status;
}

TEST(InterpreterHang, OfTheFirstThreadThatNothingEndsEndsTheProcess) {
  EXPECT_EQ(status_when_stuck(L"alone"), 4U);
  EXPECT_EQ(status_when_stuck(L"told"), 41U) << "the second step is the one that hung";
}

// Wrong outcomes.

TEST(InterpreterDefect, IsSeenByTheJudge) {
  const std::pair<const char*, const char*> defects[] = {
      {"connect-wrong-error", "0/ERROR_BAD_PIPE (230)"},
      {"connect-silent", "0/last error untouched"},
      {"connect-succeeds", "nonzero"},
  };
  for (const auto& [defect, gives] : defects) {
    SCOPED_TRACE(defect);
    theatre stage(with_defect(defect, time_limits{}));
    const execution seen =
        stage.perform({does(the_server, create_pipe{}), does(a_client, open_pipe{}),
                       does(the_server, connect_pipe{}, {zero(error::pipe_connected)}),
                       does(the_server, disconnect_pipe{})});
    EXPECT_EQ(summary(seen), "stopped after 3");
    EXPECT_EQ(stage.judged.back(), gives);
  }
}

TEST(InterpreterDefect, OfAClientIsSeenByTheJudge) {
  theatre stage({.client_defect = "open-fails"});
  const execution seen =
      stage.perform({does(the_server, create_pipe{}), does(a_client, open_pipe{})});
  EXPECT_EQ(summary(seen), "stopped after 2");
  EXPECT_EQ(seen.seen.back().seen.value, 0U);
  EXPECT_EQ(seen.seen.back().seen.error, static_cast<std::uint32_t>(ERROR_BAD_NETPATH));
}

// Calls whose arrival in the kernel cannot be seen.

/// A connect that nothing shows on its handle, because a pending one has made that nonsignaled;
/// then a client opens, which the script wants to come second.
script unproven_order() {
  return {does(the_server, create_pipe{.handle = handle_kind::overlapped}),
          does(the_server, connect_pipe{.lp = overlapped_kind::manual_event},
               {zero(error::io_pending)}),
          does(the_server, cancel_io{}),
          begins(its_thread, connect_pipe{}),
          does(a_client, open_pipe{}),
          finishes(its_thread, connect_pipe{})};
}

TEST(InterpreterOrder, ThatWasNotProvenIsTriedAgain) {
  theatre stage(with_defect("connect-late-in-turn", time_limits{}));
  const execution seen = stage.perform(unproven_order());
  EXPECT_EQ(summary(seen), "complete after 6");
  EXPECT_EQ(seen.attempts, 2U) << "the connect that came late was taken for the kernel's fault";
  EXPECT_FALSE(seen.order_unproven);
  ASSERT_FALSE(seen.seen.empty());
  EXPECT_EQ(seen.seen.back().remark, "performed 2 times, since the order could not be proven");
  EXPECT_EQ(stage.asked, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}));
}

TEST(InterpreterOrder, ThatIsNeverProvenIsTakenAsItIs) {
  theatre stage(with_defect("connect-late", time_limits{}));
  const execution seen = stage.perform(unproven_order());
  EXPECT_EQ(summary(seen), "stopped after 6");
  EXPECT_EQ(stage.judged.back(), "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(seen.attempts, 5U);
  EXPECT_TRUE(seen.order_unproven);
}

TEST(InterpreterOrder, ThatWasProvenNeedsNoSecondTime) {
  theatre stage;
  const execution seen = stage.perform(
      {does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
       does(a_client, open_pipe{}), finishes(its_thread, connect_pipe{}, {zero(error::no_data)})});
  EXPECT_EQ(summary(seen), "stopped after 4");
  EXPECT_EQ(seen.attempts, 1U);
}

// Processes that end.

void end_process(DWORD id, UINT status) {
  const object_handle process(::OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, id));
  ASSERT_TRUE(process) << "error " << ::GetLastError();
  ASSERT_NE(::TerminateProcess(process.get(), status), FALSE);
  ASSERT_TRUE(wait_until(process.get(), deadline::in(30s)));
}

TEST(InterpreterEnd, ThatWasToldIsAnOutcome) {
  theatre stage;
  const execution seen = stage.perform({does(a_client, exit_process{.code = 5}, {ended(5)}),
                                        does(another_client, kill_process{}, {ended(1)}),
                                        does(the_server, query_version{})});
  EXPECT_EQ(summary(seen), "complete after 3");
  EXPECT_EQ(stage.judged[0], "process ended with 5");
}

TEST(InterpreterEnd, OfAClientThatNobodyToldIsACrash) {
  theatre stage;
  stage.meanwhile = [&stage](std::size_t index) {
    if (index == 2) {
      end_process(stage.client_id(), 77);
    }
  };
  const script steps = {does(the_server, create_pipe{}), does(a_client, open_pipe{}),
                        does(a_client, write_pipe{.text = "x"}), does(the_server, query_version{})};
  EXPECT_EQ(summary(stage.perform(steps)), "crashed after 3: the process of client 1 ended");
  EXPECT_EQ(stage.asked.size(), 3U) << "it went on";
  stage.meanwhile = [](std::size_t) {};
  EXPECT_EQ(summary(stage.perform(steps)), "complete after 4") << "the client was not replaced";
}

TEST(InterpreterEnd, ByAnAssertionIsASuiteError) {
  theatre stage;
  stage.meanwhile = [&stage](std::size_t) {
    end_process(stage.client_id(), static_cast<UINT>(exit_code::suite_error));
  };
  EXPECT_EQ(summary(stage.perform(asks_a_client(2))),
            "suite error after 1: the process of client 1 ended");
}

TEST(InterpreterEnd, ByAnExceptionIsACrash) {
  theatre stage({.client_defect = "crash"});
  const execution seen =
      stage.perform({does(a_client, create_pipe{}), does(a_client, connect_pipe{})});
  EXPECT_EQ(seen.how, ending::crashed) << summary(seen);
  ASSERT_EQ(seen.seen.size(), 2U);
  EXPECT_EQ(describe(seen.seen.back().seen), "process ended with 0xC0000005");
}

TEST(InterpreterEnd, OfAServerIsSeenByItsClient) {
  const scenario lost_server{.server = placement::own_process};
  theatre stage;
  DWORD server = 0;
  stage.meanwhile = [&](std::size_t) { server = stage.client_id(0); };
  const script steps = {does(the_server, create_pipe{}), does(a_client, open_pipe{}),
                        does(the_server, kill_process{}, {ended(1)}),
                        does(a_client, read_pipe{}, {zero(error::broken_pipe)})};
  EXPECT_EQ(summary(stage.perform(steps, lost_server)), "complete after 4");
  EXPECT_NE(server, ::GetCurrentProcessId());
  EXPECT_EQ(summary(stage.perform(steps, lost_server)), "complete after 4") << "no new server";
  (void)stage.perform({does(the_server, query_version{})});
  EXPECT_EQ(server, ::GetCurrentProcessId()) << "a server of its own serves one cell";
}

// What a stopped script leaves under way.

TEST(InterpreterWindUp, EndsCallsThatWereBegun) {
  theatre stage;
  const script leaves_calls = {does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
                               does(a_client, create_pipe{.name_id = 1}),
                               begins(a_client, connect_pipe{}),
                               does(the_server, query_version{}, {zero(error::not_found)})};
  EXPECT_EQ(summary(stage.perform(leaves_calls)), "stopped after 5");
  EXPECT_FALSE(stage.must_end_process());
  EXPECT_EQ(summary(stage.perform(conversation())), "complete after 6")
      << "a call reached from one cell into the next";
}

TEST(InterpreterWindUp, EndsTheOthersWhenAProcessWasLost) {
  theatre stage;
  stage.meanwhile = [&stage](std::size_t index) {
    if (index == 4) {
      end_process(stage.client_id(), 77);
    }
  };
  const script loses_a_client = {does(a_client, create_pipe{.name_id = 1}),
                                 begins(a_client, connect_pipe{}), does(the_server, create_pipe{}),
                                 begins(its_thread, connect_pipe{}),
                                 finishes(a_client, connect_pipe{})};
  EXPECT_EQ(summary(stage.perform(loses_a_client)),
            "crashed after 5: the process of client 1 ended");
  stage.meanwhile = [](std::size_t) {};
  EXPECT_EQ(summary(stage.perform(conversation())), "complete after 6");
}

TEST(InterpreterWindUp, EndsTheOthersWhenALostProcessWasNotNoticed) {
  theatre stage;
  stage.meanwhile = [&stage](std::size_t index) {
    if (index == 4) {
      end_process(stage.client_id(), 77);
    }
  };
  const script stops = {does(a_client, create_pipe{.name_id = 1}), begins(a_client, connect_pipe{}),
                        does(the_server, create_pipe{}), begins(its_thread, connect_pipe{}),
                        does(the_server, query_version{}, {zero(error::not_found)})};
  EXPECT_EQ(summary(stage.perform(stops)), "stopped after 5");
  stage.meanwhile = [](std::size_t) {};
  EXPECT_EQ(summary(stage.perform(conversation())), "complete after 6")
      << "the server's thread was left in its call";
}

// The pool.

script asks_two_clients() {
  return {does(a_client, query_version{}), does(another_client, query_version{})};
}

TEST(Cast, KeepsItsClientsFromCellToCell) {
  theatre stage;
  EXPECT_EQ(summary(stage.perform(asks_two_clients())), "complete after 2");
  const DWORD first = stage.client_id(1);
  const DWORD second = stage.client_id(2);
  EXPECT_NE(first, second);
  EXPECT_EQ(stage.perform(asks_two_clients()).clients_replaced, 0U);
  EXPECT_EQ(stage.client_id(1), first) << "a warm client was not used again";
  EXPECT_EQ(stage.client_id(2), second);
}

TEST(Cast, ReplacesAClientThatWasKilled) {
  theatre stage;
  (void)stage.perform(asks_two_clients());
  const DWORD first = stage.client_id(1);
  const DWORD second = stage.client_id(2);
  EXPECT_EQ(summary(stage.perform({does(a_client, kill_process{}, {ended(1)})})),
            "complete after 1");
  EXPECT_EQ(summary(stage.perform(asks_two_clients())), "complete after 2");
  EXPECT_NE(stage.client_id(1), first);
  EXPECT_EQ(stage.client_id(2), second) << "the other one was good";
}

/// Stops all threads of a process. It cannot be seen from outside that it will never answer.
void suspend(DWORD id) {
  using suspend_process = LONG(WINAPI*)(HANDLE);
  const HMODULE ntdll = ::GetModuleHandleW(L"ntdll.dll");
  const auto function = reinterpret_cast<suspend_process>(
      reinterpret_cast<void*>(::GetProcAddress(ntdll, "NtSuspendProcess")));
  ASSERT_NE(function, nullptr);
  const object_handle process(::OpenProcess(PROCESS_SUSPEND_RESUME, FALSE, id));
  ASSERT_TRUE(process) << "error " << ::GetLastError();
  ASSERT_EQ(function(process.get()), 0);
}

TEST(Cast, CountsClientsThatDidNotProveThemselvesClean) {
  theatre stage({.limits = short_limits});
  DWORD lazy = 0;
  stage.meanwhile = [&](std::size_t index) {
    if (index == 1) {
      lazy = stage.client_id();
      suspend(lazy);
    }
  };
  const execution seen =
      stage.perform({does(a_client, query_version{}), does(the_server, query_version{})});
  EXPECT_EQ(summary(seen), "complete after 2");
  EXPECT_EQ(seen.clients_replaced, 1U);
  stage.meanwhile = [](std::size_t) {};
  EXPECT_EQ(summary(stage.perform({does(a_client, query_version{})})), "complete after 1");
  EXPECT_NE(stage.client_id(), lazy);
}

// (A seeded client spoils every third answer; the one after a cell's calls says that it is clean.)

/// The execution of a cell, and which process was the client in it.
std::pair<execution, DWORD> with_its_client(theatre& stage, const script& steps) {
  DWORD client = 0;
  stage.meanwhile = [&](std::size_t) { client = stage.client_id(); };
  const execution seen = stage.perform(steps);
  stage.meanwhile = [](std::size_t) {};
  return {seen, client};
}

void expect_replaced(theatre& stage, const std::string& spoilt) {
  const auto [between, first] = with_its_client(stage, asks_a_client(2));
  EXPECT_EQ(summary(between), "complete after 2") << "nothing of the cell was wrong";
  EXPECT_EQ(between.clients_replaced, 1U);
  const auto [within, second] = with_its_client(stage, asks_a_client(3));
  EXPECT_NE(second, first);
  EXPECT_EQ(summary(within), spoilt);
  EXPECT_EQ(within.clients_replaced, 1U) << "it goes on although it cannot be believed";
  const auto [after, third] = with_its_client(stage, asks_a_client(1));
  EXPECT_NE(third, second);
  EXPECT_EQ(summary(after), "complete after 1");
  EXPECT_EQ(after.clients_replaced, 0U);
}

TEST(Cast, ReplacesAndCountsAClientThatAnswersWrongly) {
  theatre stage({.client_defect = "answers-wrongly"});
  expect_replaced(
      stage, "suite error after 2: message: field tag is 255, which is not that of an outcome.");
}

TEST(Cast, ReplacesAndCountsAClientThatAnswersLate) {
  theatre stage({.limits = short_limits, .client_defect = "answers-late"});
  expect_replaced(stage, "hung after 3: its process was ended");
}

TEST(Cast, CountsNoClientThatItsScriptEnded) {
  theatre stage;
  EXPECT_EQ(stage.perform({does(a_client, kill_process{}, {ended(1)})}).clients_replaced, 0U);
}

TEST(Cast, KnowsWhoTakesPart) {
  process_pool who({});
  who.begin_cell({}, 2);
  EXPECT_NO_THROW((void)who.process(0));
  EXPECT_NO_THROW((void)who.process(1));
  try {
    (void)who.process(2);
    ADD_FAILURE() << "a process acts that does not take part";
  } catch (const arrangement_error& failure) {
    EXPECT_EQ(std::string(failure.what()), "the script names client 2, which takes no part in it");
  }
  EXPECT_EQ(who.end_cell(), 0U);
}

}  // namespace
}  // namespace cnp
