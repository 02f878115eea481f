#include "reports/page/badge.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/paths.hpp"
#include "tools/cnp/shared/terminal.hpp"

namespace cnp {

namespace {

/// A badge of which run.
struct badge_options {
  std::string input;
  std::string output;
};

exit_code badge_command(const badge_options& options) {
  write_badge(path_of(options.input), path_of(options.output));
  print("Badge: " + options.output + '\n');
  return exit_code::fine;
}

}  // namespace

void add_badge(program& to) {
  const auto [command, options] = add_command<badge_options>(
      to, "badge", "Make a badge for a README: a kernel, and what its run came to", &badge_command);
  add_value(command, "run", "FILE", options.input, "A run file or baseline")->required();
  add_value(command, "--output", "FILE", options.output, "The badge, an SVG picture")->required();
}

}  // namespace cnp
