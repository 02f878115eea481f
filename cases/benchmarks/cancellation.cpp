// Cancelling a connect that is under way: issue, cancel, and wait until the request is settled.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

namespace cnp::bench {

namespace {

void cancel_overlapped(measurement& by, BOOL (*cancel)(HANDLE pipe, OVERLAPPED* request)) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {});
  const object_handle event = new_event(event_reset::manual);
  raw_request request;
  by.cycles([&] {
    arrange(request.connect(pipe.get(), event.get()) == ERROR_IO_PENDING,
            "ConnectNamedPipe with a request");
    arrange(cancel(pipe.get(), request.get()) != FALSE, "cancelling a connect");
    arrange(wait_until(event.get(), patience()) && !request.conclude() &&
                ::GetLastError() == ERROR_OPERATION_ABORTED,
            "the result of a cancelled connect");
  });
}

void cancel_synchronous(measurement& by) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), {.overlapped = false});
  synchronous_connector server(pipe.get());
  by.parts([&] {
    server.issue();
    const std::int64_t start = clock_now();
    arrange(::CancelSynchronousIo(server.thread()) != FALSE, "CancelSynchronousIo");
    return nanoseconds{server.await_end(ERROR_OPERATION_ABORTED) - start};
  });
}

}  // namespace

std::vector<bench_case> cancellation_benchmarks() {
  return {
      {"cancel/cancel-io", "An overlapped connect issued, ended by CancelIo, and settled.",
       floor_of::pipe_call,
       [](measurement& by) {
         cancel_overlapped(by, [](HANDLE pipe, OVERLAPPED*) { return ::CancelIo(pipe); });
       }},
      {"cancel/cancel-io-ex", "An overlapped connect issued, ended by CancelIoEx, and settled.",
       floor_of::pipe_call,
       [](measurement& by) {
         cancel_overlapped(
             by, [](HANDLE pipe, OVERLAPPED* request) { return ::CancelIoEx(pipe, request); });
       }},
      {"cancel/cancel-synchronous-io",
       "From CancelSynchronousIo until the blocked thread's call has come back.",
       floor_of::pipe_call,
       &cancel_synchronous,
       {.longer = 0.5}},
  };
}

}  // namespace cnp::bench
