#include "tools/cnp/shared/model_coverage.hpp"

#include "cases/model/matrix.hpp"
#include "cases/model/path_compiler.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <map>
#include <set>
#include <string_view>

namespace cnp {

namespace {

constexpr std::string_view walk_word = "walk-";
constexpr std::size_t all_steps = std::numeric_limits<std::size_t>::max();
constexpr auto sequences = std::to_array<std::string_view>({"transitions", "pairs", "triples"});

std::string_view axis_of(const cell_record& cell, std::string_view name) {
  const auto found =
      std::ranges::find(cell.axes, name, &std::pair<std::string, std::string>::first);
  return found == cell.axes.end() ? std::string_view{} : std::string_view{found->second};
}

bool went_as_expected(const cell_record& cell) {
  return cell.is == verdict::conforms || cell.is == verdict::characterised ||
         cell.is == verdict::known_deviation;
}

handle_kind handle_named(std::string_view name) {
  return name == word(handle_kind::overlapped) ? handle_kind::overlapped : handle_kind::synchronous;
}

struct count {
  std::size_t executed = 0;
  std::size_t behind = 0;  ///< Only behind a recorded deviation after which a walk makes no sense.
  std::size_t reachable = 0;
};

/// The calls of a walk of which so many steps were performed; a call of which only some were
/// counts.
std::size_t calls_performed(const walk_plan& plan, const model_walk& walk, std::size_t steps) {
  const auto calls = calls_of_steps(plan.graph.space, path_of(plan.graph, walk));
  return steps == 0 ? 0 : calls.at(std::min(steps, calls.size()) - 1) + 1;
}

std::size_t count_states(const walk_plan& plan, const std::vector<model_walk>& walks) {
  std::set<std::uint32_t> states{0};
  for (const model_walk& walk : walks) {
    for (const std::uint32_t edge : walk) {
      states.insert(plan.graph.edges[edge].to);
    }
  }
  return walks.empty() ? 0 : states.size();
}

/// States, then sequences of one edge up to the order of the plan.
std::vector<count> counts(const walk_plan& plan, const std::map<std::size_t, std::size_t>& begun) {
  std::vector<model_walk> performed;
  std::vector<model_walk> planned;
  for (const auto& [at, steps] : begun) {
    if (at >= plan.walks.size()) {
      continue;  // A run of another version of the model.
    }
    const model_walk& walk = planned.emplace_back(plan.walks[at]);
    const std::size_t calls = steps == all_steps ? walk.size() : calls_performed(plan, walk, steps);
    performed.emplace_back(walk.begin(), walk.begin() + static_cast<std::ptrdiff_t>(calls));
  }
  const auto counted = [](std::size_t executed, std::size_t in_plan, std::size_t reachable) {
    return count{.executed = executed, .behind = in_plan - executed, .reachable = reachable};
  };
  std::vector<count> all{counted(count_states(plan, performed), count_states(plan, planned),
                                 plan.graph.states.size())};
  for (std::size_t order = 1; order <= plan.order; ++order) {
    all.push_back(counted(count_covered(performed, order), count_covered(planned, order),
                          count_sequences(plan.graph, order)));
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
    // (A reader of heads leaves the steps of what conforms out.)
    const bool ends_early =
        cell.is == verdict::known_deviation && cell.steps.size() != cell.script_steps;
    of.walks[number] = ends_early ? cell.steps.size() : all_steps;
  }
}

model_coverage::result model_coverage::conclude() const {
  result all;
  for (const auto& [of, walks] : all_) {
    const walk_plan& plan = matrix_plan(of.first, handle_named(of.second));
    all.text += "  " + of.first + ", " + of.second + ": ";
    const std::vector<count> found = counts(plan, walks.walks);
    for (std::size_t at = 0; at < found.size(); ++at) {
      all.text += (at == 0 ? "" : ", ") + std::to_string(found[at].executed) + " of " +
                  std::to_string(found[at].reachable) + ' ' +
                  std::string(at == 0 ? "states" : sequences.at(at - 1));
      all.text += found[at].behind == 0
                      ? ""
                      : " (" + std::to_string(found[at].behind) + " behind known deviations)";
    }
    all.text += '\n';
    all.falls_short = all.falls_short || (walks.begun == plan.walks.size() &&
                                          std::ranges::any_of(found, [](const count& c) {
                                            return c.executed + c.behind < c.reachable;
                                          }));
  }
  if (!all.text.empty()) {
    all.text.insert(0, "Executed of the model\n");
  }
  return all;
}

}  // namespace cnp
