#include "cases/model/shrinking.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace cnp {

namespace {

model_path without(const model_path& path, std::size_t from, std::size_t count) {
  model_path rest = path;
  const auto begin = rest.begin() + static_cast<std::ptrdiff_t>(from);
  rest.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(count, path.size() - from)));
  return rest;
}

class shrinker {
 public:
  shrinker(const model_space& space, const path_difference& shown, const path_trial& perform,
           const shrink_limits& limits)
      : space_(space), what_(shown), perform_(perform), limits_(limits) {}

  [[nodiscard]] shrunk_path shrink(const model_path& path) {
    best_ = {.path = path, .shows = what_};
    best_.shows_again = shows(cut(path, what_.at));
    if (best_.shows_again) {
      take_a_shorter_way();
      while (leave_out_chunks() || leave_out_pairs() || straighten()) {
      }
      best_.is_minimal = !exhausted_;
    }
    best_.executions = executions_;
    return best_;
  }

 private:
  /// Up to and with the call at which it differs: what comes after it shows nothing.
  [[nodiscard]] static model_path cut(const model_path& path, std::size_t at) {
    return without(path, std::min(at + 1, path.size()), path.size());
  }

  /// Whether a path shows the difference. The best one so far is then this, cut off behind it.
  [[nodiscard]] bool shows(const model_path& path) {
    if (exhausted_ || path.empty() || !state_after(space_, path) || !tried_.insert(path).second) {
      return false;
    }
    if (executions_ == limits_.executions || (limits_.goes_on && !limits_.goes_on())) {
      exhausted_ = true;
      return false;
    }
    ++executions_;
    const auto seen = perform_(path);
    if (!seen || !seen->is_like(what_)) {
      return false;
    }
    best_.path = cut(path, seen->at);
    best_.shows = *seen;
    return true;
  }

  /// If it is the state that matters and not how it was reached, this is nearly all there is to do:
  /// the way to the nearest state that looks alike, or else to this very state.
  void take_a_shorter_way() {
    for (const bool exactly : {false, true}) {
      const model_action last = best_.path.back();
      const model_path before = without(best_.path, best_.path.size() - 1, 1);
      const model_state there = *state_after(space_, before);
      auto way = shortest_path(space_, {}, [&](const model_state& state) {
        return exactly ? state == there : looks_alike(state, there, last);
      });
      if (way && way->size() < before.size()) {
        way->push_back(last);
        (void)shows(*way);
      }
    }
  }

  /// Whether the action can be taken, and the instance that a server's call is made on, or the
  /// client that makes it, stands as it did there.
  [[nodiscard]] bool looks_alike(const model_state& state, const model_state& there,
                                 model_action action) const {
    if (!predict(space_, state, action)) {
      return false;
    }
    if (is_clients(action.verb)) {
      return state.clients.at(action.on - 1U) == there.clients.at(action.on - 1U);
    }
    const instance_state& now = state.instances.at(action.on);
    const instance_state& then = there.instances.at(action.on);
    return now.phase == then.phase && now.wait == then.wait && now.requests == then.requests;
  }

  /// Halves, quarters, ..., single calls; true if anything could be left out.
  [[nodiscard]] bool leave_out_chunks() {
    const std::size_t before = best_.path.size();
    for (std::size_t size = std::max<std::size_t>(before / 2, 1); size != 0; size /= 2) {
      for (std::size_t from = 0; from < best_.path.size();) {
        from += shows(without(best_.path, from, size)) ? 0 : size;
      }
    }
    return best_.path.size() < before;
  }

  /// A call often needs another one that is far from it: a client that opens also closes.
  [[nodiscard]] bool leave_out_pairs() {
    for (std::size_t second = 1; second < best_.path.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (shows(without(without(best_.path, second, 1), first, 1))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Some part in the middle may be a detour: another, shorter way leads from where it begins to
  /// where it ends.
  [[nodiscard]] bool straighten() {
    std::vector<model_state> states;
    for (std::size_t at = 0; at < best_.path.size(); ++at) {
      states.push_back(*state_after(space_, without(best_.path, at, best_.path.size())));
    }
    for (std::size_t from = 0; from < states.size(); ++from) {
      for (std::size_t to = states.size() - 1; to > from + 1; --to) {
        const auto way = shortest_path(
            space_, states[from], [&](const model_state& state) { return state == states[to]; },
            to - from - 1);
        if (way) {
          model_path shorter = without(best_.path, from, to - from);
          shorter.insert(shorter.begin() + static_cast<std::ptrdiff_t>(from), way->begin(),
                         way->end());
          if (shows(shorter)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  const model_space& space_;
  const path_difference& what_;
  const path_trial& perform_;
  const shrink_limits& limits_;
  shrunk_path best_;
  std::set<model_path> tried_;
  std::size_t executions_ = 0;
  bool exhausted_ = false;
};

}  // namespace

shrunk_path shrink(const model_space& space, const model_path& path, const path_difference& shown,
                   const path_trial& perform, const shrink_limits& limits) {
  return shrinker(space, shown, perform, limits).shrink(path);
}

std::optional<model_path> shortest_path(const model_space& space, const model_state& from,
                                        const std::function<bool(const model_state&)>& wanted,
                                        std::size_t longest) {
  struct place {
    model_state state;
    std::size_t before;
    model_action by;
    std::size_t distance;
  };
  std::vector<place> all{{.state = from, .before = 0, .by = {}, .distance = 0}};
  std::set<model_state> known{from};
  for (std::size_t at = 0; at < all.size(); ++at) {
    const place here = all[at];
    if (wanted(here.state)) {
      model_path path;
      for (; at != 0; at = all[at].before) {
        path.push_back(all[at].by);
      }
      std::ranges::reverse(path);
      return path;
    }
    if (here.distance == longest) {
      continue;
    }
    for (const model_action action : possible_actions(space, here.state)) {
      const auto found = predict(space, here.state, action);
      if (known.insert(found->next).second) {
        all.push_back(
            {.state = found->next, .before = at, .by = action, .distance = here.distance + 1});
      }
    }
  }
  return std::nullopt;
}

}  // namespace cnp
