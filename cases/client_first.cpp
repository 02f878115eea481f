// A client that is connected before ConnectNamedPipe is called: the function returns zero although
// all is well, which is what its users get wrong most.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

bool has_manual_event(const cell& in) {
  return is_overlapped(in) && (in.lp == overlapped_kind::manual_event ||
                               in.lp == overlapped_kind::manual_event_signaled);
}

outcome never_issued() {
  outcome seen = zero(error::success);
  seen.internal = static_cast<std::uint32_t>(status::pending);
  return seen;
}

outcome event_reset() {
  outcome seen = zero(error::success);
  seen.event_signaled = false;
  return seen;
}

outcome read_of(std::string text) {
  outcome seen = nonzero();
  seen.data = std::move(text);
  return seen;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> client_first_scenarios() {
  return {
      {
          .id = "client-first.client-before-connect",
          .says = "The client connects between CreateNamedPipe and ConnectNamedPipe: "
                  "0/ERROR_PIPE_CONNECTED, each time, and the connection is good.",
          .over = {.handle = both_handles,
                   .origin = both_origins,
                   .lp = all_overlapped,
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
                      .proves({"return.client-first", "return.client-between-create-and-connect"})
                      .catalogue(4)
                      .named("first-call"),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .catalogue(5)
                      .named("second-call"),
                  good_connection(1, {"return.client-first-is-connected"}),
              },
      },
      {
          .id = "client-first.nothing-is-queued",
          .says =
              "After 0/ERROR_PIPE_CONNECTED there is no request: HasOverlappedIoCompleted stays "
              "false, the event is not set, and GetOverlappedResult says incomplete.",
          .over = {.handle = {handle_kind::overlapped},
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions,
                   .how = handle_hows,
                   .when = {client_when::before}},
          .steps =
              {
                  instance,
                  client_connects(),
                  server(connect())
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first"),
                  server(request_state{})
                      .gives(never_issued())
                      .catalogue(6)
                      .named("internal-afterwards"),
                  server(request_state{})
                      .gives(event_reset())
                      .catalogue(7)
                      .named("event-afterwards")
                      .only(has_manual_event),
                  server(overlapped_result{}).gives(zero(error::io_incomplete)).catalogue(9),
                  good_connection(1, {"return.client-first-is-connected"}),
              },
      },
      {
          .id = "client-first.no-packet",
          .says =
              "After 0/ERROR_PIPE_CONNECTED no completion packet is queued: whoever waits for one "
              "waits for ever.",
          .over = {.handle = {handle_kind::overlapped},
                   .lp = all_requests,
                   .type = both_types,
                   .when = {client_when::before}},
          .steps =
              {
                  instance,
                  server(associate_port{.port = 8, .pipe = first_pipe}),
                  client_connects(),
                  server(connect())
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first"),
                  server(dequeue_packet{.port = 8}).gives(zero(error::wait_timeout)).catalogue(8),
                  good_connection(1, {"return.client-first-is-connected"}),
              },
      },
      {
          .id = "client-first.came-and-went",
          .says = "A client that connected and left before the call: 0/ERROR_NO_DATA; after "
                  "DisconnectNamedPipe the next client is served.",
          .over = {.handle = both_handles,
                   .origin = both_origins,
                   .lp = all_overlapped,
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
                      .catalogue(10)
                      .named("call-after-client-left"),
                  server(disconnect()).catalogue(14),
                  server_waits(),
                  client(2, open()).catalogue(14),
                  server_is_connected({"reuse.after-disconnect"}),
                  good_connection(2, {"reuse.after-disconnect"}),
              },
      },
      {
          .id = "client-first.data-left-behind",
          .says = "A client that wrote and left before the call: 0/ERROR_NO_DATA, and what it "
                  "wrote can "
                  "still be read.",
          .over = {.handle = both_handles,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = {direction::duplex, direction::inbound},
                   .how = handle_hows,
                   .when = {client_when::before},
                   .fate = {client_fate::writes_then_closes}},
          .steps =
              {
                  instance,
                  client_connects(),
                  client_leaves(),
                  server(connect()).gives(zero(error::no_data)).catalogue(12),
                  server(server_reads()).gives(read_of("left behind")).catalogue(12),
                  server(server_reads())
                      .gives(zero(error::broken_pipe))
                      .catalogue(13)
                      .named("read-when-drained"),
                  server(server_writes("to nobody"))
                      .gives(zero(error::no_data))
                      .catalogue(13)
                      .only([](const cell& in) { return in.dir == direction::duplex; }),
              },
      },
  };
}

}  // namespace cnp
