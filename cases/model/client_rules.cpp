// What the model knows of the clients' calls, and of clients that wait.

#include "cases/model/transition.hpp"

#include <algorithm>

namespace cnp {

instance_state* transition::partner() {
  const auto found = std::ranges::find_if(next_.instances, [this](const instance_state& one) {
    return one.phase == instance_phase::connected && one.client == action_.on;
  });
  return found == next_.instances.end() ? nullptr : &*found;
}

std::optional<std::uint8_t> transition::first_listener() const {
  for (std::uint8_t at = 0; at < space_.instances; ++at) {
    const instance_state& one = now_.instances.at(at);
    if (one.phase == instance_phase::listening && one.turn == 0) {
      return at;
    }
  }
  return std::nullopt;
}

transition::answer transition::client_opens() {
  if (own() != client_phase::idle) {
    return std::nullopt;
  }
  const auto to = first_listener();
  if (!to) {
    return any_instance() ? certainly(zero(error::pipe_busy), 62)
                          : certainly(zero(error::file_not_found), 123);
  }
  instance_state& at = next_.instances.at(*to);
  stop_listening(at, instance_phase::connected);
  at.client = action_.on;
  own() = client_phase::connected;
  answer found = certainly(nonzero(), 64);
  found->connected = to;
  return found;
}

transition::answer transition::client_calls() {
  // The instance reads and answers; the client has closed its handle by then.
  answer found = client_opens();
  if (!found) {
    return found;
  }
  if (!found->connected) {
    // It waits for an instance as long as it is told, here not at all, and then tries once more.
    return any_instance() ? likely(zero(error::pipe_busy), 87) : no_server_end();
  }
  instance_state& at = next_.instances.at(*found->connected);
  if (at.wait == wait_mode::nonblocking) {
    return std::nullopt;  // Its read could not wait for what the client writes.
  }
  at.phase = instance_phase::closing;
  own() = client_phase::idle;
  found->next = next_;
  return found;
}

transition::answer transition::client_waits() {
  if (own() == client_phase::dead || own() == client_phase::waiting) {
    return std::nullopt;
  }
  return first_listener() ? certainly(nonzero(), 64)
         : any_instance() ? certainly(zero(error::sem_timeout), 124)
                          : no_server_end();
}

/// What a client is told that wants to wait for an instance of a name without any server end.
transition::answer transition::no_server_end() {
  return is_left(now_) ? likely({zero(error::file_not_found), zero(error::sem_timeout)}, 113)
                       : certainly(zero(error::file_not_found), 123);
}

transition::answer transition::client_begins_to_wait() {
  if (!space_.waits || own() != client_phase::idle || !any_instance() || first_listener()) {
    return std::nullopt;
  }
  own() = client_phase::waiting;
  return certainly(under_way(), 65);
}

/// What becomes of the calls of WaitNamedPipe that were under way. Those whose name has only a
/// client's end left wait on until that is closed. A kernel may have ended them before: the name is
/// gone.
void transition::end_waits(prediction& found) {
  if (std::ranges::find(now_.clients, client_phase::waiting) == now_.clients.end()) {
    return;
  }
  model_state& next = found.next;
  const bool listens = std::ranges::find(next.instances, instance_phase::listening,
                                         &instance_state::phase) != next.instances.end();
  if (!listens && (count_instances(next) != 0 || is_left(next))) {
    return;
  }
  const bool by_polling =
      listens && !is_create(action_.verb) && mine().wait == wait_mode::nonblocking;
  if (!any_instance()) {
    found.wait_ends = {.allowed = {zero(error::file_not_found), zero(error::sem_timeout)},
                       .known = grade::likely,
                       .catalogue = 113};
  } else if (by_polling) {
    found.wait_ends = {.allowed = {nonzero()}, .known = grade::likely, .catalogue = 90};
    found.contested = true;
  } else {
    found.wait_ends = {.allowed = {listens ? nonzero() : zero(error::file_not_found)},
                       .known = grade::certain,
                       .catalogue = listens ? 65 : 50};
  }
  std::ranges::replace(next.clients, client_phase::waiting, client_phase::idle);
}

transition::answer transition::client_writes() {
  if (own() == client_phase::disconnected) {
    return certainly(zero(error::pipe_not_connected), 15);
  }
  if (own() == client_phase::closing) {
    return certainly(zero(error::no_data), 86);
  }
  instance_state* const at = partner();
  if (at == nullptr || std::exchange(at->unread, true)) {
    return std::nullopt;
  }
  return arranges();
}

transition::answer transition::client_reads() {
  switch (own()) {
  case client_phase::disconnected:
    return certainly(zero(error::pipe_not_connected), 15);
  case client_phase::closing:
    return certainly(zero(error::broken_pipe), 86);  // Whatever the server wrote was read.
  default:
    return std::nullopt;
  }
}

transition::answer transition::client_ends() {
  const bool killed = action_.verb == model_verb::client_is_killed;
  if (own() == client_phase::idle || own() == client_phase::dead || (killed && !space_.kills) ||
      (!killed && own() == client_phase::waiting)) {
    return std::nullopt;
  }
  if (instance_state* const at = partner(); at != nullptr) {
    at->phase = instance_phase::closing;
  }
  own() = killed ? client_phase::dead : client_phase::idle;
  return arranges(killed ? ended(1) : nonzero());
}

transition::answer transition::conclude(rule of_verb) {
  answer found = (this->*of_verb)();
  if (found) {
    end_waits(*found);
  }
  return found;
}

}  // namespace cnp
