#include "reports/repro/repro.hpp"

#include "harness/support/input_error.hpp"
#include "reports/repro/repro_text.hpp"

#include <gtest/gtest.h>

namespace cnp {
namespace {

[[nodiscard]] step call_of(std::uint8_t process, call what, std::vector<outcome> allowed,
                           grade known = grade::arrangement) {
  return {.who = {.process = process, .thread = 0},
          .what = std::move(what),
          .allowed = std::move(allowed),
          .known = known};
}

[[nodiscard]] step in_part(step one, std::uint8_t thread, phase part) {
  one.who.thread = thread;
  one.part = part;
  return one;
}

[[nodiscard]] std::string source_of(const script& steps,
                                    const scenario& what = {.id = "a.b", .says = "It is."},
                                    const repro_quotes& quotes = {}) {
  return repro_source(what, {}, steps, quotes);
}

[[nodiscard]] bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A client that came first, in a process of its own.
[[nodiscard]] script client_first() {
  return {call_of(0, create_pipe{}, {nonzero()}), call_of(1, open_pipe{}, {nonzero()}),
          call_of(0, connect_pipe{}, {zero(error::pipe_connected)}, grade::documented)};
}

TEST(repro, writes_plain_calls_with_their_conditions) {
  const std::string text = source_of(client_first());
  EXPECT_TRUE(has(text, "\n  SetLastError(poison);\n"
                        "  ok = ConnectNamedPipe(h0, nullptr) != FALSE;\n"
                        "  error = GetLastError();\n"
                        "  gave(3, result(ok, error), !ok && error == ERROR_PIPE_CONNECTED);\n"))
      << text;
  EXPECT_TRUE(has(text, "void client_1() {")) << text;
  EXPECT_TRUE(has(text, "must(2, clients[1]);  // client 1: CreateFile\n")) << text;
}

TEST(repro, keeps_a_client_that_is_killed_until_then) {
  script steps = client_first();
  steps.push_back(call_of(1, kill_process{}, {{.how = completion::process_ended, .value = 1}}));
  const std::string text = source_of(steps);
  const std::size_t client = text.find("void client_1() {");
  EXPECT_NE(text.find("\n  stay();\n}\n", client), std::string::npos) << text;
}

TEST(repro, is_deterministic) {
  EXPECT_EQ(source_of(client_first()), source_of(client_first()));
}

TEST(repro, says_what_is_shown_and_expected) {
  step judged = call_of(0, connect_pipe{}, {nonzero()}, grade::documented);
  judged.proves = {"c.d"};
  judged.catalogue = 7;
  const clause quoted{.id = "c.d", .section = "S", .says = "The page's words."};
  const repro_quotes quotes{.clauses = {&quoted, 1},
                            .page = "https://page",
                            .known = [](int number) { return "line " + std::to_string(number); }};
  const std::string text = source_of({judged}, {.id = "a.b", .says = "It is."}, quotes);
  for (const char* part : {"// a.b/only\n", "It is.", "The page's words. [c.d]", "https://page",
                           "line 7", "step 1, server: ConnectNamedPipe(h0, NULL) gives nonzero."}) {
    EXPECT_TRUE(has(text, part)) << part << '\n' << text;
  }
}

TEST(repro, of_a_walk_is_about_the_step_that_differed_or_about_all) {
  script steps = client_first();
  steps.push_back(call_of(0, disconnect_pipe{}, {nonzero()}, grade::certain));
  scenario walk{.id = "matrix.b", .says = "A walk.", .over = {.walk = {walk_number{3}}}};
  EXPECT_TRUE(has(source_of(steps, walk), "Expected:  every step gives what the table below says."))
      << source_of(steps, walk);
  const std::string text = source_of(steps, walk, {.about = 2});
  EXPECT_TRUE(has(text, "Expected:  step 3, server: ConnectNamedPipe(h0, NULL) gives "
                        "0/ERROR_PIPE_CONNECTED (535)."))
      << text;
}

TEST(repro, has_only_the_helpers_that_are_used) {
  const std::string alone = source_of({call_of(0, create_pipe{}, {nonzero()})});
  for (const char* part : {"CreateJobObject", "HANDLE event(", "transferred(", "shared_memory",
                           "wait_result(", "count, char** words"}) {
    EXPECT_FALSE(has(alone, part)) << part << '\n' << alone;
  }
  EXPECT_TRUE(has(source_of(client_first()), "CreateJobObject"));
}

TEST(repro, a_blocking_call_is_begun_in_its_thread) {
  const step connect = call_of(0, connect_pipe{}, {under_way()}, grade::documented);
  step end = in_part(connect, 1, phase::finish);
  end.allowed = {nonzero()};
  const std::string text =
      source_of({call_of(0, create_pipe{}, {nonzero()}), in_part(connect, 1, phase::begin),
                 call_of(1, open_pipe{}, {nonzero()}), end});
  EXPECT_TRUE(has(text, "begins(2, h0);  // server thread 2: ConnectNamedPipe\n")) << text;
  EXPECT_TRUE(has(text, "DWORD WINAPI server_thread_2(void*) {")) << text;
  EXPECT_TRUE(has(text, "must(4);  // server thread 2: ConnectNamedPipe, its end\n")) << text;
}

TEST(repro, a_call_that_may_never_end_is_left) {
  const step connect = call_of(0, connect_pipe{}, {under_way()});
  const std::string text =
      source_of({call_of(0, create_pipe{}, {nonzero()}), in_part(connect, 1, phase::begin),
                 in_part(connect, 1, phase::finish)});
  EXPECT_TRUE(has(text, "if (!let(3)) {")) << text;
}

TEST(repro, a_request_that_is_issued_again_has_memory_of_its_own) {
  const connect_pipe pending{.lp = overlapped_kind::manual_event};
  const std::string text = source_of({call_of(0, pending, {zero(error::io_pending)}),
                                      call_of(0, pending, {zero(error::io_pending)})});
  EXPECT_TRUE(has(text, "ConnectNamedPipe(h0, &ov0)")) << text;
  EXPECT_TRUE(has(text, "ConnectNamedPipe(h0, &ov0_2)")) << text;
}

TEST(repro, several_allowed_outcomes_are_alternatives) {
  const std::string text = source_of(
      {call_of(0, connect_pipe{}, {nonzero(), zero(error::pipe_listening)}, grade::unspecified)});
  EXPECT_TRUE(has(text, "ok || (!ok && error == ERROR_PIPE_LISTENING)")) << text;
}

TEST(repro, a_handle_travels_to_another_process) {
  const std::string text =
      source_of({call_of(1, open_pipe{}, {nonzero()}),
                 call_of(1, duplicate_handle{.to_process = 2, .to_slot = 3}, {nonzero()}),
                 call_of(2, close_handle{.handle = 3}, {nonzero()})});
  EXPECT_TRUE(has(text, "h3 = handed_over(2, 3);  // By step 2.\n")) << text;
  EXPECT_TRUE(has(text, "shared->handle[2][3] = ")) << text;
}

TEST(repro, ends_of_processes) {
  const std::string text = source_of(
      {call_of(1, kill_process{}, {ended(1)}), call_of(2, exit_process{.code = 5}, {ended(5)})});
  EXPECT_TRUE(has(text, "TerminateProcess(clients[1], 1);")) << text;
  EXPECT_TRUE(has(text, "end(5);")) << text;
  EXPECT_TRUE(has(text, "code == 5")) << text;
}

TEST(repro, every_call_has_code) {
  // What a call needs stands before it.
  const connect_pipe pending{.lp = overlapped_kind::manual_event};
  const auto first = call_of(0, pending, {zero(error::io_pending)});
  const std::vector<call> all{
      create_pipe{},       connect_pipe{},      disconnect_pipe{}, close_handle{},
      set_wait_mode{},     query_mode{},        write_pipe{},      read_pipe{},
      peek_pipe{},         wait_request{},      wait_handle{},     request_state{},
      overlapped_result{}, cancel_io{},         cancel_io_ex{},    cancel_synchronous_io{},
      queue_apc{},         alertable_pause{},   associate_port{},  dequeue_packet{},
      set_notification{},  client_process_id{}, make_odd_handle{}, open_pipe{},
      call_pipe{},         wait_pipe{},         probe_name{},      duplicate_handle{},
      find_export{},       query_version{},     read_back{}};
  for (const call& each : all) {
    EXPECT_TRUE(has(source_of({first, call_of(0, each, {nonzero()})}), "gave(2, "))
        << describe(each);
  }
}

TEST(repro, refuses_what_one_program_cannot_do) {
  scenario in_app_container{.id = "a.b", .says = "It is."};
  in_app_container.server = placement::app_container;
  try {
    (void)source_of(client_first(), in_app_container);
    FAIL() << "an app container was written out";
  } catch (const input_error& problem) {
    EXPECT_TRUE(has(problem.what(), "step 1, server: CreateNamedPipe(")) << problem.what();
  }
  EXPECT_THROW((void)source_of({call_of(0, exit_process{}, {ended(0)})}), input_error);
  EXPECT_THROW(
      (void)source_of({in_part(call_of(0, connect_pipe{}, {under_way()}), 0, phase::begin)}),
      input_error);
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

}  // namespace
}  // namespace cnp
