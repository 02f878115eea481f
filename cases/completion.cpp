// Completion ports, and handles that are signaled instead of events.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::completion {

namespace {

constexpr slot port = 8;
/// FILE_SKIP_COMPLETION_PORT_ON_SUCCESS.
constexpr std::uint8_t skip_port_on_success = 1;

outcome handle_signaled() {
  outcome seen = nonzero();
  seen.handle_signaled = true;
  return seen;
}

scenario one_packet() {
  return {.id = "completion.one-packet",
          .says = "A request that was pending queues one packet, a success with 0 bytes, to the "
                  "handle's completion port.",
          .over = over(handle_kind::overlapped, overlapped_kind::manual_event,
                       overlapped_kind::auto_event, overlapped_kind::no_event, both_types,
                       all_directions, instance_age::fresh, all_hows, client_when::during),
          .steps = {instance(), server(associate_port{.port = port}), server_waits(),
                    client_arrives(),
                    server(dequeue_packet{.port = port, .wait = patience::deadline})
                        .gives(bytes_are(0))
                        .catalogue(55),
                    server(dequeue_packet{.port = port})
                        .gives(zero(error::wait_timeout))
                        .catalogue(55)
                        .named("second-packet")}};
}

scenario skip_on_success() {
  return {.id = "completion.skip-on-success",
          .says =
              "A pending request queues its packet also under "
              "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS, which is about calls that succeed at once.",
          .over = over(handle_kind::overlapped, overlapped_kind::manual_event,
                       overlapped_kind::no_event, both_types, all_directions, client_when::during),
          .steps = {instance(), server(associate_port{.port = port}),
                    server(set_notification{.modes = skip_port_on_success}), server_waits(),
                    client_arrives(),
                    server(dequeue_packet{.port = port, .wait = patience::deadline})
                        .gives(bytes_are(0))
                        .catalogue(55)}};
}

scenario low_bit() {
  return {.id = "completion.low-bit",
          .says = "An hEvent with its low bit set suppresses the packet; the event itself is set.",
          .over = over(handle_kind::overlapped, overlapped_kind::low_bit_event, both_types,
                       all_directions, client_when::during),
          .steps = {
              instance(), server(associate_port{.port = port}), server_waits(), client_arrives(),
              server(wait_request{}).gives(waited(wait_result::object_0)).catalogue(54),
              server(request_state{}).gives(event_is_set()).catalogue(54),
              server(dequeue_packet{.port = port}).gives(zero(error::wait_timeout)).catalogue(54)}};
}

scenario handle_is_signaled() {
  return {.id = "completion.handle-is-signaled",
          .says = "Without an event the pipe handle itself is signaled when the request completes.",
          .over = over(handle_kind::overlapped, overlapped_kind::no_event, both_types,
                       all_directions, both_ages, all_hows, client_when::during),
          .steps = {instance(), server_waits(), client_arrives(),
                    server(wait_handle{.wait = patience::deadline})
                        .gives(waited(wait_result::object_0))
                        .catalogue(53),
                    server(request_state{}).gives(handle_signaled()).catalogue(53)}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {one_packet(), skip_on_success(), low_bit(), handle_is_signaled()};
}

}  // namespace cnp::cases::completion
