// An overlapped handle with an OVERLAPPED: the call returns at once, and what it left pending is
// completed by a client.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::overlapped {

namespace {

outcome pending_and_event_unset() {
  outcome seen = not_completed();
  seen.event_signaled = false;
  return seen;
}

bool has_readable_event(const cell& in) {
  return in.lp == overlapped_kind::manual_event ||
         in.lp == overlapped_kind::manual_event_signaled || in.lp == overlapped_kind::low_bit_event;
}

scenario pending() {
  return {.id = "overlapped.pending",
          .says = "Without a client the call returns at once with ERROR_IO_PENDING, and the event "
                  "is not signaled, also if it was before; a client completes the request.",
          .over = over(handle_kind::overlapped, both_origins, all_requests, both_types,
                       all_directions, both_ages, all_hows, client_when::during),
          .steps = {instance(), server_waits({"return.async-immediate", "return.async-pending"}),
                    server(request_state{})
                        .gives(not_completed())
                        .proves("return.has-overlapped-io-completed")
                        .named("state-while-pending"),
                    server(request_state{})
                        .gives(pending_and_event_unset())
                        .catalogue(52)
                        .named("event-while-pending")
                        .only(has_readable_event),
                    client_arrives(),
                    server_is_connected(
                        {"return.has-overlapped-io-completed", "purpose.waits-for-client"}),
                    good_connection({"purpose.waits-for-client"})}};
}

scenario failure() {
  return {.id = "overlapped.failure",
          .says = "A call that fails returns zero with an error that is neither ERROR_IO_PENDING "
                  "nor ERROR_PIPE_CONNECTED: here ERROR_NO_DATA, because a client came and went.",
          .over = over(handle_kind::overlapped, both_origins, all_requests, both_types,
                       all_directions, handle_hows, client_when::before, all_gone),
          .steps = {instance(), client_connects(), client_leaves(),
                    server(connect())
                        .gives(zero(error::no_data))
                        .proves({"return.async-failure", "return.failure-is-zero",
                                 "return.async-immediate"})
                        .catalogue(10)}};
}

scenario second_request() {
  return {.id = "overlapped.second-request",
          .says =
              "A second call while the first is pending is pending too; one client completes both.",
          .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages,
                       client_when::during),
          .steps = {instance(), server_waits({"return.async-pending"}),
                    server(connect_with(overlapped_kind::manual_event, first_pipe, other_request))
                        .gives(zero(error::io_pending))
                        .proves("return.async-pending")
                        .catalogue(58)
                        .named("second-call"),
                    client_arrives(), server_is_connected({"return.has-overlapped-io-completed"}),
                    server(wait_request{.req = other_request})
                        .gives(waited(wait_result::object_0))
                        .catalogue(58)
                        .named("second-completion"),
                    good_connection()}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {pending(), failure(), second_request()};
}

}  // namespace cnp::cases::overlapped
