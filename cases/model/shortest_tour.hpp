#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cnp {

/// An arc of a graph whose places are numbered from 0.
struct tour_arc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t cost = 1;  ///< Of taking it once more than is wanted.
  bool wanted = false;
};

/// A closed way that takes each wanted arc at least once, at the least cost of what it takes
/// besides (the directed postman's problem): indices of arcs, each beginning where the one before
/// it ends. From place 0, if the way comes there. From every place one must come to every other.
/// Where the arcs that it takes do not hang together there are several such ways, one after the
/// other. Pure.
[[nodiscard]] std::vector<std::uint32_t> shortest_tour(std::size_t places,
                                                       const std::vector<tour_arc>& arcs);

}  // namespace cnp
