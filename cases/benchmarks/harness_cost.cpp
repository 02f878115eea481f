// What the harness itself costs: the same cycle by the harness, as scenarios are performed, and by
// a loop of raw calls with a client of raw calls, in turn in one repetition, so that whatever slows
// the machine down slows both. The ratio should be at most 1.05. Both loops reset a request's event
// before they use it again: the harness must, as the state of the event is one of its axes.
// (Servers leave that to the kernel: cycle/overlapped-event is without that call.)

#include "cases/benchmarks/connectors.hpp"
#include "cases/benchmarks/contest.hpp"
#include "cases/benchmarks/measure.hpp"
#include "cases/benchmarks/wakefulness.hpp"
#include "harness/win32/arrangement.hpp"

#include <memory>

namespace cnp::bench {

namespace {

constexpr slot server_end = 2;

/// The suite's own server process, told calls as the interpreter tells them.
class by_harness : public contestant {
 public:
  by_harness(scene& with, create_pipe how) : with_(with), server_(with.server()) {
    how.pipe = server_end;
    expect(how, 1);
  }

 protected:
  void expect(const call& what, std::uint32_t value, error why = error::success) {
    check(ask(what), value, why);
  }
  /// Makes a nonblocking connect; whether a client is there.
  bool connected(const call& what) {
    const std::optional<observation> answer = ask(what);
    return answer && answer->seen.error == ERROR_PIPE_CONNECTED;
  }
  void poll(const call& what) {
    if (!poll_until([&] { return connected(what); }, patience())) {
      throw arrangement_error("a nonblocking connect found no client");
    }
  }
  /// Has a thread of its own make a connect, up to where the kernel has it.
  void begin(const call& what) {
    server_.tell(thread, what);
    const deadline limit = patience();
    if (!poll_until(
            [&] { return server_.progress(thread, what, limit) == call_progress::under_way; },
            limit)) {
      throw arrangement_error("a synchronous connect was not seen under way");
    }
  }
  void finish() { check(server_.hear(thread, patience()), 1, error::success); }
  [[nodiscard]] scene& with() { return with_; }

 private:
  static constexpr std::uint8_t thread = 1;
  std::optional<observation> ask(const call& what) {
    server_.tell(0, what);
    return server_.hear(0, patience());
  }
  static void check(const std::optional<observation>& answer, std::uint32_t value, error why) {
    if (!answer) {
      throw arrangement_error("the suite's own process did not answer");
    }
    if (answer->seen.value != value || answer->seen.error != static_cast<std::uint32_t>(why)) {
      throw arrangement_error("a benchmark's call gave " + describe(answer->seen));
    }
  }

  scene& with_;
  process_link& server_;
};

// Without a client: all there is besides the harness is the kernel's own time.

class harness_polls final : public by_harness {
 public:
  explicit harness_polls(scene& with) : by_harness(with, {.wait = wait_mode::nonblocking}) {}
  void cycle() override { expect(what_, 0, error::pipe_listening); }

 private:
  const call what_ = connect_pipe{.pipe = server_end};
};

class raw_polls final : public contestant {
 public:
  explicit raw_polls(const scene& with)
      : pipe_(new_pipe(with.pipe_name(1), {.overlapped = false, .nonblocking = true})) {}
  void cycle() override {
    arrange(::ConnectNamedPipe(pipe_.get(), nullptr) == FALSE &&
                ::GetLastError() == ERROR_PIPE_LISTENING,
            "ConnectNamedPipe");
  }

 private:
  file_handle pipe_;
};

// With a client each. Where the server can wait for it, the client has connected before the server
// looks: who of two processes comes first would be another half of the time, and chance.

class harness_serves final : public by_harness {
 public:
  harness_serves(scene& with, const pipe_kind& kind)
      : by_harness(with,
                   {.handle = kind.overlapped ? handle_kind::overlapped : handle_kind::synchronous,
                    .wait = kind.nonblocking ? wait_mode::nonblocking : wait_mode::blocking}),
        connect_(connect_pipe{.pipe = server_end,
                              .lp = kind.overlapped ? overlapped_kind::manual_event
                                                    : overlapped_kind::null}),
        kind_(kind) {}
  void cycle() override {
    if (kind_.overlapped) {
      expect(connect_, 0, error::io_pending);
      with().ask(open_call());
      expect(wait_, WAIT_OBJECT_0);
      expect(result_, 1);
    } else if (kind_.nonblocking) {
      // What it returns the first time after DisconnectNamedPipe is disputed: no matter here.
      (void)connected(connect_);
      with().ask(open_call());
      poll(connect_);
    } else {
      begin(connect_);
      with().tell(open_call());
      finish();
      with().hear();
    }
    with().ask(close_call());
    expect(disconnect_, 1);
  }

 private:
  const call connect_;
  const call wait_ = wait_request{.pipe = server_end};
  const call result_ = overlapped_result{.pipe = server_end};
  const call disconnect_ = disconnect_pipe{.pipe = server_end};
  pipe_kind kind_;
};

class raw_serves final : public contestant {
 public:
  raw_serves(scene& with, const connect_mode& mode)
      : with_(with), pipe_(new_pipe(with.pipe_name(1), mode.kind)), server_(mode.make(pipe_.get())),
        blocks_(!mode.kind.overlapped && !mode.kind.nonblocking) {}
  void cycle() override {
    server_->reset();
    server_->issue();
    if (blocks_) {
      with_.tell(open_);
      server_->await();
      with_.hear();
    } else {
      with_.ask(open_);
      server_->await();
    }
    with_.ask(close_call());
    disconnect(pipe_.get());
  }

 private:
  scene& with_;
  file_handle pipe_;
  std::unique_ptr<connector> server_;
  bool blocks_;
  const call open_ = open_call_of(1);
};

bench_case serving(const std::string& name, const char* mode) {
  return {.name = "harness/" + name,
          .says = "A connect cycle with a client by the harness; `ratio`: to one of raw calls.",
          .body =
              [mode](measurement& by) {
                const connect_mode& how = connect_mode_of(mode);
                scene with(by.on());
                harness_serves harness(with, how.kind);
                raw_serves raw(with, how);
                const wakefulness awake;
                compete(by, harness, raw);
              },
          .iterations = 60};
}

}  // namespace

std::vector<bench_case> harness_benchmarks() {
  return {
      {.name = "harness/nonblocking-no-client",
       .says = "ConnectNamedPipe that finds nobody, by the harness; `ratio`: to the raw call.",
       .body =
           [](measurement& by) {
             scene with(by.on());
             harness_polls harness(with);
             raw_polls raw(with);
             const wakefulness awake;
             compete(by, harness, raw);
           },
       .iterations = 400},
      serving("synchronous", "synchronous"),
      serving("overlapped", "overlapped-event"),
      serving("nonblocking", "nonblocking-polled"),
  };
}

}  // namespace cnp::bench
