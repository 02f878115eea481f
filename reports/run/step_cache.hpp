#pragma once

#include "reports/run/record.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cnp {

/// A step of a cell, without a copy of what many cells' steps have in common.
struct step_use {
  static constexpr std::size_t unnumbered = static_cast<std::size_t>(-1);

  const step_record* what = nullptr;  ///< Its tickets and its duration are somebody else's.
  std::size_t number = unnumbered;    ///< From one reader, the same for the same `what`.
  std::uint64_t ticket_before = 0;
  std::uint64_t ticket_after = 0;
  double microseconds = 0;

  /// As a record of its own.
  [[nodiscard]] step_record copy() const;
};

/// The steps of a cell as uses. They refer to the cell.
[[nodiscard]] std::vector<step_use> uses_of(const cell_record& cell);

/// Reads the steps of run files' lines. The many lines of a file have few different steps, tickets
/// and durations apart: each of them is parsed once and known by its text from then on. Not for
/// several threads at once.
class step_cache {
 public:
  /// Cuts the steps off a cell's line (what is left is JSON again), if it is as the writer's lines
  /// are; they refer to this object, and those that it does not number only until it is called
  /// again. False for any other line, which is left as it is and has to be parsed as a whole: also
  /// for one whose steps can't be read, so that who parses it says what is wrong.
  [[nodiscard]] bool take(std::string& line, std::vector<step_use>& to);

 private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  /// A step that was parsed.
  struct known_step {
    std::string_view before;  ///< Its text before tickets and duration …
    std::string_view behind;  ///< … and behind them. Both refer to its key in `numbers_`.
    step_record what;
    std::size_t next = step_use::unnumbered;  ///< What followed it when it came last.
  };

  [[nodiscard]] bool take_expected(std::string_view& left, std::size_t number, step_use& to) const;
  [[nodiscard]] bool take_any(std::string_view& left, step_use& to);

  std::unordered_map<std::string, std::size_t, hash, std::equal_to<>> numbers_;
  std::deque<known_step> known_;
  std::deque<step_record> others_;            ///< Of the last line, beyond what is remembered.
  std::size_t first_ = step_use::unnumbered;  ///< The first step of the last line.
  std::string key_;  ///< A step's text without what varies; kept for its memory.
};

}  // namespace cnp
