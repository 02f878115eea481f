// The calls of a walk through the model as steps that the interpreter performs.

#include "cases/model/path_compiler.hpp"

#include "cases/language/shared_steps.hpp"
#include "harness/scenario/registry.hpp"
#include "harness/support/assertion.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

namespace {

const std::string walk_question = "question";
const std::string walk_answer = "answer";

/// What follows the label of a call in those of the steps that belong to it.
constexpr auto step_parts =
    std::to_array<std::string_view>({"completion", "result", "connect-returns", "heard", "asked",
                                     "read", "answered", "wait-returns"});

/// `closing-nonblocking`, and what is pending.
std::string state_words(const instance_state& one) {
  return std::string(word(one.phase)) + (one.wait == wait_mode::nonblocking ? "-nonblocking" : "") +
         (one.requests != 0 ? "-pending" : "");
}

/// The line of the catalogue by which a nonblocking connect wakes those who wait.
constexpr line_number polled = 90;

/// Whether CallNamedPipe finds the name, and no instance that listens.
bool finds_none(const model_state& state) {
  return count_instances(state) != 0 &&
         std::ranges::find(state.instances, instance_phase::listening, &instance_state::phase) ==
             state.instances.end();
}

/// Whether the kernel is asked about the instance. Not while a connect blocks: on a synchronous
/// handle the question would wait for it, and on an overlapped one what completes on the handle may
/// end the connect's wait (catalogue 28).
bool is_asked_about(const instance_state& one) {
  return one.phase != instance_phase::absent && !one.blocked;
}

/// `second.read-back@closing-unread`: about the instance as it stands, whatever call came before,
/// so that what a kernel says otherwise of a state is one thing to recorded deviations.
std::string read_back_label(const instance_state& one, std::size_t at) {
  return (at == 0 ? "" : "second.") + std::string("read-back@") + state_words(one) +
         (one.unread ? "-unread" : "");
}

/// Turns a path into steps. Keeps what the model does not: which request stands in which place.
class path_compiler {
 public:
  explicit path_compiler(const model_space& space) : space_(space) {}

  path_compiler& take(const model_path& path) {
    for (; taken_ < path.size(); ++taken_) {
      take(path, path[taken_]);
      calls_.resize(made_.size(), taken_);
    }
    return *this;
  }
  [[nodiscard]] const script& steps() const { return made_; }
  [[nodiscard]] const std::vector<std::size_t>& calls() const { return calls_; }

 private:
  [[nodiscard]] bool overlapped() const { return space_.handle == handle_kind::overlapped; }
  [[nodiscard]] static std::uint8_t thread_of(std::uint8_t instance) {
    return static_cast<std::uint8_t>(1 + instance);
  }

  void take(const model_path& path, model_action action) {
    const model_state before = state_;
    const auto found = predict(space_, before, action);
    CNP_ASSERT(found, describe(action) + " can't be taken in: " + describe(before));
    name_ = step_label(before, action);
    if (action.verb == model_verb::client_begins_to_wait) {
      begin_wait(path, action.on, *found);
    } else {
      act(before, action, *found);
    }
    if (found->connected && action.verb != model_verb::client_calls) {
      complete(before.instances.at(*found->connected), *found->connected);
    }
    if (!found->wait_ends.allowed.empty()) {
      finish_waits(before, found->wait_ends);
    }
    state_ = found->next;
    ask_kernel(state_);
  }

  step& add(actor who, call the_call, std::vector<outcome> allowed, const std::string& part = {}) {
    return add_named(part.empty() ? name_ : name_ + '.' + part, who, std::move(the_call),
                     std::move(allowed));
  }

  step& add_named(const std::string& stem, actor who, call the_call, std::vector<outcome> allowed) {
    step one{.who = who, .what = std::move(the_call), .allowed = std::move(allowed)};
    const int count = ++used_[stem];
    one.label = count == 1 ? stem : stem + label_again + std::to_string(count);
    made_.push_back(std::move(one));
    return made_.back();
  }

  /// What comes of calls that were under way, and who says so.
  step& add_end(const call_end& end, actor who, call the_call, const std::string& part) {
    step& one = add(who, std::move(the_call), end.allowed, part);
    one.known = end.known;
    one.catalogue = end.catalogue;
    return one;
  }
  step& add_certain(line_number line, actor who, call the_call, outcome gives,
                    const std::string& part) {
    return add_end({.allowed = {std::move(gives)}, .known = grade::certain, .catalogue = line}, who,
                   std::move(the_call), part);
  }

  /// The step that the prediction is of.
  step& predicted(actor who, call the_call, const prediction& found) {
    step& one = add(who, std::move(the_call), found.allowed);
    one.known = found.known;
    one.proves = found.proves;
    one.catalogue = found.catalogue;
    return one;
  }

  void act(const model_state& before, model_action action, const prediction& found) {
    if (is_clients(action.verb)) {
      act_as_client(before, action, found);
      return;
    }
    const actor server{};
    const slot pipe = action.on;
    switch (action.verb) {
    case model_verb::create_blocking:
    case model_verb::create_nonblocking:
      predicted(server, create(pipe, wait_mode_of(action.verb)), found);
      requests_.at(pipe).clear();
      break;
    case model_verb::create_too_many:
      predicted(server, create(model_instances, wait_mode::blocking), found);
      break;
    case model_verb::connect_null:
    case model_verb::connect_event:
    case model_verb::connect_bare:
      connect(action, found);
      break;
    case model_verb::disconnect:
      predicted(server, disconnect_pipe{pipe}, found);
      end_requests(pipe, {.allowed = {zero(error::pipe_not_connected)},
                          .known = grade::likely,
                          .catalogue = found.catalogue});
      break;
    case model_verb::close_server:
      predicted(server, close_handle{pipe}, found);
      break;
    case model_verb::to_blocking:
    case model_verb::to_nonblocking:
      predicted(
          server,
          set_wait_mode{.pipe = pipe, .wait = wait_mode_of(action.verb), .message_reads = true},
          found);
      break;
    case model_verb::server_reads:
      predicted(server, read_pipe{.handle = pipe, .overlapped = overlapped()}, found);
      break;
    case model_verb::server_writes:
      write(before, pipe, found);
      break;
    case model_verb::cancel_io:
      predicted(server, cancel_io{pipe}, found);
      cancelled(pipe);
      break;
    case model_verb::cancel_io_ex:
      predicted(server, cancel_io_ex{.pipe = pipe}, found);
      cancelled(pipe);
      break;
    case model_verb::cancel_synchronous_io:
      predicted(server, cancel_synchronous_io{thread_of(pipe)}, found);
      finish_connect(pipe, 39, zero(error::operation_aborted));
      break;
    default:
      break;
    }
  }

  [[nodiscard]] create_pipe create(slot pipe, wait_mode wait) const {
    return {.pipe = pipe,
            .handle = space_.handle,
            .wait = wait,
            .type = pipe_type::message,
            .max_instances = space_.instances};
  }

  void connect(model_action action, const prediction& found) {
    const slot pipe = action.on;
    connect_pipe c{.pipe = pipe, .req = next_request_};
    if (action.verb != model_verb::connect_null) {
      c.lp = action.verb == model_verb::connect_event ? overlapped_kind::manual_event
                                                      : overlapped_kind::no_event;
    }
    const bool blocks = matches_any(under_way(), found.allowed);
    if (blocks) {
      predicted({.process = 0, .thread = thread_of(pipe)}, c, found).part = phase::begin;
      blocked_.at(pipe) = c;
    } else {
      predicted({}, c, found);
    }
    if (c.lp != overlapped_kind::null) {
      if (matches_any(zero(error::io_pending), found.allowed)) {
        requests_.at(pipe).push_back(c.req);
      }
      // Places are taken in turn, but not from a request that is still pending.
      do {
        next_request_ = static_cast<request>((next_request_ + 1) % request_count);
      } while (is_pending(next_request_));
    }
  }

  [[nodiscard]] bool is_pending(request one) const {
    return std::ranges::any_of(requests_, [one](const std::vector<request>& of_instance) {
      return std::ranges::find(of_instance, one) != of_instance.end();
    });
  }

  /// Everything that waits for a client at this instance has one.
  void complete(const instance_state& before, std::uint8_t instance) {
    if (before.blocked) {
      finish_connect(instance, overlapped() ? line_number(26) : line_number(1), nonzero());
    }
    const bool polls = before.wait == wait_mode::nonblocking;
    end_requests(instance, {.allowed = {bytes_are(0)},
                            .known = polls ? grade::likely : grade::certain,
                            .catalogue = polls ? 36 : 2});
  }

  /// All that is pending at an instance completes, with this result.
  void end_requests(std::uint8_t instance, const call_end& result) {
    call_end completion = result;
    completion.allowed = {waited(wait_result::object_0)};
    for (const request one : std::exchange(requests_.at(instance), {})) {
      add_end(completion, {}, wait_request{.pipe = instance, .req = one}, "completion");
      add_end(result, {}, overlapped_result{.pipe = instance, .req = one}, "result");
    }
  }

  void finish_connect(std::uint8_t instance, line_number line, outcome gives) {
    add_certain(line, {.process = 0, .thread = thread_of(instance)}, blocked_.at(instance),
                std::move(gives), "connect-returns")
        .part = phase::finish;
  }

  /// A client waits. Where a nonblocking connect wakes it, not for long: on a kernel where that
  /// does not, it would wait until the deadline.
  void begin_wait(const model_path& path, std::uint8_t client, const prediction& found) {
    model_state state = found.next;
    bool is_polled = false;
    for (std::size_t at = taken_ + 1;
         at < path.size() && state.clients.at(client - 1U) == client_phase::waiting; ++at) {
      const auto then = predict(space_, state, path[at]);
      CNP_ASSERT(then, describe(path[at]) + " can't be taken in: " + describe(state));
      is_polled = then->wait_ends.catalogue == polled;
      state = then->next;
    }
    wait_pipe& made = waits_.at(client - 1U);
    made.wait = is_polled ? patience::brief : patience::deadline;
    predicted({.process = client}, made, found).part = phase::begin;
  }

  /// Every client that was in WaitNamedPipe returns from it.
  void finish_waits(const model_state& before, const call_end& end) {
    for (std::uint8_t n = 1; n <= space_.clients; ++n) {
      if (before.clients.at(n - 1U) == client_phase::waiting) {
        step& one = add_end(end, {.process = n}, waits_.at(n - 1U), "wait-returns");
        one.part = phase::finish;
        // It cannot be seen whether the kernel has a wait that was begun. One that comes too late
        // is told the same of a name that is gone, and well of one that is polled; a kernel that
        // deviates tells the others else.
        one.races = end.catalogue == polled || end.allowed.front().value == 0;
      }
    }
  }

  void cancelled(std::uint8_t instance) {
    for (const request one : std::exchange(requests_.at(instance), {})) {
      add_certain(38, {}, overlapped_result{.pipe = instance, .req = one},
                  zero(error::operation_aborted), "result");
    }
  }

  void write(const model_state& before, slot pipe, const prediction& found) {
    predicted({}, write_pipe{.handle = pipe, .text = walk_answer, .overlapped = overlapped()},
              found);
    const instance_state& at = before.instances.at(pipe);
    if (at.phase == instance_phase::connected) {
      add({.process = at.client}, read_pipe{}, {data_is(walk_answer)}, "heard");
    }
  }

  void act_as_client(const model_state& before, model_action action, const prediction& found) {
    const actor client{.process = action.on};
    switch (action.verb) {
    case model_verb::client_opens:
      predicted(client, open_pipe{}, found);
      break;
    case model_verb::client_calls:
      call_by_name(before, client, found);
      break;
    case model_verb::client_waits:
      predicted(client, wait_pipe{.wait = patience::none}, found);
      break;
    case model_verb::client_writes:
      predicted(client, write_pipe{.text = walk_question}, found);
      break;
    case model_verb::client_reads:
      predicted(client, read_pipe{}, found);
      break;
    case model_verb::client_closes:
      predicted(client, close_handle{0}, found);
      break;
    case model_verb::client_is_killed:
      predicted(client, kill_process{}, found);
      break;
    default:
      break;
    }
  }

  /// CallNamedPipe connects, asks, and is answered by the server.
  void call_by_name(const model_state& before, actor client, const prediction& found) {
    if (!found.connected) {
      predicted(client, call_pipe{.text = walk_question, .wait = patience::none}, found);
      return;
    }
    const slot pipe = *found.connected;
    const call_pipe c{.text = walk_question};
    add(client, c, {under_way()}).part = phase::begin;
    complete(before.instances.at(pipe), pipe);
    add({}, peek_pipe{.pipe = pipe, .wait = patience::deadline}, {nonzero()}, "asked");
    add({}, read_pipe{.handle = pipe, .overlapped = overlapped()}, {data_is(walk_question)},
        "read");
    add({}, write_pipe{.handle = pipe, .text = walk_answer, .overlapped = overlapped()},
        {nonzero()}, "answered");
    step& ends = predicted(client, c, found);
    ends.part = phase::finish;
    ends.allowed = {data_is(walk_answer)};
  }

  /// What the kernel says of the instances itself is compared with the model. That a server's end
  /// answers in every state, disconnected too, and what it answers, is what Wine's tests
  /// (dlls/ntdll/tests/pipe.c, pipe_for_each_state) expect, which run on Windows; the number of
  /// bytes is MS-FSCC's. A kernel that does not have the question says nothing about the pipe.
  void ask_kernel(const model_state& now) {
    const std::string counted = std::to_string(count_instances(now));
    const std::string most = std::to_string(space_.instances);
    for (std::uint8_t at = 0; at < space_.instances; ++at) {
      const instance_state& one = now.instances.at(at);
      if (!is_asked_about(one)) {
        continue;
      }
      const std::string end = "; server end, messages, at most " + most;
      outcome untold = nonzero();
      untold.mode = (one.wait == wait_mode::nonblocking ? 1U : 0U) | 2U;
      outcome told = untold;
      untold.data = "state not told" + end;
      told.bytes = one.unread ? static_cast<std::uint32_t>(walk_question.size()) : 0U;
      std::string data(word(one.phase));
      data.append(", ").append(counted).append(" of ").append(most);
      told.data = data.append(" instances").append(end);
      step& asked = add_named(read_back_label(one, at), {}, read_back{at}, {told, untold});
      asked.known = grade::likely;
      asked.catalogue = line_number(127);
    }
  }

  const model_space& space_;
  model_state state_;
  script made_;
  std::size_t taken_ = 0;
  std::vector<std::size_t> calls_;  ///< The call that each step belongs to.
  std::string name_;
  std::map<std::string, int> used_;
  std::array<std::vector<request>, model_instances> requests_;
  std::array<connect_pipe, model_instances> blocked_{};
  std::array<wait_pipe, model_clients> waits_{};  ///< As each client began it last.
  request next_request_ = 0;
};

}  // namespace

script steps_of(const model_space& space, const model_path& path) {
  return path_compiler(space).take(path).steps();
}

std::vector<std::size_t> calls_of_steps(const model_space& space, const model_path& path) {
  return path_compiler(space).take(path).calls();
}

script steps_of(const model_graph& graph, const model_walk& walk) {
  return steps_of(graph.space, path_of(graph, walk));
}

std::string step_label(const model_state& state, model_action action) {
  std::string text = describe(action);
  if (!is_clients(action.verb)) {
    const instance_state& on = state.instances.at(action.on);
    text += '@';
    text += state_words(on);
    if (is_create(action.verb) && is_left(state)) {
      text += "-client-left";
    }
  } else if (action.verb == model_verb::client_writes || action.verb == model_verb::client_reads) {
    const client_phase own = state.clients.at(action.on - 1U);
    text += own == client_phase::disconnected ? "@disconnected"
            : own == client_phase::closing    ? "@closing"
                                              : "";
  } else if (action.verb == model_verb::client_calls && finds_none(state)) {
    text += "@none-listens";
  }
  return text;
}

std::set<std::string> step_labels(const model_state& state, model_action action) {
  const std::string stem = step_label(state, action);
  std::set<std::string> labels{stem};
  for (const std::string_view part : step_parts) {
    labels.insert(stem + '.' + std::string(part));
  }
  return labels;
}

std::set<std::string> read_back_labels(const model_state& state) {
  std::set<std::string> labels;
  for (std::size_t at = 0; at < state.instances.size(); ++at) {
    const instance_state& one = state.instances.at(at);
    if (is_asked_about(one)) {
      labels.insert(read_back_label(one, at));
    }
  }
  return labels;
}

}  // namespace cnp
