// `cnp walk`: performs random walks, judges them, and shrinks those that fail, in worker processes
// (supervise.hpp): after a call that nothing can end a worker says what it knows, and ends.

#include "cases/model/path_compiler.hpp"
#include "cases/model/random_paths.hpp"
#include "cases/model/random_walk.hpp"
#include "cases/model/shrinking.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/engine/interpreter.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/kernel.hpp"
#include "reports/analysis/counts.hpp"
#include "reports/repro/repro.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/cell_text.hpp"
#include "reports/verdict/verdict.hpp"
#include "tools/cnp/run/run_setup.hpp"
#include "tools/cnp/run/run_worker.hpp"
#include "tools/cnp/run/supervise.hpp"
#include "tools/cnp/run/walk_options.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using std::chrono::steady_clock;

/// How long one walk may be shrunk, with the patience of an ordinary run.
constexpr std::chrono::seconds shrinking_limit{60};

/// A path that was performed, and what is said about it.
struct walked_path {
  scenario what;
  script steps;
  execution how;
  cell_judgement judged;
  std::chrono::nanoseconds took{0};
};

std::string walk_words(const walk_options& options, std::uint64_t seed, std::uint32_t walks) {
  std::string text = "cnp walk --seed " + seed_text(seed) + " --walks " + std::to_string(walks) +
                     " --length " + std::to_string(options.length);
  text += options.with.strict ? " --strict" : "";
  text += options.with.defect.empty() ? "" : " --seeded-defect " + options.with.defect;
  text += options.with.client_defect.empty()
              ? ""
              : " --seeded-client-defect " + options.with.client_defect;
  return text;
}

class walker {
 public:
  explicit walker(const walk_options& options);

  exit_code run();

 private:
  [[nodiscard]] pool_options setup();
  [[nodiscard]] walked_path perform(const random_walk& walk, const model_path& path);
  [[nodiscard]] cell_record record_of(const random_walk& walk, const walked_path& done) const;
  [[nodiscard]] std::optional<path_difference>
  difference(const random_walk& walk, const model_path& path, const walked_path& done) const;
  void conclude(const random_walk& walk, const walked_path& done);
  void explain(const random_walk& walk, const walked_path& done, const cell_record& record);
  void shrink_and_tell(const random_walk& walk, const path_difference& what, cell_record record);
  void tell(const random_walk& walk, const shrunk_path& found, const cell_record& record) const;
  void show(const random_walk& walk, const cell_record& record,
            std::vector<std::pair<std::string, std::string>> more) const;
  [[nodiscard]] std::string write_program(const random_walk& walk, const shrunk_path& found) const;
  void finish();
  [[noreturn]] void conclude_and_end(ending how, const std::string& why, std::uint32_t exception);
  static LONG WINAPI on_crash(EXCEPTION_POINTERS* what);

  const walk_options& options_;
  run_header header_;
  deviations recorded_;
  std::set<std::string> done_;  ///< What an earlier worker of this run has done.
  run_writer writer_;
  /// By step and outcome, the seed of the walk that was shrunk for it.
  std::map<std::pair<std::string, std::string>, std::uint64_t> explained_;

  // What is being performed, for the thread that has to conclude it when this one cannot.
  std::mutex concluding_;
  const random_walk* current_ = nullptr;
  const walked_path* shrinking_ = nullptr;  ///< What is being shrunk; it has its record.
  walked_path so_far_;
  steady_clock::time_point started_;

  process_pool pool_;
  interpreter interpreter_;
};

walker* the_walker = nullptr;

walker::walker(const walk_options& options)
    : options_(options), header_(header_of(options.with)),
      recorded_(recorded_deviations(options.with.deviations)),
      writer_(path_of(options.with.run_file), header_, done_), pool_(setup()),
      interpreter_(
          pool_,
          [this](const step& one, const observation& seen) {
            const std::scoped_lock lock(concluding_);
            so_far_.how.seen.push_back(seen);
            const finding recorded = find(recorded_, header_.kernel, current_->recorded_as,
                                          words(cell_of(*current_)), one, seen.seen);
            return judge_step(one, seen, recorded).goes_on;
          },
          [this](std::size_t index, const step&) {
            if (index == 0) {  // Also when it is performed again.
              const std::scoped_lock lock(concluding_);
              so_far_.how = {};
            }
          }) {
  pool_.require_client();
  the_walker = this;
  ::SetUnhandledExceptionFilter(&walker::on_crash);
}

pool_options walker::setup() {
  pool_options how = pool_setup_of(options_.with);
  how.on_stuck = [this] {
    conclude_and_end(ending::hung, "cancelling it did not end it; its process was ended", 0);
  };
  return how;
}

walked_path walker::perform(const random_walk& walk, const model_path& path) {
  walked_path done;
  const std::string part = path.size() == walk.path.size()
                               ? ""
                               : ", shrunk from " + std::to_string(walk.path.size()) + " calls";
  done.what = scenario_of(walk, path,
                          "A random walk through the model, of the seed " + seed_text(walk.seed) +
                              part + ".");
  done.steps = expand(done.what, cell_of(walk));
  {
    const std::scoped_lock lock(concluding_);
    current_ = &walk;
    so_far_ = done;
    started_ = steady_clock::now();
  }
  done.how = interpreter_.perform(done.what, done.steps);
  const std::scoped_lock lock(concluding_);
  current_ = nullptr;
  done.took = steady_clock::now() - started_;
  done.judged =
      judge(done.steps, done.how, walk.recorded_as, cell_of(walk), header_.kernel, recorded_);
  return done;
}

cell_record walker::record_of(const random_walk& walk, const walked_path& done) const {
  cell_record record =
      make_record(done.what, cell_of(walk), done.steps, done.how, done.judged, done.took);
  record.key = key_of(walk);
  return record;
}

/// The first step that does not pass; nothing if the walk fails for another reason.
std::optional<path_difference> walker::difference(const random_walk& walk, const model_path& path,
                                                  const walked_path& done) const {
  const auto& steps = done.judged.steps;
  const auto found = std::ranges::find_if(
      steps, [this](const step_judgement& one) { return !passes(one.is, options_.with.strict); });
  if (found == steps.end()) {
    return std::nullopt;
  }
  const auto at = static_cast<std::size_t>(found - steps.begin());
  return path_difference{.step = std::string(label_stem(done.steps.at(at).label)),
                         .seen = done.how.seen.at(at).seen,
                         .at = calls_of_steps(walk.space, path).at(at)};
}

void walker::conclude(const random_walk& walk, const walked_path& done) {
  const cell_record record = record_of(walk, done);
  writer_.add(record);
  if (!passes(record.is, options_.with.strict)) {
    explain(walk, done, record);
  }
}

/// Shrinks the walk if its difference is a new one, and if this process can still perform anything.
void walker::explain(const random_walk& walk, const walked_path& done, const cell_record& record) {
  const auto differs = difference(walk, walk.path, done);
  if (differs && !interpreter_.must_end_process()) {
    const auto [place, is_new] =
        explained_.try_emplace({differs->step, describe(differs->seen)}, walk.seed);
    if (is_new) {
      shrinking_ = &done;
      shrink_and_tell(walk, *differs, record);
      shrinking_ = nullptr;
      return;
    }
    show(walk, record, {{"like", "the walk of the seed " + seed_text(place->second)}});
    return;
  }
  show(walk, record, {});
}

void walker::show(const random_walk& walk, const cell_record& record,
                  std::vector<std::pair<std::string, std::string>> more) const {
  print(cell_text(record, header_.kernel, all_clauses(), terminal_style(options_.with.strict),
                  {.again = walk_words(options_, walk.seed, 1), .more = std::move(more)}));
}

void walker::shrink_and_tell(const random_walk& walk, const path_difference& what,
                             cell_record record) {
  const auto end =
      steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(
                                shrinking_limit * std::max(1.0, options_.with.patience));
  const path_trial trial = [&](const model_path& path) {
    const walked_path done = perform(walk, path);
    auto seen = difference(walk, path, done);
    if (seen && seen->is_like(what)) {
      record = record_of(walk, done);
    }
    return seen;
  };
  const shrink_limits limits{
      .goes_on = [&] { return steady_clock::now() < end && !interpreter_.must_end_process(); }};
  const shrunk_path found = shrink(walk.space, walk.path, what, trial, limits);
  record.script_steps = std::max(record.steps.size(), steps_of(walk.space, found.path).size());
  tell(walk, found, record);
}

void walker::tell(const random_walk& walk, const shrunk_path& found,
                  const cell_record& record) const {
  std::string outcome = "it was not seen again when the walk was performed again";
  if (found.shows_again) {
    outcome = std::to_string(walk.path.size()) + " calls to " + std::to_string(found.path.size()) +
              ", by performing " + std::to_string(found.executions) + "; " +
              (found.is_minimal ? "no call can be left out, nor a detour"
                                : "a limit ended the search, so there may be fewer");
  }
  std::string calls;
  for (const model_action action : found.path) {
    calls += describe(action) + ' ';
  }
  show(walk, record,
       {{"shrunk", outcome}, {"calls", calls}, {"program", write_program(walk, found)}});
}

/// Writes the shrunk walk as a program of its own, beside the run file; its name, or why there is
/// none.
std::string walker::write_program(const random_walk& walk, const shrunk_path& found) const {
  const std::string& beside = options_.with.run_file;
  std::string file = beside.substr(0, beside.find_last_of("/\\") + 1) + "cnp-walk-" +
                     seed_text(walk.seed) + ".cpp";
  const model_path& path = found.path;
  const auto calls = calls_of_steps(walk.space, path);
  const scenario what =
      scenario_of(walk, path,
                  "A random walk through a model of the pipe, of the seed " + seed_text(walk.seed) +
                      ", shrunk from " + std::to_string(walk.path.size()) + " calls to " +
                      std::to_string(path.size()) + ".");
  const script steps = expand(what, cell_of(walk));
  repro_quotes quotes = quotes_of_cases();
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (calls.at(at) == found.shows.at && label_stem(steps[at].label) == found.shows.step) {
      quotes.about = at;
    }
  }
  try {
    print_or_write(repro_source(what, cell_of(walk), steps, quotes), file, "the program");
    return file;
  } catch (const input_error& problem) {
    return "none: " + std::string(problem.what());
  }
}

void walker::finish() {
  run_footer footer;
  footer.milliseconds = static_cast<double>(milliseconds_now() - options_.with.began_ms);
  footer.peak_memory_kib = peak_memory_kib();
  writer_.finish(footer);
}

/// Concludes the current walk in place of the thread that is stuck in it or has crashed, and ends
/// the process.
void walker::conclude_and_end(ending how, const std::string& why, std::uint32_t exception) {
  const std::scoped_lock lock(concluding_);
  if (shrinking_ != nullptr) {
    print("  not shrunk: a part of the walk could not be ended, and neither can this process go "
          "on\n");
  } else if (current_ != nullptr && so_far_.how.seen.size() < so_far_.steps.size()) {
    observation last;
    last.seen.how = how == ending::hung ? completion::hung : completion::process_ended;
    last.seen.value = exception;
    last.remark = why;
    so_far_.how.seen.push_back(last);
    so_far_.how.how = how;
    so_far_.how.why = why;
    so_far_.took = steady_clock::now() - started_;
    so_far_.judged = judge(so_far_.steps, so_far_.how, current_->recorded_as, cell_of(*current_),
                           header_.kernel, recorded_);
    const cell_record record = record_of(*current_, so_far_);
    writer_.add(record);
    show(*current_, record, {});
  }
  ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
  std::abort();
}

LONG WINAPI walker::on_crash(EXCEPTION_POINTERS* what) {
  the_walker->conclude_and_end(ending::crashed,
                               "an exception in the suite's own process, which is the server",
                               what->ExceptionRecord->ExceptionCode);
}

exit_code walker::run() {
  std::uint64_t seed = options_.seed;
  for (std::uint32_t count = 0; count < options_.walks; ++count, seed = seed_after(seed)) {
    const random_walk walk = make_random_walk(seed, options_.length);
    if (done_.contains(key_of(walk))) {
      continue;
    }
    conclude(walk, perform(walk, walk.path));
    if (interpreter_.must_end_process()) {
      ::TerminateProcess(::GetCurrentProcess(), static_cast<UINT>(exit_code::ended));
    }
  }
  finish();
  return exit_code::fine;
}

/// The words that a supervisor adds for its worker come last; `--worker` is the first of them. The
/// seed is among them, since the user may have left it to chance.
supervised_run walkers_of(const walk_options& options) {
  supervised_run all{.words = options.with.words, .run_file = options.with.run_file};
  all.words.insert(all.words.end(), {"--worker", seed_text(options.seed)});
  return all;
}

/// The summary, from the finished run file, and the exit status.
exit_code conclude_walks(const walk_options& options) {
  run_reader reader(path_of(options.with.run_file), reading::heads);
  run_counts all;
  while (const cell_record* record = reader.next()) {
    all.add(*record);
  }
  print(summary_line(reader.footer(), terminal_style(options.with.strict)) +
        replaced_line(reader.footer()) + "Run file: " + options.with.run_file + "\n");
  const auto worst = all.all().worst();
  return worst ? static_cast<exit_code>(exit_status(*worst, options.with.strict))
               : exit_code::suite_error;
}

}  // namespace

exit_code run_walks(const walk_options& options) {
  if (options.with.worker) {
    return walker(options).run();
  }
  check_defects(options.with);
  (void)recorded_deviations(options.with.deviations);
  print("Seed " + seed_text(options.seed) + ": " +
        walk_words(options, options.seed, options.walks) + "\n");
  // Left by a run that was killed; this run begins anew.
  const std::filesystem::path partial = path_of(options.with.run_file + ".partial");
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  const exit_code ended = supervise(walkers_of(options));
  if (ended == exit_code::input_error) {
    std::filesystem::remove(partial, ignored);  // Nothing was done, so nothing is left.
  }
  return ended == exit_code::fine ? conclude_walks(options) : ended;
}

}  // namespace cnp
