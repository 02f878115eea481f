#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

/// Which part of the chosen cells a run takes, where several runs share them: every `of`th one,
/// from the one with number `index`. GoogleTest's words for it are shard and shards.
struct share {
  std::uint32_t index = 0;
  std::uint32_t of = 1;  ///< 1: the run takes them all.

  bool operator==(const share&) const = default;
};

/// The values of GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX; nothing for a variable that is not set.
/// Pure. Throws `input_error` for a value that is no number, for an index that is none of the
/// shards, and for one variable without the other.
[[nodiscard]] share parse_share(const std::optional<std::string>& total,
                                const std::optional<std::string>& index);
/// What a supervisor tells its worker: `2/5`, which is index 2 of 5.
[[nodiscard]] share parse_share(const std::string& text);
[[nodiscard]] std::string describe(share which);

/// Takes the two variables out of the environment, so that GoogleTest does not share out again what
/// is a share already: it would go by what is left to do, which changes when a worker is replaced.
/// Throws as `parse_share` does.
[[nodiscard]] share take_share_from_environment();

/// The part itself, in the order of the whole. All parts together are the whole, and no two have
/// anything in common. Pure.
template <class T>
[[nodiscard]] std::vector<T> part_of(std::vector<T> whole, share which) {
  std::vector<T> part;
  for (std::uint64_t at = which.index; at < whole.size(); at += which.of) {
    part.push_back(std::move(whole[static_cast<std::size_t>(at)]));
  }
  return part;
}

}  // namespace cnp
