// What the model knows of the server's calls.

#include "cases/model/transition.hpp"

#include <algorithm>

namespace cnp {

void transition::listen(instance_state& one) {
  one.turn = static_cast<std::uint8_t>(
      std::ranges::count(next_.instances, instance_phase::listening, &instance_state::phase));
  one.phase = instance_phase::listening;
  one.client = 0;
}

void transition::stop_listening(instance_state& one, instance_phase then) {
  if (one.phase == instance_phase::listening) {
    for (instance_state& other : next_.instances) {
      if (other.phase == instance_phase::listening && other.turn > one.turn) {
        --other.turn;
      }
    }
  }
  one.phase = then;
  one.turn = 0;
  one.requests = 0;
  one.blocked = false;
}

void transition::leave_client(instance_state& one, client_phase then) {
  if (one.phase == instance_phase::connected) {
    next_.clients.at(one.client - 1U) = then;
  }
  one.client = 0;
  one.unread = false;
}

transition::answer transition::create() {
  if (mine().phase != instance_phase::absent) {
    return std::nullopt;
  }
  if (!any_instance() &&
      std::ranges::find(now_.clients, client_phase::waiting) != now_.clients.end()) {
    return std::nullopt;  // Nobody says whether it wakes who waited for the old name; Wine does
                          // not.
  }
  mine().wait = wait_mode_of(action_.verb);
  listen(mine());
  return is_left(now_) ? likely(nonzero(), 85) : arranges();
}

transition::answer transition::create_too_many() {
  if (action_.on != 0 || count_instances(now_) != space_.instances) {
    return std::nullopt;
  }
  return certainly(zero(error::pipe_busy), 126);
}

transition::answer transition::connect() {
  instance_state& at = mine();
  const bool has_event = action_.verb != model_verb::connect_null;
  if (has_event && !overlapped()) {
    return std::nullopt;  // The page ignores it; the scenarios of `parameters` show that.
  }
  if (at.blocked) {
    return std::nullopt;  // The handle's other calls wait for that one.
  }
  const bool polls = at.wait == wait_mode::nonblocking;
  switch (at.phase) {
  case instance_phase::absent:
    break;
  case instance_phase::connected:
    return documented(zero(error::pipe_connected),
                      polls ? "nonblocking.connected" : "return.client-first", 4);
  case instance_phase::closing:
    return documented(zero(error::no_data),
                      polls ? "nonblocking.stale-client-closed" : "reuse.stale-client-closed", 10);
  case instance_phase::listening:
    return connect_listening();
  case instance_phase::disconnected:
    listen(at);
    return polls ? documented(nonzero(), "nonblocking.first-after-disconnect", 33)
                 : connect_listening();
  }
  return std::nullopt;
}

transition::answer transition::connect_listening() {
  instance_state& at = mine();
  if (at.wait == wait_mode::nonblocking) {
    return at.requests != 0 ? likely(zero(error::pipe_listening), 36)
                            : documented(zero(error::pipe_listening), "nonblocking.listening", 31);
  }
  if (action_.verb == model_verb::connect_null) {
    if (at.requests != 0) {
      return std::nullopt;  // Its wait ends when the other request completes: catalogue 28.
    }
    at.blocked = true;
    return overlapped() ? certainly(under_way(), 26) : documented(under_way(), "sync.blocks", 1);
  }
  if (at.requests == model_requests) {
    return std::nullopt;
  }
  const bool second = at.requests++ != 0;
  return second ? certainly(zero(error::io_pending), 58)
                : documented(zero(error::io_pending), "return.async-pending", 2);
}

transition::answer transition::disconnect() {
  instance_state& at = mine();
  switch (at.phase) {
  case instance_phase::absent:
    break;
  case instance_phase::listening: {
    if (at.blocked) {
      return std::nullopt;  // Catalogue 49: it waits for the connect.
    }
    const bool ends_requests = at.requests != 0;
    stop_listening(at, instance_phase::disconnected);
    return contested(nonzero(), ends_requests ? line_number(48) : line_number(88));
  }
  case instance_phase::connected:
  case instance_phase::closing:
    leave_client(at, client_phase::disconnected);
    at.phase = instance_phase::disconnected;
    return certainly(nonzero(), 14);
  case instance_phase::disconnected:
    return certainly(zero(error::pipe_not_connected), 16);
  }
  return std::nullopt;
}

transition::answer transition::close_server() {
  instance_state& at = mine();
  if (at.phase == instance_phase::absent || at.blocked) {
    return std::nullopt;  // Catalogue 46: CloseHandle waits for the connect.
  }
  leave_client(at, client_phase::closing);
  stop_listening(at, instance_phase::absent);
  at = {};
  return arranges();
}

transition::answer transition::set_mode() {
  instance_state& at = mine();
  if (at.phase == instance_phase::absent || at.blocked || at.wait == wait_mode_of(action_.verb)) {
    return std::nullopt;
  }
  at.wait = wait_mode_of(action_.verb);
  if (at.requests != 0) {
    return likely(nonzero(), 36);
  }
  if (at.phase == instance_phase::disconnected) {
    return likely(nonzero(), 89);
  }
  return documented(nonzero(), "mode.changed-later");
}

/// Reading and writing where there is no client, and none that left anything.
transition::answer transition::without_client() {
  const instance_state& at = mine();
  if (at.phase == instance_phase::disconnected) {
    return certainly(zero(error::pipe_not_connected), 15);
  }
  return at.phase == instance_phase::listening && !at.blocked
             ? certainly(zero(error::pipe_listening), 122)
             : std::nullopt;
}

transition::answer transition::server_reads() {
  instance_state& at = mine();
  if (at.phase != instance_phase::connected && at.phase != instance_phase::closing) {
    return without_client();
  }
  if (std::exchange(at.unread, false)) {
    return certainly(nonzero(), 12);
  }
  if (at.phase == instance_phase::closing) {
    return certainly(zero(error::broken_pipe), 13);
  }
  return std::nullopt;  // It would wait for a client that says nothing.
}

transition::answer transition::server_writes() {
  switch (mine().phase) {
  case instance_phase::closing:
    return certainly(zero(error::no_data), 13);
  case instance_phase::connected:
    return arranges();
  default:
    return without_client();
  }
}

transition::answer transition::cancel() {
  instance_state& at = mine();
  if (!overlapped() || at.phase == instance_phase::absent || at.blocked) {
    return std::nullopt;
  }
  const bool by_handle = action_.verb == model_verb::cancel_io;
  if (std::exchange(at.requests, std::uint8_t{0}) != 0) {
    return certainly(nonzero(), by_handle ? line_number(37) : line_number(38));
  }
  return likely(by_handle ? nonzero() : zero(error::not_found), 125);
}

transition::answer transition::cancel_synchronous() {
  if (overlapped() || !std::exchange(mine().blocked, false)) {
    return std::nullopt;
  }
  return certainly(nonzero(), 39);
}

}  // namespace cnp
