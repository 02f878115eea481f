#include "reports/repro/repro.hpp"

#include "harness/support/testing.hpp"
#include "reports/repro/repro_text.hpp"

#include <gtest/gtest.h>

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

const step created = call_of(0, create_pipe{}, {nonzero()});
const step opened = call_of(1, open_pipe{}, {nonzero()});
/// A client that came first, in a process of its own.
const script client_first{
    created, opened, call_of(0, connect_pipe{}, {zero(error::pipe_connected)}, grade::documented)};

TEST(Repro, WritesPlainCallsWithTheirConditions) {
  EXPECT_TRUE(has(source_of(client_first),
                  {"\n  SetLastError(poison);\n"
                   "  ok = ConnectNamedPipe(h0, nullptr) != FALSE;\n"
                   "  error = GetLastError();\n"
                   "  gave(3, result(ok, error), !ok && error == ERROR_PIPE_CONNECTED);\n",
                   "void client_1() {", "must(2, clients[1]);  // client 1: CreateFile\n"}));
}

TEST(Repro, KeepsAClientThatIsKilledUntilThen) {
  script steps = client_first;
  steps.push_back(call_of(1, kill_process{}, {ended(1)}));
  const std::string text = source_of(steps);
  EXPECT_TRUE(has(text.substr(text.find("void client_1() {")), {"\n  stay();\n}\n"}));
}

TEST(Repro, IsDeterministic) {
  EXPECT_EQ(source_of(client_first), source_of(client_first));
}

TEST(Repro, SaysWhatIsShownAndExpected) {
  step judged = call_of(0, connect_pipe{}, {nonzero()}, grade::documented);
  judged.proves = {"c.d"};
  judged.catalogue = 7;
  judged.because = "So it is";
  const clause quoted{.id = "c.d", .section = "S", .says = "The page's words."};
  const repro_quotes quotes{.clauses = {&quoted, 1},
                            .page = "https://page",
                            .known = [](int number) { return "line " + std::to_string(number); }};
  EXPECT_TRUE(has(source_of({judged}, {.id = "a.b", .says = "It is."}, quotes),
                  {"// a.b/only\n", "It is.", "The page's words. [c.d]", "https://page", "line 7",
                   "step 1, server: ConnectNamedPipe(h0, NULL) gives nonzero.",
                   "  // So it is.\n  now(1);\n"}));
}

TEST(Repro, OfAWalkIsAboutTheStepThatDifferedOrAboutAll) {
  script steps = client_first;
  steps.push_back(call_of(0, disconnect_pipe{}, {nonzero()}, grade::certain));
  const scenario walk{.id = "matrix.b", .says = "A walk.", .over = {.walk = {walk_number{3}}}};
  EXPECT_TRUE(
      has(source_of(steps, walk), {"Expected:  every step gives what the table below says."}));
  EXPECT_TRUE(has(source_of(steps, walk, {.about = 2}),
                  {"Expected:  step 3, server: ConnectNamedPipe(h0, NULL) gives "
                   "0/ERROR_PIPE_CONNECTED (535)."}));
}

TEST(Repro, HasOnlyTheHelpersThatAreUsed) {
  const std::string alone = source_of({created});
  EXPECT_TRUE(has_none(alone, {"CreateJobObject", "HANDLE event(", "transferred(", "shared_memory",
                               "wait_result(", "count, char** words"}));
  EXPECT_TRUE(has(source_of(client_first), {"CreateJobObject"}));
}

TEST(Repro, NeedsNothingOfTheSuite) {
  const std::string text = source_of(client_first);
  EXPECT_TRUE(has_none(text, {"#pragma", "#include \"", "inline ", "cnp::", "$"}));
}

TEST(Repro, ABlockingCallIsBegunInItsThread) {
  const step connect = call_of(0, connect_pipe{}, {under_way()}, grade::documented);
  step end = in_part(connect, 1, phase::finish);
  end.allowed = {nonzero()};
  EXPECT_TRUE(has(source_of({created, in_part(connect, 1, phase::begin), opened, end}),
                  {"begins(2, h0);  // server thread 2: ConnectNamedPipe\n",
                   "DWORD WINAPI server_thread_2(void*) {",
                   "must(4);  // server thread 2: ConnectNamedPipe, its end\n"}));
}

TEST(Repro, ACallThatMayNeverEndIsLeft) {
  const step connect = call_of(0, connect_pipe{}, {under_way()});
  EXPECT_TRUE(has(
      source_of({created, in_part(connect, 1, phase::begin), in_part(connect, 1, phase::finish)}),
      {"if (!let(3)) {"}));
}

TEST(Repro, ARequestThatIsIssuedAgainHasMemoryOfItsOwn) {
  const step pending =
      call_of(0, connect_pipe{.lp = overlapped_kind::manual_event}, {zero(error::io_pending)});
  EXPECT_TRUE(has(source_of({pending, pending}),
                  {"ConnectNamedPipe(h0, &ov0)", "ConnectNamedPipe(h0, &ov0_2)"}));
}

TEST(Repro, SeveralAllowedOutcomesAreAlternatives) {
  EXPECT_TRUE(has(source_of({call_of(0, connect_pipe{}, {nonzero(), zero(error::pipe_listening)},
                                     grade::unspecified)}),
                  {"ok || (!ok && error == ERROR_PIPE_LISTENING)"}));
}

TEST(Repro, AHandleTravelsToAnotherProcess) {
  EXPECT_TRUE(has(
      source_of({opened, call_of(1, duplicate_handle{.to_process = 2, .to_slot = 3}, {nonzero()}),
                 call_of(2, close_handle{.handle = 3}, {nonzero()})}),
      {"h3 = handed_over(2, 3);  // By step 2.\n", "shared->handle[2][3] = "}));
}

TEST(Repro, EndsOfProcesses) {
  EXPECT_TRUE(has(source_of({call_of(1, kill_process{}, {ended(1)}),
                             call_of(2, exit_process{.code = 5}, {ended(5)})}),
                  {"TerminateProcess(clients[1], 1);", "end(5);", "code == 5"}));
}

TEST(Repro, EveryCallHasCode) {
  const auto one_of_each = []<std::size_t... N>(std::index_sequence<N...>) {
    return std::vector{call(std::in_place_index<N>)...};
  };
  // What a call needs stands before it.
  const step first =
      call_of(0, connect_pipe{.lp = overlapped_kind::manual_event}, {zero(error::io_pending)});
  for (const call& each : one_of_each(std::make_index_sequence<std::variant_size_v<call>>())) {
    if (!std::holds_alternative<exit_thread>(each) && !std::holds_alternative<exit_process>(each) &&
        !std::holds_alternative<kill_process>(each)) {
      EXPECT_TRUE(has(source_of({first, call_of(0, each, {nonzero()})}), {"gave(2, "}));
    }
  }
}

TEST(Repro, RefusesWhatOneProgramCannotDo) {
  const auto refused = [](const script& steps, placement server = placement::ordinary) {
    return complaint(
        [&] { return source_of(steps, {.id = "a.b", .says = "It is.", .server = server}); });
  };
  EXPECT_TRUE(
      has(refused(client_first, placement::app_container), {"step 1, server: CreateNamedPipe("}));
  EXPECT_NE(refused({call_of(0, exit_process{}, {ended(0)})}), "");
  EXPECT_NE(refused({in_part(call_of(0, connect_pipe{}, {under_way()}), 0, phase::begin)}), "");
}

TEST(Repro, AScriptThatCannotBePerformedIsABug) {
  const auto bug = [](const step& one) { return asserted([&] { return source_of({one}); }); };
  EXPECT_NE(bug(call_of(0, request_state{}, {nonzero()})), "");
  EXPECT_NE(bug(in_part(call_of(0, connect_pipe{}, {nonzero()}), 1, phase::begin)), "");
  EXPECT_NE(asserted([] { return filled("$ and $", 1); }), "");
}

TEST(Repro, LiteralsEscapeWhatIsNotPlain) {
  EXPECT_EQ(cpp_literal("a\"\\\n\x01"
                        "7"),
            "\"a\\\"\\\\\\012\\0017\"");
}

TEST(Repro, StatementsAreBrokenOutsideLiterals) {
  const std::string text =
      cpp_statement("  f(\"" + std::string(60, ',') + ", \", " + std::string(40, 'x') + ", y);");
  EXPECT_EQ(text,
            "  f(\"" + std::string(60, ',') + ", \",\n      " + std::string(40, 'x') + ", y);");
}

TEST(Repro, DeclarationsAreThoseThatAreNeeded) {
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
