#pragma once

#include "reports/benchmarks/benchmark_file.hpp"

#include <string>
#include <vector>

namespace cnp {

/// Benchmark files as the page's data, a JSON list in the order given: what each was measured on,
/// and its series, times in microseconds. Every text is `printable`. Read by
/// reports/page/assets/view_costs.js. Pure.
[[nodiscard]] std::string benchmarks_for_page(const std::vector<benchmark_run>& runs);

}  // namespace cnp
