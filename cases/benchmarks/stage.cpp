#include "cases/benchmarks/stage.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/security.hpp"

namespace cnp::bench {

namespace {

constexpr DWORD pipe_buffer = 4096;
constexpr slot client_end = 1;
/// The server, which makes its own calls, and client 1.
constexpr std::uint8_t two = 2;

}  // namespace

deadline patience() {
  return deadline::in(time_limits{}.operation);
}

stage::stage() : pool_(pool_options{}), job_(make_killing_job()) {}

std::vector<std::unique_ptr<player>>& stage::players(std::size_t count) {
  const std::size_t known = players_.size();
  while (players_.size() < count) {
    players_.push_back(std::make_unique<player>(job()));
    players_.back()->tell(player_task::nothing);
  }
  for (std::size_t at = known; at < players_.size(); ++at) {
    players_[at]->hear(deadline::in(time_limits{}.start));
  }
  return players_;
}

void stage::round_trip() {
  if (!echo_) {
    echo_ = std::make_unique<player>(job());
    echo_->ask(player_task::nothing, deadline::in(time_limits{}.start));
  }
  echo_->ask(player_task::nothing, patience());
}

scene::scene(stage& on) : on_(on) {
  on_.processes().begin_cell(scenario{}, two);
}

scene::~scene() {
  on_.processes().end_cell();
}

void scene::hear() {
  const auto seen = client().hear(0, patience());
  require_so(seen.has_value(), "the client did not answer in time");
  if (seen->seen.kind == value_kind::boolean && seen->seen.value == 0) {
    throw arrangement_error("the client's call gave " + describe(seen->seen));
  }
}

const call& open_call() {
  static const call the_call = open_call_of(0);
  return the_call;
}

call open_call_of(std::uint8_t name_id) {
  return open_pipe{.handle = client_end, .name_id = name_id};
}

const call& close_call() {
  static const call the_call = close_handle{.handle = client_end};
  return the_call;
}

file_handle new_pipe(const std::wstring& name, const pipe_kind& kind) {
  const DWORD open = PIPE_ACCESS_DUPLEX | (kind.overlapped ? FILE_FLAG_OVERLAPPED : 0U);
  const DWORD mode = PIPE_REJECT_REMOTE_CLIENTS | (kind.nonblocking ? PIPE_NOWAIT : 0U) |
                     (kind.message ? PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE : 0U);
  file_handle pipe(::CreateNamedPipeW(name.c_str(), open, mode, kind.most, pipe_buffer, pipe_buffer,
                                      0, pipe_security(false)));
  arrange(static_cast<bool>(pipe), "CreateNamedPipe");
  return pipe;
}

void disconnect(HANDLE pipe) {
  arrange(::DisconnectNamedPipe(pipe) != FALSE, "DisconnectNamedPipe");
}

}  // namespace cnp::bench
