#include "cases/benchmarks/contest.hpp"

#include <algorithm>
#include <vector>

namespace cnp::bench {

nanoseconds contestant::go(int cycles) {
  const auto start = steady_clock::now();
  for (int at = 0; at < cycles; ++at) {
    cycle();
  }
  return (steady_clock::now() - start) / cycles;
}

void compete(measurement& by, contestant& harness, contestant& raw, int block) {
  const int cycles = by.how().smoke ? 1 : block;
  std::vector<double> ratios;
  std::vector<nanoseconds> raws;
  std::vector<nanoseconds> owns;
  bool harness_first = false;
  by.parts([&] {
    nanoseconds own{0};
    if (harness_first) {
      own = harness.go(cycles);
    }
    raws.push_back(raw.go(cycles));
    if (!harness_first) {
      own = harness.go(cycles);
    }
    harness_first = !harness_first;
    owns.push_back(own);
    ratios.push_back(static_cast<double>(own.count()) / static_cast<double>(raws.back().count()));
    return own;
  });
  std::sort(ratios.begin(), ratios.end());
  const auto share = [&ratios](std::size_t tenths) {
    return ratios.at(ratios.size() * tenths / 10);
  };
  by.counter("raw_us", std::chrono::duration<double, std::micro>(median(raws)).count());
  by.counter("ratio", share(5));
  // Of the best of each: what is left when nobody else has the machine.
  by.counter("ratio_best",
             static_cast<double>(std::min_element(owns.begin(), owns.end())->count()) /
                 static_cast<double>(std::min_element(raws.begin(), raws.end())->count()));
  by.counter("ratio_low", share(1));
  by.counter("ratio_high", share(9));
}

}  // namespace cnp::bench
