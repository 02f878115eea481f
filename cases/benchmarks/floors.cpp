// The floors: what the cheapest thing of a kind costs on this kernel, as benchmarks of their own
// and to hold the others against.

#include "cases/benchmarks/measure.hpp"

#include "harness/win32/arrangement.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace cnp::bench {

namespace {

/// A listening server end for the cheapest call.
class idle_pipe {
 public:
  explicit idle_pipe(stage& on) : pipe_(new_pipe(on.shared().pipe_name(floor_name, false), {})) {}
  /// GetNamedPipeInfo for the type alone: one system call that changes nothing and waits for
  /// nobody.
  void ask() const {
    DWORD flags = 0;
    arrange(::GetNamedPipeInfo(pipe_.get(), &flags, nullptr, nullptr, nullptr) != FALSE,
            "GetNamedPipeInfo");
  }

 private:
  static constexpr std::uint8_t floor_name = 200;
  file_handle pipe_;
};

/// The median of so many, or the time of one.
nanoseconds median_of(bool once, int count, const std::function<void()>& cycle) {
  std::vector<nanoseconds> times(static_cast<std::size_t>(once ? 1 : count));
  std::ranges::generate(times, [&cycle] { return time_of(1, cycle); });
  return median(std::move(times));
}

nanoseconds pipe_call(stage& on, bool once) {
  const idle_pipe pipe(on);
  constexpr int block = 16;
  return median_of(once, 9,
                   [&pipe] {
                     for (int at = 0; at < block; ++at) {
                       pipe.ask();
                     }
                   }) /
         block;
}

/// Some twenty microseconds in which the kernel is not asked for anything.
void compute() {
  constexpr std::uint32_t rounds = 20'000;
  volatile std::uint32_t value = 1;
  for (std::uint32_t at = 0; at < rounds; ++at) {
    value = value * 1'664'525U + at;
  }
}

}  // namespace

nanoseconds measure_floor(floor_of kind, stage& on, bool once) {
  switch (kind) {
  case floor_of::nothing:
    break;
  case floor_of::pipe_call:
    return pipe_call(on, once);
  case floor_of::round_trip:
    return median_of(once, 25, [&on] { on.round_trip(); });
  case floor_of::process_start: {
    static const nanoseconds known = median_of(once, 7, [&on] { start_and_end(on.job()); });
    return known;
  }
  case floor_of::computing:
    return median_of(once, 25, &compute);
  }
  return nanoseconds{0};
}

std::vector<bench_case> floor_benchmarks() {
  return {
      {"floor/pipe-call",
       "GetNamedPipeInfo: the cheapest system call on a pipe handle.",
       floor_of::computing,
       [](measurement& by) {
         const idle_pipe pipe(by.on());
         by.calls([&] { pipe.ask(); });
       },
       {.whole = true}},
      {"floor/round-trip", "An event to another process and one back.", floor_of::computing,
       [](measurement& by) { by.cycles([&] { by.on().round_trip(); }); }},
      {"floor/told-client",
       "Telling the client process of the suite a call that does nothing, and its answer: "
       "two of these are in every cycle with one client.",
       floor_of::round_trip,
       [](measurement& by) {
         scene with(by.on());
         by.cycles([&] { with.ask(alertable_pause{}); });
       }},
      {"floor/process-start",
       "The start of a process that does nothing, up to its end.",
       floor_of::computing,
       [](measurement& by) { by.cycles([&] { start_and_end(by.on().job()); }); },
       {.iterations = 4}},
  };
}

}  // namespace cnp::bench
