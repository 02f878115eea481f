// Cancelling a connect, and what remains of the instance afterwards.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::cancellation {

namespace {

/// A request that was pending has ended: its event is set, and its result says how.
step_source request_ends(status how, error why, int line) {
  const auto waits = [=](waiter by) {
    return server(wait_request{.by = by}).catalogue(line).named("the-request-completes");
  };
  return {waits(waiter::polling).only(is(overlapped_kind::no_event)),
          waits(waiter::single_object).unless(is(overlapped_kind::no_event)),
          server(request_state{}).gives(completed(how)).catalogue(line),
          server(overlapped_result{}).gives(zero(why)).catalogue(line)};
}

step_source request_is_cancelled(int line) {
  return request_ends(status::cancelled, error::operation_aborted, line);
}

scenario cancels(std::string id, std::string says, const call_for& cancel, int line) {
  return {.id = std::move(id),
          .says = std::move(says),
          .over = over(handle_kind::overlapped, both_origins, all_requests, both_types,
                       all_directions, both_ages),
          .steps = {instance(), server_waits(), server(cancel).gives(nonzero()).catalogue(line),
                    request_is_cancelled(line)}};
}

scenario synchronous_call() {
  return {.id = "cancellation.synchronous-call",
          .says = "CancelSynchronousIo ends a blocked call with ERROR_OPERATION_ABORTED.",
          .over =
              over(handle_kind::synchronous, both_origins, overlapped_kind::null,
                   overlapped_kind::manual_event_signaled, both_types, all_directions, both_ages),
          .steps = {
              instance(), server_waits(),
              server(cancel_synchronous_io{.thread = second_thread}).gives(nonzero()).catalogue(39),
              server(connect())
                  .on(second_thread)
                  .finishes()
                  .gives(zero(error::operation_aborted))
                  .catalogue(39)}};
}

scenario overlapped_is_not_synchronous() {
  return {
      .id = "cancellation.overlapped-is-not-synchronous",
      .says = "CancelSynchronousIo finds nothing on a thread whose connect is overlapped; the "
              "request survives and a client completes it.",
      .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages),
      .steps = {instance(), server(connect()).on(second_thread).arranges(zero(error::io_pending)),
                server(cancel_synchronous_io{.thread = second_thread})
                    .gives(zero(error::not_found))
                    .catalogue(41),
                client(1, open()), server_is_connected({"return.has-overlapped-io-completed"}),
                good_connection()}};
}

scenario still_listening() {
  return {.id = "cancellation.still-listening",
          .says = "After a cancel the instance still listens: a client connects unseen, and the "
                  "next call tells of it.",
          .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages,
                       client_fate::holds, client_fate::closes, client_fate::killed),
          .steps = {instance(), server_waits(), server(cancel_io_ex{.req = 0}),
                    request_is_cancelled(38), client(1, open()).gives(nonzero()).catalogue(42),
                    client_leaves(),
                    server(connect_again())
                        .gives(zero(error::pipe_connected))
                        .proves("return.client-first")
                        .catalogue(42)
                        .named("next-call")
                        .only(is(client_fate::holds)),
                    server(connect_again())
                        .gives(zero(error::no_data))
                        .catalogue(42)
                        .named("next-call")
                        .unless(is(client_fate::holds))}};
}

scenario issuing_thread_exits() {
  return {
      .id = "cancellation.issuing-thread-exits",
      .says = "A pending connect ends with the thread that issued it.",
      .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages),
      .steps = {instance(), server(connect()).on(second_thread).arranges(zero(error::io_pending)),
                server(exit_thread{}).on(second_thread), request_is_cancelled(44)}};
}

scenario handle_closed() {
  return {
      .id = "cancellation.handle-closed",
      .says = "Closing the last handle completes a pending request as broken and sets its event.",
      .over = over(handle_kind::overlapped, overlapped_kind::manual_event,
                   overlapped_kind::manual_event_signaled, both_types, all_directions, both_ages),
      .steps = {instance(), server_waits(), server(close_handle{}),
                server(wait_request{}).gives(waited(wait_result::object_0)).catalogue(45),
                server(request_state{})
                    .gives(completed(status::pipe_broken))
                    .likely(45)
                    .named("status-after-close")}};
}

scenario disconnect_while_pending() {
  return {
      .id = "cancellation.disconnect-while-pending",
      .says = "DisconnectNamedPipe while a connect is pending succeeds and ends the request: it "
              "is told that the pipe is not connected.",
      .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages),
      .steps = {instance(), server_waits(), server(disconnect()).gives(nonzero()).catalogue(48),
                request_ends(status::pipe_disconnected, error::pipe_not_connected, 48)}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {cancels("cancellation.cancel-io", "CancelIo by the issuing thread ends the request.",
                  cancel_io{}, 37),
          cancels("cancellation.cancel-io-ex", "CancelIoEx of the one request ends it.",
                  cancel_io_ex{.req = 0}, 38),
          cancels("cancellation.cancel-io-ex-all",
                  "CancelIoEx of every request on the handle ends it.",
                  cancel_io_ex{.req = no_request}, 38),
          synchronous_call(),
          overlapped_is_not_synchronous(),
          still_listening(),
          issuing_thread_exits(),
          handle_closed(),
          disconnect_while_pending()};
}

}  // namespace cnp::cases::cancellation
