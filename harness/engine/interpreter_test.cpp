// The interpreter and its pool of processes, with the kernel as it is, with faulty ones, and with
// clients that are lost: what the suite does then is seen here before anybody needs it.

#include "harness/engine/interpreter.hpp"

#include "fixtures/helper_process.hpp"
#include "harness/engine/test_steps.hpp"
#include "harness/support/exit_code.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/testing.hpp"
#include "harness/support/text.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/system_function.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cnp {
namespace {

using namespace std::chrono_literals;
using test::a_client;
using test::another_client;
using test::begins;
using test::does;
using test::finishes;
using test::its_thread;
using test::the_server;

/// For tests in which something hangs. As long as a busy machine needs to do what does not hang.
constexpr time_limits short_limits{
    .operation = 400ms, .grace = 800ms, .cell = 30s, .watchdog = 60s};

const step server_creates = does(the_server, create_pipe{});
const step server_asks = does(the_server, query_version{});
const step thread_begins = begins(its_thread, connect_pipe{});
const step client_opens = does(a_client, open_pipe{});
const step client_asks = does(a_client, query_version{});
const step client_is_killed = does(a_client, kill_process{}, {ended(1)});

/// A blocking connect, to which nobody comes.
script lonely_connect(actor who) {
  return {does(who, create_pipe{}), does(who, connect_pipe{})};
}

/// A whole conversation: a blocking connect on the server's second thread, a client, some bytes.
script conversation() {
  outcome hello = nonzero();
  hello.data = "hello";
  return {server_creates,
          thread_begins,
          client_opens,
          finishes(its_thread, connect_pipe{}),
          does(a_client, write_pipe{.text = "hello"}),
          does(the_server, read_pipe{}, {hello})};
}

pool_options with_defect(const char* name, const time_limits& limits = short_limits) {
  EXPECT_NE(seeded_defect(name), nullptr) << name;
  return {.limits = limits, .api = seeded_defect(name)};
}

/// Performs scripts with one pool of processes, and keeps what the interpreter asked and told.
struct script_runner {
  explicit script_runner(pool_options options = {}) : pool(std::move(options)) {}

  /// How it ended, in one line.
  std::string perform(const script& steps, const scenario& of = {}) {
    judged.clear();
    asked.clear();
    seen = by.perform(of, steps);
    meanwhile = [](std::size_t) {};
    constexpr const char* endings[] = {"complete", "stopped",     "hung",
                                       "crashed",  "unsupported", "suite error"};
    const std::string how = endings[static_cast<std::size_t>(seen.how)] + std::string(" after ") +
                            std::to_string(seen.seen.size());
    return seen.why.empty() ? how : how + ": " + seen.why;
  }
  /// The process that plays client 1.
  [[nodiscard]] DWORD client_id(std::uint8_t which = 1) const {
    return pool.shared()->process_ids.at(pool.shared().seat(which));
  }

  process_pool pool;
  execution seen;                   ///< The last one.
  std::vector<std::string> judged;  ///< What was seen of the steps that were judged.
  std::vector<std::size_t> asked;   ///< Which steps these were.
  /// Called after each step of the next script, with the number of those that were performed.
  std::function<void(std::size_t)> meanwhile = [](std::size_t) {};
  interpreter by{pool, [this](std::size_t index, const step& one, const observation& given) {
                   judged.push_back(describe(given.seen));
                   asked.push_back(index);
                   meanwhile(index + 1);
                   return matches_any(given.seen, one.allowed);
                 }};
};

// Scripts that end.

TEST(Interpreter, PerformsAConformingScript) {
  script_runner run;
  EXPECT_EQ(run.perform(conversation()), "complete after 6");
  EXPECT_EQ(run.seen.clients_replaced, 0U);
  EXPECT_FALSE(run.by.must_end_process());
  EXPECT_EQ(join(run.judged, ", "),
            "nonzero, under way, nonzero, nonzero, nonzero, 5 bytes, nonzero, data \"hello\"");
  EXPECT_EQ(run.asked, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
  ASSERT_EQ(run.seen.seen.size(), 6U);
  // The connect was made before the client's open, and came back after that was made.
  EXPECT_LT(run.seen.seen[3].ticket_before, run.seen.seen[2].ticket_before);
  EXPECT_GT(run.seen.seen[3].ticket_after, run.seen.seen[2].ticket_before);
  EXPECT_LT(run.seen.seen[2].ticket_after, run.seen.seen[4].ticket_before);
  EXPECT_LT(run.seen.seen[4].ticket_after, run.seen.seen[5].ticket_before);
}

TEST(Interpreter, GivesTheAnswerOfABegunCallThatDoesNotBlock) {
  script_runner run;
  const std::vector<outcome> connected{zero(error::pipe_connected)};
  const std::string how = run.perform({server_creates, client_opens,
                                       does(its_thread, connect_pipe{}, connected, phase::begin),
                                       finishes(its_thread, connect_pipe{}, connected)});
  EXPECT_TRUE(run.seen.how == ending::complete || run.seen.seen.size() == 3) << how;
  ASSERT_GE(run.judged.size(), 3U);
  EXPECT_TRUE(run.judged[2] == "0/ERROR_PIPE_CONNECTED (535)" || run.judged[2] == "under way")
      << run.judged[2];
}

TEST(Interpreter, StopsWhenTheJudgeSaysSo) {
  script_runner run;
  EXPECT_EQ(run.perform({server_creates, does(a_client, open_pipe{}, {zero(error::pipe_busy)}),
                         does(the_server, disconnect_pipe{})}),
            "stopped after 2");
  EXPECT_EQ(run.judged, (std::vector<std::string>{"nonzero", "nonzero"}));
  EXPECT_EQ(run.asked.size(), 2U) << "a step was performed after the wrong outcome";
}

TEST(Interpreter, TakesAFailedArrangementForASuiteError) {
  script_runner run;
  // The client's process is not to be found.
  run.meanwhile = [&run](std::size_t) { run.pool.shared()->process_ids[1] = 0; };
  EXPECT_EQ(
      run.perform({server_asks, does(the_server, duplicate_handle{.to_process = 1}), server_asks}),
      "suite error after 1: OpenProcess(PROCESS_DUP_HANDLE) failed: ERROR_INVALID_PARAMETER (87)");
  EXPECT_EQ(run.perform(conversation()), "complete after 6") << "nothing is spoilt";
}

TEST(Interpreter, KeepsCellsApart) {
  script_runner run;
  const script makes_one = {does(the_server, create_pipe{.first_instance = true})};
  EXPECT_EQ(run.perform(makes_one), "complete after 1");
  const std::wstring name = run.pool.shared().pipe_name(0, false);
  EXPECT_EQ(run.perform(makes_one), "complete after 1") << "a handle is left";
  EXPECT_NE(run.pool.shared().pipe_name(0, false), name) << "a pipe name was used twice";
}

TEST(Interpreter, TakesAMissingClientProgramForASuiteError) {
  script_runner run({.client_program = own_program() + L".missing"});
  EXPECT_THROW(run.pool.require_client(), input_error);
  EXPECT_EQ(run.perform({server_creates}), "complete after 1") << "no client is needed";
  EXPECT_TRUE(run.perform(conversation()).starts_with("suite error"));
}

TEST(Interpreter, EndsTheProcessOfTheSuiteForNoScript) {
  script_runner run;
  EXPECT_EQ(asserted([&] { run.perform({does(the_server, kill_process{})}); }),
            "the scenario kills the process of the suite itself");
  EXPECT_EQ(asserted([&] { run.perform({does(the_server, exit_process{})}); }),
            "the scenario ends the process of the suite itself");
}

// Calls that hang.

TEST(InterpreterHang, IsEndedAndReportedAndTheProcessGoesOn) {
  const pool_options hangs = with_defect("connect-hangs");
  const script begun{server_creates, thread_begins, finishes(its_thread, connect_pipe{})};
  const script by_thread{server_creates, does(its_thread, connect_pipe{}), server_asks};
  const std::string aborted = "; then gave 0/ERROR_OPERATION_ABORTED (995)";
  const std::string cancelled = "ended by CancelSynchronousIo" + aborted;
  const struct {
    pool_options options;
    script steps;
    std::set<std::size_t> hangs;  ///< The step that does.
    std::string how;
  } calls[] = {
      {{.limits = short_limits}, begun, {2}, cancelled},
      // Whether it is seen that the kernel never got the call depends on what handle was there.
      {hangs, begun, {1, 2}, cancelled},
      {hangs, by_thread, {1}, cancelled},
      {hangs, lonely_connect(the_server), {1}, "cancelled from outside" + aborted},
      {{.limits = short_limits}, lonely_connect(a_client), {1}, "its process was ended"},
      // The cell's limit comes first, and counts.
      {{.limits = {.operation = 120s, .grace = 800ms, .cell = 2s}}, by_thread, {1}, cancelled},
  };
  for (const auto& one : calls) {
    script_runner run(one.options);
    const deadline sure = deadline::in(60s);
    EXPECT_NE(run.perform(one.steps).find(one.how), std::string::npos) << run.seen.why;
    EXPECT_EQ(run.seen.how, ending::hung);
    EXPECT_FALSE(sure.passed()) << "the limit of the operation was kept, not the cell's";
    ASSERT_FALSE(run.seen.seen.empty());
    EXPECT_TRUE(one.hangs.contains(run.seen.seen.size() - 1)) << "another was the last step";
    EXPECT_EQ(run.seen.seen.back().seen.how, completion::hung);
    EXPECT_EQ(run.seen.seen.back().remark, run.seen.why);
    EXPECT_EQ(run.asked.back(), run.seen.seen.size() - 1);
    EXPECT_FALSE(run.by.must_end_process()) << "the call came back";
    EXPECT_EQ(run.perform({does(its_thread, create_pipe{}), does(its_thread, close_handle{}),
                           server_creates}),
              "complete after 3")
        << "the thread is of no use";
  }
  EXPECT_EQ(script_runner().perform(conversation()), "complete after 6");
}

TEST(InterpreterHang, ThatNothingEndsEndsTheProcess) {
  script_runner run(with_defect("connect-stuck"));
  EXPECT_EQ(run.perform({server_creates, does(its_thread, connect_pipe{})}),
            "hung after 2: CancelSynchronousIo did not end it; its process was ended");
  EXPECT_TRUE(run.by.must_end_process()) << "another cell would find a thread in the kernel";
}

/// The suite itself, stuck in its first thread: the watchdog must end it. Its argument says how it
/// hears of that: `told` makes it end with 40 and the number of the step.
int be_stuck() {
  pool_options options = with_defect("connect-stuck");
  script_runner* whose = nullptr;
  if (role_words().back() == "told") {
    options.on_stuck = [&whose] {
      const held_run run = whose->by.hold();
      ::TerminateProcess(::GetCurrentProcess(), 40U + static_cast<UINT>(run.so_far.seen.size()));
    };
  }
  script_runner run(std::move(options));
  whose = &run;
  (void)run.perform(lonely_connect(the_server));
  return 1;
}
const helper_role stuck(L"suite-is-stuck", &be_stuck);

TEST(InterpreterHang, OfTheFirstThreadThatNothingEndsEndsTheProcess) {
  const object_handle job = make_killing_job();
  const auto status = [&job](const wchar_t* how) {
    const child_process child = start_in_role(stuck, {.arguments = how, .job = job.get()});
    return await_exit(child.process.get(), deadline::in(patient));
  };
  EXPECT_EQ(status(L"alone"), 4U);
  EXPECT_EQ(status(L"told"), 41U) << "the second step is the one that hung";
}

TEST(InterpreterDefect, IsSeenByTheJudge) {
  const script early{server_creates, client_opens,
                     does(the_server, connect_pipe{}, {zero(error::pipe_connected)}),
                     does(the_server, disconnect_pipe{})};
  const struct {
    pool_options options;
    const char* how = "";
    const char* gives = "";
  } defects[] = {
      {with_defect("connect-wrong-error", {}), "stopped after 3", "0/ERROR_BAD_PIPE (230)"},
      {with_defect("connect-silent", {}), "stopped after 3", "0/last error untouched"},
      {with_defect("connect-succeeds", {}), "stopped after 3", "nonzero"},
      {{.client_defect = "open-fails"}, "stopped after 2", "0/error 53"},
  };
  for (const auto& defect : defects) {
    script_runner run(defect.options);
    EXPECT_EQ(run.perform(early), defect.how);
    EXPECT_EQ(run.judged.back(), defect.gives);
  }
}

/// A connect that nothing shows on its handle, because a pending one has made that nonsignaled;
/// then a client opens, which the script wants to come second.
script unproven_order() {
  return {does(the_server, create_pipe{.handle = handle_kind::overlapped}),
          does(the_server, connect_pipe{.lp = overlapped_kind::manual_event},
               {zero(error::io_pending)}),
          does(the_server, cancel_io{}),
          thread_begins,
          client_opens,
          finishes(its_thread, connect_pipe{})};
}

TEST(InterpreterOrder, ThatWasNotProvenIsTriedAgain) {
  script_runner run(with_defect("connect-late-in-turn", {}));
  EXPECT_EQ(run.perform(unproven_order()), "complete after 6");
  EXPECT_EQ(run.seen.attempts, 2U) << "the connect that came late was taken for the kernel's fault";
  EXPECT_FALSE(run.seen.order_unproven);
  ASSERT_FALSE(run.seen.seen.empty());
  EXPECT_EQ(run.seen.seen.back().remark, "performed 2 times, since the order could not be proven");
  EXPECT_EQ(run.asked, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}));
}

TEST(InterpreterOrder, ThatIsNeverProvenIsTakenAsItIs) {
  script_runner run(with_defect("connect-late", {}));
  EXPECT_EQ(run.perform(unproven_order()), "stopped after 6");
  EXPECT_EQ(run.judged.back(), "0/ERROR_PIPE_CONNECTED (535)");
  EXPECT_EQ(run.seen.attempts, 10U);
  EXPECT_TRUE(run.seen.order_unproven);
}

TEST(InterpreterOrder, ThatWasProvenNeedsNoSecondTime) {
  script_runner run;
  EXPECT_EQ(run.perform({server_creates, thread_begins, client_opens,
                         finishes(its_thread, connect_pipe{}, {zero(error::no_data)})}),
            "stopped after 4");
  EXPECT_EQ(run.seen.attempts, 1U);
}

// Processes that end.

/// Has client 1 end before this step of the next script, and nobody told it.
void lose_client_before(script_runner& run, std::size_t step, UINT status = 77) {
  run.meanwhile = [&run, step, status](std::size_t index) {
    if (index != step) {
      return;
    }
    const object_handle process(
        ::OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, run.client_id()));
    ASSERT_TRUE(process) << "error " << ::GetLastError();
    ASSERT_NE(::TerminateProcess(process.get(), status), FALSE);
    ASSERT_TRUE(wait_until(process.get(), deadline::in(patient)));
  };
}

TEST(InterpreterEnd, ThatWasToldIsAnOutcome) {
  script_runner run;
  EXPECT_EQ(run.perform({does(a_client, exit_process{.code = 5}, {ended(5)}),
                         does(another_client, kill_process{}, {ended(1)}), server_asks}),
            "complete after 3");
  EXPECT_EQ(run.judged[0], "process ended with 5");
}

TEST(InterpreterEnd, OfAClientThatNobodyToldIsACrash) {
  script_runner run;
  lose_client_before(run, 2);
  const script steps = {server_creates, client_opens, does(a_client, write_pipe{.text = "x"}),
                        server_asks};
  EXPECT_EQ(run.perform(steps), "crashed after 3: the process of client 1 ended");
  EXPECT_EQ(run.asked.size(), 3U) << "it went on";
  EXPECT_EQ(run.perform(steps), "complete after 4") << "the client was not replaced";
}

TEST(InterpreterEnd, ByAnAssertionIsASuiteError) {
  script_runner run;
  lose_client_before(run, 1, static_cast<UINT>(exit_code::suite_error));
  EXPECT_EQ(run.perform(script(2, client_asks)),
            "suite error after 1: the process of client 1 ended");
}

TEST(InterpreterEnd, ByAnExceptionIsACrash) {
  script_runner run({.client_defect = "crash"});
  const std::string how = run.perform(lonely_connect(a_client));
  EXPECT_EQ(run.seen.how, ending::crashed) << how;
  ASSERT_EQ(run.seen.seen.size(), 2U);
  EXPECT_EQ(describe(run.seen.seen.back().seen), "process ended with 0xC0000005");
}

TEST(InterpreterEnd, OfAServerIsSeenByItsClient) {
  const scenario lost_server{.server = placement::own_process};
  script_runner run;
  DWORD server = 0;
  const auto look = [&](std::size_t) { server = run.client_id(0); };
  const script steps = {server_creates, client_opens, does(the_server, kill_process{}, {ended(1)}),
                        does(a_client, read_pipe{}, {zero(error::broken_pipe)})};
  run.meanwhile = look;
  EXPECT_EQ(run.perform(steps, lost_server), "complete after 4");
  EXPECT_NE(server, ::GetCurrentProcessId());
  EXPECT_EQ(run.perform(steps, lost_server), "complete after 4") << "no new server";
  run.meanwhile = look;
  (void)run.perform({server_asks});
  EXPECT_EQ(server, ::GetCurrentProcessId()) << "a server of its own serves one cell";
}

TEST(InterpreterWindUp, EndsEveryCallThatWasBegun) {
  const step wrong = does(the_server, query_version{}, {zero(error::not_found)});
  const struct {
    bool loses_client = false;
    step last;
    const char* how = "";
  } ends[] = {
      {false, wrong, "stopped after 5"},
      {true, wrong, "stopped after 5"},  // Nobody notices that the client is lost.
      {true, finishes(a_client, connect_pipe{}), "crashed after 5: the process of client 1 ended"},
  };
  for (const auto& one : ends) {
    script_runner run;
    if (one.loses_client) {
      lose_client_before(run, 4);
    }
    EXPECT_EQ(
        run.perform({does(a_client, create_pipe{.name_id = 1}), begins(a_client, connect_pipe{}),
                     server_creates, thread_begins, one.last}),
        one.how);
    EXPECT_FALSE(run.by.must_end_process());
    EXPECT_EQ(run.perform(conversation()), "complete after 6")
        << "a call reached from one cell into the next";
  }
}

// The pool.

TEST(ProcessPool, KeepsItsClientsAndReplacesOneThatWasKilled) {
  script_runner run;
  const script asks_two{client_asks, does(another_client, query_version{})};
  EXPECT_EQ(run.perform(asks_two), "complete after 2");
  const DWORD first = run.client_id(1);
  const DWORD second = run.client_id(2);
  EXPECT_NE(first, second);
  EXPECT_EQ(run.perform(asks_two), "complete after 2");
  EXPECT_EQ(run.seen.clients_replaced, 0U);
  EXPECT_EQ(run.client_id(1), first) << "a warm client was not used again";
  EXPECT_EQ(run.client_id(2), second);
  EXPECT_EQ(run.perform({client_is_killed}), "complete after 1");
  EXPECT_EQ(run.seen.clients_replaced, 0U) << "its script ended it";
  EXPECT_EQ(run.perform(asks_two), "complete after 2");
  EXPECT_NE(run.client_id(1), first);
  EXPECT_EQ(run.client_id(2), second) << "the other one was good";
}

/// Stops all threads of a process. It cannot be seen from outside that it will never answer.
void suspend(DWORD id) {
  using suspend_process = LONG(WINAPI*)(HANDLE);
  const auto function = system_function<suspend_process>("ntdll.dll", "NtSuspendProcess");
  ASSERT_NE(function, nullptr);
  const object_handle process(::OpenProcess(PROCESS_SUSPEND_RESUME, FALSE, id));
  ASSERT_TRUE(process) << "error " << ::GetLastError();
  ASSERT_EQ(function(process.get()), 0);
}

TEST(ProcessPool, CountsClientsThatDidNotProveThemselvesClean) {
  script_runner run({.limits = short_limits});
  DWORD lazy = 0;
  run.meanwhile = [&](std::size_t index) {
    if (index == 1) {
      lazy = run.client_id();
      suspend(lazy);
    }
  };
  EXPECT_EQ(run.perform({client_asks, server_asks}), "complete after 2");
  EXPECT_EQ(run.seen.clients_replaced, 1U);
  EXPECT_EQ(run.perform({client_asks}), "complete after 1");
  EXPECT_NE(run.client_id(), lazy);
}

/// (A client with a seeded fault spoils every third answer; the one after a cell's calls says that
/// it is clean.)
void expect_replaced(pool_options options, const std::string& spoilt) {
  script_runner run(std::move(options));
  DWORD client = 0;
  const auto perform = [&](std::size_t times) {
    run.meanwhile = [&](std::size_t) { client = run.client_id(); };
    return run.perform(script(times, client_asks));
  };
  EXPECT_EQ(perform(2), "complete after 2") << "nothing of the cell was wrong";
  EXPECT_EQ(run.seen.clients_replaced, 1U);
  const DWORD first = client;
  EXPECT_EQ(perform(3), spoilt);
  EXPECT_EQ(run.seen.clients_replaced, 1U) << "it goes on although it cannot be believed";
  const DWORD second = client;
  EXPECT_NE(second, first);
  EXPECT_EQ(perform(1), "complete after 1");
  EXPECT_EQ(run.seen.clients_replaced, 0U);
  EXPECT_NE(client, second);
}

TEST(ProcessPool, ReplacesAndCountsAClientThatAnswersWronglyOrLate) {
  expect_replaced(
      {.client_defect = "answers-wrongly"},
      "suite error after 2: message: field tag is 255, which is not that of an outcome.");
  expect_replaced({.limits = short_limits, .client_defect = "answers-late"},
                  "suite error after 2: client 1 did not answer, although its call had come back; "
                  "its process was ended");
}

TEST(ProcessPool, KnowsWhoTakesPart) {
  process_pool pool({});
  pool.begin_cell({}, 2);
  EXPECT_NO_THROW((void)pool.process(0));
  EXPECT_NO_THROW((void)pool.process(1));
  EXPECT_EQ(asserted([&] { (void)pool.process(2); }),
            "the script names client 2, which takes no part in it");
  EXPECT_EQ(pool.end_cell().replaced, 0U);
}

}  // namespace
}  // namespace cnp
