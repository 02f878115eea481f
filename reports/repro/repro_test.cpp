#include "reports/repro/repro.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/input_error.hpp"
#include "reports/repro/repro_text.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <stdexcept>
#include <utility>
#include <variant>

namespace cnp {
namespace {

[[nodiscard]] step call_of(std::uint8_t process, call the_call, std::vector<outcome> allowed,
                           grade known = grade::arrangement) {
  return {.who = {.process = process, .thread = 0},
          .what = std::move(the_call),
          .allowed = std::move(allowed),
          .known = known};
}

[[nodiscard]] step in_part(step one, std::uint8_t thread, phase part) {
  one.who.thread = thread;
  one.part = part;
  return one;
}

[[nodiscard]] std::string source_of(const script& steps,
                                    const scenario& the_scenario = {.id = "a.b", .says = "It is."},
                                    const repro_quotes& quotes = {}) {
  return repro_source(the_scenario, {}, steps, quotes);
}

void expect_in(const std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
  }
}

const step created = call_of(0, create_pipe{}, {nonzero()});
const step opened = call_of(1, open_pipe{}, {nonzero()});
/// A client that came first, in a process of its own.
const script client_first{
    created, opened, call_of(0, connect_pipe{}, {zero(error::pipe_connected)}, grade::documented)};

TEST(repro, writes_plain_calls_with_their_conditions) {
  expect_in(source_of(client_first),
            {"\n  SetLastError(poison);\n"
             "  ok = ConnectNamedPipe(h0, nullptr) != FALSE;\n"
             "  error = GetLastError();\n"
             "  gave(3, result(ok, error), !ok && error == ERROR_PIPE_CONNECTED);\n",
             "void client_1() {", "must(2, clients[1]);  // client 1: CreateFile\n"});
}

TEST(repro, keeps_a_client_that_is_killed_until_then) {
  script steps = client_first;
  steps.push_back(call_of(1, kill_process{}, {ended(1)}));
  const std::string text = source_of(steps);
  expect_in(text.substr(text.find("void client_1() {")), {"\n  stay();\n}\n"});
}

TEST(repro, is_deterministic) {
  EXPECT_EQ(source_of(client_first), source_of(client_first));
}

TEST(repro, says_what_is_shown_and_expected) {
  step judged = call_of(0, connect_pipe{}, {nonzero()}, grade::documented);
  judged.proves = {"c.d"};
  judged.catalogue = 7;
  judged.because = "So it is";
  const clause quoted{.id = "c.d", .section = "S", .says = "The page's words."};
  const repro_quotes quotes{.clauses = {&quoted, 1},
                            .page = "https://page",
                            .known = [](int number) { return "line " + std::to_string(number); }};
  expect_in(source_of({judged}, {.id = "a.b", .says = "It is."}, quotes),
            {"// a.b/only\n", "It is.", "The page's words. [c.d]", "https://page", "line 7",
             "step 1, server: ConnectNamedPipe(h0, NULL) gives nonzero.",
             "  // So it is.\n  now(1);\n"});
}

TEST(repro, of_a_walk_is_about_the_step_that_differed_or_about_all) {
  script steps = client_first;
  steps.push_back(call_of(0, disconnect_pipe{}, {nonzero()}, grade::certain));
  const scenario walk{.id = "matrix.b", .says = "A walk.", .over = {.walk = {walk_number{3}}}};
  expect_in(source_of(steps, walk), {"Expected:  every step gives what the table below says."});
  expect_in(source_of(steps, walk, {.about = 2}),
            {"Expected:  step 3, server: ConnectNamedPipe(h0, NULL) gives "
             "0/ERROR_PIPE_CONNECTED (535)."});
}

TEST(repro, has_only_the_helpers_that_are_used) {
  const std::string alone = source_of({created});
  for (const char* part : {"CreateJobObject", "HANDLE event(", "transferred(", "shared_memory",
                           "wait_result(", "count, char** words"}) {
    EXPECT_EQ(alone.find(part), std::string::npos) << part << '\n' << alone;
  }
  expect_in(source_of(client_first), {"CreateJobObject"});
}

TEST(repro, needs_nothing_of_the_suite) {
  const std::string text = source_of(client_first);
  for (const char* part : {"#pragma", "#include \"", "inline ", "cnp::", "$"}) {
    EXPECT_EQ(text.find(part), std::string::npos) << part << '\n' << text;
  }
}

TEST(repro, a_blocking_call_is_begun_in_its_thread) {
  const step connect = call_of(0, connect_pipe{}, {under_way()}, grade::documented);
  step end = in_part(connect, 1, phase::finish);
  end.allowed = {nonzero()};
  expect_in(source_of({created, in_part(connect, 1, phase::begin), opened, end}),
            {"begins(2, h0);  // server thread 2: ConnectNamedPipe\n",
             "DWORD WINAPI server_thread_2(void*) {",
             "must(4);  // server thread 2: ConnectNamedPipe, its end\n"});
}

TEST(repro, a_call_that_may_never_end_is_left) {
  const step connect = call_of(0, connect_pipe{}, {under_way()});
  expect_in(
      source_of({created, in_part(connect, 1, phase::begin), in_part(connect, 1, phase::finish)}),
      {"if (!let(3)) {"});
}

TEST(repro, a_request_that_is_issued_again_has_memory_of_its_own) {
  const step pending =
      call_of(0, connect_pipe{.lp = overlapped_kind::manual_event}, {zero(error::io_pending)});
  expect_in(source_of({pending, pending}),
            {"ConnectNamedPipe(h0, &ov0)", "ConnectNamedPipe(h0, &ov0_2)"});
}

TEST(repro, several_allowed_outcomes_are_alternatives) {
  expect_in(source_of({call_of(0, connect_pipe{}, {nonzero(), zero(error::pipe_listening)},
                               grade::unspecified)}),
            {"ok || (!ok && error == ERROR_PIPE_LISTENING)"});
}

TEST(repro, a_handle_travels_to_another_process) {
  expect_in(
      source_of({opened, call_of(1, duplicate_handle{.to_process = 2, .to_slot = 3}, {nonzero()}),
                 call_of(2, close_handle{.handle = 3}, {nonzero()})}),
      {"h3 = handed_over(2, 3);  // By step 2.\n", "shared->handle[2][3] = "});
}

TEST(repro, ends_of_processes) {
  expect_in(source_of({call_of(1, kill_process{}, {ended(1)}),
                       call_of(2, exit_process{.code = 5}, {ended(5)})}),
            {"TerminateProcess(clients[1], 1);", "end(5);", "code == 5"});
}

template <std::size_t... N>
[[nodiscard]] std::vector<call> one_of_each(std::index_sequence<N...>) {
  return {call(std::in_place_index<N>)...};
}

TEST(repro, every_call_has_code) {
  // What a call needs stands before it.
  const step first =
      call_of(0, connect_pipe{.lp = overlapped_kind::manual_event}, {zero(error::io_pending)});
  for (const call& each : one_of_each(std::make_index_sequence<std::variant_size_v<call>>())) {
    if (!std::holds_alternative<exit_thread>(each) && !std::holds_alternative<exit_process>(each) &&
        !std::holds_alternative<kill_process>(each)) {
      expect_in(source_of({first, call_of(0, each, {nonzero()})}), {"gave(2, "});
    }
  }
}

TEST(repro, refuses_what_one_program_cannot_do) {
  try {
    (void)source_of(client_first,
                    {.id = "a.b", .says = "It is.", .server = placement::app_container});
    FAIL() << "an app container was written out";
  } catch (const input_error& problem) {
    expect_in(problem.what(), {"step 1, server: CreateNamedPipe("});
  }
  EXPECT_THROW((void)source_of({call_of(0, exit_process{}, {ended(0)})}), input_error);
  EXPECT_THROW(
      (void)source_of({in_part(call_of(0, connect_pipe{}, {under_way()}), 0, phase::begin)}),
      input_error);
}

TEST(repro, a_script_that_cannot_be_performed_is_a_bug) {
  const assertion_handler before = on_failed_assertion(
      [](const assertion_failure& failure) { throw std::logic_error(failure.what); });
  EXPECT_THROW((void)source_of({call_of(0, request_state{}, {nonzero()})}), std::logic_error);
  EXPECT_THROW((void)source_of({in_part(call_of(0, connect_pipe{}, {nonzero()}), 1, phase::begin)}),
               std::logic_error);
  EXPECT_THROW((void)filled("$ and $", 1), std::logic_error);
  on_failed_assertion(before);
}

TEST(repro, literals_escape_what_is_not_plain) {
  EXPECT_EQ(cpp_literal("a\"\\\n\x01"
                        "7"),
            "\"a\\\"\\\\\\012\\0017\"");
}

TEST(repro, statements_are_broken_outside_literals) {
  const std::string text =
      cpp_statement("  f(\"" + std::string(60, ',') + ", \", " + std::string(40, 'x') + ", y);");
  EXPECT_EQ(text,
            "  f(\"" + std::string(60, ',') + ", \",\n      " + std::string(40, 'x') + ", y);");
}

TEST(repro, declarations_are_those_that_are_needed) {
  const std::vector<std::string> all{"// Of one, in two words: three.\nint one;\n",
                                     "[[noreturn]] void two(int) {\n  one = 2;\n}\n",
                                     "template <class T>\nT three(T value) {\n  return value;\n}\n",
                                     "std::string four{};\n"};
  EXPECT_EQ(needed_declarations(all, "two(1);  // three\n"), all[0] + all[1]);
  EXPECT_EQ(needed_declarations(all, "f(\"\\\"one\", three(4), four_2);"), all[2]);
  EXPECT_EQ(needed_declarations(all, "four.one_5"), all[3]);
}

}  // namespace
}  // namespace cnp
