#pragma once

#include "cases/model/state_machine.hpp"
#include "harness/scenario/registry.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace cnp {

/// One prediction in the making: the state as it is, and as it becomes. A rule for each verb says
/// what its call gives; nothing where the call can't be made.
class transition {
 public:
  using answer = std::optional<prediction>;
  using rule = answer (transition::*)();

  transition(const model_space& space, const model_state& state, model_action action)
      : space_(space), now_(state), next_(state), action_(action) {}

  /// By the rule of the action's verb.
  [[nodiscard]] answer conclude(rule of_verb);

  // The server's calls, on one of its instances: server_rules.cpp.
  answer create();
  answer create_too_many();
  answer connect();
  answer disconnect();
  answer close_server();
  answer set_mode();
  answer server_reads();
  answer server_writes();
  answer cancel();
  answer cancel_synchronous();

  // The clients' calls: client_rules.cpp.
  answer client_opens();
  answer client_calls();
  answer client_waits();
  answer client_begins_to_wait();
  answer client_writes();
  answer client_reads();
  answer client_ends();

 private:
  answer connect_listening();
  answer without_client();
  answer no_server_end();
  void end_waits(prediction& found);

  [[nodiscard]] instance_state& mine() { return next_.instances.at(action_.on); }
  [[nodiscard]] client_phase& own() { return next_.clients.at(action_.on - 1U); }
  /// The instance that the client is connected to, if it is.
  [[nodiscard]] instance_state* partner();
  [[nodiscard]] bool overlapped() const { return space_.handle == handle_kind::overlapped; }
  /// The instance that has listened longest.
  [[nodiscard]] std::optional<std::uint8_t> first_listener() const;
  [[nodiscard]] bool any_instance() const { return count_instances(now_) != 0; }

  void listen(instance_state& one);
  void stop_listening(instance_state& one, instance_phase then);
  /// The server end takes itself off its client, which keeps its handle.
  void leave_client(instance_state& one, client_phase then);

  // The prediction that is known as the page, or a line of the catalogue, knows it.
  [[nodiscard]] answer gives(std::vector<outcome> allowed, grade known, int line) {
    return prediction{
        .allowed = std::move(allowed), .known = known, .catalogue = line, .next = next_};
  }
  [[nodiscard]] answer documented(outcome one, const char* clause) {
    answer found = gives({std::move(one)}, grade::documented, 0);
    found->proves = {clause};
    return found;
  }
  [[nodiscard]] answer documented(outcome one, const char* clause, line_number line) {
    answer found = documented(std::move(one), clause);
    found->catalogue = line;
    return found;
  }
  [[nodiscard]] answer certainly(outcome one, line_number line) {
    return gives({std::move(one)}, grade::certain, line);
  }
  [[nodiscard]] answer likely(outcome one, line_number line) {
    return gives({std::move(one)}, grade::likely, line);
  }
  [[nodiscard]] answer likely(std::vector<outcome> either, line_number line) {
    return gives(std::move(either), grade::likely, line);
  }
  /// The same where a kernel is known to do otherwise, so that the rest of a walk is lost on it.
  [[nodiscard]] answer contested(outcome one, line_number line) {
    answer found = likely(std::move(one), line);
    found->contested = true;
    return found;
  }
  /// The call is not under test: it only makes the state.
  [[nodiscard]] answer arranges(outcome one = nonzero()) {
    return gives({std::move(one)}, grade::arrangement, 0);
  }

  const model_space& space_;
  const model_state& now_;
  model_state next_;
  model_action action_;
};

}  // namespace cnp
