#pragma once

#include <cstdint>
#include <vector>

namespace cnp {

/// How p is found.
enum class rank_method : std::uint8_t {
  automatic,  ///< Exactly if there are no ties and few values, else by the normal distribution.
  exact,      ///< By counting all orders of the values; wrong where there are ties.
  normal,     ///< By the normal distribution, with the correction for ties and for continuity.
};

/// What the ranks of two samples say of whether they come from one distribution.
struct rank_result {
  /// Mann-Whitney's U of the second sample: the pairs in which its value is the greater one, equal
  /// values counting half.
  double u = 0;
  /// The share of such pairs (Vargha and Delaney's A12 of the second against the first): 0.5 if
  /// neither is greater, 1 if each value of the second is greater than each of the first.
  double superiority = 0.5;
  /// How likely at least such a difference is if there is none; two-sided.
  double p = 1;
  bool exact = false;  ///< p was counted.
};

/// Mann and Whitney's test of two independent samples. Nothing is assumed of their distributions,
/// which for times have long tails. Neither may be empty, or hold what is no number: throws
/// std::invalid_argument. Pure.
[[nodiscard]] rank_result mann_whitney(const std::vector<double>& first,
                                       const std::vector<double>& second,
                                       rank_method how = rank_method::automatic);

/// Holm's correction of the p of several tests that are made at once, in their order: each is what
/// the p of that test alone would have to be below the level for the chance of *any* false alarm to
/// be. Never lower than before, never above 1. Pure.
[[nodiscard]] std::vector<double> holm(const std::vector<double>& p);

}  // namespace cnp
