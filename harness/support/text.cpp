#include "harness/support/text.hpp"

#include <cstddef>

namespace cnp {

namespace {

constexpr std::string_view upper_digits = "0123456789ABCDEF";

}  // namespace

std::string escaped_bytes(std::string_view bytes) {
  std::string text;
  for (const char one : bytes) {
    const auto code = static_cast<unsigned char>(one);
    // Two digits always: a shorter escape would swallow a digit that follows it.
    text += "\\x";
    text += upper_digits[code >> 4U];
    text += upper_digits[code & 0xFU];
  }
  return text;
}

std::string quote(std::string_view bytes) {
  std::string text = "\"";
  for (const char one : bytes) {
    const auto code = static_cast<unsigned char>(one);
    if (one == '"' || one == '\\') {
      text += '\\';
      text += one;
    } else if (code >= 0x20 && code < 0x7F) {
      text += one;
    } else {
      text += escaped_bytes({&one, 1});
    }
  }
  text += '"';
  return text;
}

std::string hex(std::uint32_t number) {
  std::string text = "0x";
  for (unsigned shift = 32; shift != 0;) {
    shift -= 4;
    text += upper_digits[(number >> shift) & 0xFU];
  }
  return text;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (std::size_t at = 0; at != parts.size(); ++at) {
    if (at != 0) {
      text += between;
    }
    text += parts[at];
  }
  return text;
}

}  // namespace cnp
