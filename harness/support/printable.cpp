#include "harness/support/printable.hpp"

#include "harness/support/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>

namespace cnp {

namespace {

/// A code point at the start of a text: its value and how many bytes it takes; 0 bytes if the text
/// does not start with well-formed UTF-8.
struct code_point {
  std::uint32_t value = 0;
  std::size_t bytes = 0;
};

[[nodiscard]] std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// The length that a first byte announces, the bits of the code point in it, and the least code
/// point that needs this length.
struct lead_byte {
  std::size_t bytes;
  std::uint32_t bits;
  std::uint32_t least;
};

[[nodiscard]] lead_byte lead_of(std::uint32_t first) {
  if (first < 0x80) {
    return {1, first, 0};
  }
  if (first >= 0xC0 && first < 0xE0) {
    return {2, first & 0x1FU, 0x80};
  }
  if (first >= 0xE0 && first < 0xF0) {
    return {3, first & 0x0FU, 0x800};
  }
  if (first >= 0xF0 && first < 0xF8) {
    return {4, first & 0x07U, 0x10000};
  }
  return {0, 0, 0};
}

[[nodiscard]] code_point first_code_point(std::string_view text) {
  const lead_byte lead = lead_of(byte_at(text, 0));
  if (lead.bytes == 0 || lead.bytes > text.size()) {
    return {};
  }
  std::uint32_t value = lead.bits;
  for (std::size_t at = 1; at != lead.bytes; ++at) {
    const std::uint32_t next = byte_at(text, at);
    if ((next & 0xC0U) != 0x80) {
      return {};
    }
    value = (value << 6U) | (next & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < lead.least || value > 0x10FFFF || surrogate) {
    return {};
  }
  return {value, lead.bytes};
}

/// Whether a terminal or a reader could be led astray by it: C0, DEL, C1, line separators, and the
/// marks that change the direction of the text around them.
[[nodiscard]] bool is_treacherous(std::uint32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x200E || value == 0x200F ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) ||
         value == 0xFEFF;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const code_point first = first_code_point(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(first.bytes, 1));
    if (first.bytes == 0 || is_treacherous(first.value)) {
      clean += escaped_bytes(bytes);
    } else {
      clean += bytes;
    }
    text.remove_prefix(bytes.size());
  }
  return clean;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t bytes = first_code_point(text).bytes;
    if (bytes == 0) {
      return false;
    }
    text.remove_prefix(bytes);
  }
  return true;
}

std::string display(const std::filesystem::path& path) {
  try {
    const std::u8string text = path.u8string();
    // char may look at the bytes of any object.
    return printable({reinterpret_cast<const char*>(text.data()), text.size()});
  } catch (const std::exception&) {
    return "(a path that is not Unicode)";
  }
}

}  // namespace cnp
