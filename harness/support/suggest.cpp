#include "harness/support/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cnp {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // One row of Levenshtein's table: the distances from what is read of `a` to each start of `b`.
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i != a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j != b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string_view closest(std::string_view id, std::span<const std::string_view> candidates) {
  // Further away than a third of its letters, a text is another word and no slip of the finger.
  std::size_t least = std::max<std::size_t>(2, id.size() / 3) + 1;
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(id, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace cnp
