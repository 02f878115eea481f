#pragma once

#include "reports/run/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// Makes one record of several of the same cell: that of the worst execution, with every
/// different outcome and how often there was each. Not for several threads at once.
class repeated_cell {
 public:
  /// Takes one more execution, or what such a record says of several.
  void add(const cell_record& one);
  /// The record; of a single execution as it is. Only if something was added.
  [[nodiscard]] cell_record finish() const;

 private:
  struct variant {
    repeated_outcome what;
    std::optional<cell_record> whole;  ///< Absent if only a record of several told of it.
  };
  void note(const repeated_outcome& given, const cell_record* whole);

  std::vector<variant> variants_;
};

/// Whether the cell was performed several times and did not give the same each time.
[[nodiscard]] inline bool varies(const cell_record& cell) {
  return cell.repetitions.size() > 1;
}

/// How often the cell was performed: 1 if nothing is said about it.
[[nodiscard]] std::size_t times_performed(const cell_record& cell);

/// `nonzero (14 of 15 times), or 0/ERROR_NO_DATA (232) (1 of 15 times)`: what repetitions gave in
/// the step in which they differ, by a verdict's name where they differ in none. Pure.
[[nodiscard]] std::string outcomes_text(const cell_record& cell);

}  // namespace cnp
