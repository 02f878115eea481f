#include "tools/cnp/shared/command_line.hpp"

#include "harness/support/exit_code.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"
#include "harness/support/text.hpp"
#include "reports/text/layout.hpp"

#include <algorithm>

namespace cnp {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// Of `--name=value`.
std::string name_in(const std::string& option) {
  return option.substr(0, option.find('='));
}

}  // namespace

CLI::Option* add_output(CLI::App& command, std::string& file) {
  return add_value(command, "--output", "FILE", file, "Write to FILE");
}

CLI::Option* add_json(CLI::App& command, bool& wanted, const char* says) {
  return command.add_flag("--json", wanted, says);
}

CLI::Option* add_deviations(CLI::App& command, std::string& file) {
  return add_value(command, "--deviations", "FILE", file, "Use these recorded deviations");
}

std::string exit_status_text() {
  constexpr std::size_t words_at = 6;
  constexpr std::size_t width = 80;
  std::string text = "Exit status:\n";
  for (const exit_meaning& one : exit_meanings) {
    text += padded("  " + std::to_string(static_cast<int>(one.code)), words_at) +
            flow(split_words(one.says), " ", words_at, width) + '\n';
  }
  return text;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* each : commands_of(app)) {
    if (!each->get_group().empty()) {
      names.push_back(each->get_name());
    }
  }
  return names;
}

const CLI::App* find_command(const CLI::App& app, const std::string& name) {
  const auto all = commands_of(app);
  const auto found =
      std::ranges::find(all, name, [](const CLI::App* each) { return each->get_name(); });
  return found == all.end() ? nullptr : *found;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* each : command.get_options()) {
    if (!each->get_group().empty()) {
      for (const std::string& one : each->get_lnames()) {
        names.push_back("--" + one);
      }
    }
  }
  return names;
}

std::string unknown_option(const CLI::App& command, const std::string& word) {
  const std::string name = name_in(word);
  const std::string hint = suggestion(name, option_names(command));
  return "cnp " + command.get_name() + " has no option '" + printable(name) + "'" +
         (hint.empty() ? "; see 'cnp " + command.get_name() + " --help'" : hint);
}

std::string mistake_in(const CLI::App& app, const std::vector<std::string>& words,
                       const std::string& problem) {
  if (words.empty()) {
    return "a command is missing: " + join(command_names(app), ", ") + "; see 'cnp --help'";
  }
  const std::string& first = words.front();
  const CLI::App* command = find_command(app, first);
  if (command == nullptr && !first.starts_with('-')) {
    const std::string hint = suggestion(first, command_names(app));
    return "cnp has no command '" + printable(first) + "'" +
           (hint.empty() ? "; see 'cnp --help'" : hint);
  }
  if (command != nullptr) {
    for (const std::string& word : words) {
      if (word == "--") {
        break;
      }
      if (word.starts_with("--") && command->get_option_no_throw(name_in(word)) == nullptr) {
        return unknown_option(*command, word);
      }
    }
  }
  return problem + "; see 'cnp " + (command == nullptr ? "" : first + ' ') + "--help'";
}

}  // namespace cnp
