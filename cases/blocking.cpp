// A synchronous handle: the call returns when a client is connected or an error occurs, and not
// before.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::blocking {

namespace {

scenario waits_for_client() {
  return {
      .id = "blocking.waits-for-client",
      .says =
          "The call blocks while nobody is connected and returns nonzero when a client connects.",
      .over = over(handle_kind::synchronous, both_origins, overlapped_kind::null,
                   overlapped_kind::manual_event_signaled, both_types, all_directions, both_ages,
                   all_hows, client_when::during),
      .steps = {instance(), server_waits({"sync.blocks", "return.sync-completes-before-return"}),
                client_arrives(),
                server_is_connected({"sync.success-is-nonzero", "purpose.waits-for-client",
                                     "return.sync-completes-before-return"}),
                good_connection({"purpose.waits-for-client"})}};
}

scenario returns_on_error() {
  return {.id = "blocking.returns-on-error",
          .says = "The other way out of the call is an error: cancelled, it returns zero.",
          .over = over(handle_kind::synchronous, both_origins, both_types, all_directions,
                       both_ages, client_when::during),
          .steps = {instance(), server_waits({"sync.blocks"}),
                    server(cancel_synchronous_io{.thread = second_thread}),
                    server(connect())
                        .on(second_thread)
                        .finishes()
                        .gives(zero(error::operation_aborted))
                        .proves({"sync.blocks", "return.failure-is-zero"})
                        .catalogue(39)}};
}

scenario apc_does_not_interrupt() {
  return {.id = "blocking.apc-does-not-interrupt",
          .says = "A user APC queued to the blocked thread does not end the call: it waits on.",
          .over = over(handle_kind::synchronous, both_types, both_ages),
          .steps = {instance(), server_waits(), server(queue_apc{.thread = second_thread}),
                    client_arrives(),
                    server(connect())
                        .on(second_thread)
                        .finishes()
                        .gives(nonzero())
                        .proves("sync.blocks")
                        .catalogue(57),
                    good_connection()}};
}

scenario two_threads() {
  return {.id = "blocking.two-threads",
          .says = "A second thread's call on the same synchronous handle waits for the first; one "
                  "client serves both.",
          .over = over(handle_kind::synchronous, both_types, all_directions),
          .steps = {instance(), server_waits(), server(connect()).on(2).begins(), client_arrives(),
                    server_is_connected({"sync.success-is-nonzero"}),
                    server(connect())
                        .on(2)
                        .finishes()
                        .sanely({zero(error::pipe_connected), nonzero()})
                        .catalogue(59)
                        .races()
                        .because("whether the second call had reached the kernel when the client "
                                 "came cannot be seen, so either is right"),
                    good_connection()}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {waits_for_client(), returns_on_error(), apc_does_not_interrupt(), two_threads()};
}

}  // namespace cnp::cases::blocking
