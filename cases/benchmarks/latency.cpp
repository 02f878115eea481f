// How long a client's coming takes to be seen: from just before its CreateFile, by the clock that
// both processes share, until the server's thread goes on. Enough of them for the rare slow ones.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"

namespace cnp::bench {

namespace {

void seen_after(measurement& by, const connect_mode& mode) {
  const scene with(by.on());
  const file_handle pipe = new_pipe(with.pipe_name(), mode.kind);
  const auto server = mode.make(pipe.get());
  player& client = *by.on().players(1).front();
  client.use(with.pipe_name());
  by.parts([&] {
    server->issue();
    client.tell(player_task::open);
    const std::int64_t seen = server->await();
    client.hear(patience());
    const nanoseconds took{seen - client.seat().began};
    client.tell(player_task::close);
    server->leave();
    client.hear(patience());
    disconnect(pipe.get());
    return took;
  });
}

}  // namespace

std::vector<bench_case> latency_benchmarks() {
  std::vector<bench_case> all;
  for (const connect_mode& mode : connect_modes()) {
    all.push_back({.name = "latency/" + std::string(mode.name),
                   .says = "From just before the client's CreateFile until the server goes on: " +
                           std::string(mode.says),
                   .floor = floor_of::round_trip,
                   .body = [&mode](measurement& by) { seen_after(by, mode); },
                   .iterations = 1100,
                   .at_most = 10});
  }
  return all;
}

}  // namespace cnp::bench
