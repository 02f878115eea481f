// The ways in which clients connect, and what they do to the instance by it.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::clients {

namespace {

/// The other direction: a client that asks for the access it will not get.
direction wrong_for(direction dir) {
  return dir == direction::inbound ? direction::outbound : direction::inbound;
}

const std::vector all_whens{client_when::before, client_when::during, client_when::after};

/// A scenario that connects in one way, and whose clause is that way's.
scenario connects_by(std::string id, std::string says, client_how how, std::string clause) {
  return {.id = std::move(id),
          .says = std::move(says),
          .over = over(both_handles, both_waits, both_origins, all_overlapped, both_types,
                       all_directions, how, all_whens),
          .steps = {instance(), connected(), good_connection({std::move(clause)})}};
}

scenario waits_for_the_server() {
  return {.id = "clients.waits-for-the-server",
          .says = "A client that waits in WaitNamedPipe while no instance is free is woken by the "
                  "server's ConnectNamedPipe.",
          .over =
              over(both_handles, all_overlapped, both_types, all_directions, instance_age::reused),
          .steps = {instance(), client(1, wait_pipe{}).begins(), server_waits(),
                    client(1, wait_pipe{}).finishes().gives(nonzero()).catalogue(65),
                    client(1, open()).gives(nonzero()).proves("client.create-file"),
                    server_is_connected({"purpose.waits-for-client"}),
                    good_connection({"purpose.waits-for-client"})}};
}

scenario waits_for_a_nonblocking_server() {
  return {
      .id = "clients.waits-for-a-nonblocking-server",
      .says = "A nonblocking ConnectNamedPipe after DisconnectNamedPipe wakes a client that waits "
              "in WaitNamedPipe.",
      .over = over(both_handles, wait_mode::nonblocking, instance_age::reused),
      .steps = {instance(), client(1, wait_pipe{.wait = patience::brief}).begins(), server_waits(),
                client(1, wait_pipe{.wait = patience::brief})
                    .finishes()
                    .gives(nonzero())
                    .catalogue(90)
                    .races()
                    .because("a wait that begins after the call finds the instance listening"),
                client(1, open()).gives(nonzero()).proves("client.create-file"),
                server_is_connected(), good_connection()}};
}

scenario no_access() {
  return {.id = "clients.no-access",
          .says = "CreateFile with no access at all connects too.",
          .over = over(both_handles, both_waits, all_overlapped, both_types, all_directions),
          .steps = {instance(),
                    client(1, open_pipe{.no_access = true}).gives(nonzero()).catalogue(69),
                    server(connect()).gives(zero(error::pipe_connected)).catalogue(69)}};
}

scenario wrong_direction() {
  return {.id = "clients.wrong-direction",
          .says = "A client that asks for access the pipe does not give is refused and disturbs "
                  "nothing: the server's connect waits on for the next.",
          .over = over(both_handles, both_waits, all_overlapped, both_types, direction::inbound,
                       direction::outbound),
          .steps = {
              instance(), server_waits(),
              client(1, [](const cell& in) -> call { return open_pipe{.dir = wrong_for(in.dir)}; })
                  .gives(zero(error::access_denied))
                  .catalogue(71)
                  .named("refused-client"),
              client(1, open()).named("next-client"),
              server_is_connected({"purpose.waits-for-client"}),
              good_connection({"purpose.waits-for-client"})}};
}

scenario call_on_a_byte_pipe() {
  return {.id = "clients.call-on-a-byte-pipe",
          .says = "CallNamedPipe on a byte pipe connects, cannot change the mode, and closes: the "
                  "server finds a client that came and went.",
          .over = over(both_handles, both_waits, all_overlapped, pipe_type::byte),
          .steps = {instance(),
                    client(1, call_pipe{.text = "question"})
                        .sanely({zero(error::bad_pipe), zero(error::invalid_parameter)})
                        .catalogue(70),
                    server(connect()).gives(zero(error::no_data)).catalogue(70)}};
}

scenario process_id() {
  return {.id = "clients.process-id",
          .says =
              "GetNamedPipeClientProcessId names the client's process after every kind of success.",
          .over = over(both_handles, both_waits, all_overlapped, both_types, all_directions,
                       handle_hows, all_whens),
          .steps = {instance(), connected(),
                    server(client_process_id{}).gives(data_is("client 1")).catalogue(76)}};
}

scenario probe_uses_up_the_instance() {
  return {.id = "clients.probe-uses-up-the-instance",
          .says =
              "Whoever asks for the attributes of the pipe's name is a client that came and went.",
          .over = over(both_handles, both_waits, overlapped_kind::null,
                       overlapped_kind::manual_event, both_types, all_directions),
          .only_if = [](const cell& in) { return !blocks_its_thread(in); },
          .because = "A kernel on which the probe leaves no trace would block there for ever.",
          .steps = {instance(),
                    client(1, probe_name{})
                        .sanely({nonzero(), zero(error::invalid_parameter),
                                 zero(error::not_supported), zero(error::file_not_found),
                                 zero(error::pipe_busy), zero(error::bad_dev_type),
                                 zero(error::invalid_function), zero(error::access_denied)})
                        .catalogue(68),
                    server(connect())
                        .gives(zero(error::no_data))
                        .catalogue(68)
                        .named("call-after-the-probe")}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {connects_by("clients.create-file", "A client connects with CreateFile.",
                      client_how::create_file, "client.create-file"),
          connects_by("clients.call-named-pipe",
                      "A client connects with CallNamedPipe and gets its answer.",
                      client_how::call_named_pipe, "client.call-named-pipe"),
          connects_by("clients.wait-named-pipe",
                      "A client waits with WaitNamedPipe and then connects with CreateFile.",
                      client_how::wait_then_create_file, "client.create-file"),
          waits_for_the_server(),
          waits_for_a_nonblocking_server(),
          no_access(),
          wrong_direction(),
          call_on_a_byte_pipe(),
          process_id(),
          probe_uses_up_the_instance()};
}

}  // namespace cnp::cases::clients
