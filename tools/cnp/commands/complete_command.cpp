#include "cases/cases.hpp"
#include "cases/registry/clauses.hpp"
#include "harness/scenario/cell.hpp"
#include "harness/support/input_error.hpp"
#include "tools/cnp/commands/commands.hpp"
#include "tools/cnp/shared/completion.hpp"
#include "tools/cnp/shared/terminal.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cnp {

namespace {

completion_ids ids_of_cases() {
  completion_ids ids;
  ids.scenarios = [] {
    std::vector<std::string> all;
    for (const scenario& each : all_scenarios()) {
      all.push_back(each.id);
    }
    return all;
  };
  ids.clauses = [] {
    std::vector<std::string> all;
    for (const clause& each : all_clauses()) {
      all.emplace_back(each.id);
    }
    return all;
  };
  ids.cells = [](const std::string& id) {
    std::vector<std::string> keys;
    for (const scenario& each : all_scenarios()) {
      if (each.id == id) {
        for (const cell& where : cells(each)) {
          keys.push_back(key(each, where));
        }
      }
    }
    return keys;
  };
  return ids;
}

/// What the code of a shell asks: `complete --word=PARTIAL -- WORD...`.
exit_code answer(const CLI::App& app, const std::vector<std::string>& words) {
  constexpr std::string_view option = "--word=";
  const std::string partial = words[1].substr(option.size());
  std::vector<std::string> before;
  if (words.size() > 3) {
    before.assign(words.begin() + 3, words.end());
  }
  std::string text;
  for (const std::string& each : completions_of(app, before, partial, ids_of_cases())) {
    text += each + '\n';
  }
  print(text);
  return exit_code::fine;
}

}  // namespace

void add_complete(program& to) {
  CLI::App* command =
      to.app.add_subcommand("complete", "Print the code by which a shell completes cnp's words");
  auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash or powershell")->type_name("SHELL");
  command->allow_extras();
  command->footer(
      "In bash, for one session or (in ~/.bashrc) for all:\n"
      "  source <(build/native/bin/cnp complete bash)\n"
      "In PowerShell (in $PROFILE):\n"
      "  cnp complete powershell | Out-String | Invoke-Expression\n\n"
      "Then the Tab key completes commands, options, and the ids of scenarios, clauses and cells,\n"
      "in bash those of tools/run too:\n"
      "  cnp explain reuse.st<Tab>\n"
      "  tools/run --cell reuse.new-instance/<Tab>");
  command->callback([&to, command, shell] {
    to.chosen = [&to, command, shell] {
      if (to.words.size() > 1 && to.words[1].starts_with("--word=")) {
        return answer(to.app, to.words);
      }
      if (!command->remaining().empty()) {
        throw input_error("cnp complete takes the name of a shell, bash or powershell, and nothing "
                          "else");
      }
      if (shell->empty()) {
        throw input_error("the name of a shell is missing: cnp complete bash, or powershell");
      }
      print(completion_code(*shell));
      return exit_code::fine;
    };
  });
}

}  // namespace cnp
