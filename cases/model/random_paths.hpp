#pragma once

#include "cases/model/state_machine.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// Random numbers that are the same for the same seed with every compiler and on every machine:
/// splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
class splitmix64 {
 public:
  explicit splitmix64(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next();
  /// A number below `limit`, which is not 0.
  [[nodiscard]] std::uint32_t below(std::uint32_t limit);

 private:
  std::uint64_t state_;
};

/// The longest random path, in calls.
inline constexpr std::size_t longest_random_path = 1000;

/// A path of `length` calls in which each is drawn from those that can be taken there. Calls after
/// which nobody says how the pipe stands are left out, but for the last one; where nothing else can
/// be done, the path ends early. So are those of `left_out`, which the kernel does not have, and,
/// but for the last one, those with which a walk `ends` on this kernel. Pure: the same for the same
/// numbers.
[[nodiscard]] model_path
random_path(const model_space& space, splitmix64& numbers, std::size_t length,
            const std::vector<model_verb>& left_out = {},
            const std::function<bool(const model_state&, model_action)>& ends = {});

/// A seed as people type it: decimal, or hexadecimal behind `0x`, of 64 bits; nothing for anything
/// else.
[[nodiscard]] std::optional<std::uint64_t> parse_seed(std::string_view text);
/// `0x00000000075bcd15`.
[[nodiscard]] std::string seed_text(std::uint64_t seed);

}  // namespace cnp
