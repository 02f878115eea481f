// NULL lpOverlapped on an overlapped handle: against the caller's duty, and what comes of it.
// Undisturbed it works; disturbed, the function may report a connect that did not happen.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

constexpr std::uint8_t third_thread = 2;

outcome cancelled() {
  outcome seen = nonzero();
  seen.internal = static_cast<std::uint32_t>(status::cancelled);
  return seen;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> null_overlapped_scenarios() {
  return {
      {
          .id = "null-overlapped.idle",
          .says = "On an otherwise idle handle the call blocks, and returns nonzero when a client "
                  "connects.",
          .over = {.handle = overlapped_only,
                   .origin = both_origins,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = all_hows,
                   .when = {client_when::during}},
          .steps =
              {
                  instance,
                  server_waits(),
                  client_arrives(),
                  server(connect()).on(second_thread).finishes().gives(nonzero()).catalogue(26),
                  good_connection(),
              },
      },
      {
          .id = "null-overlapped.already-connected",
          .says = "With a client already connected there is nothing to wait for: "
                  "0/ERROR_PIPE_CONNECTED, and the connection is good.",
          .over = {.handle = overlapped_only,
                   .origin = both_origins,
                   .type = both_types,
                   .dir = all_directions,
                   .how = all_hows,
                   .when = {client_when::before}},
          .steps =
              {
                  instance,
                  client_connects(),
                  server(connect())
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first")
                      .catalogue(27),
                  good_connection(1, {"return.client-first-is-connected"}),
              },
      },
      {
          .id = "null-overlapped.false-completion",
          .says = "Another request on the same handle completes, cancelled: the blocked call may "
                  "return "
                  "nonzero although no client was ever there.",
          .over = {.handle = overlapped_only, .type = both_types, .dir = all_directions},
          .server = placement::own_process,
          .steps =
              {
                  instance,
                  server_waits(),
                  server(connect_with(overlapped_kind::no_event, first_pipe, 1))
                      .on(third_thread)
                      .gives(zero(error::io_pending))
                      .named("second-request"),
                  server(cancel_io_ex{.pipe = first_pipe, .req = 1}).on(third_thread),
                  server(wait_request{.req = 1, .by = waiter::polling}).on(third_thread),
                  server(request_state{.req = 1}).on(third_thread).gives(cancelled()),
                  server(connect())
                      .on(second_thread)
                      .finishes()
                      .sanely({nonzero(), zero(error::operation_aborted),
                               zero(error::mr_mid_not_found), under_way()})
                      .proves("parameter.null-overlapped-false-completion")
                      .catalogue(28)
                      .named("blocked-call")
                      .because(
                          "nonzero here is the false completion that the page allows, and an error "
                          "without a message a status that was never written; under way is a "
                          "kernel that is not fooled"),
              },
      },
  };
}

}  // namespace cnp
