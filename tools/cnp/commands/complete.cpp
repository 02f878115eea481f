#include "harness/support/input_error.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/completion.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cnp {

namespace {

struct complete_options {
  std::string shell;
};

/// What the code of a shell asks: `complete --word=PARTIAL -- WORD...`.
std::string answer(const CLI::App& app, const std::vector<std::string>& words) {
  constexpr std::string_view option = "--word=";
  const std::string partial = words[1].substr(option.size());
  std::vector<std::string> before;
  if (words.size() > 3) {
    before.assign(words.begin() + 3, words.end());
  }
  std::string text;
  const completion_ids ids{&scenario_ids, &clause_ids, &cell_keys};
  for (const std::string& each : completions_of(app, before, partial, ids)) {
    text += each + '\n';
  }
  return text;
}

exit_code complete_command(const program& in, const complete_options& options) {
  if (in.words.size() > 1 && in.words[1].starts_with("--word=")) {
    print(answer(in.app, in.words));
    return exit_code::fine;
  }
  if (!in.app.get_subcommand("complete")->remaining().empty()) {
    throw input_error("cnp complete takes the name of a shell, bash or powershell, and nothing "
                      "else");
  }
  if (options.shell.empty()) {
    throw input_error("the name of a shell is missing: cnp complete bash, or powershell");
  }
  print(completion_code(options.shell));
  return exit_code::fine;
}

}  // namespace

void add_complete(program& to) {
  const auto [command, options] = add_command<complete_options>(
      to, "complete", "Print the code by which a shell completes cnp's words",
      [&to](const complete_options& given) { return complete_command(to, given); });
  add_value(command, "shell", "SHELL", options.shell, "bash or powershell");
  command.allow_extras();
  command.footer(
      "In bash, for one session or (in ~/.bashrc) for all:\n"
      "  source <(build/native/bin/cnp complete bash)\n"
      "In PowerShell (in $PROFILE):\n"
      "  cnp complete powershell | Out-String | Invoke-Expression\n\n"
      "Then the Tab key completes commands, options, and the ids of scenarios, clauses and cells,\n"
      "in bash those of tools/run too:\n"
      "  cnp explain reuse.st<Tab>\n"
      "  tools/run --cell reuse.new-instance/<Tab>");
}

}  // namespace cnp
