#include "tools/cnp/shared/model_coverage.hpp"

#include "cases/model/matrix.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>

namespace cnp {

namespace {

constexpr std::string_view walk_word = "walk-";
constexpr auto sequences = std::to_array<std::string_view>({"transitions", "pairs", "triples"});

std::string_view axis_of(const cell_record& cell, std::string_view name) {
  const auto found =
      std::ranges::find(cell.axes, name, &std::pair<std::string, std::string>::first);
  return found == cell.axes.end() ? std::string_view{} : std::string_view{found->second};
}

bool went_as_expected(const cell_record& cell) {
  return cell.is == verdict::conforms || cell.is == verdict::characterised ||
         (cell.is == verdict::known_deviation && cell.steps.size() == cell.script_steps);
}

handle_kind handle_named(std::string_view name) {
  return name == word(handle_kind::overlapped) ? handle_kind::overlapped : handle_kind::synchronous;
}

struct count {
  std::size_t executed = 0;
  std::size_t reachable = 0;
};

/// States, then sequences of one edge up to the order of the plan.
std::vector<count> counts(const walk_plan& plan, const std::vector<std::size_t>& whole) {
  std::vector<model_walk> walks;
  std::set<std::uint32_t> states{0};
  for (const std::size_t at : whole) {
    if (at >= plan.walks.size()) {
      continue;  // A run of another version of the model.
    }
    walks.push_back(plan.walks[at]);
    for (const std::uint32_t edge : plan.walks[at]) {
      if (plan.graph.edges[edge].to != open_end) {
        states.insert(plan.graph.edges[edge].to);
      }
    }
  }
  std::vector<count> all{{walks.empty() ? 0 : states.size(), plan.graph.states.size()}};
  for (std::size_t order = 1; order <= plan.order; ++order) {
    // Where open ends are not taken, they do not count either.
    const std::size_t open =
        order < plan.order && !takes_open_ends(plan.order) ? count_open_ends(plan.graph, order) : 0;
    all.push_back({count_covered(walks, order), count_sequences(plan.graph, order) - open});
  }
  return all;
}

}  // namespace

void model_coverage::add(const cell_record& cell) {
  const std::string_view walk = axis_of(cell, "walk");
  if (walk.rfind(walk_word, 0) != 0) {
    return;
  }
  std::size_t number = 0;
  const std::string_view digits = walk.substr(walk_word.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  walked& of = all_[{cell.scenario, std::string(axis_of(cell, "handle"))}];
  ++of.begun;
  if (went_as_expected(cell)) {
    of.whole.push_back(number);
  }
}

model_coverage::result model_coverage::conclude() const {
  result all;
  for (const auto& [of, walks] : all_) {
    const walk_plan& plan = matrix_plan(of.first, handle_named(of.second));
    all.text += "  " + of.first + ", " + of.second + ": ";
    const std::vector<count> found = counts(plan, walks.whole);
    for (std::size_t at = 0; at < found.size(); ++at) {
      all.text += (at == 0 ? "" : ", ") + std::to_string(found[at].executed) + " of " +
                  std::to_string(found[at].reachable) + ' ' +
                  std::string(at == 0 ? "states" : sequences.at(at - 1));
    }
    all.text += '\n';
    all.falls_short =
        all.falls_short ||
        (walks.begun == plan.walks.size() &&
         std::ranges::any_of(found, [](const count& c) { return c.executed < c.reachable; }));
  }
  if (!all.text.empty()) {
    all.text.insert(0, "Executed of the model\n");
  }
  return all;
}

}  // namespace cnp
