// The wait mode and the kind of handle decide what the function does; CreateNamedPipe sets the mode
// and SetNamedPipeHandleState changes it.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp {

namespace {

/// What GetNamedPipeHandleState gives: PIPE_NOWAIT is 1, PIPE_READMODE_MESSAGE is 2. It wants the
/// right to read, which an outbound server end does not have.
step_source mode_is(const std::vector<std::string>& proves) {
  return std::function<script(const cell&)>([=](const cell& where) {
    if (where.dir == direction::outbound) {
      return script{};
    }
    outcome seen = nonzero();
    seen.mode = (is_nonblocking(where) ? 1U : 0U) | (where.type == pipe_type::message ? 2U : 0U);
    return joined(where, {server(query_mode{}).gives(seen).proves(proves)});
  });
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> mode_scenarios() {
  return {
      {
          .id = "modes.idle-call",
          .says = "The same call on the same idle instance blocks, is pending, or says that the "
                  "pipe is "
                  "listening: wait mode and kind of handle decide.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .origin = both_origins,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance,
                  server_waits({"mode.depends"}),
                  client_arrives(),
                  server_is_connected({"mode.depends"}),
                  good_connection(),
              },
      },
      {
          .id = "modes.set-at-creation",
          .says = "CreateNamedPipe sets the wait mode, and the function acts accordingly.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .origin = {mode_origin::at_creation},
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = all_directions},
          .steps =
              {
                  instance,
                  mode_is({"mode.set-at-creation"}),
                  server_waits({"mode.set-at-creation"}),
                  client_arrives(),
                  server_is_connected({"mode.set-at-creation"}),
              },
      },
      {
          .id = "modes.changed-later",
          .says = "SetNamedPipeHandleState changes the wait mode, both ways, and the function acts "
                  "accordingly.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .origin = {mode_origin::changed_later},
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = {direction::duplex, direction::outbound},
                   .instance = both_ages},
          .steps =
              {
                  instance,
                  mode_is({"mode.changed-later"}),
                  server_waits({"mode.changed-later"}),
                  client_arrives(),
                  server_is_connected({"mode.changed-later"}),
              },
      },
      {
          .id = "modes.there-and-back",
          .says = "A mode that was changed and changed back is as if it had never been changed.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .lp = all_overlapped,
                   .type = both_types,
                   .dir = {direction::duplex, direction::outbound}},
          .steps =
              {
                  instance,
                  server([](const cell& in) -> call {
                    return set_mode(is_nonblocking(in) ? wait_mode::blocking
                                                       : wait_mode::nonblocking)
                        .in(in);
                  })
                      .gives(nonzero())
                      .proves("mode.changed-later"),
                  server([](const cell& in) -> call { return set_mode(in.wait).in(in); })
                      .gives(nonzero())
                      .proves("mode.changed-later"),
                  mode_is({"mode.changed-later"}),
                  server_waits({"mode.changed-later"}),
                  client_arrives(),
                  server_is_connected({"mode.changed-later"}),
              },
      },
      {
          .id = "modes.inbound-server-end",
          .says = "An inbound server end has no right to change its mode.",
          .over = {.handle = both_handles,
                   .wait = both_waits,
                   .type = both_types,
                   .dir = {direction::inbound}},
          .steps =
              {
                  instance,
                  server(set_mode(wait_mode::nonblocking))
                      .gives(zero(error::access_denied))
                      .catalogue(23),
                  mode_is({}),
              },
      },
      {
          .id = "modes.changed-while-pending",
          .says = "Nobody says what becomes of a pending connect when the mode is changed to "
                  "nonblocking; the client is connected in any case.",
          .over = {.handle = {handle_kind::overlapped},
                   .lp = all_requests,
                   .type = both_types,
                   .dir = {direction::duplex, direction::outbound}},
          .steps =
              {
                  instance,
                  server(connect()).gives(zero(error::io_pending)),
                  server(set_mode(wait_mode::nonblocking))
                      .sanely({nonzero(), zero(error::invalid_parameter), zero(error::pipe_busy),
                               zero(error::access_denied)})
                      .catalogue(36),
                  client(1, open()),
                  server(request_state{}).sanely({nonzero(), zero(error::success)}).catalogue(36),
                  server(connect(first_pipe, 1)).gives(zero(error::pipe_connected)).catalogue(5),
              },
      },
  };
}

}  // namespace cnp
