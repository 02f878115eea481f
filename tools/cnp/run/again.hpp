#pragma once

#include "tools/cnp/run/options.hpp"

#include <string>

namespace cnp {

/// The options of a command line that say on what kernel and by which rules cells are performed:
/// with them another command meets the same. Begins with a space, or is empty.
[[nodiscard]] std::string kept_words(const run_options& options);
/// The command, in one line, that performs a cell again as these options performed it.
[[nodiscard]] std::string again_words(const run_options& options, const std::string& key);

}  // namespace cnp
