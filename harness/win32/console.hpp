#pragma once

namespace cnp {

/// Has the console of this process's standard output obey terminal sequences (colours, the start of
/// the line). False if it is one that cannot (before Windows 10): what is painted would be seen as
/// characters. True where the output is no console.
[[nodiscard]] bool console_obeys_sequences();

}  // namespace cnp
