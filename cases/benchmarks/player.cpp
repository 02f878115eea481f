#include "cases/benchmarks/player.hpp"

#include "harness/arrangement.hpp"
#include "harness/command_line.hpp"
#include "harness/utf8.hpp"

#include <charconv>
#include <new>

namespace cnp::bench {

namespace {

constexpr const char* play_word = "--play";
constexpr int failed_status = 2;
/// A player that nobody told anything for so long has lost its owner. (Usually the job ends it.)
constexpr std::chrono::minutes idle_limit{10};

std::string number_word(HANDLE raw) {
  return std::to_string(reinterpret_cast<std::uintptr_t>(raw));
}

HANDLE handle_word(const std::string& text) {
  std::uintptr_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return reinterpret_cast<HANDLE>(value);
}

child_process start_player(HANDLE job, const std::vector<std::string>& words,
                           std::vector<HANDLE> inherit) {
  std::vector<std::string> all{play_word};
  all.insert(all.end(), words.begin(), words.end());
  return start_process({.program = own_program(),
                        .arguments = quoted_command_line(all),
                        .inherit = std::move(inherit),
                        .job = job});
}

HANDLE open_once(const wchar_t* name) {
  return ::CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
}

/// What an impatient client does: opens, and where all instances are busy waits and tries again.
void flood(player_seat& seat) {
  const deadline limit = deadline::in(time_limits{}.cell);
  while (seat.stop == 0) {
    const file_handle pipe(open_once(seat.name.data()));
    if (pipe) {
      continue;
    }
    const DWORD code = ::GetLastError();
    if (code != ERROR_PIPE_BUSY || limit.passed()) {
      seat.error = code;
      return;
    }
    ::WaitNamedPipeW(seat.name.data(), limit.timeout());
  }
}

void move_text(player_seat& seat, HANDLE pipe, player_task what) {
  std::array<char, 512> text{};
  DWORD moved = 0;
  const BOOL worked =
      what == player_task::read
          ? ::ReadFile(pipe, text.data(), static_cast<DWORD>(text.size()), &moved, nullptr)
          : ::WriteFile(pipe, player_text.data(), static_cast<DWORD>(player_text.size()), &moved,
                        nullptr);
  if (worked == FALSE) {
    seat.error = ::GetLastError();
  }
}

void perform(player_seat& seat, file_handle& pipe) {
  switch (static_cast<player_task>(seat.task.load())) {
  case player_task::open:
    seat.began = clock_now();
    pipe.reset(open_once(seat.name.data()));
    seat.opened = clock_now();
    if (!pipe) {
      seat.error = ::GetLastError();
    }
    return;
  case player_task::close:
    pipe.reset();
    return;
  case player_task::flood:
    flood(seat);
    return;
  case player_task::write:
  case player_task::read:
    move_text(seat, pipe.get(), static_cast<player_task>(seat.task.load()));
    return;
  }
}

int play_client(HANDLE section, HANDLE go, HANDLE done) {
  void* memory =
      ::MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(player_seat));
  if (memory == nullptr) {
    return failed_status;
  }
  auto& seat = *static_cast<player_seat*>(memory);
  file_handle pipe;
  while (wait_until(go, deadline::in(idle_limit))) {
    perform(seat, pipe);
    ::SetEvent(done);
  }
  return 0;
}

int play_echo(HANDLE go, HANDLE done) {
  while (wait_until(go, deadline::in(idle_limit))) {
    ::SetEvent(done);
  }
  return 0;
}

}  // namespace

std::int64_t clock_now() {
  // steady_clock counts from the same moment in all processes: it reads the performance counter.
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

void player::unmap::operator()(player_seat* view) const {
  ::UnmapViewOfFile(view);
}

player::player(HANDLE job)
    : section_(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                    static_cast<DWORD>(sizeof(player_seat)), nullptr)),
      go_(new_event(event_reset::automatic)), done_(new_event(event_reset::automatic)) {
  arrange(static_cast<bool>(section_), "CreateFileMapping");
  void* memory =
      ::MapViewOfFile(section_.get(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(player_seat));
  arrange(memory != nullptr, "MapViewOfFile");
  seat_.reset(::new (memory) player_seat{});
  process_ = start_player(
      job,
      {"client", number_word(section_.get()), number_word(go_.get()), number_word(done_.get())},
      {section_.get(), go_.get(), done_.get()});
}

void player::use(const std::wstring& pipe_name) {
  seat_->name.fill(L'\0');
  pipe_name.copy(seat_->name.data(), seat_->name.size() - 1);
}

void player::tell(player_task what) {
  seat_->task = static_cast<std::uint32_t>(what);
  seat_->stop = 0;
  ::SetEvent(go_.get());
}

void player::check() const {
  const DWORD code = seat_->error.exchange(0);
  if (code != 0) {
    throw arrangement_error("a benchmark's client failed", code);
  }
}

void player::hear(deadline limit) {
  if (!wait_until(done_.get(), limit)) {
    throw arrangement_error("a benchmark's client did not answer in time");
  }
  check();
}

bool player::done() const {
  if (::WaitForSingleObject(done_.get(), 0) != WAIT_OBJECT_0) {
    return false;
  }
  check();
  return true;
}

echo_player::echo_player(HANDLE job)
    : go_(new_event(event_reset::automatic)), done_(new_event(event_reset::automatic)),
      process_(start_player(job, {"echo", number_word(go_.get()), number_word(done_.get())},
                            {go_.get(), done_.get()})) {}

void echo_player::round_trip() {
  ::SetEvent(go_.get());
  const DWORD result =
      ::WaitForSingleObject(done_.get(), static_cast<DWORD>(time_limits{}.start.count()));
  arrange(result == WAIT_OBJECT_0, "WaitForSingleObject on the answer of another process");
}

void start_and_end(HANDLE job) {
  const child_process started = start_player(job, {"nothing"}, {});
  if (!wait_until(started.process.get(), deadline::in(time_limits{}.start))) {
    throw arrangement_error("a process that does nothing did not end in time");
  }
}

child_process start_opener(HANDLE job, const std::wstring& pipe_name) {
  return start_player(job, {"opener", narrowed(pipe_name)}, {});
}

std::optional<int> play(const std::vector<std::string>& words) {
  if (words.size() < 2 || words[0] != play_word) {
    return std::nullopt;
  }
  if (words[1] == "client" && words.size() == 5) {
    return play_client(handle_word(words[2]), handle_word(words[3]), handle_word(words[4]));
  }
  if (words[1] == "echo" && words.size() == 4) {
    return play_echo(handle_word(words[2]), handle_word(words[3]));
  }
  if (words[1] == "opener" && words.size() == 3) {
    return file_handle(open_once(widened(words[2]).c_str())) ? 0 : failed_status;
  }
  return words[1] == "nothing" ? 0 : failed_status;
}

}  // namespace cnp::bench
