// What the harness itself costs: the same cycle by the harness, as scenarios are performed, and by
// a loop of raw calls with a client of raw calls, in turn in one repetition, so that whatever slows
// the machine down slows both. The ratio should be at most 1.05. Both loops reset a request's event
// before they use it again: the harness must, as the state of the event is one of its axes.
// (Servers leave that to the kernel: cycle/overlapped-event is without that call.)

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

#include <optional>
#include <string>
#include <utility>

namespace cnp::bench {

namespace {

constexpr slot server_end = 2;

/// The suite's own server process, told calls as the interpreter tells them.
class told_server {
 public:
  told_server(scene& with, create_pipe how) : server_(with.server()) {
    how.pipe = server_end;
    expect(how, 1);
  }

  void expect(const call& told, std::uint32_t value, error why = error::success) {
    check(ask(told), value, why);
  }
  /// Makes a nonblocking connect; whether a client is there.
  bool connected(const call& connect) {
    const std::optional<observation> answer = ask(connect);
    return answer && answer->seen.error == ERROR_PIPE_CONNECTED;
  }
  void poll(const call& connect) {
    require_so(poll_until([&] { return connected(connect); }, patience()),
               "a nonblocking connect found no client");
  }
  /// Has a thread of its own make a connect, up to where the kernel has it.
  void begin(const call& connect) {
    server_.tell(thread, connect);
    const deadline limit = patience();
    require_so(
        poll_until(
            [&] { return server_.progress(thread, connect, limit) == call_progress::under_way; },
            limit),
        "a synchronous connect was not seen under way");
  }
  void finish() { check(server_.hear(thread, patience()), 1, error::success); }

 private:
  static constexpr std::uint8_t thread = 1;
  std::optional<observation> ask(const call& told) {
    server_.tell(0, told);
    return server_.hear(0, patience());
  }
  static void check(const std::optional<observation>& answer, std::uint32_t value, error why) {
    require_so(answer.has_value(), "the suite's own process did not answer");
    if (answer->seen.value != value || answer->seen.error != static_cast<std::uint32_t>(why)) {
      throw arrangement_error("a benchmark's call gave " + describe(answer->seen));
    }
  }

  process_link& server_;
};

/// All there is besides the harness is the kernel's own time.
void without_client(measurement& by) {
  scene with(by.on());
  told_server server(with, {.wait = wait_mode::nonblocking});
  const call connect = connect_pipe{.pipe = server_end};
  const file_handle pipe = new_pipe(with.pipe_name(1), {.overlapped = false, .nonblocking = true});
  by.compete([&] { server.expect(connect, 0, error::pipe_listening); },
             [&] {
               arrange(::ConnectNamedPipe(pipe.get(), nullptr) == FALSE &&
                           ::GetLastError() == ERROR_PIPE_LISTENING,
                       "ConnectNamedPipe");
             });
}

/// Where the server can wait for it, the client has connected before the server looks: who of two
/// processes comes first would be another half of the time, and chance.
void with_client(measurement& by, const connect_mode& mode) {
  const bool overlapped = mode.kind.overlapped;
  const bool nonblocking = mode.kind.nonblocking;
  const bool blocks = !overlapped && !nonblocking;
  scene with(by.on());

  told_server told(with, {.handle = overlapped ? handle_kind::overlapped : handle_kind::synchronous,
                          .wait = nonblocking ? wait_mode::nonblocking : wait_mode::blocking});
  const call connect = connect_pipe{
      .pipe = server_end, .lp = overlapped ? overlapped_kind::manual_event : overlapped_kind::null};
  const call wait = wait_request{.pipe = server_end};
  const call result = overlapped_result{.pipe = server_end};
  const call disconnected = disconnect_pipe{.pipe = server_end};
  const auto harness = [&] {
    if (blocks) {
      told.begin(connect);
      with.tell(open_call());
      told.finish();
      with.hear();
    } else if (overlapped) {
      told.expect(connect, 0, error::io_pending);
      with.ask(open_call());
      told.expect(wait, WAIT_OBJECT_0);
      told.expect(result, 1);
    } else {
      // What it returns the first time after DisconnectNamedPipe is disputed: no matter here.
      (void)told.connected(connect);
      with.ask(open_call());
      told.poll(connect);
    }
    with.ask(close_call());
    told.expect(disconnected, 1);
  };

  const file_handle pipe = new_pipe(with.pipe_name(1), mode.kind);
  const auto server = mode.make(pipe.get());
  const call open = open_call_of(1);
  const auto raw = [&] {
    server->reset();
    server->issue();
    if (blocks) {
      with.tell(open);
      server->await();
      with.hear();
    } else {
      with.ask(open);
      server->await();
    }
    with.ask(close_call());
    disconnect(pipe.get());
  };
  by.compete(harness, raw);
}

}  // namespace

std::vector<bench_case> harness_benchmarks() {
  std::vector<bench_case> all{
      {"harness/nonblocking-no-client",
       "ConnectNamedPipe that finds nobody, by the harness; `ratio`: to the raw call.",
       floor_of::nothing,
       &without_client,
       {.iterations = 400}}};
  for (const auto& [name, mode] : {std::pair{"synchronous", "synchronous"},
                                   {"overlapped", "overlapped-event"},
                                   {"nonblocking", "nonblocking-polled"}}) {
    all.push_back({std::string("harness/") + name,
                   "A connect cycle with a client by the harness; `ratio`: to one of raw calls.",
                   floor_of::nothing,
                   [how = &connect_mode_of(mode)](measurement& by) { with_client(by, *how); },
                   {.iterations = 60}});
  }
  return all;
}

}  // namespace cnp::bench
