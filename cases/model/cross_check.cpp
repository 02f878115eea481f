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
  return left.how == right.how && left.kind == right.kind && left.value == right.value &&
         (left.value != 0 || left.error == right.error) &&
         of_each_optional_member([&](auto member) {
           return !(left.*member) || !(right.*member) || left.*member == right.*member;
         });
}

bool are_among(const std::vector<outcome>& some, const std::vector<outcome>& all) {
  return std::ranges::all_of(some, [&](const outcome& one) {
    return std::ranges::any_of(all,
                               [&](const outcome& other) { return is_same_outcome(one, other); });
  });
}

/// Whether what a scenario allows of a step agrees with what the model predicts.
bool agrees(const step& one, const prediction& found) {
  const bool is_sane = are_among(found.allowed, one.allowed);
  switch (one.known) {
  case grade::arrangement:
    return is_sane && are_among(one.allowed, found.allowed) && !found.contested;
  case grade::unspecified:
    return is_sane;
  default:
    return is_sane && are_among(one.allowed, found.allowed);
  }
}

/// Follows one script in the model. Keeps what the model does not: which handle is which end, and
/// which thread blocks where.
class model_follower {
 public:
  model_follower(std::string key, cross_check& into) : key_(std::move(key)), into_(into) {
    space_.kills = true;
    space_.waits = true;
    space_.clients = model_clients;
  }

  void follow(const script& steps) {
    for (const step& one : steps) {
      ++number_;
      ++into_.steps;
      if (lost_.empty()) {
        std::visit([&](const auto& made) { take(one, made); }, one.what);
      } else {
        ++into_.outside["(after) " + lost_];
      }
    }
  }

 private:
  using number = std::uint8_t;

  [[nodiscard]] static std::string name(const step& one) {
    return std::string(function_name(one.what));
  }

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
    into_.disagreements.push_back(key_ + ", step " + std::to_string(number_) + " (" + one.label +
                                  "): the scenario (" + std::string(word(one.known)) + ") allows " +
                                  describe(one.allowed) + "; the model (" +
                                  std::string(word(found.known)) + ") predicts " +
                                  describe(found.allowed) + " in the state: " + describe(state_));
  }

  [[nodiscard]] std::string not_taken(model_action action) const {
    return "a call that the model does not take in this state: " + step_label(state_, action);
  }

  /// Takes an action of the alphabet; what the model predicted, if it knows what comes next.
  std::optional<prediction> act(const step& one, model_action action,
                                const std::vector<outcome>& instead = {}) {
    std::optional<prediction> found = predict(space_, state_, action);
    if (!found) {
      lose(not_taken(action));
      return std::nullopt;
    }
    if (!instead.empty()) {
      found->allowed = instead;
    }
    hold_against(one, *found);
    if (found->connected && state_.instances.at(*found->connected).blocked) {
      // A call that blocks there returns now.
      returns_[blocked_[*found->connected]] = {.allowed = {nonzero()}};
    }
    if (!found->wait_ends.allowed.empty()) {
      for (const auto& [process, client] : std::exchange(waiting_, {})) {
        woken_[process] = found->wait_ends;
      }
    }
    state_ = found->next;
    return found;
  }

  /// Takes an action that is a part of a call whose outcome was judged.
  void go_on(model_action action) {
    const auto found = predict(space_, state_, action);
    if (found) {
      state_ = found->next;
    } else {
      lost_ = not_taken(action);
    }
  }

  /// The end of a call that was begun: it has returned with this, or is under way.
  void finish(const step& one, std::map<number, call_end>& returned, number of) {
    const auto found = returned.find(of);
    const bool has_returned = found != returned.end();
    const call_end end = has_returned ? found->second : call_end{.allowed = {under_way()}};
    hold_against(one, {.allowed = end.allowed, .known = end.known, .catalogue = end.catalogue});
    if (has_returned) {
      returned.erase(found);
    }
  }

  /// The instance behind a handle of the server.
  [[nodiscard]] std::optional<number> instance_of(const step& one, slot handle) const {
    const auto found = instances_.find(handle);
    if (one.who.process != 0 || found == instances_.end()) {
      return std::nullopt;
    }
    return found->second;
  }
  /// The model's client whose end a handle of a client process is.
  [[nodiscard]] std::optional<number> client_of(const step& one, slot handle) const {
    const auto found = ends_.find({one.who.process, handle});
    return found == ends_.end() ? std::nullopt : std::optional(found->second);
  }
  /// Whether some process has a handle of the client's end.
  [[nodiscard]] bool has_an_end(number client) const {
    return std::ranges::any_of(ends_, [&](const auto& each) { return each.second == client; });
  }
  /// Whether the other end of a client's handle is gone.
  [[nodiscard]] bool is_cut_off(number client) const {
    const client_phase is = state_.clients.at(client - 1U);
    return is == client_phase::disconnected || is == client_phase::closing;
  }
  /// The first client that stands so. Which of them comes makes no difference.
  template <class Test>
  [[nodiscard]] std::optional<number> client_that(Test stands_so) const {
    const auto found = std::ranges::find_if(state_.clients, stands_so);
    if (found == state_.clients.end()) {
      return std::nullopt;
    }
    return static_cast<number>(found - state_.clients.begin() + 1);
  }
  [[nodiscard]] std::optional<number> idle_client() const {
    return client_that([](client_phase is) { return is == client_phase::idle; });
  }

  // What each call is in the model's alphabet.

  void take(const step& one, const create_pipe& made) {
    if (made.name_id != 0 || one.who.process != 0) {
      return pass_over("CreateNamedPipe of another name");
    }
    if (made.first_instance && pipe_) {
      return pass_over("CreateNamedPipe with FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use");
    }
    if (!pipe_) {
      pipe_ = made;
      space_.handle = made.handle;
      space_.instances =
          static_cast<number>(std::min<std::uint32_t>(made.max_instances, model_instances));
    }
    const auto absent =
        std::ranges::find(state_.instances, instance_phase::absent, &instance_state::phase);
    const auto at = static_cast<number>(absent - state_.instances.begin());
    if (at < space_.instances) {
      const bool blocks = made.wait == wait_mode::blocking;
      if (act(one, {blocks ? model_verb::create_blocking : model_verb::create_nonblocking, at})) {
        instances_[made.pipe] = at;
      }
    } else if (made.max_instances > model_instances) {
      lose("more instances than the model has");
    } else {
      act(one, {model_verb::create_too_many, 0});
    }
  }

  void take(const step& one, const connect_pipe& made) {
    if (one.part == phase::finish) {
      return finish(one, returns_, one.who.thread);
    }
    const auto at = instance_of(one, made.pipe);
    if (!at) {
      return pass_over("ConnectNamedPipe on what is no server end");
    }
    if (made.lp == overlapped_kind::not_an_event ||
        made.lp == overlapped_kind::unmodifiable_event) {
      return pass_over("ConnectNamedPipe with an event that can't be used");
    }
    // On a synchronous handle an OVERLAPPED is ignored.
    const model_verb verb =
        space_.handle == handle_kind::synchronous || made.lp == overlapped_kind::null
            ? model_verb::connect_null
        : made.lp == overlapped_kind::no_event ? model_verb::connect_bare
                                               : model_verb::connect_event;
    if (act(one, {verb, *at}) && state_.instances.at(*at).blocked) {
      blocked_[*at] = one.who.thread;
    }
  }

  void take(const step& one, const disconnect_pipe& made) {
    on_instance(one, made.pipe, model_verb::disconnect);
  }

  void take(const step& one, const close_handle& made) {
    if (const auto at = instance_of(one, made.handle)) {
      if (act(one, {model_verb::close_server, *at})) {
        instances_.erase(made.handle);
      }
      return;
    }
    const auto client = client_of(one, made.handle);
    if (!client) {
      return pass_over("CloseHandle of something else");
    }
    ends_.erase({one.who.process, made.handle});
    if (has_an_end(*client)) {
      pass_over("CloseHandle of an end that has a duplicate");
    } else {
      act(one, {model_verb::client_closes, *client});
    }
  }

  /// To the pipe a process that ends by itself is what a killed one is; its exit code is its own.
  void end_process(const step& one, const outcome& end) {
    if (one.who.process == 0) {
      return lose("the server's process ends");
    }
    const auto of_process = [&](const auto& each) { return each.first.first == one.who.process; };
    const auto mine = std::ranges::find_if(ends_, of_process);
    if (mine == ends_.end()) {
      return pass_over("a process without an end of the pipe ends");
    }
    const number client = mine->second;
    std::erase_if(ends_, of_process);
    if (has_an_end(client)) {
      pass_over("a process ends of whose end there is a duplicate");
    } else {
      act(one, {model_verb::client_is_killed, client}, {end});
    }
  }
  void take(const step& one, const exit_process& made) { end_process(one, ended(made.code)); }
  void take(const step& one, const kill_process&) { end_process(one, ended(1)); }

  void take(const step& one, const set_wait_mode& made) {
    if (pipe_ && pipe_->dir == direction::inbound) {
      return pass_over("SetNamedPipeHandleState without the right to it");
    }
    on_instance(one, made.pipe,
                made.wait == wait_mode::blocking ? model_verb::to_blocking
                                                 : model_verb::to_nonblocking);
  }

  void take(const step& one, const write_pipe& made) {
    if (const auto client = client_of(one, made.handle)) {
      act(one, {model_verb::client_writes, *client});
    } else {
      on_instance(one, made.handle, model_verb::server_writes);
    }
  }

  void take(const step& one, const read_pipe& made) {
    if (const auto client = client_of(one, made.handle); client && is_cut_off(*client)) {
      act(one, {model_verb::client_reads, *client});
    } else if (one.who.process != 0) {
      pass_over("ReadFile of a client");  // The model does not keep what the server wrote.
    } else if (one.part != phase::whole) {
      lose("ReadFile that blocks");
    } else {
      on_instance(one, made.handle, model_verb::server_reads);
    }
  }

  void take(const step& one, const cancel_io& made) {
    on_instance(one, made.pipe, model_verb::cancel_io);
  }

  void take(const step& one, const cancel_io_ex& made) {
    const auto at = instance_of(one, made.pipe);
    if (at && made.req != no_request && state_.instances.at(*at).requests > 1) {
      lose("CancelIoEx of one request among several");
    } else {
      on_instance(one, made.pipe, model_verb::cancel_io_ex);
    }
  }

  void take(const step& one, const cancel_synchronous_io& made) {
    const auto found = std::ranges::find_if(blocked_, [&](const auto& each) {
      return each.second == made.thread && state_.instances.at(each.first).blocked;
    });
    if (found == blocked_.end()) {
      pass_over("CancelSynchronousIo of a thread that blocks in no connect");
    } else if (act(one, {model_verb::cancel_synchronous_io, found->first})) {
      returns_[made.thread] = {.allowed = {zero(error::operation_aborted)}};
    }
  }

  void take(const step& one, const open_pipe& made) {
    if (made.name_id != 0) {
      return pass_over("CreateFile of another name");
    }
    const bool too_much = pipe_ && pipe_->dir != direction::duplex && made.dir != pipe_->dir;
    if (too_much && !made.no_access) {
      return pass_over("CreateFile with access that the pipe does not give");
    }
    const auto client = idle_client();
    if (!client) {
      return lose(too_many_clients);
    }
    const auto found = act(one, {model_verb::client_opens, *client});
    if (found && found->connected) {
      ends_[{one.who.process, made.handle}] = *client;
    }
  }

  /// To the instance CallNamedPipe is CreateFile, WriteFile and, when it was answered, CloseHandle.
  void take(const step& one, const call_pipe& made) {
    if (one.part == phase::finish) {
      return finish_call(one);
    }
    const auto client = idle_client();
    if (made.name_id != 0 || !client || (pipe_ && pipe_->type == pipe_type::byte)) {
      lose("CallNamedPipe on a byte pipe");
    } else if (one.part == phase::whole) {
      act(one, {model_verb::client_calls, *client});
    } else {
      const auto found = act(one, {model_verb::client_opens, *client}, {under_way()});
      if (!found || !found->connected) {
        return lose("CallNamedPipe that waits for an instance");
      }
      calling_[one.who.process] = *client;
      go_on({model_verb::client_writes, *client});
    }
  }
  void finish_call(const step& one) {
    const auto caller = calling_.find(one.who.process);
    if (caller == calling_.end()) {
      return lose("CallNamedPipe that waits for an instance");
    }
    hold_against(one, {.allowed = {nonzero()}, .known = grade::certain});
    go_on({model_verb::client_closes, caller->second});
    calling_.erase(caller);
  }

  void take(const step& one, const wait_pipe& made) {
    if (made.name_id != 0) {
      return pass_over("WaitNamedPipe for another name");
    }
    if (one.part != phase::whole && made.wait != patience::deadline) {
      return pass_over("WaitNamedPipe that waits, but not for long");
    }
    if (one.part == phase::finish) {
      return finish(one, woken_, one.who.process);
    }
    const bool begins = one.part == phase::begin;
    const auto client = begins
                            ? idle_client()
                            : client_that([](client_phase is) { return is != client_phase::dead; });
    if (!client) {
      lose(too_many_clients);
    } else if (!begins) {
      act(one, {model_verb::client_waits, *client});
    } else if (act(one, {model_verb::client_begins_to_wait, *client})) {
      waiting_[one.who.process] = *client;
    }
  }

  void take(const step& one, const duplicate_handle& made) {
    if (const auto client = client_of(one, made.handle)) {
      ends_[{made.to_process, made.to_slot}] = *client;
      pass_over(name(one));
    } else {
      lose(name(one) + " of something else");
    }
  }

  // What these leave behind is not the model's to say.
  void take(const step& one, const exit_thread&) { lose(name(one)); }
  void take(const step& one, const probe_name&) { lose(name(one)); }
  /// Questions, and calls that have to do with other objects.
  template <class Other>
  void take(const step& one, const Other&) {
    pass_over(name(one));
  }

  void on_instance(const step& one, slot handle, model_verb verb) {
    if (const auto at = instance_of(one, handle)) {
      act(one, {verb, *at});
    } else {
      pass_over(name(one) + " on something else");
    }
  }

  static constexpr const char* too_many_clients = "more clients than the model has";

  std::string key_;
  cross_check& into_;
  model_space space_;
  model_state state_;
  std::size_t number_ = 0;
  std::string lost_;  ///< Why nothing is judged any more.
  std::optional<create_pipe> pipe_;
  std::map<slot, number> instances_;
  std::map<std::pair<number, slot>, number> ends_;  ///< By process and handle.
  std::map<number, number> calling_;                ///< CallNamedPipe under way, by process.
  std::map<number, number> waiting_;                ///< WaitNamedPipe under way, by process.
  std::map<number, call_end> woken_;                ///< What it gave then, by process.
  std::map<number, number> blocked_;                ///< The thread that blocks, by instance.
  std::map<number, call_end> returns_;              ///< What the blocked call gives, by thread.
};

}  // namespace

void check_against_model(const scenario& of, const cell& in, const script& steps,
                         cross_check& into) {
  ++into.cells;
  if (in_app_container(of.server) || std::ranges::any_of(of.clients, in_app_container)) {
    into.steps += steps.size();
    into.outside["in an app container"] += steps.size();
    return;
  }
  model_follower(key(of, in), into).follow(steps);
}

std::string describe(const cross_check& all) {
  std::string text = std::to_string(all.steps) + " steps of " + std::to_string(all.cells) +
                     " cells: " + std::to_string(all.judged) + " judged, " +
                     std::to_string(all.disagreements.size()) + " disagreements; not judged:\n";
  for (const auto& [why, count] : all.outside) {
    text += "  " + std::to_string(count) + "  " + why + '\n';
  }
  return text;
}

}  // namespace cnp
