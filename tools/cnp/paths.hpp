#pragma once

#include <filesystem>
#include <string>

namespace cnp {

/// A path from a command line, which is UTF-8 everywhere in this program.
[[nodiscard]] inline std::filesystem::path path_of(const std::string& utf8) {
  return {std::u8string(utf8.begin(), utf8.end())};
}

}  // namespace cnp
