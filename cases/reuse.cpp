// Remarks of the page on an instance that had another client: after DisconnectNamedPipe it can be
// connected anew, and without it ConnectNamedPipe tells whether the previous client is still there.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::reuse {

namespace {

const std::string not_before =
    "A reused instance is disconnected, so no client can come before the call.";

bool client_can_come(const cell& in) {
  return !is_reused(in) || in.when != client_when::before;
}

/// One more client for the same instance, from disconnected to disconnected, with data of its own.
step_source another_client(std::uint8_t n) {
  const clause_ids shown{"reuse.after-disconnect"};
  return {server_waits(shown),       client(n, open()),         server_is_connected(shown),
          good_connection(shown, n), client(n, close_handle{}), server(disconnect())};
}

/// A client of an instance of this age is served, whatever else the cell has.
scenario serves(std::string id, std::string says, instance_age age) {
  const clause_ids shown{id};
  return {.id = std::move(id),
          .says = std::move(says),
          .over = over(both_handles, both_waits, both_origins, all_overlapped, both_types,
                       all_directions, age, all_hows, client_when::during, client_when::after),
          .steps = {instance(), server_waits(), client_arrives(), server_is_connected(shown),
                    good_connection(shown)}};
}

scenario many_clients() {
  return {.id = "reuse.many-clients",
          .says = "One handle serves client after client by disconnecting and connecting; none "
                  "sees another's data.",
          .over = over(both_handles, all_overlapped, both_types, all_directions,
                       instance_age::reused, client_when::during),
          .steps = {instance(), another_client(1), another_client(2), another_client(3),
                    another_client(1), another_client(2)}};
}

scenario stale_client_closed() {
  return {.id = "reuse.stale-client-closed",
          .says = "The previous client is gone and the server has not disconnected: ERROR_NO_DATA, "
                  "again and again.",
          .over = over(both_handles, both_origins, all_overlapped, both_types, all_directions,
                       both_ages, handle_hows, client_when::before, client_when::during, all_gone),
          .only_if = client_can_come,
          .because = not_before,
          .steps = {instance(), connected(), client_leaves(),
                    server(connect_again())
                        .gives(zero(error::no_data))
                        .proves("reuse.stale-client-closed")
                        .catalogue(10)
                        .named("stale-call"),
                    server(connect_again())
                        .gives(zero(error::no_data))
                        .catalogue(11)
                        .named("stale-call-again"),
                    server(disconnect())}};
}

scenario stale_client_open() {
  return {.id = "reuse.stale-client-open",
          .says = "The previous client still has its handle, or another process a duplicate of it, "
                  "and the server has not disconnected: ERROR_PIPE_CONNECTED.",
          .over = over(both_handles, both_origins, all_overlapped, both_types, all_directions,
                       both_ages, handle_hows, client_when::before, client_when::during, all_kept),
          .only_if = client_can_come,
          .because = not_before,
          .steps = {instance(), connected(), client_leaves(),
                    server(connect_again())
                        .gives(zero(error::pipe_connected))
                        .proves("reuse.stale-client-open")
                        .catalogue(5)
                        .named("stale-call")}};
}

scenario last_duplicate_closed() {
  return {.id = "reuse.last-duplicate-closed",
          .says =
              "A duplicate in another process keeps the client connected until it is closed too.",
          .over = over(both_handles, all_overlapped, both_types, all_directions,
                       client_when::before, client_when::during, client_fate::duplicated_elsewhere),
          .steps = {instance(), connected(), client_leaves(),
                    server(connect_again())
                        .gives(zero(error::pipe_connected))
                        .proves("reuse.stale-client-open")
                        .catalogue(72)
                        .named("while-the-duplicate-is-open"),
                    client(2, close_handle{}),
                    server(connect_again())
                        .gives(zero(error::no_data))
                        .proves("reuse.stale-client-closed")
                        .catalogue(72)
                        .named("after-it-was-closed")}};
}

scenario disconnect_takes_the_client_off() {
  return {.id = "reuse.disconnect-takes-the-client-off",
          .says = "DisconnectNamedPipe takes a client off that still has its handle: the instance "
                  "serves the next one, and the old client's end is dead.",
          .over = over(both_handles, both_waits, all_overlapped, both_types, direction::duplex,
                       client_when::before, client_when::during, client_when::after,
                       client_fate::holds),
          .steps = {instance(), connected(), server(disconnect()),
                    client(1, write_pipe{.text = "too late"})
                        .gives(zero(error::pipe_not_connected))
                        .catalogue(15),
                    server(disconnect())
                        .gives(zero(error::pipe_not_connected))
                        .catalogue(16)
                        .named("second-disconnect"),
                    server(connect_again())
                        .sanely({nonzero(), zero(error::pipe_listening)})
                        .catalogue(33)
                        .only(is_nonblocking),
                    server(connect_with(overlapped_kind::manual_event, first_pipe, own_request))
                        .gives(zero(error::io_pending))
                        .proves("reuse.after-disconnect")
                        .only(is_overlapped)
                        .unless(is_nonblocking),
                    server(connect())
                        .on(second_thread)
                        .begins()
                        .proves("reuse.after-disconnect")
                        .only(is_synchronous)
                        .unless(is_nonblocking),
                    client(2, open()).gives(nonzero()).proves("reuse.after-disconnect"),
                    server(connect())
                        .on(second_thread)
                        .finishes()
                        .gives(nonzero())
                        .proves("reuse.after-disconnect")
                        .only(is_synchronous)
                        .unless(is_nonblocking),
                    good_connection({"reuse.after-disconnect"}, 2)}};
}

scenario flush_before_disconnect() {
  return {.id = "reuse.flush-before-disconnect",
          .says = "FlushFileBuffers waits until the client has read everything, so that "
                  "DisconnectNamedPipe loses nothing.",
          .over = over(both_handles, both_types, direction::duplex, direction::outbound),
          .steps = {instance(), connected(), server(server_writes(answer(1))),
                    server(flush_buffers{.handle = first_pipe}).on(second_thread).begins(),
                    client(1, read_pipe{.handle = 0}).arranges(data_is(answer(1))),
                    server(flush_buffers{.handle = first_pipe})
                        .on(second_thread)
                        .finishes()
                        .sanely({nonzero()})
                        .because("the DisconnectNamedPipe page says that it does not return until "
                                 "the client has read all the data"),
                    server(disconnect())}};
}

scenario flush_and_the_client_closes() {
  return {.id = "reuse.flush-and-the-client-closes",
          .says = "A client that closes with data unread ends FlushFileBuffers.",
          .over = over(both_handles, both_types, direction::duplex, direction::outbound),
          .steps = {instance(), connected(), server(server_writes(answer(1))),
                    server(flush_buffers{.handle = first_pipe}).on(second_thread).begins(),
                    client(1, close_handle{.handle = 0}),
                    server(flush_buffers{.handle = first_pipe})
                        .on(second_thread)
                        .finishes()
                        .sanely({zero(error::broken_pipe), nonzero()})
                        .races()
                        .because("if the client closed before the kernel had the call, nothing is "
                                 "left to flush"),
                    server(connect_again())
                        .gives(zero(error::no_data))
                        .proves("reuse.stale-client-closed")
                        .named("after-it-was-closed")}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {serves("reuse.new-instance", "The function can be used on a newly created instance.",
                 instance_age::fresh),
          serves("reuse.after-disconnect",
                 "The function can be used on an instance that had another client, after "
                 "DisconnectNamedPipe.",
                 instance_age::reused),
          many_clients(),
          stale_client_closed(),
          stale_client_open(),
          last_duplicate_closed(),
          disconnect_takes_the_client_off(),
          flush_before_disconnect(),
          flush_and_the_client_closes()};
}

}  // namespace cnp::cases::reuse
