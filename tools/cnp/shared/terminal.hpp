#pragma once

#include "reports/text/text_style.hpp"

#include <cstddef>
#include <string>

namespace cnp {

/// How text is to look on this program's standard output: colours on a terminal unless NO_COLOR is
/// set, signs beyond ASCII where the output takes UTF-8, the terminal's width. Reads the
/// environment.
[[nodiscard]] text_style terminal_style(bool strict);
/// From now on the output is taken for no terminal: it would show sequences as characters. To be
/// called before any other thread is there.
void paint_nothing();
/// Whether somebody can be asked.
[[nodiscard]] bool input_is_terminal();
/// Whether a line that is overwritten by the next makes sense.
[[nodiscard]] bool shows_progress();
/// Overwrites that line, cut to the terminal's width.
void show_progress(std::string line);
/// Leaves the line empty, for other output, if there is something in it.
void clear_progress();
/// `  120/9845, about 34 s left`: so many are done, in so many seconds. Without the estimate while
/// there is little to go by. Pure.
[[nodiscard]] std::string progress_text(std::size_t done, std::size_t all, double seconds);
/// Writes text as it is, without turning line ends, and flushes.
void print(const std::string& text);
/// The same, or into a file if one is named: whole or not at all, as it is written beside it first.
/// Throws `input_error` when it can't be written, calling it `kind` ("the list").
void print_or_write(const std::string& text, const std::string& file, const std::string& kind);

}  // namespace cnp
