// A client in every mode. A whole cycle: connect, client opens, client closes, disconnect. And how
// long a client's coming takes to be seen: from just before its CreateFile, by the clock that both
// processes share, until the server's thread goes on. Enough of them for the rare slow ones.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"

namespace cnp::bench {

namespace {

void cycle(measurement& by, const connect_mode& mode) {
  served_scene with(by.on(), mode);
  by.cycles([&] {
    with.take_on();
    with.hear();
    with.let_go();
  });
}

void seen_after(measurement& by, const connect_mode& mode) {
  served_scene with(by.on(), mode);
  player& client = *by.on().players(1).front();
  client.use(with.pipe_name());
  by.parts([&] {
    with.server().issue();
    client.tell(player_task::open);
    const std::int64_t seen = with.server().await();
    client.hear(patience());
    const nanoseconds took{seen - client.seat().began};
    client.tell(player_task::close);
    with.server().leave();
    client.hear(patience());
    disconnect(with.pipe());
    return took;
  });
}

}  // namespace

std::vector<bench_case> mode_benchmarks() {
  std::vector<bench_case> all;
  for (const connect_mode& mode : connect_modes()) {
    all.push_back({"cycle/" + std::string(mode.name), std::string(mode.says), floor_of::round_trip,
                   [&mode](measurement& by) { cycle(by, mode); }});
  }
  return all;
}

std::vector<bench_case> latency_benchmarks() {
  std::vector<bench_case> all;
  for (const connect_mode& mode : connect_modes()) {
    all.push_back({"latency/" + std::string(mode.name),
                   "From just before the client's CreateFile until the server goes on: " +
                       std::string(mode.says),
                   floor_of::round_trip,
                   [&mode](measurement& by) { seen_after(by, mode); },
                   {.iterations = 1100, .at_most = 10}});
  }
  return all;
}

}  // namespace cnp::bench
