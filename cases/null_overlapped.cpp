// NULL lpOverlapped on an overlapped handle: against the caller's duty, and what comes of it.
// Undisturbed it works; disturbed, the function may report a connect that did not happen.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::null_overlapped {

namespace {

constexpr std::uint8_t third_thread = 2;

scenario idle() {
  return {.id = "null-overlapped.idle",
          .says = "On an otherwise idle handle the call blocks, and returns nonzero when a client "
                  "connects.",
          .over = over(handle_kind::overlapped, both_origins, both_types, all_directions, both_ages,
                       all_hows, client_when::during),
          .steps = {instance(), server_waits(), client_arrives(),
                    server(connect()).on(second_thread).finishes().gives(nonzero()).catalogue(26),
                    good_connection()}};
}

scenario already_connected() {
  return {.id = "null-overlapped.already-connected",
          .says = "With a client already connected there is nothing to wait for: "
                  "0/ERROR_PIPE_CONNECTED, and the connection is good.",
          .over = over(handle_kind::overlapped, both_origins, both_types, all_directions, all_hows,
                       client_when::before),
          .steps = {instance(), client_connects(),
                    server(connect())
                        .gives(zero(error::pipe_connected))
                        .proves("return.client-first")
                        .catalogue(27),
                    good_connection({"return.client-first-is-connected"})}};
}

scenario false_completion() {
  return {
      .id = "null-overlapped.false-completion",
      .says = "Another request on the same handle completes, cancelled: the blocked call may "
              "return nonzero although no client was ever there.",
      .over = over(handle_kind::overlapped, both_types, all_directions),
      .server = placement::own_process,
      .steps = {instance(), server_waits(),
                server(connect_with(overlapped_kind::no_event, first_pipe, other_request))
                    .on(third_thread)
                    .arranges(zero(error::io_pending))
                    .named("second-request"),
                server(cancel_io_ex{.req = other_request}).on(third_thread),
                server(wait_request{.req = other_request, .by = waiter::polling}).on(third_thread),
                server(request_state{.req = other_request})
                    .on(third_thread)
                    .arranges(completed(status::cancelled)),
                server(connect())
                    .on(second_thread)
                    .finishes()
                    .sanely({nonzero(), any_failure(), under_way()})
                    .proves("parameter.null-overlapped-false-completion")
                    .catalogue(28)
                    .races()
                    .named("blocked-call")
                    .because("nonzero here is the false completion that the page allows, and "
                             "an error whatever stood in a status that nobody has written yet; "
                             "under way is a kernel that is not fooled")}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {idle(), already_connected(), false_completion()};
}

}  // namespace cnp::cases::null_overlapped
