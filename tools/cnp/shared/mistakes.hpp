#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace cnp {

/// What is wrong with a command line that does not parse: one sentence that names the word, with
/// the command or option that it was most likely meant to be. `problem` is what the parser says,
/// for mistakes of another kind. Pure.
[[nodiscard]] std::string mistake_in(const CLI::App& app, const std::vector<std::string>& words,
                                     const std::string& problem);

/// The sentence about an option that a command does not have. Pure.
[[nodiscard]] std::string unknown_option(const CLI::App& command, const std::string& word);

}  // namespace cnp
