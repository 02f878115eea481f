#include "tools/cnp/shared/mistakes.hpp"

#include "harness/support/printable.hpp"
#include "harness/support/suggest.hpp"

#include <algorithm>

namespace cnp {

namespace {

/// The commands that the help names.
[[nodiscard]] std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!each->get_group().empty()) {
      names.push_back(each->get_name());
    }
  }
  return names;
}

/// Whether the command has this option; of `--name=value` the name counts.
[[nodiscard]] bool has_option(const CLI::App& command, const std::string& word) {
  return command.get_option_no_throw(word.substr(0, word.find('='))) != nullptr;
}

[[nodiscard]] const CLI::App* command_called(const CLI::App& app, const std::string& name) {
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  const auto found =
      std::ranges::find(all, name, [](const CLI::App* each) { return each->get_name(); });
  return found == all.end() ? nullptr : *found;
}

}  // namespace

std::string unknown_option(const CLI::App& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* each : command.get_options()) {
    for (const std::string& one : each->get_lnames()) {
      if (!each->get_group().empty()) {
        known.push_back("--" + one);
      }
    }
  }
  const std::string hint = suggestion(name, known);
  return "cnp " + command.get_name() + " has no option '" + printable(name) + "'" +
         (hint.empty() ? "; see 'cnp " + command.get_name() + " --help'" : hint);
}

std::string mistake_in(const CLI::App& app, const std::vector<std::string>& words,
                       const std::string& problem) {
  if (words.empty()) {
    return "a command is missing: " + [&app] {
      std::string all;
      for (const std::string& name : command_names(app)) {
        all += (all.empty() ? "" : ", ") + name;
      }
      return all;
    }() + "; see 'cnp --help'";
  }
  const std::string& first = words.front();
  const CLI::App* command = command_called(app, first);
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
      if (word.starts_with("--") && !has_option(*command, word)) {
        return unknown_option(*command, word);
      }
    }
  }
  return problem + "; see 'cnp " + (command == nullptr ? "" : first + ' ') + "--help'";
}

}  // namespace cnp
