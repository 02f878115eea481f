#include "reports/page/page_costs.hpp"

#include "harness/support/printable.hpp"
#include "reports/page/page_json.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

/// Microseconds in one of a unit; 0 for what is no unit of time.
[[nodiscard]] double microseconds_in(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 4> units{
      {{"ns", 1e-3}, {"us", 1}, {"ms", 1e3}, {"s", 1e6}}};
  const auto* const found = std::find_if(units.begin(), units.end(),
                                         [unit](const auto& one) { return one.first == unit; });
  return found != units.end() ? found->second : 0;
}

/// Four digits say more than a clock does.
void write_number(json_writer& to, double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", std::isfinite(number) ? number : 0.0);
  to.raw(text.data());
}

void write_pair(json_writer& to, std::string_view name, const std::string& text) {
  to.name(name).value(printable(text));
}

void write_series(json_writer& to, const benchmark_series& one) {
  const double scale = microseconds_in(one.unit);
  to.open('{');
  write_pair(to, "name", one.name);
  write_pair(to, "unit", scale > 0 ? "us" : one.unit);
  write_pair(to, "floor", one.floor);
  to.name("values").open('[');
  for (const double value : one.values) {
    write_number(to, scale > 0 ? value * scale : value);
  }
  to.close(']').name("counters").open('{');
  for (const auto& [key, values] : one.counters) {
    to.name(printable(key));
    write_number(to, median_of(values));
  }
  to.close('}').close('}');
}

}  // namespace

std::string benchmarks_for_page(const std::vector<benchmark_run>& runs) {
  json_writer to;
  to.open('[');
  for (const benchmark_run& run : runs) {
    to.open('{').name("kernel").value(kernel_text(run.kernel));
    write_pair(to, "machine", run.machine);
    write_pair(to, "commit", run.commit);
    write_pair(to, "date", run.date);
    write_pair(to, "quiet", run.quiet);
    to.name("processors").value(static_cast<std::int64_t>(std::lround(run.processors)));
    to.name("failed").open('[');
    for (const std::string& one : run.failed) {
      to.value(printable(one));
    }
    to.close(']').name("series").open('[');
    for (const benchmark_series& one : run.series) {
      write_series(to, one);
    }
    to.close(']').close('}');
  }
  return to.close(']').text();
}

}  // namespace cnp
