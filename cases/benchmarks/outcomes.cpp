// The outcomes that ConnectNamedPipe gives at once: nobody is waited for, so what is measured is
// the call alone.

#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

namespace {

void fails_with(HANDLE pipe, DWORD code) {
  arrange(::ConnectNamedPipe(pipe, nullptr) == FALSE && ::GetLastError() == code,
          "ConnectNamedPipe, which is to fail at once,");
}

/// Only a new instance, or one that a ConnectNamedPipe made listen, lets a client in first: so each
/// cycle has a new one, and the call alone counts.
void client_first(measurement& by) {
  scene with(by.on());
  by.parts([&] {
    const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false});
    with.ask(open_call());
    const nanoseconds took = time_of(1, [&] { fails_with(pipe.get(), ERROR_PIPE_CONNECTED); });
    with.ask(close_call());
    return took;
  });
}

/// The client of the last call is still there, or has closed its handle.
void stale(measurement& by, bool closed) {
  scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false});
  with.ask(open_call());
  fails_with(pipe.get(), ERROR_PIPE_CONNECTED);
  if (closed) {
    with.ask(close_call());
  }
  by.calls([&] { fails_with(pipe.get(), closed ? ERROR_NO_DATA : ERROR_PIPE_CONNECTED); });
}

void listening(measurement& by) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false, .nonblocking = true});
  by.calls([&] { fails_with(pipe.get(), ERROR_PIPE_LISTENING); });
}

}  // namespace

std::vector<bench_case> outcome_benchmarks() {
  return {
      {"outcome/client-first-535",
       "A client came before the call.",
       floor_of::pipe_call,
       &client_first,
       {.longer = 0.2}},
      {"outcome/stale-open-535",
       "The client of the last call is still there.",
       floor_of::pipe_call,
       [](measurement& by) { stale(by, false); },
       {.whole = true}},
      {"outcome/stale-closed-232",
       "The client of the last call has closed its handle, nobody has disconnected.",
       floor_of::pipe_call,
       [](measurement& by) { stale(by, true); },
       {.whole = true}},
      {"outcome/listening-536",
       "Nonblocking, and nobody there.",
       floor_of::pipe_call,
       &listening,
       {.whole = true}},
  };
}

}  // namespace cnp::bench
