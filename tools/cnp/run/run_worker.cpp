// `cnp run`, the working part: every selected cell becomes a GoogleTest test, whose body performs
// it, judges it and writes its record.

#include "cases/registry/clauses.hpp"
#include "tools/cnp/run/run_worker.hpp"

#include "harness/engine/interpreter.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/kernel.hpp"
#include "reports/run/repetition.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/verdict/verdict.hpp"
#include "tools/cnp/run/run_setup.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace cnp {

namespace {

using std::chrono::steady_clock;

/// Everything that the tests of one worker share; one object in the process, because GoogleTest's
/// tests and the watchdog's thread both need it.
class worker {
 public:
  explicit worker(const run_options& options);

  /// The body of one test.
  void run(const selected_cell& what);
  [[nodiscard]] bool has_record(const std::string& key) const { return done_.contains(key); }
  /// Whether an earlier worker of this run left some.
  [[nodiscard]] bool has_records() const { return !done_.empty(); }
  void finish();

 private:
  pool_options pool_setup();
  [[nodiscard]] cell_record record_of(const execution& performed);
  void conclude();
  [[noreturn]] void conclude_and_end(ending how, const std::string& why,
                                     std::uint32_t exception = 0);
  static LONG WINAPI on_crash(EXCEPTION_POINTERS* what);

  const run_options& options_;
  run_header header_;
  deviations recorded_;
  std::int64_t began_ms_;
  std::set<std::string> done_;
  run_writer writer_;

  // The cell that is being performed, for the thread that has to conclude it when this one cannot.
  std::mutex concluding_;
  const selected_cell* current_ = nullptr;
  repeated_cell so_often_;  ///< What its executions gave that are over.
  script script_;
  execution so_far_;
  steady_clock::time_point cell_started_;

  process_pool pool_;
  interpreter interpreter_;
};

worker* the_worker = nullptr;

worker::worker(const run_options& options)
    : options_(options), header_(header_of(options)),
      recorded_(recorded_deviations(options.deviations)),
      began_ms_(options.began_ms == 0 ? milliseconds_now() : options.began_ms),
      writer_(path_of(options.run_file), header_, done_), pool_(pool_setup()),
      interpreter_(
          pool_,
          [this](const step& one, const observation& seen) {
            const std::scoped_lock lock(concluding_);
            so_far_.seen.push_back(seen);
            const finding recorded = find(recorded_, header_.kernel, current_->what->id,
                                          words(current_->where), one, seen.seen);
            return judge_step(one, seen, recorded).goes_on;
          },
          [this](std::size_t index, const step&) {
            if (index == 0) {  // Also when it is performed again.
              const std::scoped_lock lock(concluding_);
              so_far_ = {};
            }
          }) {
  pool_.require_client();
  the_worker = this;
  ::SetUnhandledExceptionFilter(&worker::on_crash);
}

pool_options worker::pool_setup() {
  pool_options setup = pool_setup_of(options_);
  setup.on_stuck = [this] {
    conclude_and_end(ending::hung, "cancelling it did not end it; its process was ended");
  };
  return setup;
}

/// `reuse.stale-client-open reuse.disconnect-first`.
std::string ids_of(const std::vector<clause_verdict>& clauses) {
  std::string text;
  for (const clause_verdict& each : clauses) {
    text += (text.empty() ? "" : " ") + each.first;
  }
  return text;
}

/// Judges a execution of the current cell.
cell_record worker::record_of(const execution& performed) {
  const selected_cell& what = *current_;
  const cell_judgement judged =
      judge(script_, performed, what.what->id, what.where, header_.kernel, recorded_);
  return make_record(*what.what, what.where, script_, performed, judged,
                     steady_clock::now() - cell_started_);
}

/// Writes the record of the current cell, and tells GoogleTest.
void worker::conclude() {
  const selected_cell& what = *current_;
  const cell_record record = so_often_.finish();
  writer_.add(record);
  ::testing::Test::RecordProperty("clauses", ids_of(record.clauses));
  ::testing::Test::RecordProperty("verdict", std::string(word(record.is)));
  ::testing::Test::RecordProperty("again", "tools/run --cell " + what.key);
  if (record.is == verdict::unsupported) {
    GTEST_SKIP() << record.why;
  }
  if (!passes(record.is, options_.strict)) {
    text_style plain = terminal_style(options_.strict);
    GTEST_NONFATAL_FAILURE_("") << cell_text(record, header_.kernel, all_clauses(), plain);
  }
}

void worker::run(const selected_cell& what) {
  {
    const std::scoped_lock lock(concluding_);
    current_ = &what;
    script_ = expand(*what.what, what.where);
    so_often_ = {};
  }
  for (std::uint32_t left = options_.repeat; left != 0; --left) {
    {
      const std::scoped_lock lock(concluding_);
      so_far_ = {};
      cell_started_ = steady_clock::now();
    }
    const execution performed = interpreter_.perform(*what.what, script_);
    const std::scoped_lock lock(concluding_);
    so_often_.add(record_of(performed));
    if (interpreter_.must_end_process()) {
      break;
    }
  }
  {
    const std::scoped_lock lock(concluding_);
    conclude();
    current_ = nullptr;
  }
  if (interpreter_.must_end_process()) {
    ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
  }
}

/// Concludes the current cell in place of the thread that is stuck in it or has crashed, and ends
/// the process: nothing else is left to do.
void worker::conclude_and_end(ending how, const std::string& why, std::uint32_t exception) {
  const std::scoped_lock lock(concluding_);
  if (current_ != nullptr && so_far_.seen.size() < script_.size()) {
    observation last;
    last.seen.how = how == ending::hung ? completion::hung : completion::process_ended;
    last.seen.value = exception;
    last.remark = why;
    so_far_.seen.push_back(last);
    so_far_.how = how;
    so_far_.why = why;
    so_often_.add(record_of(so_far_));
    const cell_record record = so_often_.finish();
    writer_.add(record);
    if (options_.records_only) {
      ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
    }
    print(cell_text(record, header_.kernel, all_clauses(), terminal_style(options_.strict)));
  }
  ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
  std::abort();
}

LONG WINAPI worker::on_crash(EXCEPTION_POINTERS* what) {
  the_worker->conclude_and_end(ending::crashed,
                               "an exception in the suite's own process, which is the server",
                               what->ExceptionRecord->ExceptionCode);
}

void worker::finish() {
  run_footer footer;
  footer.milliseconds = static_cast<double>(milliseconds_now() - began_ms_);
  footer.peak_memory_kib = peak_memory_kib();
  writer_.finish(footer);
}

/// One cell as a GoogleTest test.
class cell_test : public ::testing::Test {
 public:
  explicit cell_test(const selected_cell& what) : what_(what) {}
  void TestBody() override { the_worker->run(what_); }

 private:
  const selected_cell& what_;
};

/// Failures as they come, and on a terminal which cell is being performed.
class quiet_listener : public ::testing::EmptyTestEventListener {
 public:
  explicit quiet_listener(bool tells_failures) : tells_failures_(tells_failures) {}
  void OnTestProgramStart(const ::testing::UnitTest& all) override {
    total_ = all.test_to_run_count();
  }
  void OnTestStart(const ::testing::TestInfo& test) override {
    ++count_;
    const auto now = steady_clock::now();
    if (shows_progress() && now - shown_ > std::chrono::milliseconds{100}) {
      shown_ = now;
      std::string text = "  " + std::to_string(count_) + "/" + std::to_string(total_) + "  " +
                         test.test_suite_name() + "." + test.name();
      text.resize(std::min<std::size_t>(text.size(), terminal_style(false).width - 1));
      print("\r\x1b[K" + text);
      dirty_ = true;
    }
  }
  void OnTestPartResult(const ::testing::TestPartResult& result) override {
    if (result.failed() && tells_failures_) {
      clear();
      print(std::string(result.message()) + "\n");
    }
  }
  void OnTestProgramEnd(const ::testing::UnitTest&) override { clear(); }

 private:
  void clear() {
    if (dirty_) {
      print("\r\x1b[K");
      dirty_ = false;
    }
  }
  bool tells_failures_;
  int total_ = 0;
  int count_ = 0;
  bool dirty_ = false;
  steady_clock::time_point shown_;
};

/// GoogleTest's filters take `-` and `:` for themselves, so names of tests have `_` instead.
std::string test_name(const std::string& key) {
  std::string name = key.substr(key.find('.') + 1);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void register_cells(const std::vector<selected_cell>& cells, const worker* already) {
  for (const selected_cell& each : cells) {
    if (already != nullptr && already->has_record(each.key)) {
      continue;
    }
    std::string suite(aspect(*each.what));
    std::replace(suite.begin(), suite.end(), '-', '_');
    ::testing::RegisterTest(suite.c_str(), test_name(each.key).c_str(), nullptr, nullptr, __FILE__,
                            __LINE__, [&each]() -> cell_test* { return new cell_test(each); });
  }
}

void init_googletest(const run_options& options) {
  std::vector<std::string> words{"cnp"};
  words.insert(words.end(), options.gtest_flags.begin(), options.gtest_flags.end());
  std::vector<char*> raw;
  raw.reserve(words.size() + 1);
  for (std::string& word : words) {
    raw.push_back(word.data());
  }
  auto count = static_cast<int>(raw.size());
  raw.push_back(nullptr);
  ::testing::InitGoogleTest(&count, raw.data());
  if (count > 1) {
    throw input_error("GoogleTest has no flag '" + std::string(raw[1]) +
                      "'; see 'cnp run --gtest_help'");
  }
}

}  // namespace

std::int64_t milliseconds_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

exit_code run_worker(const run_options& options) {
  const std::vector<selected_cell> cells = select(options.wanted);
  init_googletest(options);
  if (GTEST_FLAG_GET(list_tests)) {
    register_cells(cells, nullptr);
    return static_cast<exit_code>(RUN_ALL_TESTS());
  }
  worker mine(options);
  register_cells(cells, &mine);
  auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new quiet_listener(!options.records_only));
  const int failed = RUN_ALL_TESTS();
  const bool ran_some = ::testing::UnitTest::GetInstance()->test_to_run_count() > 0;
  if (!ran_some && !mine.has_records() && options.wanted.part == share{}) {
    throw input_error("GoogleTest's filter leaves no cell to run");
  }
  mine.finish();
  return failed == 0 ? exit_code::fine : exit_code::nonconformance;
}

}  // namespace cnp
