// cnp-bench: what connecting costs on this kernel. Says times; never a verdict.

#include "cases/benchmarks/bench_report.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/support/build_info.hpp"
#include "harness/support/exit_code.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/suggest.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/command_line.hpp"
#include "harness/win32/interruption.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iterator>
#include <memory>

namespace {

using namespace cnp;         // NOLINT(google-build-using-namespace): the program itself
using namespace cnp::bench;  // NOLINT(google-build-using-namespace)

constexpr int input_error_status = 2;
constexpr int suite_error_status = 3;

struct bench_options {
  settings how;
  std::string filter;
  std::string output = "benchmarks.json";
  int quiet_seconds = 10;
  int slow_down_percent = 0;
  bool list = false;
  std::vector<std::string> library;  ///< Options of Google Benchmark itself.
};

std::vector<bench_case> all_benchmarks() {
  std::vector<bench_case> all;
  for (const auto aspect :
       {&floor_benchmarks, &mode_benchmarks, &outcome_benchmarks, &instance_benchmarks,
        &client_benchmarks, &cancellation_benchmarks, &rate_benchmarks, &latency_benchmarks,
        &harness_benchmarks, &matrix_benchmarks}) {
    std::ranges::move(aspect(), std::back_inserter(all));
  }
  return all;
}

/// Those with the word in their name. Throws `input_error` if there are none.
std::vector<bench_case> chosen_of(std::vector<bench_case> all, const std::string& filter) {
  std::vector<std::string> names;
  std::ranges::transform(all, std::back_inserter(names), &bench_case::name);
  std::erase_if(
      all, [&filter](const bench_case& one) { return one.name.find(filter) == std::string::npos; });
  if (all.empty()) {
    throw input_error("no benchmark has '" + filter + "' in its name" + suggestion(filter, names) +
                      " (--list names them all)");
  }
  return all;
}

/// Says how far it is, a line now and then.
class progress {
 public:
  explicit progress(std::size_t bodies) : bodies_(bodies) {}
  void next(const std::string& name) {
    ++begun_;
    // The library calls some bodies more often than was planned, so the last tenth is never said.
    const std::size_t tenths =
        std::min<std::size_t>(9, 10 * begun_ / std::max<std::size_t>(1, bodies_));
    if (tenths > said_) {
      said_ = tenths;
      const std::chrono::duration<double> gone = steady_clock::now() - start_;
      std::fprintf(stderr, "cnp-bench: %zu %% after %.0f s (%s)\n", 10 * tenths, gone.count(),
                   name.c_str());
      std::fflush(stderr);
    }
  }

 private:
  std::size_t bodies_;
  std::size_t begun_ = 0;
  std::size_t said_ = 0;
  std::chrono::steady_clock::time_point start_ = steady_clock::now();
};

/// What all bodies need. Lives until the process ends.
struct whole_run {
  const settings& how;
  const interruption& stop;
  stage on;
  progress told;
  std::vector<std::string> failures;
};

void enroll(const bench_case& the_case, whole_run& run) {
  auto* const one = benchmark::RegisterBenchmark(
      the_case.name.c_str(), [&the_case, &run](benchmark::State& state) {
        if (run.stop.has_come()) {
          state.SkipWithError(not_measured);
          return;
        }
        run.told.next(the_case.name);
        try {
          measurement by(state, run.on, the_case.floor, run.how);
          the_case.body(by);
        } catch (const std::exception& problem) {
          run.failures.push_back(the_case.name + ": " + problem.what());
          state.SkipWithError(problem.what());
        }
      });
  the_case.effort.whole ? one->UseRealTime() : one->UseManualTime();
  one->Unit(benchmark::kMicrosecond);
  if (run.how.smoke) {
    one->Iterations(1)->Repetitions(1);
    return;
  }
  one->Repetitions(std::min(run.how.repetitions, the_case.effort.at_most));
  if (the_case.effort.iterations > 0) {
    one->Iterations(the_case.effort.iterations);
  } else {
    one->MinTime(run.how.seconds * the_case.effort.longer);
  }
}

void initialize(const bench_options& options) {
  // The library keeps the pointer to the first.
  static std::vector<std::string> words{"cnp-bench", "--benchmark_enable_random_interleaving=true"};
  words.insert(words.end(), options.library.begin(), options.library.end());
  std::vector<char*> raw;
  raw.reserve(words.size());
  for (std::string& one : words) {
    raw.push_back(one.data());
  }
  int count = static_cast<int>(raw.size());
  benchmark::Initialize(&count, raw.data());
  if (count > 1) {
    throw input_error("Google Benchmark has no option " + std::string(raw[1]));
  }
}

/// The table is made by cnp, if it lies beside this program.
void show_table(const std::string& results) {
  const std::wstring cnp = beside_own_program(L"cnp.exe");
  if (::GetFileAttributesW(cnp.c_str()) == INVALID_FILE_ATTRIBUTES) {
    return;
  }
  const child_process shown =
      start_process({.program = cnp,
                     .arguments = quoted_command_line({"benchmarks", results}),
                     .same_output = true});
  (void)wait_until(shown.process.get(), deadline::in(time_limits{}.start));
}

int measure_all(const bench_options& options, const std::vector<bench_case>& chosen) {
  initialize(options);
  std::string how_quiet = "not waited for";
  if (!options.how.smoke) {
    how_quiet = describe_quiet(wait_for_quiet(std::chrono::seconds{options.quiet_seconds}));
    std::fprintf(stderr, "cnp-bench: the machine is %s\n", how_quiet.c_str());
  }
  add_context(how_quiet, suite_commit);
  if (options.slow_down_percent > 0) {
    benchmark::AddCustomContext("cnp_slow_down", std::to_string(options.slow_down_percent) + " %");
  }
  std::size_t bodies = 0;
  for (const bench_case& one : chosen) {
    benchmark::AddCustomContext("cnp_says/" + one.name, one.says);
    const int repetitions = std::min(options.how.repetitions, one.effort.at_most);
    bodies += options.how.smoke ? 1 : static_cast<std::size_t>(repetitions);
  }
  const interruption stop;
  whole_run run{
      .how = options.how, .stop = stop, .on = stage(), .told = progress(bodies), .failures = {}};
  for (const bench_case& one : chosen) {
    enroll(one, run);
  }
  json_keeper keeper;
  const std::size_t ran = benchmark::RunSpecifiedBenchmarks(&keeper);
  if (ran == 0) {
    throw input_error("no benchmark matches the filter (--list names them all)");
  }
  for (const std::string& one : run.failures) {
    std::fprintf(stderr, "cnp-bench: %s\n", one.c_str());
  }
  write_whole(std::filesystem::path(std::u8string(options.output.begin(), options.output.end())),
              keeper.text());
  std::printf("%zu benchmarks, written to %s\n", ran, options.output.c_str());
  std::fflush(stdout);
  if (!options.how.smoke) {
    show_table(options.output);
  }
  if (stop.has_come()) {
    std::fprintf(stderr, "cnp-bench: interrupted; what was measured until then is in %s\n",
                 options.output.c_str());
    return static_cast<int>(exit_code::interrupted);
  }
  return run.failures.empty() ? 0 : suite_error_status;
}

int dispatch(std::vector<std::string> words) {
  bench_options options;
  CLI::App app{"What connecting costs on this kernel. Options of Google Benchmark work too.",
               "cnp-bench"};
  app.allow_windows_style_options(false);
  app.allow_extras();
  app.add_option("--filter", options.filter, "Only benchmarks with this in their name");
  app.add_option("--output", options.output, "Where the results go")
      ->type_name("FILE")
      ->take_last();
  app.add_option("--repetitions", options.how.repetitions, "Of every benchmark, interleaved")
      ->check(CLI::Range(1, 1000));
  app.add_option("--seconds", options.how.seconds, "The least time of a repetition")
      ->check(CLI::Range(0.001, 60.0));
  app.add_option("--quiet", options.quiet_seconds, "Seconds to wait for a quiet machine")
      ->check(CLI::Range(0, 3600));
  app.add_option("--slow-down", options.slow_down_percent,
                 "Make each cycle so much longer by computing, to see whether that is found")
      ->type_name("PERCENT")
      ->check(CLI::Range(0, 1000));
  app.add_flag("--smoke", options.how.smoke, "Everything once, to see that it works");
  app.add_flag("--list", options.list, "Name the benchmarks");
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& problem) {
    throw input_error(std::string(problem.what()) + "; see 'cnp-bench --help'");
  }
  for (const std::string& one : app.remaining()) {
    if (one.rfind("--benchmark_", 0) != 0) {
      throw input_error("there is no option " + one + "; see 'cnp-bench --help'");
    }
    options.library.push_back(one);
  }
  options.how.slow_down = options.slow_down_percent / 100.0;
  const std::vector<bench_case> chosen = chosen_of(all_benchmarks(), options.filter);
  if (options.list) {
    for (const bench_case& one : chosen) {
      std::printf("%s\n    %s\n", one.name.c_str(), one.says.c_str());
    }
    return 0;
  }
  return measure_all(options, chosen);
}

}  // namespace

extern "C" int wmain(int count, wchar_t** arguments) {
  try {
    std::vector<std::string> words = utf8_words(count, arguments);
    words.erase(words.begin());
    if (const auto status = play(words)) {
      return *status;
    }
    return dispatch(std::move(words));
  } catch (const input_error& problem) {
    std::fprintf(stderr, "cnp-bench: %s\n", problem.what());
    return input_error_status;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "cnp-bench: suite error: %s\n", problem.what());
    return suite_error_status;
  }
}
