#pragma once

#include "reports/run/record.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace cnp {

/// Which of the model's sequences of calls a run has executed, from its records.
class model_coverage {
 public:
  /// Counts a record; those of scenarios outside the matrix are left alone.
  void add(const cell_record& cell);

  /// Said where it falls short.
  static constexpr const char* sentence = "not everything that the model can reach was executed";

  struct result {
    /// A line for each scenario and kind of handle:
    /// `matrix.pairs, overlapped: 64 of 64 states, 928 of 928 transitions, 13284 of 13284 pairs`.
    /// Empty if the run had no walks.
    std::string text;
    /// Whether all walks of a scenario were begun and yet not everything was executed that is not
    /// behind a recorded deviation.
    bool falls_short = false;
  };
  [[nodiscard]] result conclude() const;

 private:
  struct walked {
    std::size_t begun = 0;
    /// Of the walks that went as expected, how many steps were performed: all, or those up to a
    /// recorded deviation that ends a walk.
    std::map<std::size_t, std::size_t> walks;
  };
  /// By scenario and word of the handle.
  std::map<std::pair<std::string, std::string>, walked> all_;
};

}  // namespace cnp
