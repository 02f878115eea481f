#include "cases/benchmarks/bench_report.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/whole_file.hpp"
#include "harness/win32/kernel.hpp"
#include "harness/win32/utf8.hpp"
#include "harness/win32/windows.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <map>
#include <system_error>

namespace cnp::bench {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr double quiet_enough = 0.02;
/// Two looks at the clock that are further apart than this had something between them. Reading it
/// takes less than a tenth of a microsecond on Windows and under Wine.
constexpr std::chrono::microseconds held_up{10};
constexpr milliseconds look{250};

double stolen_now() {
  nanoseconds stolen{0};
  const auto start = steady_clock::now();
  auto last = start;
  while (last - start < look) {
    const auto now = steady_clock::now();
    if (now - last > held_up) {
      stolen += now - last;
    }
    last = now;
  }
  return static_cast<double>(stolen.count()) /
         static_cast<double>(nanoseconds(last - start).count());
}

/// This machine's name, as it is and not in a code page.
std::string machine_name() {
  wchar_t name[256];
  auto size = static_cast<DWORD>(std::size(name));
  return ::GetComputerNameExW(ComputerNameDnsHostname, name, &size) != FALSE
             ? narrowed(std::wstring(name, size))
             : std::string("unknown");
}

}  // namespace

json_keeper::json_keeper() {
  json_.SetOutputStream(&kept_);
  json_.SetErrorStream(&kept_);
  // What the library complains of here, the program says itself, in one sentence.
  SetErrorStream(&complaints_);
}

void json_keeper::ReportRuns(const std::vector<Run>& runs) {
  // Of values that are all zero the library divides the spread by the mean, which is no number, and
  // JSON cannot write that. (Times always have a place in a run; that of such a spread is zero.)
  std::vector<Run> finite = runs;
  std::erase_if(finite, [](const Run& one) { return one.error_message == not_measured; });
  for (Run& one : finite) {
    std::erase_if(one.counters,
                  [](const auto& counter) { return !std::isfinite(counter.second.value); });
    for (double* time : {&one.real_accumulated_time, &one.cpu_accumulated_time}) {
      *time = std::isfinite(*time) ? *time : 0;
    }
  }
  json_.ReportRuns(finite);
}

std::string json_keeper::text() const {
  // The library writes names in the machine's code page. What is no UTF-8 becomes U+FFFD here.
  return narrowed(widened(kept_.str()));
}

void add_context(const std::string& quiet, const std::string& commit) {
  const kernel_identity kernel = identify_kernel();
  const auto add = [](const char* key, const std::string& value) {
    benchmark::AddCustomContext(key, value);
  };
  add("cnp_format", "1");
  add("cnp_commit", commit);
  add("cnp_machine", machine_name());
  add("cnp_quiet", quiet);
  add("kernel_family", kernel.family);
  add("kernel_version", kernel.version);
  add("kernel_name", kernel.name);
  add("kernel_architecture", kernel.architecture);
  add("kernel_process_architecture", kernel.process_architecture);
  add("kernel_host", kernel.host);
  for (const auto& [module, version] : kernel.modules) {
    benchmark::AddCustomContext("kernel_module_" + module, version);
  }
}

double wait_for_quiet(milliseconds limit) {
  const auto start = steady_clock::now();
  for (;;) {
    const double stolen = stolen_now();
    if (stolen < quiet_enough || steady_clock::now() - start >= limit) {
      return stolen;
    }
  }
}

std::string describe_quiet(double stolen) {
  char text[96];
  std::snprintf(text, std::size(text), "%s: %.1f %% of a spinning thread's time went elsewhere",
                stolen < quiet_enough ? "quiet" : "not quiet", 100 * stolen);
  return text;
}

void write_whole(const std::filesystem::path& path, const std::string& text) {
  std::error_code problem;
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path(), problem);
  }
  if (!write_whole_file(path, text)) {
    throw input_error(narrowed(path.wstring()) + ": the benchmark file cannot be written there");
  }
}

}  // namespace cnp::bench
