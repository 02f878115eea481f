// cnp: the program behind every command.

#ifdef _WIN32
#include "harness/win32/command_line.hpp"
#include "harness/win32/console.hpp"
#endif
#include "harness/support/build_info.hpp"
#include "harness/support/input_error.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/command_line.hpp"
#include "tools/cnp/shared/started.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace cnp;  // NOLINT(google-build-using-namespace): this file is the program itself

/// "cnp 0.1.0, commit 0123456789ab, built by GNU 12.2.0 for Windows x64".
std::string version() {
  std::string text = "cnp ";
  text.append(suite_version).append(", commit ").append(suite_commit);
  return text.append(", built by ").append(suite_compiler);
}

exit_code dispatch(const std::vector<std::string>& words) {
  CLI::App app{"The conformance suite of ConnectNamedPipe.\n", "cnp"};
  app.require_subcommand(1);
  app.allow_windows_style_options(false);  // "/work/run.jsonl" is a file, not an option.
  app.set_help_all_flag("--help-all", "Help for every command");
  app.set_version_flag("--version", version, "The version, the commit, and what built it");
  app.footer(exit_status_text() +
             "\nTo begin with: cnp list, cnp explain ID, cnp run; 'cnp completion --help' for the "
             "Tab key.");
  program all{.app = app, .words = words, .chosen = {}};
  for (const auto add :
       {&add_list, &add_run, &add_verify, &add_walk, &add_merge, &add_explain, &add_compare,
        &add_coverage, &add_summary, &add_baseline, &add_report, &add_badge, &add_record,
        &add_findings, &add_drift, &add_benchmarks, &add_repro, &add_completion}) {
    add(all);
  }
  try {
    // CLI11 takes words with the last one first.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success& help) {
    return static_cast<exit_code>(app.exit(help));
  } catch (const CLI::ParseError& problem) {
    throw input_error(mistake_in(app, words, problem.what()));
  }
  return all.chosen();
}

/// `words`: the command line's, in UTF-8, the program's name first.
int run_program(std::vector<std::string> words) {
  try {
    if (!words.empty()) {
      remember_start(words.front());
      words.erase(words.begin());
    }
    return static_cast<int>(dispatch(words));
  } catch (const input_error& problem) {
    std::fprintf(stderr, "cnp: %s\n", problem.what());
    return static_cast<int>(exit_code::input_error);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "cnp: suite error: %s\n", problem.what());
    return static_cast<int>(exit_code::suite_error);
  }
}

}  // namespace

#ifdef _WIN32
extern "C" int wmain(int count, wchar_t** words) {
  if (!console_obeys_sequences()) {
    paint_nothing();
  }
  return run_program(utf8_words(count, words));
}
#else
int main(int count, char** words) {
  return run_program({words, words + count});
}
#endif
