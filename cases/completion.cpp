// Completion ports, and handles that are signaled instead of events.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

constexpr slot port = 8;
/// FILE_SKIP_COMPLETION_PORT_ON_SUCCESS.
constexpr std::uint8_t skip_port_on_success = 1;

outcome packet() {
  outcome seen = nonzero();
  seen.bytes = 0;
  return seen;
}

outcome handle_signaled() {
  outcome seen = nonzero();
  seen.handle_signaled = true;
  return seen;
}

outcome event_signaled() {
  outcome seen = nonzero();
  seen.event_signaled = true;
  return seen;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> completion_scenarios() {
  return {
      {
          .id = "completion.one-packet",
          .says = "A request that was pending queues one packet, a success with 0 bytes, to the "
                  "handle's "
                  "completion port.",
          .over = {.handle = overlapped_only,
                   .lp = {overlapped_kind::manual_event, overlapped_kind::auto_event,
                          overlapped_kind::no_event},
                   .type = both_types,
                   .dir = all_directions,
                   .instance = {instance_age::fresh},
                   .how = all_hows,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server(associate_port{.port = port, .pipe = first_pipe}),
                  server_waits(),
                  client_arrives(),
                  server(dequeue_packet{.port = port, .wait = patience::deadline})
                      .gives(packet())
                      .catalogue(55),
                  server(dequeue_packet{.port = port})
                      .gives(zero(error::wait_timeout))
                      .catalogue(55)
                      .named("second-packet"),
              },
      },
      {
          .id = "completion.skip-on-success",
          .says = "A pending request queues its packet also under "
                  "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS, "
                  "which is about calls that succeed at once.",
          .over = {.handle = overlapped_only,
                   .lp = {overlapped_kind::manual_event, overlapped_kind::no_event},
                   .type = both_types,
                   .dir = all_directions,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server(associate_port{.port = port, .pipe = first_pipe}),
                  server(set_notification{.pipe = first_pipe, .modes = skip_port_on_success}),
                  server_waits(),
                  client_arrives(),
                  server(dequeue_packet{.port = port, .wait = patience::deadline})
                      .gives(packet())
                      .catalogue(55),
              },
      },
      {
          .id = "completion.low-bit",
          .says = "An hEvent with its low bit set suppresses the packet; the event itself is set.",
          .over = {.handle = overlapped_only,
                   .lp = {overlapped_kind::low_bit_event},
                   .type = both_types,
                   .dir = all_directions,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server(associate_port{.port = port, .pipe = first_pipe}),
                  server_waits(),
                  client_arrives(),
                  server(wait_request{}).gives(waited(wait_result::object_0)).catalogue(54),
                  server(request_state{}).gives(event_signaled()).catalogue(54),
                  server(dequeue_packet{.port = port})
                      .gives(zero(error::wait_timeout))
                      .catalogue(54),
              },
      },
      {
          .id = "completion.handle-is-signaled",
          .says = "Without an event the pipe handle itself is signaled when the request completes.",
          .over = {.handle = overlapped_only,
                   .lp = {overlapped_kind::no_event},
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = all_hows,
                   .when = during_only},
          .steps =
              {
                  instance,
                  server_waits(),
                  client_arrives(),
                  server(wait_handle{.handle = first_pipe, .wait = patience::deadline})
                      .gives(waited(wait_result::object_0))
                      .catalogue(53),
                  server(request_state{}).gives(handle_signaled()).catalogue(53),
              },
      },
  };
}

}  // namespace cnp
