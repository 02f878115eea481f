// Remarks of the page on an instance that had another client: after DisconnectNamedPipe it can be
// connected anew, and without it ConnectNamedPipe tells whether the previous client is still there.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

const std::string not_before =
    "A reused instance is disconnected, so no client can come before the call.";

bool client_can_come(const cell& in) {
  return !is_reused(in) || in.when != client_when::before;
}

/// One more client for the same instance, from disconnected to disconnected, with data of its own.
step_source another_client(std::uint8_t n) {
  return std::function<script(const cell&)>([=](const cell& where) {
    return joined(where, {server_waits({"reuse.after-disconnect"}), client(n, open()),
                          server_is_connected({"reuse.after-disconnect"}),
                          good_connection(n, {"reuse.after-disconnect"}),
                          client(n, close_handle{.handle = 0}), server_disconnects()});
  });
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> reuse_scenarios() {
  return {
      {
          .id = "reuse.new-instance",
          .says = "The function can be used on a newly created instance.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = {instance_age::fresh},
                   .how = all_hows,
                   .when = {client_when::during, client_when::after}},
          .steps =
              {
                  instance,
                  server_waits(),
                  client_arrives(),
                  server_is_connected({"reuse.new-instance"}),
                  good_connection(1, {"reuse.new-instance"}),
              },
      },
      {
          .id = "reuse.after-disconnect",
          .says = "The function can be used on an instance that had another client, after "
                  "DisconnectNamedPipe.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = {instance_age::reused},
                   .how = all_hows,
                   .when = {client_when::during, client_when::after}},
          .steps =
              {
                  instance,
                  server_waits(),
                  client_arrives(),
                  server_is_connected({"reuse.after-disconnect"}),
                  good_connection(1, {"reuse.after-disconnect"}),
              },
      },
      {
          .id = "reuse.many-clients",
          .says =
              "One handle serves client after client by disconnecting and connecting; none sees "
              "another's data.",
          .over = {.handle = both_handles,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = {instance_age::reused},
                   .when = {client_when::during}},
          .steps =
              {
                  instance,
                  another_client(1),
                  another_client(2),
                  another_client(3),
                  another_client(1),
                  another_client(2),
              },
      },
      {
          .id = "reuse.stale-client-closed",
          .says = "The previous client is gone and the server has not disconnected: ERROR_NO_DATA, "
                  "again "
                  "and again.",
          .over = {.handle = both_handles,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = handle_hows,
                   .when = {client_when::before, client_when::during},
                   .fate = all_gone},
          .only_if = client_can_come,
          .because = not_before,
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::no_data))
                      .proves("reuse.stale-client-closed")
                      .catalogue(10)
                      .named("stale-call"),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::no_data))
                      .catalogue(11)
                      .named("stale-call-again"),
                  server_disconnects(),
              },
      },
      {
          .id = "reuse.stale-client-open",
          .says =
              "The previous client still has its handle, or another process a duplicate of it, and "
              "the server has not disconnected: ERROR_PIPE_CONNECTED.",
          .over = {.handle = both_handles,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = both_ages,
                   .how = handle_hows,
                   .when = {client_when::before, client_when::during},
                   .fate = all_kept},
          .only_if = client_can_come,
          .because = not_before,
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves("reuse.stale-client-open")
                      .catalogue(5)
                      .named("stale-call"),
              },
      },
      {
          .id = "reuse.last-duplicate-closed",
          .says =
              "A duplicate in another process keeps the client connected until it is closed too.",
          .over = {.handle = both_handles,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions,
                   .when = {client_when::before, client_when::during},
                   .fate = {client_fate::duplicated_elsewhere}},
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  server(connect(first_pipe, 1))
                      .gives(zero(error::pipe_connected))
                      .proves("reuse.stale-client-open")
                      .catalogue(72)
                      .named("while-the-duplicate-is-open"),
                  client(2, close_handle{.handle = 0}),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::no_data))
                      .proves("reuse.stale-client-closed")
                      .catalogue(72)
                      .named("after-it-was-closed"),
              },
      },
      {
          .id = "reuse.disconnect-takes-the-client-off",
          .says = "DisconnectNamedPipe takes a client off that still has its handle: the instance "
                  "serves "
                  "the next one, and the old client's end is dead.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = {direction::duplex},
                   .when = {client_when::before, client_when::during, client_when::after},
                   .fate = {client_fate::holds}},
          .steps =
              {
                  instance,
                  connected,
                  server_disconnects(),
                  client(1, write_pipe{.handle = 0, .text = "too late"})
                      .gives(zero(error::pipe_not_connected))
                      .catalogue(15),
                  server(disconnect())
                      .gives(zero(error::pipe_not_connected))
                      .catalogue(16)
                      .named("second-disconnect"),
                  server(connect(first_pipe, 1))
                      .sanely({nonzero(), zero(error::pipe_listening)})
                      .only(is_nonblocking),
                  server(connect_with(overlapped_kind::manual_event, first_pipe, 1))
                      .gives(zero(error::io_pending))
                      .proves("reuse.after-disconnect")
                      .only(
                          [](const cell& in) { return is_overlapped(in) && !is_nonblocking(in); }),
                  server(connect())
                      .on(second_thread)
                      .begins()
                      .proves("reuse.after-disconnect")
                      .only(
                          [](const cell& in) { return is_synchronous(in) && !is_nonblocking(in); }),
                  client(2, open()).gives(nonzero()).proves("reuse.after-disconnect"),
                  server(connect())
                      .on(second_thread)
                      .finishes()
                      .gives(nonzero())
                      .proves("reuse.after-disconnect")
                      .only(
                          [](const cell& in) { return is_synchronous(in) && !is_nonblocking(in); }),
                  good_connection(2, {"reuse.after-disconnect"}),
              },
      },
      {
          .id = "reuse.flush-before-disconnect",
          .says = "FlushFileBuffers waits until the client has read everything, so that "
                  "DisconnectNamedPipe loses nothing.",
          .over = {.handle = both_handles,
                   .type = both_types,
                   .dir = {direction::duplex, direction::outbound}},
          .steps =
              {
                  instance,
                  connected,
                  server(server_writes(answer(1))),
                  server(flush_buffers{.handle = first_pipe}).on(second_thread).begins(),
                  client(1, read_pipe{.handle = 0}).gives(data_is(answer(1))),
                  server(flush_buffers{.handle = first_pipe})
                      .on(second_thread)
                      .finishes()
                      .sanely({nonzero()})
                      .because("the DisconnectNamedPipe page says that it does not return until "
                               "the client has read all the data"),
                  server_disconnects(),
              },
      },
      {
          .id = "reuse.flush-and-the-client-closes",
          .says = "A client that closes with data unread ends FlushFileBuffers.",
          .over = {.handle = both_handles,
                   .type = both_types,
                   .dir = {direction::duplex, direction::outbound}},
          .steps =
              {
                  instance,
                  connected,
                  server(server_writes(answer(1))),
                  server(flush_buffers{.handle = first_pipe}).on(second_thread).begins(),
                  client(1, close_handle{.handle = 0}),
                  server(flush_buffers{.handle = first_pipe})
                      .on(second_thread)
                      .finishes()
                      .sanely({zero(error::broken_pipe), nonzero()})
                      .races()
                      .because("if the client closed before the kernel had the call, nothing is "
                               "left to flush"),
                  server(connect(first_pipe, 2))
                      .gives(zero(error::no_data))
                      .proves("reuse.stale-client-closed")
                      .named("after-it-was-closed"),
              },
      },
  };
}

}  // namespace cnp
