#pragma once

#include "cases/benchmarks/stage.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace cnp::bench {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

/// What a benchmark is held against: the cheapest thing of its kind that this kernel can do.
enum class floor_of : std::uint8_t {
  nothing,        ///< It is a floor, or has none.
  pipe_call,      ///< The cheapest call on a pipe handle.
  round_trip,     ///< An event to another process and one back.
  process_start,  ///< The start of a process that does nothing, up to its end.
  computing,      ///< No floor but a yardstick for floors: how fast the machine itself is just now.
};
/// How long the floor takes just now: the median of a few. Of `nothing`: zero. A process start
/// is measured once and remembered, as it takes long. `once`: without repetition.
[[nodiscard]] nanoseconds measure_floor(floor_of kind, stage& on, bool once);

/// Settings of a whole run of the program.
struct settings {
  bool smoke = false;     ///< Everything once; no time means anything.
  double slow_down = 0;   ///< Busy time added to each cycle, as a share of the cycle.
  int repetitions = 20;   ///< Of every benchmark, interleaved with the others'.
  double seconds = 0.05;  ///< The least time of a repetition.
};

/// How two ways of doing the same are held against each other.
struct contest {
  int block = 4;  ///< How many cycles before it is the other's turn.
  /// Without a processor that falls asleep between two calls: it makes both loops wait for its
  /// waking, which takes longer than the calls (in a virtual machine several times as long), and by
  /// chance one of them oftener. (A cycle's own time has its waking.)
  bool awake = true;
};

/// So many cycles; the time of one.
[[nodiscard]] nanoseconds time_of(int cycles, const std::function<void()>& cycle);

/// One repetition of one benchmark: measures what it is handed and leaves the time, its
/// distribution and its ratio to the floor. Nothing of it is asserted.
class measurement {
 public:
  measurement(benchmark::State& state, stage& on, floor_of floor, const settings& how)
      : state_(state), on_(on), floor_(floor), how_(how) {}

  /// Times each call of `cycle` as a whole.
  template <class Cycle>
  void cycles(Cycle&& cycle) {
    parts([&] {
      const auto start = steady_clock::now();
      cycle();
      return steady_clock::now() - start;
    });
  }

  /// Times what `cycle` says that counts: it returns that time, in nanoseconds.
  template <class Cycle>
  void parts(Cycle&& cycle) {
    begin();
    for (int warm = 0; warm < warm_ups(); ++warm) {
      calibrated(cycle());
    }
    while (state_.KeepRunning()) {
      nanoseconds took = cycle();
      if (how_.slow_down > 0) {
        took += idle_away();
      }
      state_.SetIterationTime(std::chrono::duration<double>(took).count());
      times_.push_back(took);
    }
    end();
  }

  /// For calls that are about as short as reading the clock: times many of them at once, and knows
  /// no distribution.
  template <class Call>
  void calls(Call&& call) {
    begin();
    for (int warm = 0; warm < warm_ups(); ++warm) {
      const auto start = steady_clock::now();
      call();
      calibrated(steady_clock::now() - start);
    }
    std::int64_t count = 0;
    const auto start = steady_clock::now();
    while (state_.KeepRunning()) {
      call();
      if (how_.slow_down > 0) {
        (void)idle_away();
      }
      ++count;
    }
    end(steady_clock::now() - start, count);
  }

  /// Has both go in turn in one repetition, each first as often as the other, so that whatever
  /// slows the machine down slows both. Counters: `raw_us`, and of the ratios of the harness to the
  /// raw calls the middle one (`ratio`), that of the best times, and the tenths at both ends.
  /// Throws `arrangement_error`.
  void compete(const std::function<void()>& harness, const std::function<void()>& raw,
               const contest& how = {});

  /// A number beside the time: bytes for each instance, a share.
  void counter(const char* name, double value) { state_.counters[name] = value; }
  [[nodiscard]] stage& on() { return on_; }
  [[nodiscard]] const settings& how() const { return how_; }

 private:
  [[nodiscard]] int warm_ups() const { return how_.smoke ? 0 : 8; }
  void begin();
  void end();
  void end(nanoseconds took, std::int64_t count);
  void against_floor(double each);
  void calibrated(nanoseconds took) { warm_.push_back(took); }
  nanoseconds idle_away();

  benchmark::State& state_;
  stage& on_;
  floor_of floor_;
  const settings& how_;
  nanoseconds floor_time_{0};
  nanoseconds idle_{0};
  std::vector<nanoseconds> warm_;
  std::vector<nanoseconds> times_;
};

/// How often a benchmark is repeated, where that is not as usual.
struct bench_effort {
  bool whole = false;       ///< The body uses `calls`, which times all cycles at once.
  int iterations = 0;       ///< Cycles of a repetition; 0: as many as fill the least time.
  double longer = 1;        ///< Its repetitions take so many times the least time.
  int at_most = 1'000'000;  ///< Repetitions: for what costs long and says enough when done once.
};

/// A benchmark as a value.
struct bench_case {
  std::string name;  ///< `aspect/what`: never reused for something else.
  std::string says;  ///< What a cycle of it is, one sentence.
  floor_of floor;
  std::function<void(measurement&)> body;
  bench_effort effort{};
};

/// The middle of them; `nanoseconds{0}` of none.
[[nodiscard]] nanoseconds median(std::vector<nanoseconds> times);
[[nodiscard]] inline double microseconds(nanoseconds time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

// The aspects, a file each.
[[nodiscard]] std::vector<bench_case> floor_benchmarks();
[[nodiscard]] std::vector<bench_case> mode_benchmarks();
[[nodiscard]] std::vector<bench_case> outcome_benchmarks();
[[nodiscard]] std::vector<bench_case> instance_benchmarks();
[[nodiscard]] std::vector<bench_case> client_benchmarks();
[[nodiscard]] std::vector<bench_case> cancellation_benchmarks();
[[nodiscard]] std::vector<bench_case> rate_benchmarks();
[[nodiscard]] std::vector<bench_case> latency_benchmarks();
[[nodiscard]] std::vector<bench_case> harness_benchmarks();
[[nodiscard]] std::vector<bench_case> matrix_benchmarks();

}  // namespace cnp::bench
