// What a cell of the matrix costs: a walk through the model as the interpreter performs it, and the
// same calls in a loop written by hand, with one warm client process, in turn in one repetition.
// The ratio should be at most 3. And what ten and a hundred thousand cells cost each, in how much
// memory.

#include "cases/benchmarks/measure.hpp"
#include "cases/model/path_compiler.hpp"
#include "harness/engine/interpreter.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/kernel.hpp"

#include <array>
#include <string>

namespace cnp::bench {

namespace {

/// This many times once round all states: half as many calls as a walk of the matrix has at most.
constexpr int rounds = 4;

const model_space& walked_space() {
  static const model_space space{.handle = handle_kind::overlapped};
  return space;
}

model_path round_walk() {
  model_path path{{model_verb::create_blocking, 0}};
  for (int round = 0; round < rounds; ++round) {
    for (const model_action& next :
         std::to_array<model_action>({{model_verb::connect_event, 0},     // pending
                                      {model_verb::client_opens, 1},      // completes it
                                      {model_verb::connect_event, 0},     // connected
                                      {model_verb::client_writes, 1},     //
                                      {model_verb::server_reads, 0},      //
                                      {model_verb::server_writes, 0},     // the client reads
                                      {model_verb::client_closes, 1},     //
                                      {model_verb::connect_event, 0},     // no data
                                      {model_verb::server_writes, 0},     // no data
                                      {model_verb::disconnect, 0},        //
                                      {model_verb::disconnect, 0},        // not connected
                                      {model_verb::connect_event, 0},     // pending
                                      {model_verb::cancel_io_ex, 0}})) {  // aborted
      path.push_back(next);
    }
  }
  path.push_back({model_verb::close_server, 0});
  return path;
}

/// A client, its next one, and the end: few calls, so that what a cell costs by itself is seen.
model_path short_walk() {
  return {{model_verb::create_blocking, 0}, {model_verb::client_opens, 1},
          {model_verb::connect_event, 0},   {model_verb::client_closes, 1},
          {model_verb::connect_event, 0},   {model_verb::disconnect, 0},
          {model_verb::close_server, 0}};
}

/// The walk as a cell: made into steps, performed, each step held against what is allowed.
class cell_by_interpreter {
 public:
  cell_by_interpreter(stage& on, model_path path)
      : path_(std::move(path)),
        interpreter_(on.processes(), [](std::size_t, const step& one, const observation& seen) {
          return matches_any(seen.seen, one.allowed);
        }) {}

  void cycle() {
    const script steps = steps_of(walked_space(), path_);
    const execution& done = interpreter_.perform(what_, steps);
    if (done.how != ending::complete) {
      const std::size_t last = done.seen.empty() ? 0 : done.seen.size() - 1;
      throw arrangement_error("a cell of the matrix stopped at " + steps.at(last).label + ": " +
                              (done.seen.empty() ? done.why : describe(done.seen[last].seen)));
    }
    calls_ = steps.size();
  }
  /// Of the last cell.
  [[nodiscard]] std::size_t calls() const { return calls_; }

 private:
  const scenario what_{.id = "matrix.benchmark", .says = "A walk."};
  model_path path_;
  interpreter interpreter_;
  std::size_t calls_ = 0;
};

/// The calls of `round_walk`, written by hand.
class cell_by_hand {
 public:
  /// `asks`: with the three questions about the state after each step.
  cell_by_hand(stage& on, bool asks)
      : on_(on), client_(*on.players(1).front()), asks_(asks),
        event_(new_event(event_reset::manual)) {}

  void cycle() {
    calls_ = 0;
    const std::wstring name = on_.shared().pipe_name(1, false) + std::to_wstring(++cells_);
    client_.use(name);
    pipe_ = new_pipe(name, {.overlapped = true, .message = true});
    called();
    for (int round = 0; round < rounds; ++round) {
      go_round();
    }
    pipe_.reset();
    ++calls_;
  }
  [[nodiscard]] std::size_t calls() const { return calls_; }

 private:
  void go_round() {
    connect(ERROR_IO_PENDING);
    tell_client(player_task::open);
    wait("WaitForSingleObject");
    result(ERROR_SUCCESS);
    calls_ += 2;
    called();
    connect(ERROR_PIPE_CONNECTED);
    tell_client(player_task::write);
    called();
    begin();
    transferred(
        ::ReadFile(pipe_.get(), text_.data(), static_cast<DWORD>(text_.size()), nullptr, &request_),
        "ReadFile");
    called();
    transferred(write(), "WriteFile");
    tell_client(player_task::read);
    ++calls_;
    called();
    tell_client(player_task::close);
    called();
    connect(ERROR_NO_DATA);
    gave(write(), ERROR_NO_DATA, "WriteFile");
    called();
    for (const DWORD error : {DWORD{ERROR_SUCCESS}, DWORD{ERROR_PIPE_NOT_CONNECTED}}) {
      gave(::DisconnectNamedPipe(pipe_.get()), error, "DisconnectNamedPipe");
      called();
    }
    connect(ERROR_IO_PENDING);
    gave(::CancelIoEx(pipe_.get(), nullptr), ERROR_SUCCESS, "CancelIoEx");
    result(ERROR_OPERATION_ABORTED);
    ++calls_;
    called();
  }

  /// One call of the walk was made.
  void called() {
    ++calls_;
    if (!asks_) {
      return;
    }
    calls_ += 1;  // (A cell asks both in one step.)
    DWORD value = 0;
    gave(::GetNamedPipeHandleStateW(pipe_.get(), &value, nullptr, nullptr, nullptr, nullptr, 0),
         ERROR_SUCCESS, "GetNamedPipeHandleState");
    pipe_local_information local{};
    gave(query_local_information(pipe_.get(), &local), ERROR_SUCCESS, "NtQueryInformationFile");
  }

  static void gave(BOOL result, DWORD error, const char* function) {
    arrange(result != FALSE ? error == ERROR_SUCCESS : ::GetLastError() == error, function);
  }
  void tell_client(player_task task) { client_.ask(task, patience()); }
  void begin() {
    request_ = {};
    request_.hEvent = event_.get();
  }
  void connect(DWORD error) {
    begin();
    gave(::ConnectNamedPipe(pipe_.get(), &request_), error, "ConnectNamedPipe");
    called();
  }
  BOOL write() {
    begin();
    return ::WriteFile(pipe_.get(), text_.data(), 8, nullptr, &request_);
  }
  void wait(const char* function) {
    arrange(::WaitForSingleObject(event_.get(), limit_) == WAIT_OBJECT_0, function);
  }
  void result(DWORD error) {
    DWORD moved = 0;
    gave(::GetOverlappedResult(pipe_.get(), &request_, &moved, FALSE), error,
         "GetOverlappedResult");
  }
  void transferred(BOOL at_once, const char* function) {
    if (at_once == FALSE) {
      arrange(::GetLastError() == ERROR_IO_PENDING, function);
      wait(function);
    }
    result(ERROR_SUCCESS);
  }

  stage& on_;
  player& client_;
  bool asks_;
  const DWORD limit_ = static_cast<DWORD>(time_limits{}.operation.count());
  object_handle event_;
  file_handle pipe_;
  OVERLAPPED request_{};
  std::array<char, text_limit> text_{};
  std::size_t calls_ = 0;
  std::uint64_t cells_ = 0;
};

void against_a_loop(measurement& by, bool asks) {
  cell_by_interpreter cell(by.on(), round_walk());
  cell_by_hand loop(by.on(), asks);
  cell.cycle();
  loop.cycle();
  if (asks && cell.calls() != loop.calls()) {
    throw arrangement_error("a cell makes " + std::to_string(cell.calls()) + " calls, the loop " +
                            std::to_string(loop.calls()));
  }
  by.compete([&] { cell.cycle(); }, [&] { loop.cycle(); }, {.block = 1, .awake = false});
  by.counter("calls", static_cast<double>(cell.calls()));
}

double peak_memory_mib() {
  return static_cast<double>(peak_memory_kib()) / 1024.0;
}

void ten_times_as_many(measurement& by) {
  const int few = by.how().smoke ? 10 : 10'000;
  cell_by_interpreter cell(by.on(), short_walk());
  const auto cycle = [&cell] { cell.cycle(); };
  (void)time_of(10, cycle);
  const nanoseconds first = time_of(few, cycle);
  const double memory = peak_memory_mib();
  const nanoseconds then = time_of(10 * few, cycle);
  by.counter("cells", few);
  by.counter("few_us", microseconds(first));
  by.counter("many_us", microseconds(then));
  by.counter("growth", static_cast<double>(then.count()) / static_cast<double>(first.count()));
  by.counter("cells_per_second", 1e6 / microseconds(then));
  by.counter("memory_after_few_mib", memory);
  by.counter("memory_mib", peak_memory_mib());
  by.cycles(cycle);
}

}  // namespace

std::vector<bench_case> matrix_benchmarks() {
  return {
      {"matrix/cell",
       "A walk through the model by the interpreter, the state read back after each call; "
       "`ratio`: to the same calls in a loop.",
       floor_of::nothing,
       [](measurement& by) { against_a_loop(by, true); },
       {.iterations = 20}},
      {"matrix/cell-unasked",
       "The same; `ratio`: to a loop that does not read the state back.",
       floor_of::nothing,
       [](measurement& by) { against_a_loop(by, false); },
       {.iterations = 20}},
      {"matrix/many-cells",
       "Short walks: `growth` is what one of a hundred thousand costs, to one of ten "
       "thousand before.",
       floor_of::nothing,
       &ten_times_as_many,
       {.iterations = 20, .at_most = 1}},
  };
}

}  // namespace cnp::bench
