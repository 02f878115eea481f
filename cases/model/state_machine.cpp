#include "cases/model/state_machine.hpp"

#include "cases/model/transition.hpp"
#include "harness/support/text.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace cnp {

namespace {

struct verb_rule {
  model_verb verb;
  transition::rule gives;
  /// The smallest alphabet that has it. A verb that only the whole one has concerns one instance or
  /// client alone, whatever the others do.
  alphabet smallest;
};

constexpr auto verb_rules = std::to_array<verb_rule>({
    {model_verb::create_blocking, &transition::create, alphabet::least},
    {model_verb::create_nonblocking, &transition::create, alphabet::brief},
    {model_verb::create_too_many, &transition::create_too_many, alphabet::brief},
    {model_verb::connect_null, &transition::connect, alphabet::least},
    {model_verb::connect_event, &transition::connect, alphabet::least},
    {model_verb::connect_bare, &transition::connect, alphabet::whole},
    {model_verb::disconnect, &transition::disconnect, alphabet::least},
    {model_verb::close_server, &transition::close_server, alphabet::least},
    {model_verb::to_blocking, &transition::set_mode, alphabet::whole},
    {model_verb::to_nonblocking, &transition::set_mode, alphabet::whole},
    {model_verb::server_reads, &transition::server_reads, alphabet::whole},
    {model_verb::server_writes, &transition::server_writes, alphabet::whole},
    {model_verb::cancel_io, &transition::cancel, alphabet::whole},
    {model_verb::cancel_io_ex, &transition::cancel, alphabet::brief},
    {model_verb::cancel_synchronous_io, &transition::cancel_synchronous, alphabet::brief},
    {model_verb::client_opens, &transition::client_opens, alphabet::least},
    {model_verb::client_calls, &transition::client_calls, alphabet::whole},
    {model_verb::client_waits, &transition::client_waits, alphabet::brief},
    {model_verb::client_begins_to_wait, &transition::client_begins_to_wait, alphabet::least},
    {model_verb::client_writes, &transition::client_writes, alphabet::whole},
    {model_verb::client_reads, &transition::client_reads, alphabet::whole},
    {model_verb::client_closes, &transition::client_ends, alphabet::least},
    {model_verb::client_is_killed, &transition::client_ends, alphabet::least},
});
static_assert(verb_rules.size() == count_of<model_verb> &&
                  std::ranges::adjacent_find(verb_rules, std::ranges::greater_equal{},
                                             &verb_rule::verb) == verb_rules.end(),
              "every verb has its rule, in the order of the verbs");

bool has(const model_space& space, const verb_rule& rule) {
  if (rule.verb == model_verb::connect_null && space.calls == alphabet::least) {
    return space.handle == handle_kind::synchronous;  // The others have an event there.
  }
  return rule.smallest >= space.calls;
}

}  // namespace

unsigned count_instances(const model_state& state) {
  return static_cast<unsigned>(
      std::ranges::count_if(state.instances, [](const instance_state& one) {
        return one.phase != instance_phase::absent;
      }));
}

bool is_left(const model_state& state) {
  return std::ranges::find(state.clients, client_phase::closing) != state.clients.end();
}

std::optional<prediction> predict(const model_space& space, const model_state& state,
                                  model_action action) {
  const bool exists = is_clients(action.verb) ? action.on != 0 && action.on <= space.clients
                                              : action.on < space.instances;
  if (!exists) {
    return std::nullopt;
  }
  return transition(space, state, action)
      .conclude(verb_rules.at(static_cast<std::size_t>(action.verb)).gives);
}

std::vector<model_action> possible_actions(const model_space& space, const model_state& state) {
  std::vector<model_action> possible;
  for (const verb_rule& rule : verb_rules) {
    if (!has(space, rule)) {
      continue;
    }
    const bool clients = is_clients(rule.verb);
    const std::uint8_t first = clients ? 1 : 0;
    const std::uint8_t count = clients ? space.clients : space.instances;
    for (std::uint8_t on = first; on < first + count; ++on) {
      const bool stands_by = clients && space.bystander && on == space.clients;
      if (stands_by && rule.smallest == alphabet::whole) {
        continue;
      }
      const model_action action{.verb = rule.verb, .on = on};
      if (predict(space, state, action)) {
        possible.push_back(action);
      }
    }
  }
  return possible;
}

std::optional<model_state> state_after(const model_space& space, const model_path& path) {
  model_state state;
  for (const model_action action : path) {
    const auto found = predict(space, state, action);
    if (!found) {
      return std::nullopt;
    }
    state = found->next;
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
  return text.append(word(action.verb));
}

std::string describe(const model_state& state) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < state.instances.size(); ++at) {
    const instance_state& one = state.instances.at(at);
    if (one.phase == instance_phase::absent) {
      continue;
    }
    parts.emplace_back(at == 0 ? "first:" : "second:");
    parts.emplace_back(word(one.phase));
    parts.emplace_back(word(one.wait));
    if (one.requests != 0) {
      parts.push_back(std::to_string(one.requests) + "-pending");
    }
    if (one.blocked) {
      parts.emplace_back("blocked");
    }
    if (one.unread) {
      parts.emplace_back("unread");
    }
    if (one.client != 0) {
      parts.push_back("client-" + std::to_string(one.client));
    }
  }
  for (std::size_t at = 0; at < state.clients.size(); ++at) {
    if (const std::string_view is = word(state.clients.at(at)); !is.empty()) {
      parts.push_back("client-" + std::to_string(at + 1) + '-' + std::string(is));
    }
  }
  return parts.empty() ? "nothing" : join(parts, " ");
}

}  // namespace cnp
