#pragma once

#include "harness/support/exit_code.hpp"
#include "reports/analysis/clause_coverage.hpp"
#include "tools/cnp/shared/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace cnp {

struct run_options;

/// The program while its command line is read. Each command adds itself: its name, its options,
/// its help, and by `chosen` what is to be done once it was named.
struct program {
  CLI::App& app;
  /// The user's words, in UTF-8 and in order, without the program's name.
  const std::vector<std::string>& words;
  std::function<exit_code()> chosen;

  /// Without those that a supervisor adds for its worker: they come last, and `--worker` is the
  /// first of them.
  [[nodiscard]] std::vector<std::string> users_words() const {
    return {words.begin(), std::ranges::find(words, "--worker")};
  }
};

/// A command of the program, and where its options go.
template <class Options>
struct added {
  CLI::App& command;
  Options& options;
};

/// Adds a command, with `body` as what it does.
template <class Options>
added<Options> add_command(program& to, const char* name, const char* says,
                           std::type_identity_t<std::function<exit_code(const Options&)>> body) {
  CLI::App* const command = to.app.add_subcommand(name, says);
  const auto options = std::make_shared<Options>();
  command->callback([&to, options, body = std::move(body)] {
    to.chosen = [options, body] { return body(*options); };
  });
  return {*command, *options};
}

/// Which scenarios are meant to prove which clauses, in how many cells. Takes as long as expanding
/// all of them.
[[nodiscard]] clause_coverage planned_coverage();

/// The options of every command that performs cells: where results go, how long to wait, which
/// deviations are known, and what stands in for the kernel.
void add_performing_options(CLI::App& command, run_options& options);

// One function a command; each stands in the file that is called like it (`list.cpp`).
void add_badge(program& to);
void add_baseline(program& to);
void add_benchmarks(program& to);
void add_compare(program& to);
void add_completion(program& to);
void add_coverage(program& to);
void add_drift(program& to);
void add_explain(program& to);
void add_findings(program& to);
void add_list(program& to);
void add_merge(program& to);
void add_record(program& to);
void add_report(program& to);
void add_repro(program& to);
void add_summary(program& to);
void add_run(program& to);
void add_verify(program& to);
void add_walk(program& to);

}  // namespace cnp
