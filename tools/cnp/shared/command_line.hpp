#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

// What commands have in common where they say which words they take, what is to be read of a
// program that was put together so, and what is wrong with other words.

namespace cnp {

/// An option, or an operand if its name has no dashes. `value` stands in the help for what it
/// takes.
template <class Value>
CLI::Option* add_value(CLI::App& command, const char* name, const char* value, Value& to,
                       const char* says) {
  return command.add_option(name, to, says)->type_name(value);
}
/// `--output FILE`, for `print_or_write`.
CLI::Option* add_output(CLI::App& command, std::string& file);
/// `--json`.
CLI::Option* add_json(CLI::App& command, bool& wanted, const char* says = "In JSON, for programs");
/// `--deviations FILE`, for `recorded_deviations`.
CLI::Option* add_deviations(CLI::App& command, std::string& file);

/// The table of exit statuses, for the help.
[[nodiscard]] std::string exit_status_text();

/// The commands that the help names.
[[nodiscard]] std::vector<std::string> command_names(const CLI::App& app);
/// The command of this name; null if there is none.
[[nodiscard]] const CLI::App* find_command(const CLI::App& app, const std::string& name);
/// The options that the command's help names: `--json`.
[[nodiscard]] std::vector<std::string> option_names(const CLI::App& command);

/// What is wrong with a command line that does not parse: one sentence that names the word, with
/// the command or option that it was most likely meant to be. `problem` is what the parser says,
/// for mistakes of another kind. Pure.
[[nodiscard]] std::string mistake_in(const CLI::App& app, const std::vector<std::string>& words,
                                     const std::string& problem);

/// The sentence about an option that a command does not have. Pure.
[[nodiscard]] std::string unknown_option(const CLI::App& command, const std::string& word);

}  // namespace cnp
