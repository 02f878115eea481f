#pragma once

#include "reports/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cnp {

/// Reads the steps of run files' lines. The many lines of a file have few different steps, tickets
/// and durations apart: each of them is parsed once and known by its text from then on. Stays
/// within reports/. Not for several threads at once.
class step_cache {
 public:
  /// The steps of a cell's line, cut off it (what is left is JSON again), if it is as the writer's
  /// lines are. Nothing for any other line, which is left as it is and has to be parsed as a whole:
  /// also for one whose steps can't be read, so that who parses it says what is wrong.
  [[nodiscard]] std::optional<std::vector<step_record>> take(std::string& line);

 private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  [[nodiscard]] bool read(std::string_view text, std::vector<step_record>& to);

  std::unordered_map<std::string, step_record, hash, std::equal_to<>> known_;
  std::string key_;  ///< A step's text without what varies; kept for its memory.
};

}  // namespace cnp
