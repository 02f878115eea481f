// The wait mode and the kind of handle decide what the function does; CreateNamedPipe sets the mode
// and SetNamedPipeHandleState changes it.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::modes {

namespace {

/// What GetNamedPipeHandleState gives: PIPE_NOWAIT is 1, PIPE_READMODE_MESSAGE is 2. It wants the
/// right to read, which an outbound server end does not have.
step_source mode_is(const clause_ids& proves = {}) {
  const auto shows = [=](const cell& in) {
    outcome seen = nonzero();
    seen.mode = (is_nonblocking(in) ? 1U : 0U) | (in.type == pipe_type::message ? 2U : 0U);
    return server(query_mode{}).arranges(seen).proves(proves).expand(in);
  };
  return unless(is(direction::outbound), shows);
}

/// The mode is as the cell says, and the function acts accordingly.
step_source acts_by_its_mode(const clause_ids& proves) {
  return {mode_is(proves), server_waits(proves), client_arrives(), server_is_connected(proves)};
}

scenario idle_call() {
  return {.id = "modes.idle-call",
          .says = "The same call on the same idle instance blocks, is pending, or says that the "
                  "pipe is listening: wait mode and kind of handle decide.",
          .over = over(both_handles, both_waits, both_origins, all_overlapped, both_types,
                       all_directions),
          .steps = {instance(), server_waits({"mode.depends"}), client_arrives(),
                    server_is_connected({"mode.depends"}), good_connection()}};
}

scenario set_at_creation() {
  return {.id = "modes.set-at-creation",
          .says = "CreateNamedPipe sets the wait mode, and the function acts accordingly.",
          .over = over(both_handles, both_waits, mode_origin::at_creation, all_overlapped,
                       both_types, all_directions),
          .steps = {instance(), acts_by_its_mode({"mode.set-at-creation"})}};
}

scenario changed_later() {
  return {.id = "modes.changed-later",
          .says = "SetNamedPipeHandleState changes the wait mode, both ways, and the function acts "
                  "accordingly.",
          .over = over(both_handles, both_waits, mode_origin::changed_later, all_overlapped,
                       both_types, direction::duplex, direction::outbound, both_ages),
          .steps = {instance(), acts_by_its_mode({"mode.changed-later"})}};
}

scenario there_and_back() {
  return {.id = "modes.there-and-back",
          .says = "A mode that was changed and changed back is as if it had never been changed.",
          .over = over(both_handles, both_waits, all_overlapped, both_types, direction::duplex,
                       direction::outbound),
          .steps = {instance(),
                    server(set_other_mode()).gives(nonzero()).proves("mode.changed-later"),
                    server(set_its_mode()).gives(nonzero()).proves("mode.changed-later"),
                    acts_by_its_mode({"mode.changed-later"})}};
}

scenario inbound_server_end() {
  return {
      .id = "modes.inbound-server-end",
      .says = "An inbound server end has no right to change its mode.",
      .over = over(both_handles, both_waits, both_types, direction::inbound),
      .steps = {
          instance(),
          server(set_mode(wait_mode::nonblocking)).gives(zero(error::access_denied)).catalogue(23),
          mode_is()}};
}

scenario changed_while_pending() {
  return {.id = "modes.changed-while-pending",
          .says =
              "A connect that is pending stays so when the mode is changed to nonblocking, and a "
              "client completes it.",
          .over = over(handle_kind::overlapped, all_requests, both_types, direction::duplex,
                       direction::outbound),
          .steps = {instance(), server(connect()).arranges(zero(error::io_pending)),
                    server(set_mode(wait_mode::nonblocking)).gives(nonzero()).catalogue(36),
                    client(1, open()), server(wait_request{.by = waiter::polling}).catalogue(36),
                    server(request_state{}).gives(completed()).catalogue(36),
                    server(connect_again()).gives(zero(error::pipe_connected)).catalogue(5)}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {idle_call(),      set_at_creation(),    changed_later(),
          there_and_back(), inbound_server_end(), changed_while_pending()};
}

}  // namespace cnp::cases::modes
