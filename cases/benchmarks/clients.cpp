// The ways in which a client comes, and a client that has to be started first.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

namespace {

/// The server's part, and then what the client was told beside it.
void serve_by_create_file(measurement& by, bool waits_first) {
  served_scene with(by.on(), connect_mode_of("overlapped-event"), {.message = true});
  by.cycles([&] {
    with.server().issue();
    if (waits_first) {
      with.ask(wait_pipe{});
    }
    with.tell(open_call());
    with.server().await();
    with.hear();
    with.let_go();
  });
}

/// A message each way: all in one by CallNamedPipe, which is open, write, read and close; or by
/// CreateFile, WriteFile, ReadFile, CloseHandle.
void serve_messages(measurement& by, bool in_one) {
  served_scene with(by.on(), connect_mode_of("synchronous"),
                    {.overlapped = false, .message = true});
  const call all = call_pipe{.text = "?"};
  const call write = write_pipe{.handle = 1, .text = "?"};
  const call read = read_pipe{.handle = 1};
  const auto answer = [pipe = with.pipe()] {
    char text[64];
    DWORD moved = 0;
    arrange(::ReadFile(pipe, text, sizeof(text), &moved, nullptr) != FALSE, "ReadFile");
    arrange(::WriteFile(pipe, text, moved, &moved, nullptr) != FALSE, "WriteFile");
  };
  by.cycles([&] {
    with.take_on(in_one ? all : open_call());
    if (in_one) {
      answer();
      with.hear();
      disconnect(with.pipe());
      return;
    }
    with.hear();
    with.ask(write);
    answer();
    with.ask(read);
    with.let_go();
  });
}

void from_start(measurement& by) {
  served_scene with(by.on());
  by.parts([&] {
    with.server().issue();
    const auto start = steady_clock::now();
    const child_process client = start_opener(by.on().job(), with.pipe_name());
    with.server().await();
    const nanoseconds took = steady_clock::now() - start;
    require_so(wait_until(client.process.get(), patience()),
               "a client that was to open a pipe and end did not end");
    disconnect(with.pipe());
    return took;
  });
}

}  // namespace

std::vector<bench_case> client_benchmarks() {
  return {
      {"client/create-file", "The client comes by CreateFile on a message pipe.",
       floor_of::round_trip, [](measurement& by) { serve_by_create_file(by, false); }},
      {"client/wait-named-pipe", "The client asks WaitNamedPipe first, then comes by CreateFile.",
       floor_of::round_trip, [](measurement& by) { serve_by_create_file(by, true); }},
      {"client/call-named-pipe",
       "The client comes by CallNamedPipe: a message each way, all told at once.",
       floor_of::round_trip, [](measurement& by) { serve_messages(by, true); }},
      {"client/create-file-messages",
       "The same messages by CreateFile, WriteFile, ReadFile and CloseHandle, each told.",
       floor_of::round_trip, [](measurement& by) { serve_messages(by, false); }},
      {"client/from-process-start",
       "From the start of the client's process until the server sees it connected.",
       floor_of::process_start,
       &from_start,
       {.iterations = 4}},
  };
}

}  // namespace cnp::bench
