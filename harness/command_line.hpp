#pragma once

#include <string>
#include <vector>

namespace cnp {

/// The words of this process's command line in UTF-8, the program's name first: `main`'s own are in
/// a code page that cannot write every file name. Throws `arrangement_error`. Needs shell32, whose
/// loading would make the start of a client three times as long: not for the client program.
[[nodiscard]] std::vector<std::string> utf8_command_line();

/// The words as one command line that `CommandLineToArgvW` and the C runtime take apart into them
/// again.
[[nodiscard]] std::wstring quoted_command_line(const std::vector<std::string>& words);

}  // namespace cnp
