// How many clients a server can take on in a second: a completion port over so many listening
// instances, and so many client processes that come as fast as they can.

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/measure.hpp"
#include "harness/win32/arrangement.hpp"

#include <algorithm>

namespace cnp::bench {

namespace {

constexpr DWORD unlimited = PIPE_UNLIMITED_INSTANCES;
/// More than the 254 that can be given as a limit.
constexpr std::size_t instances_when_unlimited = 300;

/// A server that takes clients on and lets them go at once.
class accepting_server {
 public:
  accepting_server(const std::wstring& name, DWORD most, std::size_t count)
      : port_(::CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1)), requests_(count) {
    arrange(static_cast<bool>(port_), "CreateIoCompletionPort");
    for (std::size_t at = 0; at < count; ++at) {
      pipes_.push_back(new_pipe(name, {.most = most}));
      arrange(::CreateIoCompletionPort(pipes_.back().get(), port_.get(), at, 1) != nullptr,
              "CreateIoCompletionPort");
      listen(at);
    }
  }

  /// Takes on the next client; false if none came in time. Clients that were there before a connect
  /// are counted when it is issued, and given one by one.
  bool accept(DWORD patience_ms) {
    if (early_ > 0) {
      --early_;
      return true;
    }
    DWORD moved = 0;
    ULONG_PTR which = 0;
    OVERLAPPED* whose = nullptr;
    const BOOL worked =
        ::GetQueuedCompletionStatus(port_.get(), &moved, &which, &whose, patience_ms);
    if (whose == nullptr) {
      return false;
    }
    arrange(worked != FALSE && requests_[which].conclude(),
            "GetQueuedCompletionStatus of a connect");
    disconnect(pipes_[which].get());
    listen(which);
    return true;
  }

 private:
  void listen(std::size_t at) {
    for (;;) {
      const DWORD code = requests_[at].connect(pipes_[at].get());
      if (code == ERROR_IO_PENDING) {
        return;
      }
      // A client was there, and may have gone again: no packet comes.
      if (code != ERROR_PIPE_CONNECTED && code != ERROR_NO_DATA) {
        throw arrangement_error("ConnectNamedPipe", code);
      }
      ++early_;
      disconnect(pipes_[at].get());
    }
  }

  object_handle port_;
  std::vector<file_handle> pipes_;
  std::vector<raw_request> requests_;  ///< Behind the pipes: they end before those do.
  std::size_t early_ = 0;
};

/// The clients come until this is gone. While they are stopped the server goes on, because a client
/// may be waiting for an instance.
class flood_of_clients {
 public:
  flood_of_clients(stage& on, const std::wstring& name, std::size_t count, accepting_server& server)
      : players_(on.players(count)), count_(count), server_(server) {
    for (std::size_t at = 0; at < count_; ++at) {
      players_[at]->use(name);
      players_[at]->tell(player_task::flood);
    }
  }
  ~flood_of_clients() {
    try {
      stop();
    } catch (const std::exception&) {
      failed_ = true;  // A client that failed has stopped as well.
    }
  }
  flood_of_clients(const flood_of_clients&) = delete;
  flood_of_clients& operator=(const flood_of_clients&) = delete;

  void stop() {
    for (std::size_t at = 0; at < count_; ++at) {
      players_[at]->seat().stop = 1;
    }
    const deadline limit = patience();
    for (std::size_t at = std::exchange(stopped_, count_); at < count_;) {
      if (players_[at]->done()) {
        ++at;
        continue;
      }
      (void)server_.accept(1);
      require_so(!limit.passed(), "a benchmark's client did not stop in time");
    }
  }

 private:
  std::vector<std::unique_ptr<player>>& players_;
  std::size_t count_;
  accepting_server& server_;
  std::size_t stopped_ = 0;
  bool failed_ = false;
};

void take_on_and_let_go(measurement& by, DWORD most, std::size_t instances, std::size_t clients) {
  const scene with(by.on());
  accepting_server server(with.pipe_name(), most, instances);
  const std::size_t coming = by.how().smoke ? std::min<std::size_t>(clients, 4) : clients;
  flood_of_clients flood(by.on(), with.pipe_name(), coming, server);
  const auto limit = static_cast<DWORD>(time_limits{}.operation.count());
  by.calls([&] { arrange(server.accept(limit), "a client that comes in time"); });
  flood.stop();
}

}  // namespace

std::vector<bench_case> rate_benchmarks() {
  const struct {
    DWORD most;
    std::size_t clients;
  } rates[] = {{1, 4},         {4, 4},  {16, 4},  {64, 4}, {254, 4},
               {unlimited, 4}, {16, 1}, {16, 16}, {16, 64}};
  std::vector<bench_case> all;
  for (const auto& [most, clients] : rates) {
    const std::size_t instances = most == unlimited ? instances_when_unlimited : most;
    const std::string said = most == unlimited ? "unlimited" : std::to_string(most);
    all.push_back({"rate/instances-" + said + "-clients-" + std::to_string(clients),
                   "A client taken on and let go, " + std::to_string(clients) +
                       " client processes coming to " + std::to_string(instances) +
                       " listening instances.",
                   floor_of::round_trip,
                   [most = most, instances, clients = clients](measurement& by) {
                     take_on_and_let_go(by, most, instances, clients);
                   },
                   {.whole = true, .at_most = 10}});
  }
  return all;
}

}  // namespace cnp::bench
