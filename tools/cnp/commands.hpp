#pragma once

#include "tools/cnp/selection.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cnp {

/// Exit statuses of every command.
enum class exit_code : int {
  fine = 0,
  nonconformance = 1,  ///< Some outcome was not as documented.
  unusable = 2,        ///< Input that cannot be used: one sentence was printed, nothing was done.
  suite_error = 3,     ///< The suite itself failed: says nothing about the kernel.
  ended = 4,           ///< (Worker process only.) Ended itself because a call could not be ended.
  skipped = 77,        ///< Nothing but unsupported cells, or no baseline to find.
};

/// The program while its command line is read. Each command adds itself: its name, its options,
/// its help, and by `chosen` what is to be done once it was named.
struct program {
  CLI::App& app;
  /// The user's words, in UTF-8 and in order, without the program's name.
  const std::vector<std::string>& words;
  std::function<exit_code()> chosen;
};

/// Makes `body` what the program does when the command is named. `options` is kept for it.
template <class Options>
void choose(program& in, CLI::App& command, std::shared_ptr<Options> options,
            exit_code (*body)(const Options&)) {
  command.callback(
      [&in, options, body] { in.chosen = [options, body] { return body(*options); }; });
}

/// The options by which a command's user chooses cells.
void add_selection(CLI::App& command, selection& wanted);

// One function a command; each stands in the file that is called like it (`list_command.cpp`).
void add_baseline(program& to);
void add_benchmarks(program& to);
void add_compare(program& to);
void add_complete(program& to);
void add_coverage(program& to);
void add_explain(program& to);
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
