#include "tools/cnp/shared/completion.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "tools/cnp/shared/command_line.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cnp {

namespace {

/// For `tools/run` the program is the one that was built for this machine, if there is one.
constexpr std::string_view bash_code = R"(# Completion for bash: source <(cnp completion bash)
_cnp_answer() {
  local IFS=$'\n'
  COMPREPLY=($("$@" 2>/dev/null | tr -d '\r'))
  [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != */ ]] || compopt -o nospace
}
_cnp() {
  local word=${COMP_WORDS[COMP_CWORD]}
  [[ $word != = ]] || word=
  _cnp_answer "$1" completion --word="$word" -- "${COMP_WORDS[@]:1:COMP_CWORD-1}"
}
_cnp_run() {
  local word=${COMP_WORDS[COMP_CWORD]} cnp=build/native/bin/cnp
  [[ $word != = ]] || word=
  [[ -x $cnp ]] || cnp=cnp
  _cnp_answer "$cnp" completion --word="$word" -- run "${COMP_WORDS[@]:1:COMP_CWORD-1}"
}
complete -o default -F _cnp cnp
complete -o default -F _cnp_run tools/run ./tools/run
)";

/// The words before are an array of zsh's own; what it answers is taken as it is.
constexpr std::string_view zsh_code = R"(# Completion for zsh: source <(cnp completion zsh)
_cnp_answer() {
  local -a answers
  answers=("${(@f)$("$@" 2>/dev/null | tr -d '\r')}")
  answers=(${answers:#})
  (( ${#answers} )) || { _files; return; }
  compadd -S '' -- ${(M)answers:#*/}
  compadd -- ${answers:#*/}
}
_cnp() { _cnp_answer "${words[1]}" completion --word="$PREFIX" -- "${(@)words[2,CURRENT-1]}"; }
_cnp_run() {
  local cnp=build/native/bin/cnp
  [[ -x $cnp ]] || cnp=cnp
  _cnp_answer "$cnp" completion --word="$PREFIX" -- run "${(@)words[2,CURRENT-1]}"
}
(( $+functions[compdef] )) || { autoload -Uz compinit; compinit; }
compdef _cnp cnp
compdef _cnp_run tools/run ./tools/run
)";

/// An empty last word is no element of the line, and Windows PowerShell passes no empty words on.
constexpr std::string_view powershell_code =
    R"(# Completion for PowerShell: cnp completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName cnp, cnp.exe -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $program = $commandAst.CommandElements[0].ToString()
  $before = @($before | Select-Object -Skip 1)
  & $program completion "--word=$wordToComplete" -- @before 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
)";

[[nodiscard]] std::vector<std::string> cells_from(const std::string& partial,
                                                  const completion_ids& ids) {
  const std::size_t slash = partial.find('/');
  if (slash != std::string::npos) {
    return ids.cells(partial.substr(0, slash));
  }
  std::vector<std::string> all = ids.scenarios();
  for (std::string& each : all) {
    each += '/';
  }
  return all;
}

/// Cells too, once a scenario is there.
[[nodiscard]] std::vector<std::string> scenarios_or_cells(const std::string& partial,
                                                          const completion_ids& ids) {
  return partial.find('/') == std::string::npos ? ids.scenarios() : cells_from(partial, ids);
}

/// What an option's value may be.
[[nodiscard]] std::vector<std::string>
values_of(const std::string& option, const std::string& partial, const completion_ids& ids) {
  if (option == "--scenario") {
    return ids.scenarios();
  }
  if (option == "--clause") {
    return ids.clauses();
  }
  if (option == "--cell") {
    return cells_from(partial, ids);
  }
  if (option == "--aspect") {
    return ids.aspects();
  }
  if (option == "--seeded-defect" || option == "--seeded-client-defect") {
    return ids.defects(option == "--seeded-client-defect");
  }
  return {};
}

/// What may stand in a command without an option before it.
[[nodiscard]] std::vector<std::string>
operands_of(const std::string& command, const std::string& partial, const completion_ids& ids) {
  if (command == "repro") {
    return scenarios_or_cells(partial, ids);
  }
  if (command == "completion") {
    return completion_shells();
  }
  std::vector<std::string> all;
  if (command == "explain") {
    all = scenarios_or_cells(partial, ids);
    for (const std::vector<std::string>& more :
         {ids.clauses(), ids.deviations(), ids.defects(true)}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }
  return all;
}

[[nodiscard]] bool takes_value(const CLI::App& command, const std::string& word) {
  const CLI::Option* option = word.starts_with("--") ? command.get_option_no_throw(word) : nullptr;
  return option != nullptr && option->get_items_expected_max() > 0;
}

[[nodiscard]] std::vector<std::string> candidates_for(const CLI::App& app,
                                                      const std::vector<std::string>& before,
                                                      const std::string& partial,
                                                      const completion_ids& ids) {
  if (before.empty()) {
    return command_names(app);
  }
  const CLI::App* command = find_command(app, before.front());
  if (command == nullptr) {
    return {};
  }
  // bash makes three words of --scenario=reuse.
  const std::string& last =
      before.back() == "=" && before.size() > 1 ? before[before.size() - 2] : before.back();
  if (takes_value(*command, last)) {
    return values_of(last, partial, ids);
  }
  return partial.starts_with('-') ? option_names(*command)
                                  : operands_of(before.front(), partial, ids);
}

}  // namespace

std::vector<std::string> completions_of(const CLI::App& app, const std::vector<std::string>& before,
                                        const std::string& partial, const completion_ids& ids) {
  std::vector<std::string> all = candidates_for(app, before, partial, ids);
  std::erase_if(all, [&partial](const std::string& each) { return !each.starts_with(partial); });
  return all;
}

const std::vector<std::string>& completion_shells() {
  static const std::vector<std::string> shells{"bash", "zsh", "powershell"};
  return shells;
}

std::string completion_code(const std::string& shell) {
  for (const auto& [name, code] : {std::pair{"bash", bash_code}, std::pair{"zsh", zsh_code},
                                   std::pair{"powershell", powershell_code}}) {
    if (shell == name) {
      return std::string{code};
    }
  }
  throw input_error("there is completion for " + join(completion_shells(), ", ") +
                    ", and none for '" + printable(shell) + "'" +
                    suggestion(shell, completion_shells()));
}

}  // namespace cnp
