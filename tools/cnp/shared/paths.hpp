#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cnp {

/// A path from a command line, which is UTF-8 everywhere in this program.
[[nodiscard]] inline std::filesystem::path path_of(const std::string& utf8) {
  return {std::u8string(utf8.begin(), utf8.end())};
}
[[nodiscard]] inline std::vector<std::filesystem::path>
paths_of(const std::vector<std::string>& utf8) {
  std::vector<std::filesystem::path> all;
  all.reserve(utf8.size());
  for (const std::string& each : utf8) {
    all.push_back(path_of(each));
  }
  return all;
}

/// The reverse: for output that is to be used as a path again.
[[nodiscard]] inline std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

}  // namespace cnp
