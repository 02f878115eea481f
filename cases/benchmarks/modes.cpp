// A whole connect cycle in every mode, with a client process: connect, client opens, client closes,
// disconnect.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"

namespace cnp::bench {

std::vector<bench_case> mode_benchmarks() {
  std::vector<bench_case> all;
  for (const connect_mode& mode : connect_modes()) {
    all.push_back({.name = "cycle/" + std::string(mode.name),
                   .says = std::string(mode.says),
                   .floor = floor_of::round_trip,
                   .body = [&mode](measurement& by) {
                     scene with(by.on());
                     const file_handle pipe = new_pipe(with.pipe_name(), mode.kind);
                     const auto server = mode.make(pipe.get());
                     by.cycles([&] {
                       server->issue();
                       with.tell(open_call());
                       server->await();
                       with.hear();
                       with.tell(close_call());
                       server->leave();
                       with.hear();
                       disconnect(pipe.get());
                     });
                   }});
  }
  return all;
}

}  // namespace cnp::bench
