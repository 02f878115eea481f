// `cnp walk`: performs random walks, judges them, and shrinks those that fail, in worker processes
// (supervisor.hpp): after a call that nothing can end a worker says what it knows, and ends.

#include "cases/model/path_compiler.hpp"
#include "cases/model/random_paths.hpp"
#include "cases/model/random_walk.hpp"
#include "cases/model/shrinking.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/kernel_api.hpp"
#include "reports/repro/repro.hpp"
#include "tools/cnp/run/again.hpp"
#include "tools/cnp/run/options.hpp"
#include "tools/cnp/run/session.hpp"
#include "tools/cnp/run/supervisor.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/started.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnp {

namespace {

using std::chrono::steady_clock;

/// How long one walk may be shrunk, with the patience of an ordinary run.
constexpr std::chrono::seconds shrinking_limit{60};

std::string walk_words(const walk_options& options, std::uint64_t seed, std::uint32_t walks) {
  return cnp_command() + " walk --seed " + seed_text(seed) + " --walks " + std::to_string(walks) +
         " --length " + std::to_string(options.length) + kept_words(options.with);
}

/// The calls that the kernel does not have: a walk would end with each.
std::vector<model_verb> missing_calls(const run_options& options) {
  const kernel_api& kernel = kernel_of(options);
  std::vector<model_verb> missing;
  if (kernel.cancel_io_ex == nullptr) {
    missing.push_back(model_verb::cancel_io_ex);
  }
  if (kernel.cancel_synchronous_io == nullptr) {
    missing.push_back(model_verb::cancel_synchronous_io);
  }
  return missing;
}

/// Performs the walks of a worker.
class walker {
 public:
  explicit walker(const walk_options& options) : options_(options), session_(options.with) {}

  void run();

 private:
  using more_lines = std::vector<std::pair<std::string, std::string>>;

  [[nodiscard]] cell_record perform(const random_walk& walk, const model_path& path,
                                    std::string_view last_words = {});
  [[nodiscard]] std::optional<path_difference>
  difference(const random_walk& walk, const model_path& path, const cell_record& record) const;
  void explain(const random_walk& walk, const cell_record& record);
  void shrink_and_tell(const random_walk& walk, const path_difference& differs, cell_record record);
  void tell(const random_walk& walk, const shrunk_path& found, const cell_record& record) const;
  void show(const random_walk& walk, const cell_record& record, more_lines more = {}) const;
  [[nodiscard]] std::string write_program(const random_walk& walk, const shrunk_path& found) const;

  const walk_options& options_;
  session session_;
  /// By step and outcome, the seed of the walk that was shrunk for it.
  std::map<std::pair<std::string, std::string>, std::uint64_t> explained_;
};

cell_record walker::perform(const random_walk& walk, const model_path& path,
                            std::string_view last_words) {
  const std::string part = path.size() == walk.path.size()
                               ? ""
                               : ", shrunk from " + std::to_string(walk.path.size()) + " calls";
  const scenario the_scenario = scenario_of(walk, path,
                                            "A random walk through the model, of the seed " +
                                                seed_text(walk.seed) + part + ".");
  return session_.perform({.what = &the_scenario, .where = cell_of(walk), .key = key_of(walk)},
                          {.recorded_as = walk.recorded_as,
                           .again = walk_words(options_, walk.seed, 1),
                           .last_words = last_words});
}

/// The first step that does not pass; nothing if the walk fails for another reason.
std::optional<path_difference> walker::difference(const random_walk& walk, const model_path& path,
                                                  const cell_record& record) const {
  const auto found = std::ranges::find_if(
      record.steps, [this](const step_record& one) { return !session_.accepts(one.is); });
  if (found == record.steps.end()) {
    return std::nullopt;
  }
  const auto at = static_cast<std::size_t>(found - record.steps.begin());
  return path_difference{.step = std::string(label_stem(found->label)),
                         .seen = found->result,
                         .at = calls_of_steps(walk.space, path).at(at)};
}

/// Shrinks the walk if its difference is a new one, and if this process can still perform anything.
void walker::explain(const random_walk& walk, const cell_record& record) {
  const auto differs = difference(walk, walk.path, record);
  if (!differs || session_.is_stuck()) {
    show(walk, record);
    return;
  }
  const auto [place, is_new] =
      explained_.try_emplace({differs->step, describe(differs->seen)}, walk.seed);
  if (is_new) {
    shrink_and_tell(walk, *differs, record);
  } else {
    show(walk, record, {{"like", "the walk of the seed " + seed_text(place->second)}});
  }
}

void walker::show(const random_walk& walk, const cell_record& record, more_lines more) const {
  print(session_.text_of(record,
                         {.again = walk_words(options_, walk.seed, 1), .more = std::move(more)}));
}

void walker::shrink_and_tell(const random_walk& walk, const path_difference& differs,
                             cell_record record) {
  const auto end =
      steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(
                                shrinking_limit * std::max(1.0, options_.with.patience));
  const path_trial trial = [&](const model_path& path) {
    cell_record done = perform(walk, path,
                               "  not shrunk: a part of the walk could not be ended, and neither "
                               "can this process go on\n");
    auto seen = difference(walk, path, done);
    if (seen && seen->is_like(differs)) {
      record = std::move(done);
    }
    return seen;
  };
  const shrink_limits limits{
      .goes_on = [&] { return steady_clock::now() < end && !session_.is_stuck(); }};
  const shrunk_path found = shrink(walk.space, walk.path, differs, trial, limits);
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
  const scenario the_scenario =
      scenario_of(walk, path,
                  "A random walk through a model of the pipe, of the seed " + seed_text(walk.seed) +
                      ", shrunk from " + std::to_string(walk.path.size()) + " calls to " +
                      std::to_string(path.size()) + ".");
  const script steps = expand(the_scenario, cell_of(walk));
  repro_quotes quotes = quotes_of_cases();
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (calls.at(at) == found.shows.at && label_stem(steps[at].label) == found.shows.step) {
      quotes.about = at;
    }
  }
  try {
    print_or_write(repro_source(the_scenario, cell_of(walk), steps, quotes), file, "the program");
    return file;
  } catch (const input_error& problem) {
    return "none: " + std::string(problem.what());
  }
}

void walker::run() {
  std::uint64_t seed = options_.seed;
  const std::vector<model_verb> missing = missing_calls(options_.with);
  for (std::uint32_t count = 0; count < options_.walks; ++count, seed = seed_after(seed)) {
    const random_walk walk =
        make_random_walk(seed, options_.length, missing,
                         [this](std::string_view scenario_id, const std::string& label) {
                           return session_.ends_script(scenario_id, label);
                         });
    if (session_.has_record(key_of(walk))) {
      continue;
    }
    const cell_record record = perform(walk, walk.path);
    session_.write(record);
    if (!session_.accepts(record.is) && record.is != verdict::not_performed) {
      explain(walk, record);
    }
    session_.end_if_stuck();
  }
  session_.finish();
}

}  // namespace

exit_code run_walks(const walk_options& options) {
  if (options.with.worker) {
    walker(options).run();
    return exit_code::fine;
  }
  check_performing(options.with);
  print("Seed " + seed_text(options.seed) + ": " +
        walk_words(options, options.seed, options.walks) + "\n");
  // (The user may have left the seed to chance.)
  const exit_code ended = supervise(options.with, {"--worker", seed_text(options.seed)});
  if (ended == exit_code::interrupted) {
    tell_interrupted(options.with, telling::sums);
  }
  return ended == exit_code::fine ? tell_result(options.with, telling::sums) : ended;
}

}  // namespace cnp
