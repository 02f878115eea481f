#include "cases/model/shortest_tour.hpp"

#include "harness/support/assertion.hpp"

#include <algorithm>
#include <deque>
#include <limits>

namespace cnp {

namespace {

/// The cheapest flow from the places where more wanted arcs end than begin to those where fewer do:
/// how often each arc is taken besides. Augments along all shortest ways of one length at a time.
class balancing_flow {
 public:
  balancing_flow(std::size_t places, const std::vector<tour_arc>& arcs)
      : source_(places), sink_(places + 1), out_(places + 2) {
    std::vector<std::int64_t> surplus(places);
    for (const tour_arc& one : arcs) {
      join(one.from, one.to, unlimited, one.cost);
      surplus[one.to] += one.wanted ? 1 : 0;
      surplus[one.from] -= one.wanted ? 1 : 0;
    }
    for (std::size_t at = 0; at < places; ++at) {
      if (surplus[at] > 0) {
        join(source_, at, surplus[at], 0);
        missing_ += surplus[at];
      } else if (surplus[at] < 0) {
        join(at, sink_, -surplus[at], 0);
      }
    }
  }

  /// By arc: how often it is taken besides.
  [[nodiscard]] std::vector<std::int64_t> flow(std::size_t arcs) {
    while (missing_ != 0) {
      measure();
      CNP_ASSERT(far_[sink_] != unlimited, "a tour has no way back from some place");
      // What was passed on is seen in the next round at the latest; so rounds go on until nothing
      // is.
      std::int64_t passed = 0;
      do {
        next_.assign(out_.size(), 0);
        entered_.assign(out_.size(), false);
        passed = pass(source_, missing_);
        missing_ -= passed;
      } while (passed != 0);
    }
    std::vector<std::int64_t> taken(arcs);
    for (std::size_t at = 0; at < arcs; ++at) {
      taken[at] = links_[(2 * at) + 1].room;
    }
    return taken;
  }

 private:
  static constexpr std::int64_t unlimited = std::numeric_limits<std::int32_t>::max();
  /// An arc, or (the one after it) its reverse, by which what was passed on is taken back.
  struct link {
    std::size_t to = 0;
    std::int64_t room = 0;
    std::int64_t cost = 0;
  };

  void join(std::size_t from, std::size_t to, std::int64_t room, std::int64_t cost) {
    out_[from].push_back(links_.size());
    links_.push_back({to, room, cost});
    out_[to].push_back(links_.size());
    links_.push_back({from, 0, -cost});
  }

  /// How far each place is from the source, where there is room (Bellman and Ford).
  void measure() {
    far_.assign(out_.size(), unlimited);
    far_[source_] = 0;
    std::vector<bool> waits(out_.size());
    std::deque<std::size_t> open{source_};
    while (!open.empty()) {
      const std::size_t at = open.front();
      open.pop_front();
      waits[at] = false;
      for (const std::size_t which : out_[at]) {
        const link& one = links_[which];
        if (one.room == 0 || far_[at] + one.cost >= far_[one.to]) {
          continue;
        }
        far_[one.to] = far_[at] + one.cost;
        if (!waits[one.to]) {
          waits[one.to] = true;
          open.push_back(one.to);
        }
      }
    }
  }

  /// Passes up to `most` on from here to the sink along shortest ways; says how much.
  std::int64_t pass(std::size_t at, std::int64_t most) {
    if (at == sink_) {
      return most;
    }
    entered_[at] = true;
    std::int64_t passed = 0;
    for (; next_[at] < out_[at].size(); ++next_[at]) {
      const std::size_t which = out_[at][next_[at]];
      const link one = links_[which];
      if (one.room == 0 || entered_[one.to] || far_[at] + one.cost != far_[one.to]) {
        continue;
      }
      const std::int64_t some = pass(one.to, std::min(most - passed, one.room));
      links_[which].room -= some;
      links_[which ^ 1U].room += some;
      passed += some;
      if (passed == most) {
        break;
      }
    }
    // Left open only for more: nothing else goes on from here in this round.
    entered_[at] = passed == 0;
    return passed;
  }

  std::size_t source_;
  std::size_t sink_;
  std::vector<link> links_;
  std::vector<std::vector<std::size_t>> out_;
  std::int64_t missing_ = 0;
  std::vector<std::int64_t> far_;
  std::vector<std::size_t> next_;
  std::vector<bool> entered_;
};

}  // namespace

std::vector<std::uint32_t> shortest_tour(std::size_t places, const std::vector<tour_arc>& arcs) {
  // Each arc as often as it is taken: now as many begin in each place as end there, and a closed
  // way takes them all (Hierholzer).
  std::vector<std::int64_t> left = balancing_flow(places, arcs).flow(arcs.size());
  std::vector<std::vector<std::uint32_t>> out(places);
  for (std::uint32_t at = 0; at < arcs.size(); ++at) {
    left[at] += arcs[at].wanted ? 1 : 0;
    if (left[at] != 0) {
      out[arcs[at].from].push_back(at);
    }
  }
  std::vector<std::uint32_t> tour;
  for (std::uint32_t start = 0; start < places; ++start) {
    const auto begun = static_cast<std::ptrdiff_t>(tour.size());
    std::vector<std::uint32_t> behind;  // The way to here.
    for (std::uint32_t at = start;;) {
      std::vector<std::uint32_t>& open = out[at];
      if (!open.empty()) {
        const std::uint32_t taken = open.back();
        if (--left[taken] == 0) {
          open.pop_back();
        }
        behind.push_back(taken);
        at = arcs[taken].to;
      } else if (!behind.empty()) {
        tour.push_back(behind.back());
        at = arcs[behind.back()].from;
        behind.pop_back();
      } else {
        break;
      }
    }
    std::reverse(tour.begin() + begun, tour.end());
  }
  return tour;
}

}  // namespace cnp
