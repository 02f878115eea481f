#include "reports/page/page_costs.hpp"

#include "harness/support/printable.hpp"
#include "reports/page/page_json.hpp"
#include "reports/text/phrases.hpp"

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
  const auto found = std::find_if(units.begin(), units.end(),
                                  [unit](const auto& one) { return one.first == unit; });
  return found != units.end() ? found->second : 0;
}

/// Four digits say more than a clock does.
void write_number(page_json& to, double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", std::isfinite(number) ? number : 0.0);
  to.raw(text.data());
}

void write_series(page_json& to, const benchmark_series& one) {
  const double known = microseconds_in(one.unit);
  const double scale = known > 0 ? known : 1;
  to.open_object().member("name", printable(one.name));
  to.member("unit", known > 0 ? "us" : printable(one.unit));
  to.member("floor", printable(one.floor)).name("values");
  to.list(one.values, [&](double value) { write_number(to, value * scale); });
  to.name("counters").open_object();
  for (const auto& [key, values] : one.counters) {
    to.name(printable(key));
    write_number(to, median_of(values));
  }
  to.close_object().close_object();
}

}  // namespace

std::string benchmarks_for_page(const std::vector<benchmark_run>& runs) {
  std::string text;
  page_json to(text);
  to.list(runs, [&to](const benchmark_run& run) {
    to.open_object().member("kernel", kernel_text(run.kernel));
    to.member("machine", printable(run.machine)).member("commit", printable(run.commit));
    to.member("date", printable(run.date)).member("quiet", printable(run.quiet));
    to.member("processors", std::int64_t{std::lround(run.processors)});
    to.name("failed").list(run.failed, [&to](const auto& one) { to.value(printable(one)); });
    to.name("series").list(run.series, [&to](const auto& one) { write_series(to, one); });
    to.close_object();
  });
  return text;
}

}  // namespace cnp
