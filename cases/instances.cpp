// Several instances of one name, and clients that find none free.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

constexpr std::uint32_t two = 2;

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> instances_scenarios() {
  return {
      {
          .id = "instances.longest-listening",
          .says = "The instance that has listened longest gets the client, whichever has a connect "
                  "pending.",
          .over = {.handle = {handle_kind::overlapped},
                   .lp = all_requests,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance_of(two),
                  server(create(second_pipe, two)).named("second-instance"),
                  server(connect(second_pipe, 1))
                      .gives(zero(error::io_pending))
                      .named("second-instance-waits"),
                  client(1, open()),
                  server(connect(first_pipe, 0))
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first")
                      .catalogue(61)
                      .named("first-instance-has-the-client"),
                  good_connection(),
                  client(2, open()),
                  server(wait_request{.pipe = second_pipe, .req = 1, .by = waiter::polling})
                      .gives(nonzero())
                      .catalogue(61)
                      .named("second-instance-has-the-next"),
                  good_connection(2, {}, second_pipe),
              },
      },
      {
          .id = "instances.all-busy",
          .says = "When every instance is connected or closing, a client gets ERROR_PIPE_BUSY.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = all_directions,
                   .when = {client_when::before},
                   .fate = {client_fate::holds, client_fate::closes, client_fate::killed}},
          .steps =
              {
                  instance,
                  connected,
                  client_leaves(),
                  client(2, open()).gives(zero(error::pipe_busy)).catalogue(62),
              },
      },
      {
          .id = "instances.disconnected-is-busy",
          .says = "Between DisconnectNamedPipe and ConnectNamedPipe a client gets ERROR_PIPE_BUSY.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = all_directions,
                   .instance = {instance_age::reused}},
          .steps =
              {
                  instance,
                  client(2, open()).gives(zero(error::pipe_busy)).catalogue(63),
              },
      },
      {
          .id = "instances.created-is-connectable",
          .says =
              "CreateNamedPipe alone makes an instance that clients can connect to; WaitNamedPipe "
              "sees it without a connect pending.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance,
                  client(1, wait_pipe{}).gives(nonzero()).catalogue(64),
                  client(1, open())
                      .gives(nonzero())
                      .proves("return.client-between-create-and-connect")
                      .catalogue(64),
              },
      },
      {
          .id = "instances.new-one-wakes-waiters",
          .says = "A new instance wakes a client that waits in WaitNamedPipe.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance_of(two),
                  client(1, open()),
                  client(2, wait_pipe{}).begins(),
                  server(create(second_pipe, two)).named("second-instance"),
                  client(2, wait_pipe{}).finishes().gives(nonzero()).catalogue(65),
                  client(2, open()).gives(nonzero()).catalogue(65).named("second-client"),
              },
      },
      {
          .id = "instances.first-instance-flag",
          .says = "FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use is refused and disturbs nothing.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .lp = all_overlapped,
                   .type = both_types},
          .steps =
              {
                  instance_of(two),
                  server_waits(),
                  server([](const cell& in) -> call {
                    auto again = std::get<create_pipe>(create(second_pipe, two).in(in));
                    again.first_instance = true;
                    return again;
                  })
                      .gives(zero(error::access_denied))
                      .catalogue(83)
                      .named("name-taken"),
                  client(1, open()),
                  server_is_connected({"purpose.waits-for-client"}),
              },
      },
      {
          .id = "instances.too-many",
          .says = "One instance more than nMaxInstances is refused with ERROR_PIPE_BUSY.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance_of(two),
                  server(create(second_pipe, two)).named("second-instance"),
                  server(create(2, two))
                      .gives(zero(error::pipe_busy))
                      .catalogue(62)
                      .named("third-instance"),
              },
      },
      {
          .id = "instances.each-its-own-client",
          .says = "Two instances of one name serve two clients at once, each its own.",
          .over = {.handle = both_handles, .type = both_types, .dir = all_directions},
          .steps =
              {
                  instance_of(two),
                  server(create(second_pipe, two)).named("second-instance"),
                  client(1, open()),
                  client(2, open()),
                  server(connect_with(overlapped_kind::null, first_pipe))
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first")
                      .named("first-connect"),
                  server(connect_with(overlapped_kind::null, second_pipe))
                      .gives(zero(error::pipe_connected))
                      .proves("return.client-first")
                      .named("second-connect"),
                  good_connection(2, {"return.client-first-is-connected"}, second_pipe),
                  good_connection(1, {"return.client-first-is-connected"}, first_pipe),
              },
      },
  };
}

}  // namespace cnp
