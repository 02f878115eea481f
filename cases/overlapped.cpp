// An overlapped handle with an OVERLAPPED: the call returns at once, and what it left pending is
// completed by a client.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

bool has_readable_event(const cell& in) {
  return in.lp == overlapped_kind::manual_event ||
         in.lp == overlapped_kind::manual_event_signaled || in.lp == overlapped_kind::low_bit_event;
}

outcome still_pending() {
  outcome seen = zero(error::success);
  seen.internal = static_cast<std::uint32_t>(status::pending);
  return seen;
}

outcome pending_and_event_reset() {
  outcome seen = still_pending();
  seen.event_signaled = false;
  return seen;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> overlapped_scenarios() {
  return {
      {
          .id = "overlapped.pending",
          .says = "Without a client the call returns at once with ERROR_IO_PENDING, and the event "
                  "is not "
                  "signaled, also if it was before; a client completes the request.",
          .over = {.handle = overlapped_only,
                   .origin = both_origins,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = all_hows,
                   .when = {client_when::during}},
          .steps =
              {
                  instance,
                  server_waits({"return.async-immediate", "return.async-pending"}),
                  server(request_state{})
                      .gives(still_pending())
                      .proves("return.has-overlapped-io-completed")
                      .named("state-while-pending"),
                  server(request_state{})
                      .gives(pending_and_event_reset())
                      .catalogue(52)
                      .named("event-while-pending")
                      .only(has_readable_event),
                  client_arrives(),
                  server_is_connected(
                      {"return.has-overlapped-io-completed", "purpose.waits-for-client"}),
                  good_connection(1, {"purpose.waits-for-client"}),
              },
      },
      {
          .id = "overlapped.failure",
          .says =
              "A call that fails returns zero with an error that is neither ERROR_IO_PENDING nor "
              "ERROR_PIPE_CONNECTED: here ERROR_NO_DATA, because a client came and went.",
          .over = {.handle = overlapped_only,
                   .origin = both_origins,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .how = handle_hows,
                   .when = {client_when::before},
                   .fate = all_gone},
          .steps =
              {
                  instance,
                  client_connects(),
                  client_leaves(),
                  server(connect())
                      .gives(zero(error::no_data))
                      .proves({"return.async-failure", "return.failure-is-zero",
                               "return.async-immediate"})
                      .catalogue(10),
              },
      },
      {
          .id = "overlapped.second-request",
          .says =
              "A second call while the first is pending is pending too; one client completes both.",
          .over = {.handle = overlapped_only,
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .when = {client_when::during}},
          .steps =
              {
                  instance,
                  server_waits({"return.async-pending"}),
                  server(connect_with(overlapped_kind::manual_event, first_pipe, 1))
                      .gives(zero(error::io_pending))
                      .proves("return.async-pending")
                      .catalogue(58)
                      .named("second-call"),
                  client_arrives(),
                  server_is_connected({"return.has-overlapped-io-completed"}),
                  server(wait_request{.req = 1})
                      .gives(waited(wait_result::object_0))
                      .catalogue(58)
                      .named("second-completion"),
                  good_connection(),
              },
      },
  };
}

}  // namespace cnp
