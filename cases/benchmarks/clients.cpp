// The ways in which a client comes, and a client that has to be started first.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

namespace {

constexpr DWORD longest_text = 64;

/// The server's part, and then what the client was told beside it.
void serve_by_create_file(measurement& by, bool waits_first) {
  scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.message = true});
  const auto server = connect_mode_of("overlapped-event").make(pipe.get());
  by.cycles([&] {
    server->issue();
    if (waits_first) {
      with.ask(wait_pipe{});
    }
    with.tell(open_call());
    server->await();
    with.hear();
    with.ask(close_call());
    disconnect(pipe.get());
  });
}

/// Moves a text through a synchronous handle.
void read_and_answer(HANDLE pipe) {
  char text[longest_text];
  DWORD moved = 0;
  arrange(::ReadFile(pipe, text, longest_text, &moved, nullptr) != FALSE, "ReadFile");
  arrange(::WriteFile(pipe, text, moved, &moved, nullptr) != FALSE, "WriteFile");
}

/// CallNamedPipe is open, write, read and close in one, so this cycle has a message each way.
void serve_call(measurement& by) {
  scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false, .message = true});
  const auto server = connect_mode_of("synchronous").make(pipe.get());
  const call ask = call_pipe{.text = "?"};
  by.cycles([&] {
    server->issue();
    with.tell(ask);
    server->await();
    read_and_answer(pipe.get());
    with.hear();
    disconnect(pipe.get());
  });
}

/// The same messages by CreateFile, WriteFile, ReadFile, CloseHandle.
void serve_messages(measurement& by) {
  scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false, .message = true});
  const auto server = connect_mode_of("synchronous").make(pipe.get());
  const call write = write_pipe{.handle = 1, .text = "?"};
  const call read = read_pipe{.handle = 1};
  by.cycles([&] {
    server->issue();
    with.tell(open_call());
    server->await();
    with.hear();
    with.ask(write);
    read_and_answer(pipe.get());
    with.ask(read);
    with.ask(close_call());
    disconnect(pipe.get());
  });
}

void from_start(measurement& by) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {});
  const auto server = connect_mode_of("overlapped-event").make(pipe.get());
  by.parts([&] {
    server->issue();
    const auto start = steady_clock::now();
    const child_process client = start_opener(by.on().job(), with.pipe_name());
    server->await();
    const nanoseconds took = steady_clock::now() - start;
    if (!wait_until(client.process.get(), patience())) {
      throw arrangement_error("a client that was to open a pipe and end did not end");
    }
    disconnect(pipe.get());
    return took;
  });
}

}  // namespace

std::vector<bench_case> client_benchmarks() {
  return {
      {.name = "client/create-file",
       .says = "The client comes by CreateFile on a message pipe.",
       .floor = floor_of::round_trip,
       .body = [](measurement& by) { serve_by_create_file(by, false); }},
      {.name = "client/wait-named-pipe",
       .says = "The client asks WaitNamedPipe first, then comes by CreateFile.",
       .floor = floor_of::round_trip,
       .body = [](measurement& by) { serve_by_create_file(by, true); }},
      {.name = "client/call-named-pipe",
       .says = "The client comes by CallNamedPipe: a message each way, all told at once.",
       .floor = floor_of::round_trip,
       .body = &serve_call},
      {.name = "client/create-file-messages",
       .says = "The same messages by CreateFile, WriteFile, ReadFile and CloseHandle, each told.",
       .floor = floor_of::round_trip,
       .body = &serve_messages},
      {.name = "client/from-process-start",
       .says = "From the start of the client's process until the server sees it connected.",
       .floor = floor_of::process_start,
       .body = &from_start,
       .iterations = 4},
  };
}

}  // namespace cnp::bench
