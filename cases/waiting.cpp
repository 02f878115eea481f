// How the server learns that a pending connect is complete: wait functions, SleepEx,
// HasOverlappedIoCompleted.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::waiting {

namespace {

const std::vector with_event{overlapped_kind::manual_event, overlapped_kind::manual_event_signaled,
                             overlapped_kind::auto_event, overlapped_kind::low_bit_event};

scenario event_wait_functions() {
  return {.id = "waiting.event-wait-functions",
          .says = "The wait functions tell when the event is signaled: not before a client "
                  "connects, and then.",
          .over = over(handle_kind::overlapped, with_event, both_types, all_directions, both_ages,
                       all_hows, client_when::during, waiter::single_object,
                       waiter::single_object_ex, waiter::multiple_objects, waiter::registered_wait),
          .steps = {instance(), server_waits(),
                    server(wait_request{.wait = patience::none})
                        .gives(waited(wait_result::timeout))
                        .proves("wait.event-wait-functions")
                        .catalogue(52)
                        .named("wait-before-the-client"),
                    client_arrives(), server_is_connected({"wait.event-wait-functions"}),
                    good_connection()}};
}

scenario sleep_ex() {
  return {.id = "waiting.sleep-ex",
          .says = "A thread in SleepEx learns of the event: a registered wait queues it an APC.",
          .over = over(handle_kind::overlapped, with_event, both_types, all_directions, both_ages,
                       all_hows, client_when::during, waiter::sleep_ex),
          .steps = {instance(), server_waits(), client_arrives(),
                    server_is_connected({"wait.sleep-ex"}), good_connection()}};
}

scenario sleep_ex_other_apc() {
  return {.id = "waiting.sleep-ex-other-apc",
          .says = "An APC that has nothing to do with the pipe ends SleepEx and leaves the request "
                  "pending.",
          .over = over(handle_kind::overlapped, all_requests, both_types, both_ages,
                       client_when::during),
          .steps = {instance(), server_waits(), server(queue_apc{.thread = 0}),
                    server(alertable_pause{})
                        .gives(waited(wait_result::io_completion))
                        .proves("wait.sleep-ex"),
                    server(request_state{}).gives(not_completed()).proves("wait.sleep-ex"),
                    client_arrives(), server_is_connected()}};
}

scenario has_overlapped_io_completed() {
  return {.id = "waiting.has-overlapped-io-completed",
          .says = "HasOverlappedIoCompleted is false while the request is pending and true when it "
                  "is complete, with or without an event.",
          .over = over(handle_kind::overlapped, both_origins, all_requests, both_types,
                       all_directions, both_ages, all_hows, client_when::during, waiter::polling),
          .steps = {instance(), server_waits(),
                    server(request_state{})
                        .gives(not_completed())
                        .proves("return.has-overlapped-io-completed")
                        .named("before-the-client"),
                    client_arrives(), server_is_connected({"return.has-overlapped-io-completed"})}};
}

scenario manual_reset_event() {
  return {.id = "waiting.manual-reset-event",
          .says = "A manual-reset event stays signaled after a wait has seen it, so that whoever "
                  "asks later learns it too.",
          .over =
              over(handle_kind::overlapped, overlapped_kind::manual_event,
                   overlapped_kind::manual_event_signaled, both_types, all_directions, both_ages,
                   client_when::during, waiter::single_object, waiter::registered_wait),
          .steps = {instance(), server_waits({"parameter.manual-reset-event"}), client_arrives(),
                    server_is_connected({"parameter.manual-reset-event"}),
                    server(request_state{})
                        .gives(event_is_set())
                        .proves("parameter.manual-reset-event")
                        .named("event-after-the-wait"),
                    server(wait_request{})
                        .gives(waited(wait_result::object_0))
                        .proves("parameter.manual-reset-event")
                        .named("second-wait")}};
}

scenario auto_reset_event() {
  return {.id = "waiting.auto-reset-event",
          .says = "An auto-reset event works, and tells one waiter only.",
          .over = over(handle_kind::overlapped, overlapped_kind::auto_event, both_types,
                       all_directions, both_ages, client_when::during),
          .steps = {instance(), server_waits(), client_arrives(),
                    server(wait_request{}).gives(waited(wait_result::object_0)).catalogue(56),
                    server(wait_request{.wait = patience::none})
                        .gives(waited(wait_result::timeout))
                        .catalogue(56)
                        .named("second-wait")}};
}

outcome no_bytes() {
  outcome seen = nonzero();
  seen.bytes = 0;
  return seen;
}

scenario overlapped_result_ex_waits() {
  return {
      .id = "waiting.overlapped-result-ex",
      .says = "GetOverlappedResultEx says at once that the request is pending, ends for an APC "
              "if it is alertable, and else waits until a client connects.",
      .over =
          over(handle_kind::overlapped, all_requests, both_types, both_ages, client_when::during),
      .steps = {instance(), server_waits(),
                server(overlapped_result_ex{})
                    .sanely({zero(error::io_incomplete)})
                    .because("the function's own page says it of a time-out of 0")
                    .named("before-the-client"),
                server(queue_apc{.thread = 0}),
                server(overlapped_result_ex{.wait = patience::deadline, .alertable = true})
                    .sanely({zero(error::wait_io_completion)})
                    .because("the function's own page says it of an APC that is queued")
                    .named("alertable"),
                server(request_state{}).sanely({not_completed()}),
                server(overlapped_result_ex{.wait = patience::deadline}).on(second_thread).begins(),
                client_arrives(),
                server(overlapped_result_ex{.wait = patience::deadline})
                    .on(second_thread)
                    .finishes()
                    .gives(no_bytes())
                    .catalogue(2),
                good_connection()}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {event_wait_functions(),        sleep_ex(),           sleep_ex_other_apc(),
          has_overlapped_io_completed(), manual_reset_event(), auto_reset_event(),
          overlapped_result_ex_waits()};
}

}  // namespace cnp::cases::waiting
