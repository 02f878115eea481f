#pragma once

#include "tools/cnp/shared/exit_code.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cnp {

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
