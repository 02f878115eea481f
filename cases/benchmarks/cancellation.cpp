// Cancelling a connect that is under way: issue, cancel, and wait until the request is settled.

#include "cases/benchmarks/blocking_thread.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

namespace {

enum class cancel_by : std::uint8_t { io, io_ex };

void cancel_overlapped(measurement& by, cancel_by how) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {});
  const object_handle event = new_event(event_reset::manual);
  OVERLAPPED request{};
  by.cycles([&] {
    request = OVERLAPPED{};
    request.hEvent = event.get();
    arrange(::ConnectNamedPipe(pipe.get(), &request) == FALSE &&
                ::GetLastError() == ERROR_IO_PENDING,
            "ConnectNamedPipe with a request");
    const BOOL cancelled =
        how == cancel_by::io ? ::CancelIo(pipe.get()) : ::CancelIoEx(pipe.get(), &request);
    arrange(cancelled != FALSE, "cancelling a connect");
    DWORD moved = 0;
    arrange(wait_until(event.get(), patience()) &&
                ::GetOverlappedResult(pipe.get(), &request, &moved, FALSE) == FALSE &&
                ::GetLastError() == ERROR_OPERATION_ABORTED,
            "the result of a cancelled connect");
  });
}

void cancel_synchronous(measurement& by) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false});
  blocking_thread server(pipe.get());
  by.parts([&] {
    server.block();
    const std::int64_t start = clock_now();
    arrange(::CancelSynchronousIo(server.get()) != FALSE, "CancelSynchronousIo");
    return nanoseconds{server.await(ERROR_OPERATION_ABORTED) - start};
  });
}

}  // namespace

std::vector<bench_case> cancellation_benchmarks() {
  return {
      {.name = "cancel/cancel-io",
       .says = "An overlapped connect issued, ended by CancelIo, and settled.",
       .floor = floor_of::pipe_call,
       .body = [](measurement& by) { cancel_overlapped(by, cancel_by::io); }},
      {.name = "cancel/cancel-io-ex",
       .says = "An overlapped connect issued, ended by CancelIoEx, and settled.",
       .floor = floor_of::pipe_call,
       .body = [](measurement& by) { cancel_overlapped(by, cancel_by::io_ex); }},
      {.name = "cancel/cancel-synchronous-io",
       .says = "From CancelSynchronousIo until the blocked thread's call has come back.",
       .floor = floor_of::pipe_call,
       .body = &cancel_synchronous,
       .longer = 0.5},
  };
}

}  // namespace cnp::bench
