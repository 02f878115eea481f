#include "cases/cases.hpp"
#include "reports/merge.hpp"
#include "reports/tally.hpp"
#include "reports/text.hpp"
#include "tools/cnp/commands.hpp"
#include "tools/cnp/paths.hpp"
#include "tools/cnp/terminal.hpp"

#include <filesystem>

namespace cnp {

namespace fs = std::filesystem;

exit_code merge_command(const merge_options& options) {
  std::vector<merge_input> inputs;
  for (const std::string& each : options.inputs) {
    const fs::path path = path_of(each);
    if (fs::is_directory(path)) {
      const auto found = find_runs(path);
      inputs.insert(inputs.end(), found.begin(), found.end());
    } else {
      inputs.push_back({.entry = path.stem().string(), .file = path});
    }
  }
  const merged_run merged = merge_runs(inputs);
  write_run(path_of(options.output), merged.whole);
  for (const std::string& sentence : merged.incomplete) {
    print("suite error: " + sentence + "\n");
  }
  print(summary_line(merged.whole.footer, terminal_look(merged.whole.header.strict)));
  return merged.incomplete.empty() ? exit_code::fine : exit_code::suite_error;
}

}  // namespace cnp
