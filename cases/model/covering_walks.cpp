#include "cases/model/covering_walks.hpp"

#include "cases/model/shortest_tour.hpp"

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
/// Up to this order a walk ends with the first contested arc.
constexpr std::size_t longest_contested = 1;
/// What it costs a tour to begin anew, in arcs: about as many lead from nothing to where it goes
/// on.
constexpr std::uint32_t cost_of_beginning = 3;

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
/// sequence is covering every arc. So walks are pieces of a shortest tour through all arcs: of one
/// through all that can be had without contested arcs, then of one through all that is left.
class planner {
 public:
  planner(const model_graph& graph, std::size_t order, std::size_t longest)
      : graph_(graph), order_(order), longest_(longest) {
    lay_out();
  }

  [[nodiscard]] std::vector<model_walk> plan() {
    std::vector<model_walk> walks;
    add_walks(walks, through::agreed);
    add_walks(walks, through::all);
    return walks;
  }

 private:
  /// Which arcs a tour may take: those on which all kernels agree, or all.
  enum class through : std::uint8_t { agreed, all };
  struct arc {
    std::uint32_t edge = 0;
    std::uint32_t to = 0;    ///< A place.
    bool is_new = false;     ///< It ends a sequence that no walk has yet.
    bool contested = false;  ///< As its edge.
  };
  using place = std::vector<arc>;
  /// An arc of a place; none: to nothing, where a walk begins.
  struct tour_step {
    std::uint32_t at = 0;
    std::optional<std::uint32_t> which = {};
  };
  /// By place: the last step of a shortest way there from nothing, if there is one.
  using ways = std::vector<std::optional<tour_step>>;

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
        made.push_back({.edge = edge,
                        .to = known->second,
                        .is_new = here.depth == kept,
                        .contested = along.contested});
      }
    }
  }

  [[nodiscard]] static bool may_take(const arc& one, through allowed) {
    return allowed == through::all || !one.contested;
  }

  [[nodiscard]] ways ways_from_nothing(through allowed) const {
    ways found(places_.size());
    std::vector<std::uint32_t> seen{0};
    for (std::size_t next = 0; next < seen.size(); ++next) {
      const std::uint32_t at = seen[next];
      for (std::uint32_t which = 0; which < places_[at].size(); ++which) {
        const arc& one = places_[at][which];
        if (may_take(one, allowed) && one.to != 0 && !found[one.to]) {
          found[one.to] = {.at = at, .which = which};
          seen.push_back(one.to);
        }
      }
    }
    return found;
  }

  /// A shortest tour of what is new in the places that can be reached.
  [[nodiscard]] std::vector<tour_step> tour(const ways& reached, through allowed) const {
    std::vector<tour_arc> arcs;
    std::vector<tour_step> steps;
    const auto add = [&](tour_arc one, std::optional<std::uint32_t> which) {
      arcs.push_back(one);
      steps.push_back({.at = one.from, .which = which});
    };
    for (std::uint32_t at = 0; at < places_.size(); ++at) {
      if (at != 0 && !reached[at]) {
        continue;
      }
      for (std::uint32_t which = 0; which < places_[at].size(); ++which) {
        const arc& one = places_[at][which];
        if (may_take(one, allowed)) {
          add({.from = at, .to = one.to, .wanted = one.is_new}, which);
        } else if (order_ <= longest_contested && one.is_new) {
          add({.from = at, .to = 0, .wanted = true}, which);
        }
      }
      add({.from = at, .to = 0, .cost = cost_of_beginning}, std::nullopt);
    }
    std::vector<tour_step> made;
    for (const std::uint32_t taken : shortest_tour(places_.size(), arcs)) {
      made.push_back(steps[taken]);
    }
    return made;
  }

  [[nodiscard]] bool is_new(const tour_step& one) const {
    return one.which && places_[one.at][*one.which].is_new;
  }

  void add_walks(std::vector<model_walk>& walks, through allowed) {
    const ways known = ways_from_nothing(allowed);
    const std::vector<tour_step> whole = tour(known, allowed);
    for (auto next = whole.begin(); next != whole.end();) {
      if (!is_new(*next)) {
        ++next;
        continue;
      }
      model_walk& made = walks.emplace_back();
      for (const tour_step& one : way_to(known, next->at)) {
        take(made, one);
      }
      const piece ahead = next_piece(next, whole.end(), longest_ - made.size(), allowed);
      for (; next != ahead.end; ++next) {
        take(made, *next);
      }
      if (ahead.last) {
        take(made, *ahead.last);
      }
    }
  }

  using position = std::vector<tour_step>::const_iterator;
  struct piece {
    position end;                        ///< Of the tour.
    std::optional<tour_step> last = {};  ///< A contested arc that is taken after it.
  };

  /// What a walk takes of the tour: up to the last new arc for which there is room. Where it may
  /// take no contested arc on its way, it ends with one, if that is to be had in its second half.
  [[nodiscard]] piece next_piece(position begin, position end, std::size_t room,
                                 through allowed) const {
    piece made{.end = begin};
    std::uint32_t at = begin->at;
    std::size_t length = 0;
    for (auto one = begin; one != end && one->at == at && one->which && length < room; ++one) {
      if (allowed == through::agreed && order_ > longest_contested && 2 * length > room) {
        if (const auto contested = new_contested(at)) {
          made = {.end = one, .last = contested};
        }
      }
      const arc& along = places_[at][*one->which];
      ++length;
      at = along.to;
      if (is_new(*one) && !made.last) {
        made.end = one + 1;
      }
      if (!may_take(along, allowed)) {
        break;
      }
    }
    return made;
  }

  [[nodiscard]] std::optional<tour_step> new_contested(std::uint32_t at) const {
    for (std::uint32_t which = 0; which < places_[at].size(); ++which) {
      if (places_[at][which].contested && places_[at][which].is_new) {
        return tour_step{.at = at, .which = which};
      }
    }
    return std::nullopt;
  }

  /// The steps of a shortest way from nothing.
  [[nodiscard]] static std::vector<tour_step> way_to(const ways& known, std::uint32_t at) {
    std::vector<tour_step> made;
    for (; at != 0; at = known[at]->at) {
      made.push_back(*known[at]);
    }
    std::ranges::reverse(made);
    return made;
  }

  void take(model_walk& made, const tour_step& step) {
    arc& one = places_[step.at][*step.which];
    one.is_new = false;
    made.push_back(one.edge);
  }

  const model_graph& graph_;
  std::size_t order_;
  std::size_t longest_;
  std::vector<place> places_;
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
