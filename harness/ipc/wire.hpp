#pragma once

#include "harness/scenario/call.hpp"
#include "harness/scenario/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace cnp {

/// A message that can't be written or read, in one sentence that names the call and the field.
/// After a decode it means that the other process is broken or of another version, never that the
/// kernel under test is.
class wire_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The size of the largest message, in bytes: a buffer of this size takes every call and outcome
/// that `encode` accepts.
inline constexpr std::size_t wire_limit = 1033;

/// A number that changes with the messages' form. Two processes that have the same one understand
/// each other, whatever their bitness; the first thing to compare.
[[nodiscard]] std::uint32_t protocol_fingerprint();

/// Writes the call to the start of `out` and returns how many bytes it took. The form does not
/// depend on bitness or byte order of either process. Throws wire_error if it does not fit, or has
/// a value that `decode_call` would refuse.
std::size_t encode(const call& the_call, std::span<std::byte> out);
/// The same for an outcome.
std::size_t encode(const outcome& the_outcome, std::span<std::byte> out);

/// The call that exactly these bytes are. Every value is in range: slots, requests, threads and
/// processes exist, texts are within `text_limit`. Throws wire_error; never reads past the bytes.
[[nodiscard]] call decode_call(std::span<const std::byte> in);
/// The outcome that exactly these bytes are.
[[nodiscard]] outcome decode_outcome(std::span<const std::byte> in);

}  // namespace cnp
