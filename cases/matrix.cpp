// The model against the kernel: every state that can be reached, every call in it, and every order
// of two and three calls, on walks that go through all of them.

#include "cases/matrix.hpp"

#include "cases/cases.hpp"
#include "cases/line.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace cnp {

namespace {

/// Long enough that few walks have to begin anew, short enough to be read in a report.
constexpr std::size_t longest_walk = 60;
constexpr std::size_t longest_walk_of_triples = 120;

constexpr const char* walk_question = "question";
constexpr const char* walk_answer = "answer";

/// What follows the label of a call in those of the steps that belong to it.
constexpr auto step_parts =
    std::to_array<std::string_view>({"completion", "result", "connect-returns", "heard", "asked",
                                     "read", "answered", "mode", "mode-of-second"});

/// What a scenario of the matrix walks through.
struct walk_order {
  std::string_view id;
  std::string_view says;
  model_space space;
  std::size_t order;
};

constexpr auto walk_orders = std::to_array<walk_order>({
    {"matrix.transitions",
     "One instance and two clients: every call in every state that can be reached.",
     {.instances = 1, .clients = 2},
     1},
    {"matrix.killed-client",
     "One instance whose client is killed in every state that can be reached, and every call after "
     "that.",
     {.instances = 1, .clients = 1, .kills = true},
     1},
    {"matrix.pairs",
     "One instance and two clients: every two consecutive calls.",
     {.instances = 1, .clients = 2},
     2},
    {"matrix.triples",
     "One instance and its client: every three consecutive calls.",
     {.instances = 1, .clients = 1},
     3},
    {"matrix.two-instances",
     "Two instances of one name and two clients: every call by which instances have to do with "
     "each other, in every state that can be reached.",
     {.instances = 2, .clients = 2, .brief = true},
     1},
});

model_space space_of(const walk_order& what, handle_kind handle) {
  model_space space = what.space;
  space.handle = handle;
  return space;
}

/// Turns a walk into steps. Keeps what the model does not: which request stands in which place.
class choreographer {
 public:
  explicit choreographer(const model_graph& graph) : graph_(graph) {}

  [[nodiscard]] script steps_of(const model_walk& walk) {
    for (const std::uint32_t at : walk) {
      const model_edge& edge = graph_.edges.at(at);
      take(edge);
    }
    return std::move(made_);
  }

  /// `disconnect@listening`: the call, and the state of the instance that it is made on.
  [[nodiscard]] static std::string label(const model_state& state, model_action action) {
    std::string text = describe(action);
    if (action.verb < model_verb::client_opens) {
      const instance_state& on = state.instances.at(action.on);
      text += '@';
      text += word(on.phase);
      text += on.wait == wait_mode::nonblocking ? "-nonblocking" : "";
      text += on.requests != 0 ? "-pending" : "";
    }
    return text;
  }

 private:
  [[nodiscard]] bool overlapped() const { return graph_.space.handle == handle_kind::overlapped; }
  [[nodiscard]] static std::uint8_t lane_of(std::uint8_t instance) {
    return static_cast<std::uint8_t>(1 + instance);
  }

  void take(const model_edge& edge) {
    const model_state& before = graph_.states.at(edge.from);
    const prediction found = *predict(graph_.space, before, edge.action);
    name_ = label(before, edge.action);
    act(before, edge.action, found);
    if (found.connected && edge.action.verb != model_verb::client_calls) {
      complete(before.instances.at(*found.connected), *found.connected);
    }
    if (found.next) {
      read_back(*found.next);
    }
  }

  step& add(actor who, call what, std::vector<outcome> allowed, const std::string& part = {}) {
    step one{.who = who, .what = std::move(what), .allowed = std::move(allowed)};
    const std::string stem = part.empty() ? name_ : name_ + '.' + part;
    const int count = ++used_[stem];
    one.label = count == 1 ? stem : stem + label_again + std::to_string(count);
    made_.push_back(std::move(one));
    return made_.back();
  }

  /// The step that the prediction is of.
  step& predicted(actor who, call what, const prediction& found) {
    step& one = add(who, std::move(what), found.allowed);
    one.known = found.known;
    one.proves = found.proves;
    one.catalogue = found.catalogue;
    return one;
  }

  void act(const model_state& before, model_action action, const prediction& found) {
    if (action.verb >= model_verb::client_opens) {
      act_as_client(before, action, found);
      return;
    }
    const actor server{};
    const slot pipe = action.on;
    switch (action.verb) {
    case model_verb::create_blocking:
    case model_verb::create_nonblocking:
      predicted(server,
                create(pipe, action.verb == model_verb::create_nonblocking ? wait_mode::nonblocking
                                                                           : wait_mode::blocking),
                found);
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
      break;
    case model_verb::close_server:
      predicted(server, close_handle{pipe}, found);
      break;
    case model_verb::to_blocking:
    case model_verb::to_nonblocking:
      predicted(server,
                set_wait_mode{.pipe = pipe,
                              .wait = action.verb == model_verb::to_blocking
                                          ? wait_mode::blocking
                                          : wait_mode::nonblocking,
                              .message_reads = true},
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
      predicted(server, cancel_synchronous_io{lane_of(pipe)}, found);
      finish_connect(pipe, zero(error::operation_aborted));
      break;
    default:
      break;
    }
  }

  [[nodiscard]] create_pipe create(slot pipe, wait_mode wait) const {
    return {.pipe = pipe,
            .handle = graph_.space.handle,
            .wait = wait,
            .type = pipe_type::message,
            .max_instances = graph_.space.instances};
  }

  void connect(model_action action, const prediction& found) {
    const slot pipe = action.on;
    connect_pipe what{.pipe = pipe, .req = next_request_};
    if (action.verb != model_verb::connect_null) {
      what.lp = action.verb == model_verb::connect_event ? overlapped_kind::manual_event
                                                         : overlapped_kind::no_event;
    }
    const bool blocks = matches_any(under_way(), found.allowed);
    if (blocks) {
      predicted({.process = 0, .lane = lane_of(pipe)}, what, found).part = phase::begin;
      blocked_.at(pipe) = what;
    } else {
      predicted({}, what, found);
    }
    if (what.lp != overlapped_kind::null) {
      // Places are taken in turn; a request is settled long before its place comes again.
      next_request_ = static_cast<request>((next_request_ + 1) % request_count);
      if (matches_any(zero(error::io_pending), found.allowed)) {
        requests_.at(pipe).push_back(what.req);
      }
    }
  }

  /// Everything that waits for a client at this instance has one.
  void complete(const instance_state& before, std::uint8_t instance) {
    if (before.blocked) {
      finish_connect(instance, nonzero());
    }
    for (const request one : std::exchange(requests_.at(instance), {})) {
      step& waits = add({}, wait_request{.pipe = instance, .req = one},
                        {waited(wait_result::object_0)}, "completion");
      waits.known = grade::certain;
      waits.catalogue = 2;
      outcome nothing_moved = nonzero();
      nothing_moved.bytes = 0;
      step& result =
          add({}, overlapped_result{.pipe = instance, .req = one}, {nothing_moved}, "result");
      result.known = grade::certain;
      result.catalogue = 2;
    }
  }

  void finish_connect(std::uint8_t instance, outcome gives) {
    step& one = add({.process = 0, .lane = lane_of(instance)}, blocked_.at(instance),
                    {std::move(gives)}, "connect-returns");
    one.part = phase::finish;
    one.known = grade::certain;
    one.catalogue = 1;
  }

  void cancelled(std::uint8_t instance) {
    for (const request one : std::exchange(requests_.at(instance), {})) {
      step& result = add({}, overlapped_result{.pipe = instance, .req = one},
                         {zero(error::operation_aborted)}, "result");
      result.known = grade::certain;
      result.catalogue = 38;
    }
  }

  void write(const model_state& before, slot pipe, const prediction& found) {
    predicted({}, write_pipe{.handle = pipe, .text = walk_answer, .overlapped = overlapped()},
              found);
    const instance_state& at = before.instances.at(pipe);
    if (at.phase == instance_phase::connected) {
      outcome hears = nonzero();
      hears.data = walk_answer;
      add({.process = at.client}, read_pipe{.handle = 0}, {hears}, "heard");
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
      predicted(client, write_pipe{.handle = 0, .text = walk_question}, found);
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
    const call_pipe what{.text = walk_question};
    step& begins = add(client, what, {under_way()});
    begins.part = phase::begin;
    complete(before.instances.at(pipe), pipe);
    outcome question = nonzero();
    question.data = walk_question;
    add({}, peek_pipe{.pipe = pipe, .wait = patience::deadline}, {nonzero()}, "asked");
    add({}, read_pipe{.handle = pipe, .overlapped = overlapped()}, {question}, "read");
    add({}, write_pipe{.handle = pipe, .text = walk_answer, .overlapped = overlapped()},
        {nonzero()}, "answered");
    outcome hears = nonzero();
    hears.data = walk_answer;
    step& ends = predicted(client, what, found);
    ends.part = phase::finish;
    ends.allowed = {hears};
  }

  /// What the kernel says of the instances itself is compared with the model.
  void read_back(const model_state& now) {
    for (std::uint8_t at = 0; at < graph_.space.instances; ++at) {
      const instance_state& one = now.instances.at(at);
      // Questions about a synchronous handle wait for its connect; and in the disconnected state
      // kernels differ in whether they answer at all.
      const bool answers = one.phase != instance_phase::absent && !one.blocked &&
                           one.phase != instance_phase::disconnected;
      if (!answers) {
        continue;
      }
      outcome seen = nonzero();
      seen.mode = (one.wait == wait_mode::nonblocking ? 1U : 0U) | 2U;
      add({}, query_mode{at}, {seen}, at == 0 ? "mode" : "mode-of-second").known = grade::likely;
    }
  }

  const model_graph& graph_;
  script made_;
  std::string name_;
  std::map<std::string, int> used_;
  std::array<std::vector<request>, model_instances> requests_;
  std::array<connect_pipe, model_instances> blocked_{};
  request next_request_ = 0;
};

const walk_order& order_of(std::string_view id) {
  return *std::ranges::find(walk_orders, id, &walk_order::id);
}

scenario as_scenario(const walk_order& what) {
  return {
      .id = std::string(what.id),
      .says = std::string(what.says),
      .over = {.handle = both_handles, .walk = all_walks()},
      .only_if =
          [&what](const cell& where) {
            return static_cast<std::size_t>(where.walk) <
                   matrix_plan(what.id, where.handle).walks.size();
          },
      .because = "There are as many walks as it takes.",
      .steps = {passage([&what](const cell& where) {
        return walk_script(matrix_plan(what.id, where.handle),
                           static_cast<std::size_t>(where.walk));
      })},
  };
}

}  // namespace

const walk_plan& matrix_plan(std::string_view scenario, handle_kind handle) {
  static std::map<std::pair<std::string_view, handle_kind>, walk_plan> made;
  const walk_order& what = order_of(scenario);
  const auto [place, is_new] = made.try_emplace({what.id, handle});
  walk_plan& plan = place->second;
  if (is_new) {
    plan.order = what.order;
    plan.graph = explore(space_of(what, handle));
    plan.walks = covering_walks(plan.graph, what.order,
                                what.order < 3 ? longest_walk : longest_walk_of_triples);
    if (plan.walks.size() > most_walks) {
      throw std::logic_error(std::string(what.id) + " takes more walks than walks have numbers");
    }
  }
  return plan;
}

std::set<std::string> walk_labels(std::string_view scenario) {
  const auto what = std::ranges::find(walk_orders, scenario, &walk_order::id);
  std::set<std::string> labels;
  if (what == walk_orders.end()) {
    return labels;
  }
  for (const handle_kind handle : both_handles) {
    const model_graph graph = explore(space_of(*what, handle));
    for (const model_edge& edge : graph.edges) {
      const std::string stem = choreographer::label(graph.states.at(edge.from), edge.action);
      labels.insert(stem);
      for (const std::string_view part : step_parts) {
        labels.insert(stem + '.' + std::string(part));
      }
    }
  }
  return labels;
}

script walk_script(const walk_plan& plan, std::size_t walk) {
  return choreographer(plan.graph).steps_of(plan.walks.at(walk));
}

std::vector<scenario> matrix_scenarios() {
  std::vector<scenario> all;
  all.reserve(walk_orders.size());
  for (const walk_order& what : walk_orders) {
    all.push_back(as_scenario(what));
  }
  return all;
}

}  // namespace cnp
