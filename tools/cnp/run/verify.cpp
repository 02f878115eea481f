// `cnp verify`: ordinary runs of the same cells, each in a worker process of its own, the first one
// with every cell several times in a row. What they left is joined to one run file.

#include "reports/analysis/stability.hpp"
#include "reports/run/merge.hpp"
#include "reports/text/stability_text.hpp"
#include "tools/cnp/run/options.hpp"
#include "tools/cnp/run/session.hpp"
#include "tools/cnp/run/supervisor.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace cnp {

namespace {

namespace fs = std::filesystem;

/// The run files of the single runs, beside the one that is asked for; removed with this object.
struct pass_files {
  std::vector<std::string> names;

  pass_files(const std::string& target, std::size_t count) {
    for (std::size_t number = 1; number <= count; ++number) {
      names.push_back(target + ".pass-" + std::to_string(number));
    }
  }
  pass_files(const pass_files&) = delete;
  pass_files& operator=(const pass_files&) = delete;
  ~pass_files() {
    for (const std::string& name : names) {
      std::error_code ignored;
      fs::remove(path_of(name), ignored);
      remove_partial(name);
    }
  }
};

/// The command line of one of the runs: for its worker, which reads it again.
std::vector<std::string> run_words(const run_options& how) {
  std::vector<std::string> words{"run", "--records-only"};
  const std::vector<std::string> chosen = words_of(how.wanted);
  words.insert(words.end(), chosen.begin(), chosen.end());
  std::ostringstream patience;
  patience << how.patience;
  const std::vector<std::pair<const char*, std::string>> values{
      {"--run-file", how.run_file},
      {"--repeat", std::to_string(how.repeat)},
      {"--deviations", how.deviations},
      {"--client", how.client},
      {"--hang-limit", std::to_string(how.hang_limit)},
      {"--patience", patience.str()},
      {"--seeded-defect", how.defect},
      {"--seeded-client-defect", how.client_defect}};
  for (const auto& [option, value] : values) {
    if (!value.empty()) {
      words.insert(words.end(), {option, value});
    }
  }
  if (how.strict) {
    words.emplace_back("--strict");
  }
  return words;
}

/// Refuses a target that can't be written, before hours go into it.
void require_target(const std::string& target, const run_header& header) {
  { const run_writer probe(path_of(target), header); }
  remove_partial(target);
}

exit_code status_of(const stability& the_stability) {
  if (the_stability.suite_failed) {
    return exit_code::suite_error;
  }
  if (!the_stability.flaky.empty() || !the_stability.failed.empty()) {
    return exit_code::nonconformance;
  }
  return the_stability.judged ? exit_code::fine : exit_code::skipped;
}

}  // namespace

exit_code verify_cells(const verify_options& options) {
  check_performing(options.how);
  (void)select(options.how.wanted);
  const std::string target = options.how.run_file;
  const run_header header = header_of(options.how);
  require_target(target, header);
  const pass_files files(target, std::size_t{1} + options.restarts);
  for (std::size_t at = 0; at != files.names.size(); ++at) {
    run_options how = options.how;
    how.run_file = files.names[at];
    how.repeat = at == 0 ? options.times : 1;
    how.records_only = true;
    how.words = run_words(how);
    std::fprintf(stderr, "Run %zu of %zu: every cell %s\n", at + 1, files.names.size(),
                 how.repeat == 1 ? "once, in a new process"
                                 : (std::to_string(how.repeat) + " times in a row").c_str());
    const exit_code ended = run_cells(how);
    std::error_code missing;
    if (!fs::exists(path_of(how.run_file), missing)) {
      return ended;  // It has said why it could not be completed.
    }
  }
  run whole = join_repetitions(paths_of(files.names));
  whole.header = header;
  write_run(path_of(target), whole);
  const stability found = stability_of(whole, &has_race);
  print(options.json ? stability_json(whole, found)
                     : stability_text(found, terminal_style(options.how.strict)) +
                           "Run file: " + target + "\n");
  return status_of(found);
}

}  // namespace cnp
