// The curated scenarios through the model: what each call is in the model's alphabet, and whether
// the two say the same of it.

#include "cases/model/cross_check.hpp"

#include "cases/model/path_compiler.hpp"
#include "cases/model/state_machine.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

namespace cnp {

namespace {

/// The same outcome, as far as both look at it.
bool is_same_outcome(const outcome& left, const outcome& right) {
  const auto agree = [](const auto& a, const auto& b) { return !a || !b || *a == *b; };
  return left.how == right.how && left.kind == right.kind && left.value == right.value &&
         (left.value != 0 || left.error == right.error) && agree(left.internal, right.internal) &&
         agree(left.event_signaled, right.event_signaled) &&
         agree(left.handle_signaled, right.handle_signaled) && agree(left.bytes, right.bytes) &&
         agree(left.mode, right.mode) && agree(left.data, right.data);
}

bool are_among(const std::vector<outcome>& some, const std::vector<outcome>& all) {
  return std::ranges::all_of(some, [&](const outcome& one) {
    return std::ranges::any_of(all,
                               [&](const outcome& other) { return is_same_outcome(one, other); });
  });
}

/// Whether what a scenario allows of a step agrees with what the model predicts.
bool agrees(const step& one, const prediction& found) {
  const bool open = found.known == grade::unspecified;
  switch (one.known) {
  case grade::arrangement:
    return are_among(one.allowed, found.allowed) && (!open || found.allowed.size() == 1);
  case grade::unspecified:
    return are_among(found.allowed, one.allowed) &&
           (!open || are_among(one.allowed, found.allowed));
  default:
    return are_among(one.allowed, found.allowed) && are_among(found.allowed, one.allowed);
  }
}

/// Plays one script. Keeps what the model does not: which handle is which end, and which thread
/// blocks where.
class replayer {
 public:
  replayer(std::string key, replay_tally& into) : key_(std::move(key)), into_(into) {
    space_.kills = true;
    space_.waits = true;
    space_.clients = model_clients;
  }

  void play(const script& steps) {
    for (const step& one : steps) {
      ++number_;
      ++into_.steps;
      if (!lost_.empty()) {
        ++into_.outside["(after) " + lost_];
        continue;
      }
      std::visit([&](const auto& what) { take(one, what); }, one.what);
    }
  }

 private:
  /// The model does not have this call, and its state is as before.
  void pass_over(const std::string& why) { ++into_.outside[why]; }
  /// Nor does it know what the call leaves behind: nothing of the cell can be judged from here.
  void lose(const std::string& why) {
    pass_over(why);
    lost_ = why;
  }

  void hold_against(const step& one, const prediction& found) {
    ++into_.judged;
    if (agrees(one, found)) {
      return;
    }
    into_.quarrels.push_back(key_ + ", step " + std::to_string(number_) + " (" + one.label +
                             "): the scenario (" + std::string(word(one.known)) +
                             ") allows " + describe(one.allowed) + "; the model (" +
                             std::string(word(found.known)) + ") predicts " +
                             describe(found.allowed) + " in the state: " + describe(state_));
  }

  /// Takes an action of the alphabet; what the model predicted, if it knows what comes next.
  std::optional<prediction> act(const step& one, model_action action,
                                const std::vector<outcome>& instead = {}) {
    std::optional<prediction> found = predict(space_, state_, action);
    if (!found) {
      lose("a call that the model does not take in this state: " + step_label(state_, action));
      return std::nullopt;
    }
    if (!instead.empty()) {
      found->allowed = instead;
    }
    hold_against(one, *found);
    if (!found->next) {
      lost_ = "an outcome that nobody says: " + step_label(state_, action);
      return found;
    }
    if (found->connected) {
      // A call that blocks there returns now.
      const std::uint8_t at = *found->connected;
      if (state_.instances.at(at).blocked) {
        returns_[blocked_[at]] = nonzero();
      }
    }
    if (found->wait_ends) {
      for (const auto& [process, client] : std::exchange(waiting_, {})) {
        woken_[process] = *found->wait_ends;
      }
    }
    state_ = *found->next;
    return found;
  }

  /// Takes an action that is a part of a call whose outcome was judged.
  void follow(model_verb verb, std::uint8_t on) {
    const auto found = predict(space_, state_, {verb, on});
    if (found && found->next) {
      state_ = *found->next;
    } else {
      lost_ =
          "a call that the model does not take in this state: " + step_label(state_, {verb, on});
    }
  }

  /// The instance behind a handle of the server.
  [[nodiscard]] std::optional<std::uint8_t> instance_of(const step& one, slot handle) const {
    const auto found = instances_.find(handle);
    if (one.who.process != 0 || found == instances_.end()) {
      return std::nullopt;
    }
    return found->second;
  }
  /// The model's client whose end a handle of a client process is.
  [[nodiscard]] std::optional<std::uint8_t> client_of(const step& one, slot handle) const {
    const auto found = ends_.find({one.who.process, handle});
    return found == ends_.end() ? std::nullopt : std::optional(found->second);
  }
  /// Whether the other end of a client's handle is gone.
  [[nodiscard]] bool is_cut_off(std::uint8_t client) const {
    const client_phase is = state_.clients.at(client - 1U);
    return is == client_phase::disconnected || is == client_phase::closing;
  }
  /// A client that has no handle. Which of them comes makes no difference.
  [[nodiscard]] std::optional<std::uint8_t> idle_client() const {
    const auto found = std::ranges::find(state_.clients, client_phase::idle);
    if (found == state_.clients.end()) {
      return std::nullopt;
    }
    return static_cast<std::uint8_t>(found - state_.clients.begin() + 1);
  }

  void take(const step& one, const create_pipe& what);
  void take(const step& one, const connect_pipe& what);
  void take(const step& one, const close_handle& what);
  void take(const step& one, const set_wait_mode& what);
  void take(const step& one, const write_pipe& what);
  void take(const step& one, const read_pipe& what);
  void take(const step& one, const cancel_io_ex& what);
  void take(const step& one, const cancel_synchronous_io& what);
  void take(const step& one, const open_pipe& what);
  void take(const step& one, const call_pipe& what);
  void take(const step& one, const wait_pipe& what);
  void take(const step& one, const duplicate_handle& what);
  void take(const step& one, const disconnect_pipe& what) {
    on_instance(one, what.pipe, model_verb::disconnect);
  }
  void take(const step& one, const cancel_io& what) {
    on_instance(one, what.pipe, model_verb::cancel_io);
  }
  void take(const step& one, const exit_process& what) { end_process(one, ended(what.code)); }
  void take(const step& one, const kill_process&) { end_process(one, ended(1)); }
  // What these leave behind is not the model's to say.
  void take(const step& one, const exit_thread&) { lose(std::string(function_name(one.what))); }
  void take(const step& one, const probe_name&) { lose(std::string(function_name(one.what))); }
  /// Questions, and calls that have to do with other objects.
  template <class Other>
  void take(const step& one, const Other&) {
    pass_over(std::string(function_name(one.what)));
  }

  void on_instance(const step& one, slot handle, model_verb verb) {
    if (const auto at = instance_of(one, handle)) {
      act(one, {verb, *at});
    } else {
      pass_over(std::string(function_name(one.what)) + " on something else");
    }
  }
  void end_process(const step& one, const outcome& end);
  void finish_connect(const step& one);
  void finish_call(const step& one);
  void begin_to_wait(const step& one);
  void finish_wait(const step& one);

  std::string key_;
  replay_tally& into_;
  model_space space_;
  model_state state_;
  std::size_t number_ = 0;
  std::string lost_;  ///< Why nothing is judged any more.
  std::optional<create_pipe> pipe_;
  std::map<slot, std::uint8_t> instances_;
  std::map<std::pair<std::uint8_t, slot>, std::uint8_t> ends_;  ///< By process and handle.
  std::map<std::uint8_t, std::uint8_t> calling_;  ///< CallNamedPipe under way, by process.
  std::map<std::uint8_t, std::uint8_t> waiting_;  ///< WaitNamedPipe under way, by process.
  std::map<std::uint8_t, outcome> woken_;         ///< What it gave then, by process.
  std::map<std::uint8_t, std::uint8_t> blocked_;  ///< The thread that blocks, by instance.
  std::map<std::uint8_t, outcome> returns_;       ///< What the blocked call gives, by thread.
};

void replayer::take(const step& one, const create_pipe& what) {
  if (what.name_id != 0 || one.who.process != 0) {
    pass_over("CreateNamedPipe of another name");
    return;
  }
  if (what.first_instance && pipe_) {
    pass_over("CreateNamedPipe with FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use");
    return;
  }
  if (!pipe_) {
    pipe_ = what;
    space_.handle = what.handle;
    space_.instances =
        static_cast<std::uint8_t>(std::min<std::uint32_t>(what.max_instances, model_instances));
  }
  const auto absent =
      std::ranges::find(state_.instances, instance_phase::absent, &instance_state::phase);
  const auto at = static_cast<std::uint8_t>(absent - state_.instances.begin());
  if (at < space_.instances) {
    const bool blocks = what.wait == wait_mode::blocking;
    if (act(one, {blocks ? model_verb::create_blocking : model_verb::create_nonblocking, at})) {
      instances_[what.pipe] = at;
    }
  } else if (what.max_instances > model_instances) {
    lose("more instances than the model has");
  } else {
    act(one, {model_verb::create_too_many, 0});
  }
}

void replayer::take(const step& one, const connect_pipe& what) {
  if (one.part == phase::finish) {
    finish_connect(one);
    return;
  }
  const auto at = instance_of(one, what.pipe);
  if (!at) {
    pass_over("ConnectNamedPipe on what is no server end");
    return;
  }
  if (what.lp == overlapped_kind::not_an_event || what.lp == overlapped_kind::unmodifiable_event) {
    pass_over("ConnectNamedPipe with an event that can't be used");
    return;
  }
  // On a synchronous handle an OVERLAPPED is ignored.
  const model_verb verb =
      space_.handle == handle_kind::synchronous || what.lp == overlapped_kind::null
          ? model_verb::connect_null
      : what.lp == overlapped_kind::no_event ? model_verb::connect_bare
                                             : model_verb::connect_event;
  if (act(one, {verb, *at}) && state_.instances.at(*at).blocked) {
    blocked_[*at] = one.who.thread;
  }
}

void replayer::finish_connect(const step& one) {
  const auto found = returns_.find(one.who.thread);
  const bool returned = found != returns_.end();
  hold_against(one, {.allowed = {returned ? found->second : under_way()}, .known = grade::certain});
  if (returned) {
    returns_.erase(found);
  }
}

void replayer::take(const step& one, const close_handle& what) {
  if (const auto at = instance_of(one, what.handle)) {
    if (act(one, {model_verb::close_server, *at})) {
      instances_.erase(what.handle);
    }
    return;
  }
  const auto client = client_of(one, what.handle);
  if (!client) {
    pass_over("CloseHandle of something else");
    return;
  }
  ends_.erase({one.who.process, what.handle});
  const bool has_duplicate =
      std::ranges::any_of(ends_, [&](const auto& each) { return each.second == *client; });
  if (has_duplicate) {
    pass_over("CloseHandle of an end that has a duplicate");
  } else {
    act(one, {model_verb::client_closes, *client});
  }
}

/// To the pipe a process that ends by itself is what a killed one is; its exit code is its own.
void replayer::end_process(const step& one, const outcome& end) {
  if (one.who.process == 0) {
    lose("the server's process ends");
    return;
  }
  const auto of_process = [&](const auto& each) { return each.first.first == one.who.process; };
  const auto mine = std::ranges::find_if(ends_, of_process);
  if (mine == ends_.end()) {
    pass_over("a process without an end of the pipe ends");
    return;
  }
  const std::uint8_t client = mine->second;
  std::erase_if(ends_, of_process);
  if (std::ranges::any_of(ends_, [&](const auto& each) { return each.second == client; })) {
    pass_over("a process ends of whose end there is a duplicate");
  } else {
    act(one, {model_verb::client_is_killed, client}, {end});
  }
}

void replayer::take(const step& one, const set_wait_mode& what) {
  if (pipe_ && pipe_->dir == direction::inbound) {
    pass_over("SetNamedPipeHandleState without the right to it");
    return;
  }
  on_instance(one, what.pipe,
              what.wait == wait_mode::blocking ? model_verb::to_blocking
                                               : model_verb::to_nonblocking);
}

void replayer::take(const step& one, const write_pipe& what) {
  if (const auto client = client_of(one, what.handle)) {
    act(one, {model_verb::client_writes, *client});
  } else {
    on_instance(one, what.handle, model_verb::server_writes);
  }
}

void replayer::take(const step& one, const read_pipe& what) {
  if (const auto client = client_of(one, what.handle); client && is_cut_off(*client)) {
    act(one, {model_verb::client_reads, *client});
  } else if (one.who.process != 0) {
    pass_over("ReadFile of a client");  // The model does not keep what the server wrote.
  } else if (one.part != phase::whole) {
    lose("ReadFile that blocks");
  } else {
    on_instance(one, what.handle, model_verb::server_reads);
  }
}

void replayer::take(const step& one, const cancel_io_ex& what) {
  const auto at = instance_of(one, what.pipe);
  if (at && what.req != no_request && state_.instances.at(*at).requests > 1) {
    lose("CancelIoEx of one request among several");
  } else {
    on_instance(one, what.pipe, model_verb::cancel_io_ex);
  }
}

void replayer::take(const step& one, const cancel_synchronous_io& what) {
  const auto found = std::ranges::find_if(blocked_, [&](const auto& each) {
    return each.second == what.thread && state_.instances.at(each.first).blocked;
  });
  if (found == blocked_.end()) {
    pass_over("CancelSynchronousIo of a thread that blocks in no connect");
  } else if (act(one, {model_verb::cancel_synchronous_io, found->first})) {
    returns_[what.thread] = zero(error::operation_aborted);
  }
}

void replayer::take(const step& one, const open_pipe& what) {
  if (what.name_id != 0) {
    pass_over("CreateFile of another name");
    return;
  }
  const bool too_much = pipe_ && pipe_->dir != direction::duplex && what.dir != pipe_->dir;
  if (too_much && !what.no_access) {
    pass_over("CreateFile with access that the pipe does not give");
    return;
  }
  const auto client = idle_client();
  if (!client) {
    lose("more clients than the model has");
    return;
  }
  const auto found = act(one, {model_verb::client_opens, *client});
  if (found && found->connected) {
    ends_[{one.who.process, what.handle}] = *client;
  }
}

/// To the instance CallNamedPipe is CreateFile, WriteFile and, when it was answered, CloseHandle.
void replayer::take(const step& one, const call_pipe& what) {
  if (one.part == phase::finish) {
    finish_call(one);
    return;
  }
  const auto client = idle_client();
  if (what.name_id != 0 || !client || (pipe_ && pipe_->type == pipe_type::byte)) {
    lose("CallNamedPipe on a byte pipe");
  } else if (one.part == phase::whole) {
    act(one, {model_verb::client_calls, *client});
  } else {
    const auto found = act(one, {model_verb::client_opens, *client}, {under_way()});
    if (found && found->connected) {
      calling_[one.who.process] = *client;
      follow(model_verb::client_writes, *client);
    } else {
      lose("CallNamedPipe that waits for an instance");
    }
  }
}

void replayer::finish_call(const step& one) {
  const auto caller = calling_.find(one.who.process);
  if (caller == calling_.end()) {
    lose("CallNamedPipe that waits for an instance");
    return;
  }
  hold_against(one, {.allowed = {nonzero()}, .known = grade::certain});
  follow(model_verb::client_closes, caller->second);
  calling_.erase(caller);
}

void replayer::take(const step& one, const wait_pipe& what) {
  if (what.name_id != 0) {
    pass_over("WaitNamedPipe for another name");
    return;
  }
  if (one.part != phase::whole && what.wait != patience::deadline) {
    pass_over("WaitNamedPipe that waits, but not for long");
    return;
  }
  if (one.part == phase::begin) {
    begin_to_wait(one);
    return;
  }
  if (one.part == phase::finish) {
    finish_wait(one);
    return;
  }
  const auto alive = std::ranges::find_if(
      state_.clients, [](client_phase each) { return each != client_phase::dead; });
  if (alive == state_.clients.end()) {
    lose("more clients than the model has");
  } else {
    act(one,
        {model_verb::client_waits, static_cast<std::uint8_t>(alive - state_.clients.begin() + 1)});
  }
}

void replayer::begin_to_wait(const step& one) {
  const auto client = idle_client();
  if (!client) {
    lose("more clients than the model has");
  } else if (act(one, {model_verb::client_begins_to_wait, *client})) {
    waiting_[one.who.process] = *client;
  }
}

void replayer::finish_wait(const step& one) {
  const auto found = woken_.find(one.who.process);
  const bool returned = found != woken_.end();
  hold_against(one, {.allowed = {returned ? found->second : under_way()}, .known = grade::certain});
  if (returned) {
    woken_.erase(found);
  }
}

void replayer::take(const step& one, const duplicate_handle& what) {
  if (const auto client = client_of(one, what.handle)) {
    ends_[{what.to_process, what.to_slot}] = *client;
    pass_over(std::string(function_name(one.what)));
  } else {
    lose(std::string(function_name(one.what)) + " of something else");
  }
}

bool is_boxed(const scenario& what) {
  const auto in_app_container = [](placement where) {
    return where == placement::app_container || where == placement::other_container;
  };
  return in_app_container(what.server) || std::ranges::any_of(what.clients, in_app_container);
}

}  // namespace

void replay(const scenario& what, const cell& where, const script& steps, replay_tally& into) {
  ++into.cells;
  if (is_boxed(what)) {
    into.steps += steps.size();
    into.outside["in an app container"] += steps.size();
    return;
  }
  replayer(key(what, where), into).play(steps);
}

std::string describe(const replay_tally& all) {
  std::string text = std::to_string(all.steps) + " steps of " + std::to_string(all.cells) +
                     " cells: " + std::to_string(all.judged) + " judged, " +
                     std::to_string(all.quarrels.size()) + " quarrels; not judged:\n";
  for (const auto& [why, count] : all.outside) {
    text += "  " + std::to_string(count) + "  " + why + '\n';
  }
  return text;
}

}  // namespace cnp
