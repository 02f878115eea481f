// A synchronous handle: the call returns when a client is connected or an error occurs, and not
// before.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

const std::vector synchronous_only{handle_kind::synchronous};

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> blocking_scenarios() {
  return {
      {
          .id = "blocking.waits-for-client",
          .says = "The call blocks while nobody is connected and returns nonzero when a client "
                  "connects.",
          .over = {.handle = synchronous_only,
                   .origin = both_origins,
                   .lp = {overlapped_kind::null, overlapped_kind::manual_event_signaled},
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = all_hows,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server_waits({"sync.blocks", "return.sync-completes-before-return"}),
                  client_arrives(),
                  server_is_connected({"sync.success-is-nonzero", "purpose.waits-for-client",
                                       "return.sync-completes-before-return"}),
                  good_connection(1, {"purpose.waits-for-client"}),
              },
      },
      {
          .id = "blocking.returns-on-error",
          .says = "The other way out of the call is an error: cancelled, it returns zero.",
          .over = {.handle = synchronous_only,
                   .origin = both_origins,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server_waits({"sync.blocks"}),
                  server(cancel_synchronous_io{.thread = second_thread}),
                  server(connect())
                      .on(second_thread)
                      .finishes()
                      .gives(zero(error::operation_aborted))
                      .proves({"sync.blocks", "return.failure-is-zero"})
                      .catalogue(39),
              },
      },
      {
          .id = "blocking.apc-does-not-interrupt",
          .says = "A user APC queued to the blocked thread does not end the call: it waits on.",
          .over = {.handle = synchronous_only, .type = both_types, .instance = both_ages},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(queue_apc{.thread = second_thread}),
                  client_arrives(),
                  server(connect())
                      .on(second_thread)
                      .finishes()
                      .gives(nonzero())
                      .proves("sync.blocks")
                      .catalogue(57),
                  good_connection(),
              },
      },
      {
          .id = "blocking.two-threads",
          .says = "A second thread's call on the same synchronous handle waits for the first; one "
                  "client "
                  "serves both.",
          .over = {.handle = synchronous_only, .type = both_types, .dir = all_directions},
          .steps =
              {
                  instance,
                  server_waits(),
                  server(connect()).on(2).begins(),
                  client_arrives(),
                  server_is_connected({"sync.success-is-nonzero"}),
                  server(connect())
                      .on(2)
                      .finishes()
                      .sanely({zero(error::pipe_connected), nonzero()})
                      .catalogue(59)
                      .races()
                      .because(
                          "whether the second call had reached the kernel when the client came "
                          "cannot be seen, so either is right"),
                  good_connection(),
              },
      },
  };
}

}  // namespace cnp
