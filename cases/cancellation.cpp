// Cancelling a connect, and what remains of the instance afterwards.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

const std::vector pending_only{client_when::during};

outcome completed_with(status how) {
  outcome seen = nonzero();
  seen.internal = static_cast<std::uint32_t>(how);
  return seen;
}

/// A pending request that was cancelled: complete, and its result says so.
step_source request_is_cancelled(int catalogue) {
  return std::function<script(const cell&)>([=](const cell& where) {
    return joined(
        where,
        {server(wait_request{.by = where.lp == overlapped_kind::no_event ? waiter::polling
                                                                         : waiter::single_object})
             .gives(signaled_by(where.lp == overlapped_kind::no_event ? waiter::polling
                                                                      : waiter::single_object))
             .catalogue(catalogue)
             .named("the-request-completes"),
         server(request_state{}).gives(completed_with(status::cancelled)).catalogue(catalogue),
         server(overlapped_result{}).gives(zero(error::operation_aborted)).catalogue(catalogue)});
  });
}

scenario cancels(std::string id, std::string says, const call& cancel, int catalogue) {
  return {
      .id = std::move(id),
      .says = std::move(says),
      .over = {.handle = overlapped_only,
               .origin = both_origins,
               .lp = all_requests,
               .type = both_types,
               .dir = all_directions,
               .instance = both_ages},
      .steps =
          {
              instance,
              server_waits(),
              server(call_for([=](const cell&) { return cancel; }))
                  .gives(nonzero())
                  .catalogue(catalogue),
              request_is_cancelled(catalogue),
          },
  };
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> cancellation_scenarios() {
  return {
      cancels("cancellation.cancel-io", "CancelIo by the issuing thread ends the request.",
              cancel_io{.pipe = first_pipe}, 37),
      cancels("cancellation.cancel-io-ex", "CancelIoEx of the one request ends it.",
              cancel_io_ex{.pipe = first_pipe, .req = 0}, 38),
      cancels("cancellation.cancel-io-ex-all", "CancelIoEx of every request on the handle ends it.",
              cancel_io_ex{.pipe = first_pipe, .req = no_request}, 38),
      {
          .id = "cancellation.synchronous-call",
          .says = "CancelSynchronousIo ends a blocked call with ERROR_OPERATION_ABORTED.",
          .over = {.handle = {handle_kind::synchronous},
                   .origin = both_origins,
                   .lp = {overlapped_kind::null, overlapped_kind::manual_event_signaled},
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(cancel_synchronous_io{.thread = second_thread})
                      .gives(nonzero())
                      .catalogue(39),
                  server(connect())
                      .on(second_thread)
                      .finishes()
                      .gives(zero(error::operation_aborted))
                      .catalogue(39),
              },
      },
      {
          .id = "cancellation.overlapped-is-not-synchronous",
          .says = "CancelSynchronousIo finds nothing on a thread whose connect is overlapped; the "
                  "request survives and a client completes it.",
          .over = {.handle = overlapped_only,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  server(connect()).on(second_thread).gives(zero(error::io_pending)),
                  server(cancel_synchronous_io{.thread = second_thread})
                      .gives(zero(error::not_found))
                      .catalogue(41),
                  client(1, open()),
                  server_is_connected({"return.has-overlapped-io-completed"}),
                  good_connection(),
              },
      },
      {
          .id = "cancellation.still-listening",
          .says = "After a cancel the instance still listens: a client connects unseen, and the "
                  "next call "
                  "tells of it.",
          .over = {.handle = overlapped_only,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .fate = {client_fate::holds, client_fate::closes, client_fate::killed}},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(cancel_io_ex{.pipe = first_pipe, .req = 0}),
                  request_is_cancelled(38),
                  client(1, open()).gives(nonzero()).catalogue(42),
                  client_leaves(1),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first")
                      .catalogue(42)
                      .named("next-call")
                      .only([](const cell& in) { return in.fate == client_fate::holds; }),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::no_data))
                      .catalogue(42)
                      .named("next-call")
                      .only([](const cell& in) { return in.fate != client_fate::holds; }),
              },
      },
      {
          .id = "cancellation.issuing-thread-exits",
          .says = "A pending connect ends with the thread that issued it.",
          .over = {.handle = overlapped_only,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  server(connect()).on(second_thread).gives(zero(error::io_pending)),
                  server(exit_thread{}).on(second_thread),
                  request_is_cancelled(44),
              },
      },
      {
          .id = "cancellation.handle-closed",
          .says =
              "Closing the last handle completes a pending request as broken and sets its event.",
          .over = {.handle = overlapped_only,
                   .lp = {overlapped_kind::manual_event, overlapped_kind::manual_event_signaled},
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(close_handle{.handle = first_pipe}),
                  server(wait_request{}).gives(waited(wait_result::object_0)).catalogue(45),
                  server(request_state{})
                      .gives(completed_with(status::pipe_broken))
                      .likely(45)
                      .named("status-after-close"),
              },
      },
      {
          .id = "cancellation.disconnect-while-pending",
          .says =
              "Nobody agrees on DisconnectNamedPipe while a connect is pending: it may succeed and "
              "end the request, or refuse.",
          .over = {.handle = overlapped_only,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(disconnect())
                      .sanely(
                          {nonzero(), zero(error::pipe_listening), zero(error::pipe_not_connected)})
                      .catalogue(48),
                  server(request_state{}).sanely({nonzero(), zero(error::success)}).catalogue(48),
              },
      },
  };
}

}  // namespace cnp
