#include "tools/cnp/shared/completion.hpp"
#include "harness/support/input_error.hpp"
#include "harness/support/text.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/case_names.hpp"
#include "tools/cnp/shared/seeded_defects.hpp"
#include "tools/cnp/shared/selection.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cnp {

namespace {

struct completion_options {
  std::string shell;
};

std::vector<std::string> deviation_ids() {
  std::vector<std::string> ids;
  for (const deviation& each : recorded_deviations("")) {
    ids.push_back(each.id);
  }
  return ids;
}

/// What the code of a shell asks: `completion --word=PARTIAL -- WORD...`.
std::string answer(const CLI::App& app, const std::vector<std::string>& words) {
  constexpr std::string_view option = "--word=";
  const std::string partial = words[1].substr(option.size());
  std::vector<std::string> before;
  if (words.size() > 3) {
    before.assign(words.begin() + 3, words.end());
  }
  std::string text;
  const completion_ids ids{&scenario_ids, &clause_ids,         &cell_keys,
                           &aspect_names, &seeded_fault_names, &deviation_ids};
  for (const std::string& each : completions_of(app, before, partial, ids)) {
    text += each + '\n';
  }
  return text;
}

exit_code completion_command(const program& in, const completion_options& options) {
  if (in.words.size() > 1 && in.words[1].starts_with("--word=")) {
    print(answer(in.app, in.words));
    return exit_code::fine;
  }
  if (!in.app.get_subcommand("completion")->remaining().empty()) {
    throw input_error("cnp completion takes the name of a shell and nothing else");
  }
  if (options.shell.empty()) {
    throw input_error("the name of a shell is missing: " + join(completion_shells(), ", "));
  }
  print(completion_code(options.shell));
  return exit_code::fine;
}

}  // namespace

void add_completion(program& to) {
  const auto [command, options] = add_command<completion_options>(
      to, "completion", "Print the code by which a shell completes cnp's words",
      [&to](const completion_options& given) { return completion_command(to, given); });
  add_value(command, "shell", "SHELL", options.shell, "bash, zsh or powershell");
  command.allow_extras();
  command.footer(
      "In bash or zsh, for one session or (in ~/.bashrc, ~/.zshrc) for all:\n"
      "  source <(build/native/bin/cnp completion bash)\n"
      "In PowerShell (in $PROFILE):\n"
      "  cnp completion powershell | Out-String | Invoke-Expression\n\n"
      "Then the Tab key completes commands, options, and the ids of scenarios, clauses, cells,\n"
      "deviations and seeded defects, in bash and zsh those of tools/run too:\n"
      "  cnp explain reuse.st<Tab>\n"
      "  tools/run --cell reuse.new-instance/<Tab>");
}

}  // namespace cnp
