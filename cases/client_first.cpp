// A client that is connected before ConnectNamedPipe is called: the function returns zero although
// all is well, which is what its users get wrong most.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::client_first {

namespace {

constexpr slot port = 8;

bool has_manual_event(const cell& in) {
  return is_overlapped(in) && (in.lp == overlapped_kind::manual_event ||
                               in.lp == overlapped_kind::manual_event_signaled);
}

scenario client_before_connect() {
  return {.id = "client-first.client-before-connect",
          .says = "The client connects between CreateNamedPipe and ConnectNamedPipe: "
                  "0/ERROR_PIPE_CONNECTED, each time, and the connection is good.",
          .over = over(both_handles, both_origins, all_overlapped, both_types, all_directions,
                       all_hows, client_when::before),
          .steps = {instance(), client_connects(),
                    server(connect())
                        .gives(zero(error::pipe_connected))
                        .proves({"return.client-first", "return.client-between-create-and-connect"})
                        .catalogue(4)
                        .named("first-call"),
                    server(connect_again())
                        .gives(zero(error::pipe_connected))
                        .catalogue(5)
                        .named("second-call"),
                    good_connection({"return.client-first-is-connected"})}};
}

scenario nothing_is_queued() {
  return {
      .id = "client-first.nothing-is-queued",
      .says = "After 0/ERROR_PIPE_CONNECTED there is no request: HasOverlappedIoCompleted stays "
              "false, the event is not set, and GetOverlappedResult says incomplete.",
      .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, handle_hows,
                   client_when::before),
      .steps = {
          instance(), client_connects(),
          server(connect()).gives(zero(error::pipe_connected)).proves("return.client-first"),
          server(request_state{}).gives(not_completed()).catalogue(6).named("internal-afterwards"),
          server(request_state{})
              .gives(event_is_unset())
              .catalogue(7)
              .named("event-afterwards")
              .only(has_manual_event),
          server(overlapped_result{}).gives(zero(error::io_incomplete)).catalogue(9),
          good_connection({"return.client-first-is-connected"})}};
}

scenario no_packet() {
  return {
      .id = "client-first.no-packet",
      .says = "After 0/ERROR_PIPE_CONNECTED no completion packet is queued: whoever waits for "
              "one waits for ever.",
      .over = over(handle_kind::overlapped, all_requests, both_types, client_when::before),
      .steps = {instance(), server(associate_port{.port = port}), client_connects(),
                server(connect()).gives(zero(error::pipe_connected)).proves("return.client-first"),
                server(dequeue_packet{.port = port}).gives(zero(error::wait_timeout)).catalogue(8),
                good_connection({"return.client-first-is-connected"})}};
}

scenario came_and_went() {
  return {.id = "client-first.came-and-went",
          .says = "A client that connected and left before the call: 0/ERROR_NO_DATA; after "
                  "DisconnectNamedPipe the next client is served.",
          .over = over(both_handles, both_origins, all_overlapped, both_types, all_directions,
                       handle_hows, client_when::before, all_gone),
          .steps = {instance(), client_connects(), client_leaves(),
                    server(connect())
                        .gives(zero(error::no_data))
                        .catalogue(10)
                        .named("call-after-client-left"),
                    server(disconnect()).catalogue(14), server_waits(),
                    client(2, open()).catalogue(14),
                    server_is_connected({"reuse.after-disconnect"}),
                    good_connection({"reuse.after-disconnect"}, 2)}};
}

scenario data_left_behind() {
  return {.id = "client-first.data-left-behind",
          .says = "A client that wrote and left before the call: 0/ERROR_NO_DATA, and what it "
                  "wrote can still be read.",
          .over =
              over(both_handles, all_overlapped, both_types, direction::duplex, direction::inbound,
                   handle_hows, client_when::before, client_fate::writes_then_closes),
          .steps = {instance(), client_connects(), client_leaves(),
                    server(connect()).gives(zero(error::no_data)).catalogue(12),
                    server(server_reads()).gives(data_is("left behind")).catalogue(12),
                    server(server_reads())
                        .gives(zero(error::broken_pipe))
                        .catalogue(13)
                        .named("read-when-drained"),
                    server(server_writes("to nobody"))
                        .gives(zero(error::no_data))
                        .catalogue(13)
                        .only(is(direction::duplex))}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {client_before_connect(), nothing_is_queued(), no_packet(), came_and_went(),
          data_left_behind()};
}

}  // namespace cnp::cases::client_first
