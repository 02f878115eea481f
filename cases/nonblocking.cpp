// A handle in nonblocking mode: the function returns at once, and says by its error how the pipe
// stands.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::nonblocking {

namespace {

/// What the page says of nonblocking calls, whatever the situation; `more` is what it says of this
/// one.
clause_ids and_always(clause_ids more) {
  more.insert(more.end(), {"nonblocking.immediate", "nonblocking.zero-otherwise"});
  return more;
}

/// The previous client still has its handle or is gone; the server disconnects from it.
step_source served_a_client() {
  return {instance(), connected(), client_leaves(), server(disconnect())};
}

scenario listening() {
  return {.id = "nonblocking.listening",
          .says = "Nobody is connected: 0/ERROR_PIPE_LISTENING, at once, each time.",
          .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped,
                       both_types, all_directions),
          .steps = {instance(),
                    server(connect())
                        .gives(zero(error::pipe_listening))
                        .proves(and_always({"nonblocking.listening", "return.failure-is-zero"}))
                        .catalogue(31)
                        .named("first-call"),
                    server(connect_again())
                        .gives(zero(error::pipe_listening))
                        .proves(and_always({"nonblocking.listening"}))
                        .named("second-call")}};
}

scenario finds_a_client() {
  return {
      .id = "nonblocking.connected",
      .says =
          "A client is connected: 0/ERROR_PIPE_CONNECTED, and only then the connection is good.",
      .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped, both_types,
                   all_directions, all_hows, client_when::before, client_when::after),
      .steps = {instance(),
                server(connect())
                    .gives(zero(error::pipe_listening))
                    .proves(and_always({"nonblocking.listening"}))
                    .named("call-before-the-client")
                    .only(is(client_when::after)),
                client_connects(),
                server(connect_again())
                    .gives(zero(error::pipe_connected))
                    .proves(and_always({"nonblocking.connected"}))
                    .catalogue(32)
                    .named("call-with-a-client"),
                good_connection({"nonblocking.good-connection"})}};
}

scenario no_connection_before() {
  return {.id = "nonblocking.no-connection-before",
          .says = "Before ERROR_PIPE_CONNECTED there is no connection: reads and writes say that "
                  "the pipe is listening.",
          .over = over(both_handles, wait_mode::nonblocking, both_origins, both_types,
                       direction::duplex),
          .steps = {
              instance(),
              server(connect()).gives(zero(error::pipe_listening)).proves("nonblocking.listening"),
              server(server_reads())
                  .gives(zero(error::pipe_listening))
                  .proves("nonblocking.good-connection")
                  .catalogue(122),
              server(server_writes("to nobody"))
                  .gives(zero(error::pipe_listening))
                  .proves("nonblocking.good-connection")
                  .catalogue(122)}};
}

scenario stale_client_closed() {
  return {
      .id = "nonblocking.stale-client-closed",
      .says = "The previous client is gone and the server has not disconnected: 0/ERROR_NO_DATA.",
      .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped, both_types,
                   all_directions, handle_hows, client_when::before, client_when::after, all_gone),
      .steps = {instance(), connected(), client_leaves(),
                server(connect_again())
                    .gives(zero(error::no_data))
                    .proves(and_always({"nonblocking.stale-client-closed"}))
                    .catalogue(32)
                    .named("stale-call"),
                server(connect_again())
                    .gives(zero(error::no_data))
                    .proves(and_always({"nonblocking.stale-client-closed"}))
                    .named("stale-call-again")}};
}

scenario stale_client_open() {
  return {.id = "nonblocking.stale-client-open",
          .says = "The previous client still has its handle: 0/ERROR_PIPE_CONNECTED.",
          .over =
              over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped, both_types,
                   all_directions, client_when::before, client_when::after, all_kept),
          .steps = {instance(), connected(), client_leaves(),
                    server(connect_again())
                        .gives(zero(error::pipe_connected))
                        .proves(and_always({"nonblocking.connected", "reuse.stale-client-open"}))
                        .named("stale-call")}};
}

scenario first_after_disconnect() {
  return {
      .id = "nonblocking.first-after-disconnect",
      .says =
          "The first call after DisconnectNamedPipe returns nonzero: a new client can connect now.",
      .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped, both_types,
                   all_directions, client_fate::holds, client_fate::closes,
                   client_fate::writes_then_closes, client_fate::exits, client_fate::killed),
      .steps = {served_a_client(),
                server(connect_again())
                    .gives(nonzero())
                    .proves({"nonblocking.first-after-disconnect", "nonblocking.immediate"})
                    .catalogue(33)
                    .named("first-call"),
                client(2, open())
                    .gives(nonzero())
                    .proves("nonblocking.nonzero-means-available")
                    .catalogue(34)
                    .named("new-client"),
                server(connect_again())
                    .gives(zero(error::pipe_connected))
                    .proves(and_always({"nonblocking.connected"}))
                    .named("call-with-the-new-client"),
                good_connection({"nonblocking.good-connection"}, 2)}};
}

scenario second_after_disconnect() {
  return {.id = "nonblocking.second-after-disconnect",
          .says = "Only the first call after DisconnectNamedPipe can return nonzero: the second "
                  "says that the pipe is listening.",
          .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped,
                       both_types, all_directions, client_fate::holds, client_fate::closes),
          .steps = {served_a_client(),
                    server(connect_again())
                        .sanely({nonzero(), zero(error::pipe_listening)})
                        .catalogue(33)
                        .named("first-call"),
                    server(connect_again())
                        .gives(zero(error::pipe_listening))
                        .proves(and_always({"nonblocking.listening"}))
                        .named("second-call")}};
}

scenario unavailable_until_the_call() {
  return {
      .id = "nonblocking.unavailable-until-the-call",
      .says = "After DisconnectNamedPipe no client can connect until ConnectNamedPipe is called.",
      .over = over(both_handles, wait_mode::nonblocking, both_origins, all_overlapped, both_types,
                   all_directions, client_fate::closes),
      .steps = {
          served_a_client(),
          client(2, open()).gives(zero(error::pipe_busy)).catalogue(63).named("client-too-early"),
          server(connect_again())
              .sanely({nonzero(), zero(error::pipe_listening)})
              .catalogue(33)
              .named("first-call"),
          client(2, open())
              .gives(nonzero())
              .proves("nonblocking.nonzero-means-available")
              .catalogue(34)
              .named("client-in-time")}};
}

scenario event_is_never_set() {
  return {.id = "nonblocking.event-is-never-set",
          .says = "A nonblocking call queues nothing: the event of its OVERLAPPED is not set when "
                  "a client connects later.",
          .over = over(handle_kind::overlapped, wait_mode::nonblocking, both_origins,
                       overlapped_kind::manual_event, both_types, all_directions),
          .steps = {
              instance(),
              server(connect()).gives(zero(error::pipe_listening)).proves("nonblocking.listening"),
              client(1, open()),
              server(connect_again())
                  .gives(zero(error::pipe_connected))
                  .proves("nonblocking.connected")
                  .because("from here on whatever the connection sets is set"),
              server(request_state{}).gives(event_is_unset()).catalogue(35)}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {listening(),
          finds_a_client(),
          no_connection_before(),
          stale_client_closed(),
          stale_client_open(),
          first_after_disconnect(),
          second_after_disconnect(),
          unavailable_until_the_call(),
          event_is_never_set()};
}

}  // namespace cnp::cases::nonblocking
