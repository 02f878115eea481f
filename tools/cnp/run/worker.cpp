// `cnp run`, the working part: every selected cell becomes a GoogleTest test, whose body performs
// it, judges it and writes its record.

#include "tools/cnp/run/worker.hpp"

#include "harness/support/input_error.hpp"
#include "harness/win32/interruption.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/analysis/failure.hpp"
#include "tools/cnp/run/again.hpp"
#include "tools/cnp/run/session.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace cnp {

namespace {

using std::chrono::steady_clock;

/// `reuse.stale-client-open reuse.disconnect-first`.
std::string ids_of(const std::vector<clause_verdict>& clauses) {
  std::string text;
  for (const clause_verdict& each : clauses) {
    text += (text.empty() ? "" : " ") + each.first;
  }
  return text;
}

/// One cell as a GoogleTest test.
class cell_test : public ::testing::Test {
 public:
  cell_test(session& by, const run_options& options, const selected_cell& one)
      : by_(by), options_(options), one_(one) {}

  void TestBody() override {
    const cell_record record = by_.perform(one_);
    by_.write(record);
    tell(record);
    by_.end_if_stuck();
  }

 private:
  void tell(const cell_record& record) const {
    RecordProperty("clauses", ids_of(record.clauses));
    RecordProperty("verdict", std::string(word(record.is)));
    RecordProperty("again", again_words(options_, one_.key));
    if (record.is == verdict::unsupported) {
      GTEST_SKIP() << record.why;
    }
    if (!by_.accepts(record.is)) {
      // The first of each kind is named as it comes; the end of the run explains it.
      static failures told(options_.strict);
      const bool is_new = told.add(record);
      if (is_new && !options_.records_only && !options_.json) {
        clear_progress();
        print(failure_line(record, terminal_style(options_.strict)));
      }
      // For GoogleTest's own reports, where what is not asked for one reason is told once.
      const bool left_out = record.is == verdict::not_performed;
      const std::string unasked =
          left_out ? record.scenario + ": not performed: " + record.why : refusal_of(record);
      GTEST_NONFATAL_FAILURE_("") << (!is_new && !unasked.empty() ? "as before: " + unasked
                                      : left_out                  ? unasked
                                                                  : by_.text_of(record));
    }
  }

  session& by_;
  const run_options& options_;
  const selected_cell& one_;
};

/// On a terminal, which cell is being performed, and how long the others may take.
class quiet_listener : public ::testing::EmptyTestEventListener {
 public:
  void OnTestProgramStart(const ::testing::UnitTest& all) override {
    total_ = all.test_to_run_count();
    began_ = steady_clock::now();
  }
  void OnTestStart(const ::testing::TestInfo& test) override {
    ++count_;
    const auto now = steady_clock::now();
    if (shows_progress() && now - shown_ > std::chrono::milliseconds{100}) {
      shown_ = now;
      show_progress(progress_text(static_cast<std::size_t>(count_ - 1),
                                  static_cast<std::size_t>(total_),
                                  std::chrono::duration<double>(now - began_).count()) +
                    "  " + test.test_suite_name() + "." + test.name());
    }
  }
  void OnTestProgramEnd(const ::testing::UnitTest&) override { clear_progress(); }

 private:
  int total_ = 0;
  int count_ = 0;
  steady_clock::time_point began_;
  steady_clock::time_point shown_;
};

/// GoogleTest's filters take `-` and `:` for themselves, so names of tests have `_` instead.
std::string test_name(std::string name) {
  std::ranges::replace(name, '-', '_');
  return name;
}

/// How a filter is written that GoogleTest may have misunderstood: it takes a `-` for "all but".
std::string filter_advice() {
  const std::string filter = GTEST_FLAG_GET(filter);
  return filter.find('-') == std::string::npos ? ""
                                               : ": a '-' in it stands before what is left out, "
                                                 "and names have '_' instead, so try '" +
                                                     test_name(filter) + "'";
}

/// Those that are left to do, for a session; or all, to be listed.
void register_cells(const std::vector<selected_cell>& cells, const run_options& options,
                    session* by) {
  for (const selected_cell& each : cells) {
    if (by != nullptr && by->has_record(each.key)) {
      continue;
    }
    const std::string suite = test_name(std::string(aspect(*each.what)));
    const std::string name = test_name(each.key.substr(each.key.find('.') + 1));
    ::testing::RegisterTest(
        suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
        [by, &options, &each]() -> cell_test* { return new cell_test(*by, options, each); });
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
  // What is thrown or raised in a cell is not GoogleTest's to catch, as it would under MSVC before
  // the session could conclude the cell: the kernel's crash would leave no record, and go on.
  GTEST_FLAG_SET(catch_exceptions, false);
  if (count > 1) {
    throw input_error("GoogleTest has no flag '" + std::string(raw[1]) +
                      "'; see 'cnp run --gtest_help'");
  }
}

}  // namespace

exit_code run_worker(const run_options& options) {
  if (options.worker) {
    leave_interruptions_to_starter();  // It ends this process: no cell is to fail of it.
  }
  const std::vector<selected_cell> cells = select(options.wanted);
  init_googletest(options);
  if (GTEST_FLAG_GET(list_tests)) {
    register_cells(cells, options, nullptr);
    return static_cast<exit_code>(RUN_ALL_TESTS());
  }
  session mine(options);
  register_cells(cells, options, &mine);
  auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  if (!options.json) {
    listeners.Append(new quiet_listener());
  }
  const int failed = RUN_ALL_TESTS();
  const bool ran_some = ::testing::UnitTest::GetInstance()->test_to_run_count() > 0;
  if (!ran_some && !mine.has_records() && options.wanted.part == share{}) {
    throw input_error("GoogleTest's filter leaves no cell to run" + filter_advice());
  }
  mine.finish();
  return failed == 0 ? exit_code::fine : exit_code::nonconformance;
}

}  // namespace cnp
