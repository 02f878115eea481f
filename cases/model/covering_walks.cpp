#include "cases/model/covering_walks.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace cnp {

namespace {

constexpr std::size_t longest_order = 3;
/// Where a way to what is new may have contested arcs.
enum class contests : std::uint8_t { nowhere, at_the_end, anywhere };
/// Up to this order a walk takes one contested arc, or the fewest that lead to a new one.
constexpr std::size_t longest_contested = 1;

/// Up to three consecutive edges as one number: what was walked last, or what is to be covered.
class edge_run {
 public:
  /// With one more edge; no more than `keep` of the last ones.
  [[nodiscard]] edge_run followed_by(std::uint32_t edge, std::size_t keep) const {
    edge_run longer;
    longer.bits_ = keep == 0 ? 0 : ((bits_ << width) | (edge + 1U)) & mask(keep);
    return longer;
  }
  [[nodiscard]] std::uint64_t number() const { return bits_; }

 private:
  static constexpr unsigned width = 64 / longest_order;
  static constexpr std::uint64_t mask(std::size_t edges) {
    return (std::uint64_t{1} << (width * edges)) - 1;
  }
  std::uint64_t bits_ = 0;
};

/// Plans walks on the graph whose places are the last `order` - 1 edges: there, covering every
/// sequence is covering every arc.
class planner {
 public:
  planner(const model_graph& graph, std::size_t order, std::size_t longest)
      : graph_(graph), order_(order), longest_(longest) {
    lay_out();
  }

  [[nodiscard]] std::vector<model_walk> plan() {
    std::vector<model_walk> walks;
    for (;;) {
      model_walk one = walk();
      if (one.empty()) {
        return walks;
      }
      walks.push_back(std::move(one));
    }
  }

 private:
  struct arc {
    std::uint32_t edge = 0;
    std::uint32_t to = 0;    ///< A place.
    bool is_new = false;     ///< It ends a sequence that no walk has yet.
    bool contested = false;  ///< As its edge.
  };
  struct place {
    std::vector<arc> arcs;
    std::size_t fresh = 0;  ///< How many of them are new.
    // Of the search that was made last:
    std::size_t search = 0;
    std::uint32_t parent = 0;
    std::uint32_t by = 0;
    std::size_t length = 0;
  };

  void lay_out() {
    struct open_place {
      std::uint32_t state;
      std::size_t depth;
      edge_run behind;
    };
    std::unordered_map<std::uint64_t, std::uint32_t> numbers{{0, 0}};
    std::vector<open_place> all{{0, 0, {}}};
    const std::size_t kept = order_ - 1;
    for (std::uint32_t at = 0; at < all.size(); ++at) {
      const open_place here = all[at];
      place& made = places_.emplace_back();
      for (const std::uint32_t edge : graph_.out[here.state]) {
        const model_edge& along = graph_.edges[edge];
        const edge_run behind = here.behind.followed_by(edge, kept);
        // The edges behind a place end in its state, so they name it; without any, the state does.
        const std::uint64_t name = kept == 0 ? along.to : behind.number();
        const auto [known, is_first] =
            numbers.emplace(name, static_cast<std::uint32_t>(all.size()));
        if (is_first) {
          all.push_back({along.to, std::min(here.depth + 1, kept), behind});
        }
        const arc one{.edge = edge,
                      .to = known->second,
                      .is_new = here.depth == kept,
                      .contested = along.contested};
        made.fresh += one.is_new ? 1U : 0U;
        made.arcs.push_back(one);
      }
    }
  }

  [[nodiscard]] model_walk walk() {
    model_walk made;
    std::uint32_t at = 0;
    bool may_contest = true;
    while (made.size() < longest_) {
      model_walk next = nearest_new(at, longest_ - made.size(), contests::nowhere);
      if (next.empty() && may_contest) {
        next = nearest_new(at, longest_ - made.size(), contests::at_the_end);
        if (next.empty()) {
          next = nearest_new(at, longest_ - made.size(), contests::anywhere);
        }
        may_contest = order_ > longest_contested;
      }
      if (next.empty()) {
        break;
      }
      for (const std::uint32_t which : next) {
        arc& one = places_[at].arcs[which];
        places_[at].fresh -= one.is_new ? 1U : 0U;
        one.is_new = false;
        made.push_back(one.edge);
        at = one.to;
      }
    }
    return made;
  }

  /// The shortest way from here to a new arc, of at most `limit` arcs (by their places in the lists
  /// of arcs).
  [[nodiscard]] model_walk nearest_new(std::uint32_t from, std::size_t limit, contests allowed) {
    ++search_;
    places_[from].search = search_;
    places_[from].length = 0;
    std::vector<std::uint32_t> seen{from};
    for (std::size_t next = 0; next < seen.size(); ++next) {
      const std::uint32_t at = seen[next];
      if (places_[at].length == limit) {
        break;
      }
      if (const auto which = best_new(at, allowed != contests::nowhere)) {
        return way(from, at, *which);
      }
      for (std::uint32_t which = 0; which < places_[at].arcs.size(); ++which) {
        const arc& one = places_[at].arcs[which];
        if ((one.contested && allowed != contests::anywhere) || places_[one.to].search == search_) {
          continue;
        }
        place& there = places_[one.to];
        there.search = search_;
        there.parent = at;
        there.by = which;
        there.length = places_[at].length + 1;
        seen.push_back(one.to);
      }
    }
    return {};
  }

  /// Of a place's new arcs the one behind which most is new: it leaves the fewest dead ends for
  /// later.
  [[nodiscard]] std::optional<std::uint32_t> best_new(std::uint32_t at, bool contested) const {
    std::optional<std::uint32_t> best;
    std::size_t most = 0;
    for (std::uint32_t which = 0; which < places_[at].arcs.size(); ++which) {
      const arc& one = places_[at].arcs[which];
      const std::size_t fresh = places_[one.to].fresh;
      if (one.is_new && (contested || !one.contested) && (!best || fresh > most)) {
        best = which;
        most = fresh;
      }
    }
    return best;
  }

  [[nodiscard]] model_walk way(std::uint32_t from, std::uint32_t at, std::uint32_t last) const {
    model_walk made{last};
    for (; at != from; at = places_[at].parent) {
      made.push_back(places_[at].by);
    }
    std::ranges::reverse(made);
    return made;
  }

  const model_graph& graph_;
  std::size_t order_;
  std::size_t longest_;
  std::vector<place> places_;
  std::size_t search_ = 0;
};

}  // namespace

model_graph explore(const model_space& space) {
  model_graph graph;
  graph.space = space;
  std::map<model_state, std::uint32_t> numbers{{model_state{}, 0}};
  graph.states.emplace_back();
  for (std::uint32_t at = 0; at < graph.states.size(); ++at) {
    const model_state state = graph.states[at];
    auto& out = graph.out.emplace_back();
    for (const model_action action : possible_actions(space, state)) {
      const auto found = predict(space, state, action);
      const auto [place, is_new] =
          numbers.emplace(found->next, static_cast<std::uint32_t>(graph.states.size()));
      if (is_new) {
        graph.states.push_back(found->next);
      }
      out.push_back(static_cast<std::uint32_t>(graph.edges.size()));
      graph.edges.push_back(
          {.from = at, .action = action, .to = place->second, .contested = found->contested});
    }
  }
  return graph;
}

model_path path_of(const model_graph& graph, const model_walk& walk) {
  model_path path;
  path.reserve(walk.size());
  for (const std::uint32_t at : walk) {
    path.push_back(graph.edges.at(at).action);
  }
  return path;
}

std::size_t count_sequences(const model_graph& graph, std::size_t order) {
  // How many sequences of n edges begin in each state.
  std::vector<std::size_t> from(graph.states.size(), 1);
  for (std::size_t n = 0; n < order; ++n) {
    std::vector<std::size_t> longer(graph.states.size());
    for (const model_edge& edge : graph.edges) {
      longer[edge.from] += from[edge.to];
    }
    from = std::move(longer);
  }
  return std::accumulate(from.begin(), from.end(), std::size_t{0});
}

std::vector<model_walk> covering_walks(const model_graph& graph, std::size_t order,
                                       std::size_t longest) {
  return planner(graph, order, longest).plan();
}

std::size_t count_covered(const std::vector<model_walk>& walks, std::size_t order) {
  std::unordered_set<std::uint64_t> covered;
  for (const model_walk& walk : walks) {
    edge_run behind;
    for (std::size_t at = 0; at < walk.size(); ++at) {
      behind = behind.followed_by(walk[at], order);
      if (at + 1 >= order) {
        covered.insert(behind.number());
      }
    }
  }
  return covered.size();
}

}  // namespace cnp
