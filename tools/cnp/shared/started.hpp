#pragma once

#include <string>
#include <string_view>

namespace cnp {

// What the user typed to start this program, for commands that are to be typed next. A script that
// starts it says so in the environment: CNP_RUN_AS stands for `cnp run` (`tools/run`),
// CNP_STARTED_AS for `cnp` (`tools/wine build/wine/bin/cnp.exe`).

/// To be told the first word of the command line, before any other thread is there: what this
/// program starts has the same words.
void remember_start(const std::string& first_word);
/// The words that start this program with a command behind them.
[[nodiscard]] std::string cnp_command();
/// The words that start `cnp run`.
[[nodiscard]] std::string run_command();

/// A word as a shell takes it as one: between double quotes if there is a space in it.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace cnp
