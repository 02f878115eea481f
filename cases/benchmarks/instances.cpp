// What an instance costs: made anew for each client or reused, the n-th beside the others, and what
// it keeps.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

#include <psapi.h>

#include <array>
#include <utility>

namespace cnp::bench {

namespace {

void reused(measurement& by) {
  served_scene with(by.on());
  by.cycles([&] {
    with.take_on();
    with.hear();
    with.let_go();
  });
}

void made_anew(measurement& by) {
  scene with(by.on());
  by.cycles([&] {
    const file_handle pipe = new_pipe(with.pipe_name(), {});
    const auto server = connect_mode_of("overlapped-event").make(pipe.get());
    server->issue();
    with.tell(open_call());
    server->await();
    with.hear();
    with.ask(close_call());
  });
}

/// Listening instances of one name, each with a connect under way.
class crowd {
 public:
  crowd(std::wstring name, std::size_t count) : name_(std::move(name)) {
    for (std::size_t at = 0; at < count; ++at) {
      add();
    }
  }
  void add() {
    pipes_.push_back(new_pipe(name_, {.most = PIPE_UNLIMITED_INSTANCES}));
    servers_.push_back(connect_mode_of("overlapped-event").make(pipes_.back().get()));
    servers_.back()->issue();
  }
  void remove() {
    servers_.pop_back();
    pipes_.pop_back();
  }

 private:
  std::wstring name_;
  std::vector<file_handle> pipes_;
  std::vector<std::unique_ptr<connector>> servers_;
};

void nth(measurement& by, std::size_t number) {
  const scene with(by.on());
  crowd others(with.pipe_name(), number - 1);
  by.parts([&] {
    const nanoseconds took = time_of(1, [&] { others.add(); });
    others.remove();
    return took;
  });
}

/// What the kernel counts for this process, by the name of the counter.
std::array<std::pair<const char*, double>, 3> held_now() {
  DWORD handles = 0;
  arrange(::GetProcessHandleCount(::GetCurrentProcess(), &handles) != FALSE,
          "GetProcessHandleCount");
  PROCESS_MEMORY_COUNTERS memory{};
  memory.cb = sizeof(memory);
  arrange(::K32GetProcessMemoryInfo(::GetCurrentProcess(), &memory, sizeof(memory)) != FALSE,
          "GetProcessMemoryInfo");
  return {{{"handles_each", static_cast<double>(handles)},
           {"private_bytes_each", static_cast<double>(memory.PagefileUsage)},
           {"pool_bytes_each", static_cast<double>(memory.QuotaPagedPoolUsage) +
                                   static_cast<double>(memory.QuotaNonPagedPoolUsage)}}};
}

void kept(measurement& by) {
  const std::size_t count = by.how().smoke ? 16 : 250;
  by.cycles([&] {
    const scene with(by.on());
    const auto before = held_now();
    const crowd all(with.pipe_name(), count);
    const auto after = held_now();
    for (std::size_t at = 0; at != after.size(); ++at) {
      const auto& [name, held] = after.at(at);
      // A kernel that does not count something says that there is none of it.
      if (held > 0) {
        by.counter(name, (held - before.at(at).second) / static_cast<double>(count));
      }
    }
  });
}

}  // namespace

std::vector<bench_case> instance_benchmarks() {
  std::vector<bench_case> all{
      {"instance/reused",
       "A client on one instance, which DisconnectNamedPipe makes ready for the next.",
       floor_of::round_trip, &reused},
      {"instance/made-anew", "A client on an instance that is made for it and closed after it.",
       floor_of::round_trip, &made_anew},
  };
  for (const std::size_t number : {1U, 16U, 64U, 254U, 1000U}) {
    all.push_back({"instance/number-" + std::to_string(number),
                   "CreateNamedPipe and a pending ConnectNamedPipe while " +
                       std::to_string(number - 1) + " instances of the name listen.",
                   floor_of::pipe_call,
                   [number](measurement& by) { nth(by, number); },
                   {.longer = 0.5}});
  }
  all.push_back({"instance/kept",
                 "250 listening instances made and closed; what each keeps: handles, "
                 "private memory, and the pools' memory that is charged to the process.",
                 floor_of::nothing,
                 &kept,
                 {.iterations = 1}});
  return all;
}

}  // namespace cnp::bench
