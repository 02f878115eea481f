// A handle in nonblocking mode: the function returns at once, and says by its error how the pipe
// stands.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

const std::vector nonblocking_only{wait_mode::nonblocking};

/// What the page says of nonblocking calls, whatever the situation; `more` is what it says of this
/// one.
std::vector<std::string> and_always(std::vector<std::string> more) {
  more.insert(more.end(), {"nonblocking.immediate", "nonblocking.zero-otherwise"});
  return more;
}

bool has_reset_event(const cell& in) {
  return is_overlapped(in) && in.lp == overlapped_kind::manual_event;
}

outcome event_unset() {
  outcome seen = zero(error::success);
  seen.event_signaled = false;
  return seen;
}

/// The previous client still has its handle or is gone; the server disconnects from it.
step_source served_a_client() {
  return std::function<script(const cell&)>([](const cell& where) {
    return joined(where, {server(create()), server(set_mode(where.wait)).only([](const cell& in) {
                            return in.origin == mode_origin::changed_later;
                          }),
                          client(1, open()), server(connect()).gives(zero(error::pipe_connected)),
                          client_leaves(1), server_disconnects()});
  });
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> nonblocking_scenarios() {
  return {
      {
          .id = "nonblocking.listening",
          .says = "Nobody is connected: 0/ERROR_PIPE_LISTENING, at once, each time.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance,
                  server(connect())
                      .gives(zero(error::pipe_listening))
                      .proves(and_always({"nonblocking.listening", "return.failure-is-zero"}))
                      .catalogue(31)
                      .named("first-call"),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_listening))
                      .proves(and_always({"nonblocking.listening"}))
                      .named("second-call"),
              },
      },
      {
          .id = "nonblocking.connected",
          .says = "A client is connected: 0/ERROR_PIPE_CONNECTED, and only then the connection is "
                  "good.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .how = all_hows,
                   .when = {client_when::before, client_when::after}},
          .steps =
              {
                  instance,
                  server(connect())
                      .gives(zero(error::pipe_listening))
                      .proves(and_always({"nonblocking.listening"}))
                      .named("call-before-the-client")
                      .only([](const cell& in) { return in.when == client_when::after; }),
                  client_connects(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves(and_always({"nonblocking.connected"}))
                      .catalogue(32)
                      .named("call-with-a-client"),
                  good_connection(1, {"nonblocking.good-connection"}),
              },
      },
      {
          .id = "nonblocking.no-connection-before",
          .says = "Before ERROR_PIPE_CONNECTED there is no connection: reads and writes say that "
                  "the pipe "
                  "is listening.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .type = both_types,
                   .dir = {direction::duplex}},
          .steps =
              {
                  instance,
                  server(connect())
                      .gives(zero(error::pipe_listening))
                      .proves("nonblocking.listening"),
                  server(server_reads())
                      .gives(zero(error::pipe_listening))
                      .proves("nonblocking.good-connection"),
                  server(server_writes("to nobody"))
                      .gives(zero(error::pipe_listening))
                      .proves("nonblocking.good-connection"),
              },
      },
      {
          .id = "nonblocking.stale-client-closed",
          .says =
              "The previous client is gone and the server has not disconnected: 0/ERROR_NO_DATA.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .how = handle_hows,
                   .when = {client_when::before, client_when::after},
                   .fate = all_gone},
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::no_data))
                      .proves(and_always({"nonblocking.stale-client-closed"}))
                      .catalogue(32)
                      .named("stale-call"),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::no_data))
                      .proves(and_always({"nonblocking.stale-client-closed"}))
                      .named("stale-call-again"),
              },
      },
      {
          .id = "nonblocking.stale-client-open",
          .says = "The previous client still has its handle: 0/ERROR_PIPE_CONNECTED.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .when = {client_when::before, client_when::after},
                   .fate = all_kept},
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves(and_always({"nonblocking.connected", "reuse.stale-client-open"}))
                      .named("stale-call"),
              },
      },
      {
          .id = "nonblocking.first-after-disconnect",
          .says = "The first call after DisconnectNamedPipe returns nonzero: a new client can "
                  "connect now.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .fate = {client_fate::holds, client_fate::closes,
                            client_fate::writes_then_closes, client_fate::exits,
                            client_fate::killed}},
          .steps =
              {
                  served_a_client(),
                  server(connect(first_pipe, 1))
                      .gives(nonzero())
                      .proves({"nonblocking.first-after-disconnect", "nonblocking.immediate"})
                      .catalogue(33)
                      .named("first-call"),
                  client(2, open())
                      .gives(nonzero())
                      .proves("nonblocking.nonzero-means-available")
                      .catalogue(34)
                      .named("new-client"),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::pipe_connected))
                      .proves(and_always({"nonblocking.connected"}))
                      .named("call-with-the-new-client"),
                  good_connection(2, {"nonblocking.good-connection"}),
              },
      },
      {
          .id = "nonblocking.second-after-disconnect",
          .says = "Only the first call after DisconnectNamedPipe can return nonzero: the second "
                  "says that "
                  "the pipe is listening.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .fate = {client_fate::holds, client_fate::closes}},
          .steps =
              {
                  served_a_client(),
                  server(connect(first_pipe, 1))
                      .sanely({nonzero(), zero(error::pipe_listening)})
                      .named("first-call"),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::pipe_listening))
                      .proves(and_always({"nonblocking.listening"}))
                      .named("second-call"),
              },
      },
      {
          .id = "nonblocking.unavailable-until-the-call",
          .says =
              "After DisconnectNamedPipe no client can connect until ConnectNamedPipe is called.",
          .over = {.handle = both_handles,
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .fate = {client_fate::closes}},
          .steps =
              {
                  served_a_client(),
                  client(2, open())
                      .gives(zero(error::pipe_busy))
                      .catalogue(63)
                      .named("client-too-early"),
                  server(connect(first_pipe, 1))
                      .sanely({nonzero(), zero(error::pipe_listening)})
                      .named("first-call"),
                  client(2, open())
                      .gives(nonzero())
                      .proves("nonblocking.nonzero-means-available")
                      .catalogue(34)
                      .named("client-in-time"),
              },
      },
      {
          .id = "nonblocking.event-is-never-set",
          .says =
              "A nonblocking call queues nothing: the event of its OVERLAPPED is not set when a "
              "client connects later.",
          .over = {.handle = {handle_kind::overlapped},
                   .wait = nonblocking_only,
                   .origin = both_origins,
                   .lp = {overlapped_kind::manual_event},
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance,
                  server(connect())
                      .gives(zero(error::pipe_listening))
                      .proves("nonblocking.listening"),
                  client(1, open()),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves("nonblocking.connected")
                      .because("from here on whatever the connection sets is set"),
                  server(request_state{}).gives(event_unset()).catalogue(35).only(has_reset_event),
              },
      },
  };
}

}  // namespace cnp
