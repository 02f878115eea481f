// Several instances of one name, and clients that find none free.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::instances {

namespace {

constexpr std::uint32_t two = 2;

scenario longest_listening() {
  return {.id = "instances.longest-listening",
          .says = "The instance that has listened longest gets the client, whichever has a connect "
                  "pending.",
          .over = over(handle_kind::overlapped, all_requests, both_types, all_directions),
          .steps = {
              instance(two), server(create(second_pipe, two)).named("second-instance"),
              server(connect(second_pipe, other_request))
                  .arranges(zero(error::io_pending))
                  .named("second-instance-waits"),
              client(1, open()),
              server(connect())
                  .gives(zero(error::pipe_connected))
                  .proves("return.client-first")
                  .catalogue(61)
                  .named("first-instance-has-the-client"),
              good_connection(), client(2, open()),
              server(wait_request{.pipe = second_pipe, .req = other_request, .by = waiter::polling})
                  .gives(nonzero())
                  .catalogue(61)
                  .named("second-instance-has-the-next"),
              good_connection({}, 2, second_pipe)}};
}

scenario all_busy() {
  return {.id = "instances.all-busy",
          .says = "When every instance is connected or closing, a client gets ERROR_PIPE_BUSY.",
          .over = over(both_handles, both_waits, both_types, all_directions, client_when::before,
                       client_fate::holds, client_fate::closes, client_fate::killed),
          .steps = {instance(), connected(), client_leaves(),
                    client(2, open()).gives(zero(error::pipe_busy)).catalogue(62)}};
}

scenario disconnected_is_busy() {
  return {.id = "instances.disconnected-is-busy",
          .says = "Between DisconnectNamedPipe and ConnectNamedPipe a client gets ERROR_PIPE_BUSY.",
          .over = over(both_handles, both_waits, both_types, all_directions, instance_age::reused),
          .steps = {instance(), client(2, open()).gives(zero(error::pipe_busy)).catalogue(63)}};
}

scenario created_is_connectable() {
  return {.id = "instances.created-is-connectable",
          .says = "CreateNamedPipe alone makes an instance that clients can connect to; "
                  "WaitNamedPipe sees it without a connect pending.",
          .over = over(both_handles, both_waits, both_types, all_directions),
          .steps = {instance(), client(1, wait_pipe{}).gives(nonzero()).catalogue(64),
                    client(1, open())
                        .gives(nonzero())
                        .proves("return.client-between-create-and-connect")
                        .catalogue(64)}};
}

scenario new_one_wakes_waiters() {
  return {.id = "instances.new-one-wakes-waiters",
          .says = "A new instance wakes a client that waits in WaitNamedPipe.",
          .over = over(both_handles, both_waits, both_types, all_directions),
          .steps = {instance(two), client(1, open()), client(2, wait_pipe{}).begins(),
                    server(create(second_pipe, two)).named("second-instance"),
                    client(2, wait_pipe{}).finishes().gives(nonzero()).catalogue(65),
                    client(2, open()).gives(nonzero()).catalogue(65).named("second-client")}};
}

scenario first_instance_flag() {
  return {.id = "instances.first-instance-flag",
          .says = "FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use is refused and disturbs nothing.",
          .over = over(both_handles, both_waits, all_overlapped, both_types),
          .steps = {instance(two), server_waits(),
                    server([](const cell& in) -> call {
                      auto again = std::get<create_pipe>(create(second_pipe, two).in(in));
                      again.first_instance = true;
                      return again;
                    })
                        .gives(zero(error::access_denied))
                        .catalogue(83)
                        .named("name-taken"),
                    client(1, open()), server_is_connected({"purpose.waits-for-client"})}};
}

scenario too_many() {
  return {.id = "instances.too-many",
          .says = "One instance more than nMaxInstances is refused with ERROR_PIPE_BUSY.",
          .over = over(both_handles, both_waits, both_types, all_directions),
          .steps = {instance(two), server(create(second_pipe, two)).named("second-instance"),
                    server(create(2, two))
                        .gives(zero(error::pipe_busy))
                        .catalogue(126)
                        .named("third-instance")}};
}

scenario each_its_own_client() {
  return {.id = "instances.each-its-own-client",
          .says = "Two instances of one name serve two clients at once, each its own.",
          .over = over(both_handles, both_types, all_directions),
          .steps = {instance(two), server(create(second_pipe, two)).named("second-instance"),
                    client(1, open()), client(2, open()),
                    server(connect_with(overlapped_kind::null))
                        .gives(zero(error::pipe_connected))
                        .proves("return.client-first")
                        .named("first-connect"),
                    server(connect_with(overlapped_kind::null, second_pipe))
                        .gives(zero(error::pipe_connected))
                        .proves("return.client-first")
                        .named("second-connect"),
                    good_connection({"return.client-first-is-connected"}, 2, second_pipe),
                    good_connection({"return.client-first-is-connected"})}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {longest_listening(),
          all_busy(),
          disconnected_is_busy(),
          created_is_connectable(),
          new_one_wakes_waiters(),
          first_instance_flag(),
          too_many(),
          each_its_own_client()};
}

}  // namespace cnp::cases::instances
