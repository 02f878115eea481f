#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// Every byte as `\xNN`.
[[nodiscard]] std::string escaped_bytes(std::string_view bytes);

/// The bytes between double quotes, with everything that is not printable ASCII escaped, so that a
/// report shows exactly what was read: `"abc\x00"`.
[[nodiscard]] std::string quote(std::string_view bytes);

/// The number as `0x00000103`: the way in which NTSTATUS values and exception codes are looked up.
[[nodiscard]] std::string hex(std::uint32_t number);

/// The parts with `between` between each two of them.
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view between);

}  // namespace cnp
