#pragma once

#include <cstdint>
#include <string_view>

namespace cnp {

/// What a hash of nothing is.
inline constexpr std::uint64_t empty_hash = 0xCBF29CE484222325U;
/// One byte more in a hash.
[[nodiscard]] constexpr std::uint64_t hashed(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * 0x100000001B3U;
}
/// More text in a hash. FNV-1a, 64 bits: small, and the same on every machine. Not against somebody
/// who looks for two texts with one hash.
[[nodiscard]] constexpr std::uint64_t hashed(std::uint64_t hash, std::string_view text) {
  for (const char one : text) {
    hash = hashed(hash, static_cast<unsigned char>(one));
  }
  return hash;
}

}  // namespace cnp
