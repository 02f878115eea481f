#include "cases/model/state_machine.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace cnp {

namespace {

constexpr auto verb_words = std::to_array<std::string_view>({
    "create-blocking",
    "create-nonblocking",
    "create-too-many",
    "connect-null",
    "connect-event",
    "connect-no-event",
    "disconnect",
    "close",
    "to-blocking",
    "to-nonblocking",
    "read",
    "write",
    "cancel-io",
    "cancel-io-ex",
    "cancel-synchronous-io",
    "opens",
    "calls",
    "waits",
    "begins-to-wait",
    "writes",
    "reads",
    "closes",
    "is-killed",
});

constexpr auto phase_words = std::to_array<std::string_view>(
    {"absent", "listening", "connected", "closing", "disconnected"});

/// Empty where an instance says it, or there is nothing to say.
constexpr auto client_words =
    std::to_array<std::string_view>({"", "", "disconnected", "closing", "dead", "waiting"});

/// One prediction in the making: the state as it is, and as it becomes.
class transition {
 public:
  transition(const model_space& space, const model_state& state, model_action action)
      : space_(space), now_(state), next_(state), action_(action) {}

  [[nodiscard]] std::optional<prediction> conclude();

 private:
  using answer = std::optional<prediction>;

  answer of_server();
  answer of_client();
  answer create(wait_mode wait);
  answer create_too_many();
  answer connect();
  answer connect_listening();
  answer connect_disconnected();
  answer disconnect();
  answer close_server();
  answer set_mode(wait_mode wait);
  answer move_without_client();
  answer read();
  answer write();
  answer cancel();
  answer cancel_synchronous();
  answer open();
  answer call();
  answer wait();
  answer begin_to_wait();
  void end_waits(prediction& found);
  answer none_to_wait_for();
  answer client_writes();
  answer client_reads();
  answer client_ends();

  [[nodiscard]] instance_state& mine() { return next_.instances.at(action_.on); }
  [[nodiscard]] client_phase& own() { return next_.clients.at(action_.on - 1U); }
  [[nodiscard]] bool overlapped() const { return space_.handle == handle_kind::overlapped; }
  /// The instance that has listened longest.
  [[nodiscard]] std::optional<std::uint8_t> first_listener() const;
  [[nodiscard]] std::uint8_t listeners() const;
  [[nodiscard]] bool any_instance() const;
  /// Whether the server closed an instance whose client still has its handle.
  [[nodiscard]] bool any_left_behind() const;
  void stop_listening(instance_state& what, instance_phase then);
  void listen(instance_state& what);
  void leave_client(instance_state& what, client_phase then);

  /// The prediction that is known as the page or the catalogue knows it.
  [[nodiscard]] answer gives(outcome one, std::vector<std::string> proves, int line = 0,
                             grade known = grade::documented) {
    return prediction{.allowed = {std::move(one)},
                      .known = known,
                      .proves = std::move(proves),
                      .catalogue = line,
                      .next = next_};
  }
  [[nodiscard]] answer certainly(outcome one, int line) {
    return gives(std::move(one), {}, line, grade::certain);
  }
  [[nodiscard]] answer likely(outcome one, int line) {
    return gives(std::move(one), {}, line, grade::likely);
  }
  /// The call is not under test: it only makes the state.
  [[nodiscard]] answer arranges() { return gives(nonzero(), {}, 0, grade::arrangement); }
  /// Nobody says which of these it is, nor what comes after.
  [[nodiscard]] static answer open_question(std::vector<outcome> sane, int line = 0) {
    return prediction{.allowed = std::move(sane), .known = grade::unspecified, .catalogue = line};
  }

  const model_space& space_;
  const model_state& now_;
  model_state next_;
  model_action action_;
};

std::optional<std::uint8_t> transition::first_listener() const {
  for (std::uint8_t at = 0; at < space_.instances; ++at) {
    const instance_state& one = now_.instances.at(at);
    if (one.phase == instance_phase::listening && one.turn == 0) {
      return at;
    }
  }
  return std::nullopt;
}

std::uint8_t transition::listeners() const {
  return static_cast<std::uint8_t>(
      std::ranges::count(next_.instances, instance_phase::listening, &instance_state::phase));
}

bool transition::any_instance() const {
  return count_instances(space_, now_).least != 0;
}

bool transition::any_left_behind() const {
  return std::ranges::find(now_.clients, client_phase::closing) != now_.clients.end();
}

void transition::listen(instance_state& what) {
  const std::uint8_t before = listeners();
  what.phase = instance_phase::listening;
  what.turn = before;
  what.client = 0;
}

void transition::stop_listening(instance_state& what, instance_phase then) {
  if (what.phase == instance_phase::listening) {
    for (instance_state& other : next_.instances) {
      if (other.phase == instance_phase::listening && other.turn > what.turn) {
        --other.turn;
      }
    }
  }
  what.phase = then;
  what.turn = 0;
  what.requests = 0;
  what.blocked = false;
}

/// The server end takes itself off its client, which keeps its handle.
void transition::leave_client(instance_state& what, client_phase then) {
  if (what.phase == instance_phase::connected) {
    next_.clients.at(what.client - 1U) = then;
  }
  what.client = 0;
  what.unread = false;
}

transition::answer transition::create(wait_mode wait) {
  if (mine().phase != instance_phase::absent) {
    return std::nullopt;
  }
  mine().wait = wait;
  listen(mine());
  const instance_count counted = count_instances(space_, now_);
  if (counted.most == counted.least) {
    return arranges();
  }
  if (counted.least != 0 && counted.most == space_.instances) {
    // Nobody says it of a name that has another server end. ReactOS counts the closed instance,
    // Wine does not.
    return open_question({nonzero(), zero(error::pipe_busy)}, 85);
  }
  return likely(nonzero(), 85);
}

transition::answer transition::create_too_many() {
  if (action_.on != 0 || count_instances(space_, now_).least != space_.instances) {
    return std::nullopt;
  }
  return gives(zero(error::pipe_busy), {}, 0, grade::likely);
}

transition::answer transition::connect() {
  const instance_state& at = mine();
  const bool has_event = action_.verb != model_verb::connect_null;
  if (has_event && !overlapped()) {
    return std::nullopt;  // The page ignores it; the scenarios of `parameters` show that.
  }
  if (at.blocked) {
    return std::nullopt;  // The handle's other calls wait for that one.
  }
  switch (at.phase) {
  case instance_phase::absent:
    return std::nullopt;
  case instance_phase::connected:
    return gives(zero(error::pipe_connected),
                 at.wait == wait_mode::nonblocking
                     ? std::vector<std::string>{"nonblocking.connected"}
                     : std::vector<std::string>{"return.client-first"},
                 4);
  case instance_phase::closing:
    return gives(zero(error::no_data),
                 at.wait == wait_mode::nonblocking
                     ? std::vector<std::string>{"nonblocking.stale-client-closed"}
                     : std::vector<std::string>{"reuse.stale-client-closed"},
                 10);
  case instance_phase::listening:
    return connect_listening();
  case instance_phase::disconnected:
    return connect_disconnected();
  }
  return std::nullopt;
}

transition::answer transition::connect_listening() {
  instance_state& at = mine();
  if (at.wait == wait_mode::nonblocking) {
    if (at.requests != 0) {
      return std::nullopt;
    }
    return gives(zero(error::pipe_listening), {"nonblocking.listening"}, 31);
  }
  if (action_.verb == model_verb::connect_null) {
    if (at.requests != 0) {
      return std::nullopt;  // Its wait ends when the other request completes: catalogue 28.
    }
    at.blocked = true;
    return gives(under_way(),
                 overlapped() ? std::vector<std::string>{}
                              : std::vector<std::string>{"sync.blocks"},
                 overlapped() ? 26 : 1, overlapped() ? grade::certain : grade::documented);
  }
  if (at.requests == model_requests) {
    return std::nullopt;
  }
  const bool second = at.requests++ != 0;
  return second ? certainly(zero(error::io_pending), 58)
                : gives(zero(error::io_pending), {"return.async-pending"}, 2);
}

transition::answer transition::connect_disconnected() {
  instance_state& at = mine();
  const wait_mode wait = at.wait;
  listen(at);
  if (wait == wait_mode::nonblocking) {
    return gives(nonzero(), {"nonblocking.first-after-disconnect"}, 33);
  }
  return connect_listening();
}

transition::answer transition::disconnect() {
  instance_state& at = mine();
  switch (at.phase) {
  case instance_phase::absent:
    return std::nullopt;
  case instance_phase::listening:
    if (at.blocked) {
      return std::nullopt;  // Catalogue 49: it waits for the connect.
    }
    // With a request pending it may also succeed in part: end that, and say so.
    return at.requests == 0
               ? open_question({nonzero(), zero(error::pipe_listening)}, 48)
               : open_question(
                     {nonzero(), zero(error::pipe_listening), zero(error::pipe_not_connected)}, 48);
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

transition::answer transition::set_mode(wait_mode wait) {
  instance_state& at = mine();
  if (at.phase == instance_phase::absent || at.blocked || at.wait == wait) {
    return std::nullopt;
  }
  if (at.requests != 0) {
    return open_question({nonzero(), zero(error::invalid_parameter), zero(error::pipe_busy),
                          zero(error::access_denied)},
                         36);
  }
  if (at.phase == instance_phase::disconnected) {
    return open_question({nonzero(), zero(error::pipe_not_connected)});
  }
  at.wait = wait;
  return gives(nonzero(), {"mode.changed-later"});
}

/// Reading and writing where there is no client, and none that left anything.
transition::answer transition::move_without_client() {
  const instance_state& at = mine();
  switch (at.phase) {
  case instance_phase::listening:
    return at.blocked ? std::nullopt : likely(zero(error::pipe_listening), 0);
  case instance_phase::disconnected:
    return certainly(zero(error::pipe_not_connected), 15);
  default:
    return std::nullopt;
  }
}

transition::answer transition::read() {
  instance_state& at = mine();
  if (at.phase != instance_phase::connected && at.phase != instance_phase::closing) {
    return move_without_client();
  }
  if (at.unread) {
    at.unread = false;
    return certainly(nonzero(), 12);
  }
  if (at.phase == instance_phase::closing) {
    return certainly(zero(error::broken_pipe), 13);
  }
  return std::nullopt;  // It would wait for a client that says nothing.
}

transition::answer transition::write() {
  switch (mine().phase) {
  case instance_phase::closing:
    return certainly(zero(error::no_data), 13);
  case instance_phase::connected:
    return arranges();
  default:
    return move_without_client();
  }
}

transition::answer transition::cancel() {
  instance_state& at = mine();
  if (!overlapped() || at.phase == instance_phase::absent || at.blocked) {
    return std::nullopt;
  }
  const bool by_handle = action_.verb == model_verb::cancel_io;
  if (at.requests != 0) {
    at.requests = 0;
    return certainly(nonzero(), by_handle ? 37 : 38);
  }
  return by_handle ? gives(nonzero(), {}, 0, grade::likely)
                   : gives(zero(error::not_found), {}, 0, grade::likely);
}

transition::answer transition::cancel_synchronous() {
  instance_state& at = mine();
  if (overlapped() || !at.blocked) {
    return std::nullopt;
  }
  at.blocked = false;
  return certainly(nonzero(), 39);
}

transition::answer transition::open() {
  if (own() != client_phase::idle) {
    return std::nullopt;
  }
  const auto to = first_listener();
  if (!to) {
    return any_instance() ? certainly(zero(error::pipe_busy), 62)
                          : certainly(zero(error::file_not_found), 0);
  }
  instance_state& at = next_.instances.at(*to);
  stop_listening(at, instance_phase::connected);
  at.client = action_.on;
  own() = client_phase::connected;
  answer found = certainly(nonzero(), 64);
  found->connected = to;
  return found;
}

transition::answer transition::call() {
  // The instance reads and answers; the client has closed its handle by then.
  answer found = open();
  if (!found) {
    return found;
  }
  if (!found->connected) {
    // It waits for an instance as long as it is told: here not at all.
    return none_to_wait_for();
  }
  if (now_.instances.at(*found->connected).wait == wait_mode::nonblocking) {
    return std::nullopt;  // Its read could not wait for what the client writes.
  }
  next_.instances.at(*found->connected).phase = instance_phase::closing;
  own() = client_phase::idle;
  found->next = next_;
  return found;
}

transition::answer transition::wait() {
  if (own() == client_phase::dead || own() == client_phase::waiting) {
    return std::nullopt;
  }
  return first_listener() ? certainly(nonzero(), 64) : none_to_wait_for();
}

/// What a wait for an instance without any patience gives when none listens.
transition::answer transition::none_to_wait_for() {
  if (any_instance()) {
    return certainly(zero(error::sem_timeout), 0);
  }
  if (!any_left_behind()) {
    return certainly(zero(error::file_not_found), 0);
  }
  // ReactOS waits for a name as long as any end of it is open, Wine as long as a server end is.
  // The pipe is as before in any case.
  answer found = open_question({zero(error::file_not_found), zero(error::sem_timeout)}, 85);
  found->next = next_;
  return found;
}

transition::answer transition::begin_to_wait() {
  if (!space_.waits || own() != client_phase::idle || !any_instance() || first_listener()) {
    return std::nullopt;
  }
  own() = client_phase::waiting;
  return certainly(under_way(), 65);
}

/// What becomes of the calls of WaitNamedPipe that were under way.
void transition::end_waits(prediction& found) {
  const auto waits = [](client_phase one) { return one == client_phase::waiting; };
  if (!found.next || std::ranges::none_of(now_.clients, waits)) {
    return;
  }
  model_state& next = *found.next;
  const bool listens = std::ranges::any_of(next.instances, [](const instance_state& one) {
    return one.phase == instance_phase::listening;
  });
  const bool gone = count_instances(space_, next).least == 0;
  if (!listens && !gone) {
    return;
  }
  // Nobody says whether a nonblocking ConnectNamedPipe wakes them: ReactOS does it, Wine does not.
  // Nor what they wait for when only a client's end is left of the name: both wait on until that
  // is closed, and a wait that begins then ends at once on Wine.
  const bool nonblocking_connect =
      listens && !is_create(action_.verb) && mine().wait == wait_mode::nonblocking;
  if (nonblocking_connect || (gone && count_instances(space_, next).most != 0)) {
    found.next.reset();
    return;
  }
  found.wait_ends = listens ? nonzero() : zero(error::file_not_found);
  std::ranges::replace_if(next.clients, waits, client_phase::idle);
}

transition::answer transition::client_writes() {
  if (own() == client_phase::disconnected) {
    return certainly(zero(error::pipe_not_connected), 15);
  }
  if (own() == client_phase::closing) {
    return certainly(zero(error::no_data), 86);
  }
  for (instance_state& at : next_.instances) {
    if (at.phase == instance_phase::connected && at.client == action_.on && !at.unread) {
      at.unread = true;
      return arranges();
    }
  }
  return std::nullopt;
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
  for (instance_state& at : next_.instances) {
    if (at.phase == instance_phase::connected && at.client == action_.on) {
      at.phase = instance_phase::closing;
    }
  }
  own() = killed ? client_phase::dead : client_phase::idle;
  return killed ? gives(ended(1), {}, 0, grade::arrangement) : arranges();
}

std::optional<prediction> transition::conclude() {
  answer found = is_clients(action_.verb) ? of_client() : of_server();
  if (found) {
    end_waits(*found);
  }
  return found;
}

transition::answer transition::of_server() {
  switch (action_.verb) {
  case model_verb::create_blocking:
    return create(wait_mode::blocking);
  case model_verb::create_nonblocking:
    return create(wait_mode::nonblocking);
  case model_verb::create_too_many:
    return create_too_many();
  case model_verb::connect_null:
  case model_verb::connect_event:
  case model_verb::connect_bare:
    return connect();
  case model_verb::disconnect:
    return disconnect();
  case model_verb::close_server:
    return close_server();
  case model_verb::to_blocking:
    return set_mode(wait_mode::blocking);
  case model_verb::to_nonblocking:
    return set_mode(wait_mode::nonblocking);
  case model_verb::server_reads:
    return read();
  case model_verb::server_writes:
    return write();
  case model_verb::cancel_io:
  case model_verb::cancel_io_ex:
    return cancel();
  case model_verb::cancel_synchronous_io:
    return cancel_synchronous();
  default:
    return std::nullopt;
  }
}

transition::answer transition::of_client() {
  switch (action_.verb) {
  case model_verb::client_opens:
    return open();
  case model_verb::client_calls:
    return call();
  case model_verb::client_waits:
    return wait();
  case model_verb::client_begins_to_wait:
    return begin_to_wait();
  case model_verb::client_writes:
    return client_writes();
  case model_verb::client_reads:
    return client_reads();
  case model_verb::client_closes:
  case model_verb::client_is_killed:
    return client_ends();
  default:
    return std::nullopt;
  }
}

}  // namespace

std::string_view word(instance_phase phase) {
  return phase_words.at(static_cast<std::size_t>(phase));
}

instance_count count_instances(const model_space& space, const model_state& state) {
  const auto is_present = [](const instance_state& one) {
    return one.phase != instance_phase::absent;
  };
  const auto present = std::ranges::count_if(state.instances, is_present);
  const auto left = std::ranges::count(state.clients, client_phase::closing);
  return {.least = static_cast<std::uint8_t>(present),
          .most =
              static_cast<std::uint8_t>(std::min(present + left, std::ptrdiff_t{space.instances}))};
}

std::optional<prediction> predict(const model_space& space, const model_state& state,
                                  model_action action) {
  const bool exists = is_clients(action.verb) ? action.on != 0 && action.on <= space.clients
                                              : action.on < space.instances;
  return exists ? transition(space, state, action).conclude() : std::nullopt;
}

namespace {

/// What has to do with one instance or client alone, whatever the others do.
bool is_private(model_verb verb) {
  switch (verb) {
  case model_verb::connect_bare:
  case model_verb::to_blocking:
  case model_verb::to_nonblocking:
  case model_verb::server_reads:
  case model_verb::server_writes:
  case model_verb::cancel_io:
  case model_verb::client_calls:
  case model_verb::client_writes:
  case model_verb::client_reads:
    return true;
  default:
    return false;
  }
}

bool is_left_out(const model_space& space, model_verb verb) {
  if (space.calls == alphabet::whole) {
    return false;
  }
  if (is_private(verb) || space.calls == alphabet::brief) {
    return is_private(verb);
  }
  switch (verb) {
  case model_verb::create_nonblocking:
  case model_verb::create_too_many:
  case model_verb::cancel_io_ex:
  case model_verb::cancel_synchronous_io:
  case model_verb::client_waits:
    return true;
  case model_verb::connect_null:
    return space.handle == handle_kind::overlapped;
  default:
    return false;
  }
}

}  // namespace

std::vector<model_action> possible_actions(const model_space& space, const model_state& state) {
  std::vector<model_action> possible;
  for (std::size_t verb = 0; verb < verb_words.size(); ++verb) {
    const auto what = static_cast<model_verb>(verb);
    if (is_left_out(space, what)) {
      continue;
    }
    const bool clients = is_clients(what);
    const std::uint8_t first = clients ? 1 : 0;
    const std::uint8_t count = clients ? space.clients : space.instances;
    for (std::uint8_t on = first; on < first + count; ++on) {
      if (clients && space.bystander && on == space.clients && is_private(what)) {
        continue;
      }
      const model_action action{.verb = what, .on = on};
      if (predict(space, state, action)) {
        possible.push_back(action);
      }
    }
  }
  return possible;
}

std::optional<model_state> state_after(const model_space& space, const model_path& path) {
  model_state state;
  bool is_open = false;
  for (const model_action action : path) {
    const auto found = is_open ? std::nullopt : predict(space, state, action);
    if (!found) {
      return std::nullopt;
    }
    is_open = !found->next;
    state = found->next.value_or(state);
  }
  return state;
}

std::string describe(model_action action) {
  std::string text;
  if (is_clients(action.verb)) {
    text = "client-" + std::to_string(action.on) + '.';
  } else if (action.on != 0) {
    text = "second.";
  }
  return text + std::string(verb_words.at(static_cast<std::size_t>(action.verb)));
}

std::string describe(const model_state& state) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  for (std::size_t at = 0; at < state.instances.size(); ++at) {
    const instance_state& one = state.instances.at(at);
    if (one.phase == instance_phase::absent) {
      continue;
    }
    add(at == 0 ? "first:" : "second:");
    add(std::string(word(one.phase)));
    add(one.wait == wait_mode::blocking ? "blocking" : "nonblocking");
    if (one.requests != 0) {
      add(std::to_string(one.requests) + "-pending");
    }
    if (one.blocked) {
      add("blocked");
    }
    if (one.unread) {
      add("unread");
    }
    if (one.client != 0) {
      add("client-" + std::to_string(one.client));
    }
  }
  for (std::size_t at = 0; at < state.clients.size(); ++at) {
    const auto is = static_cast<std::size_t>(state.clients.at(at));
    if (const std::string_view said = client_words.at(is); !said.empty()) {
      add("client-" + std::to_string(at + 1) + '-' + std::string(said));
    }
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace cnp
