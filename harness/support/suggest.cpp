#include "harness/support/suggest.hpp"

#include <algorithm>

namespace cnp {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Row i, column j: between the first i letters of `a` and the first j of `b`.
  std::vector<std::vector<std::size_t>> far(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        far[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = far[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      far[i][j] = std::min({replaced, far[i - 1][j] + 1, far[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        far[i][j] = std::min(far[i][j], far[i - 2][j - 2] + 1);
      }
    }
  }
  return far[a.size()][b.size()];
}

std::string_view closest(std::string_view mistyped, std::span<const std::string_view> known) {
  constexpr std::size_t longest = 100;  // Nobody mistypes a longer name.
  if (mistyped.empty() || mistyped.size() > longest) {
    return {};
  }
  // Further away than a third of its letters, a text is another word and no slip of the finger.
  std::size_t least = std::max<std::size_t>(1, mistyped.size() / 3) + 1;
  std::string_view best;
  for (const std::string_view one : known) {
    const std::size_t distance = one.size() > longest ? least : edit_distance(mistyped, one);
    if (distance < least) {
      least = distance;
      best = one;
    }
  }
  return best;
}

std::string suggestion(std::string_view mistyped, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view near = closest(mistyped, views);
  return near.empty() ? std::string{} : "; did you mean '" + std::string(near) + "'?";
}

}  // namespace cnp
