#pragma once

#include "reports/benchmarks/benchmark_comparison.hpp"
#include "reports/benchmarks/benchmark_file.hpp"

#include <cstdint>
#include <string>

namespace cnp {

/// How a table of benchmarks is written.
enum class table_style : std::uint8_t { plain, markdown };

/// One run: each benchmark's median, spread, rare slow cycles, floor and ratio to it, and what else
/// it counted. Ends with a newline.
[[nodiscard]] std::string benchmark_table(const benchmark_run& run, table_style how);
/// The same as JSON.
[[nodiscard]] std::string benchmark_json(const benchmark_run& run);

/// Two runs, one against the other, with what it takes for a difference to be called a change. Ends
/// with a newline.
[[nodiscard]] std::string comparison_table(const benchmark_run& before, const benchmark_run& after,
                                           const benchmark_comparison& found, table_style how);
/// The same as JSON.
[[nodiscard]] std::string comparison_json(const benchmark_run& before, const benchmark_run& after,
                                          const benchmark_comparison& found);

}  // namespace cnp
