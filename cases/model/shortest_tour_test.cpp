#include "cases/model/shortest_tour.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cnp {
namespace {

using arcs = std::vector<tour_arc>;

/// That the tour is closed and takes every wanted arc.
void expect_closed(const std::vector<std::uint32_t>& tour, const arcs& all) {
  ASSERT_FALSE(tour.empty());
  for (std::size_t at = 0; at < tour.size(); ++at) {
    const std::uint32_t next = tour[(at + 1) % tour.size()];
    EXPECT_EQ(all.at(tour[at]).to, all.at(next).from) << "behind the tour's arc " << at;
  }
  for (std::uint32_t at = 0; at < all.size(); ++at) {
    EXPECT_TRUE(!all[at].wanted || std::ranges::find(tour, at) != tour.end()) << "arc " << at;
  }
}

TEST(ShortestTour, TakesEachArcOnceWhereThatCloses) {
  const arcs eight{{.from = 0, .to = 1, .wanted = true},
                   {.from = 1, .to = 0, .wanted = true},
                   {.from = 0, .to = 2, .wanted = true},
                   {.from = 2, .to = 0, .wanted = true},
                   {.from = 2, .to = 2, .wanted = true}};
  const auto tour = shortest_tour(3, eight);
  expect_closed(tour, eight);
  EXPECT_EQ(tour.size(), 5U);
  EXPECT_EQ(eight.at(tour.front()).from, 0U);
}

TEST(ShortestTour, RepeatsTheFewestArcs) {
  // Three ways from 0 to 2, and one back, which is taken three times; the detour is nobody's wish.
  const arcs fan{{.from = 0, .to = 2, .wanted = true},
                 {.from = 0, .to = 2, .wanted = true},
                 {.from = 0, .to = 2, .wanted = true},
                 {.from = 2, .to = 0, .wanted = true},
                 {.from = 2, .to = 1},
                 {.from = 1, .to = 0}};
  const auto tour = shortest_tour(3, fan);
  expect_closed(tour, fan);
  EXPECT_EQ(tour.size(), 6U);
}

TEST(ShortestTour, GoesTheCheaperWayBack) {
  const arcs ring{{.from = 0, .to = 1, .wanted = true},
                  {.from = 1, .to = 0, .cost = 3},
                  {.from = 1, .to = 2},
                  {.from = 2, .to = 0}};
  EXPECT_EQ(shortest_tour(3, ring), (std::vector<std::uint32_t>{0, 2, 3}));
}

/// A flow that went the nearer way first has to take that back: together the far ways are cheaper.
TEST(ShortestTour, PairsPlacesSoThatTheSumIsLeast) {
  // More end than begin in 1 and 2; more begin than end in 3 and 4. 1 is near to both of these, and
  // 2 only to 3.
  const arcs both{{.from = 3, .to = 1, .wanted = true}, {.from = 4, .to = 2, .wanted = true},
                  {.from = 1, .to = 3, .cost = 1},      {.from = 1, .to = 4, .cost = 2},
                  {.from = 2, .to = 3, .cost = 2},      {.from = 2, .to = 4, .cost = 9}};
  const auto tour = shortest_tour(5, both);
  expect_closed(tour, both);
  std::uint32_t cost = 0;
  for (const std::uint32_t taken : tour) {
    cost += both.at(taken).wanted ? 0 : both.at(taken).cost;
  }
  EXPECT_EQ(cost, 4U);
}

TEST(ShortestTour, OfPartsThatDoNotHangTogetherIsAWayOfEach) {
  const arcs apart{{.from = 1, .to = 1, .wanted = true}, {.from = 2, .to = 2, .wanted = true}};
  EXPECT_EQ(shortest_tour(3, apart), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_TRUE(shortest_tour(3, {{.from = 0, .to = 1}}).empty()) << "nothing is wanted";
}

}  // namespace
}  // namespace cnp
