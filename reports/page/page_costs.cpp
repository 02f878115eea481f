// The part of the page's data that is of benchmarks.

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "reports/benchmarks/benchmark_comparison.hpp"
#include "reports/page/page_data.hpp"
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
  to.open_object().member("name", printable(one.name)).member("says", printable(one.says));
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

/// What became of the benchmarks that an earlier file has too, where the machine is the same one:
/// name, verdict and ratio. Times of different machines say nothing of each other.
void write_changes(page_json& to, const benchmark_run* before, const benchmark_run& after) {
  to.name("compared").open_list();
  try {
    const auto found =
        before == nullptr ? benchmark_comparison{} : compare_benchmarks(*before, after, false);
    for (const benchmark_change& one : found.both) {
      to.open_list().value(printable(one.name)).value(word(one.is));
      write_number(to, one.ratio);
      to.close_list();
    }
  } catch (const input_error&) {
    // Nothing to be compared: another machine, another unit, or no benchmark in both.
  }
  to.close_list();
}

}  // namespace

void page_data::set_benchmarks(const std::vector<benchmark_run>& runs) {
  benchmarks_.clear();
  page_json to(benchmarks_);
  const benchmark_run* before = nullptr;
  to.list(runs, [&to, &before](const benchmark_run& run) {
    to.open_object().member("kernel", kernel_text(run.kernel));
    to.member("machine", printable(run.machine)).member("commit", printable(run.commit));
    to.member("date", printable(run.date)).member("quiet", printable(run.quiet));
    to.member("processors", std::int64_t{std::lround(run.processors)});
    to.name("failed").list(run.failed, [&to](const auto& one) { to.value(printable(one)); });
    to.name("series").list(run.series, [&to](const auto& one) { write_series(to, one); });
    write_changes(to, before, run);
    before = &run;
    to.close_object();
  });
}

}  // namespace cnp
