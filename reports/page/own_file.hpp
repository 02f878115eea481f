#pragma once

#include <filesystem>
#include <string_view>

namespace cnp {

/// Throws `input_error` if there is something at `output` already that does not begin with
/// `beginning`, and so is no earlier `kind` (`page`) of ours: it is left as it is. An empty file,
/// or none, is fine.
void require_own_or_nothing(const std::filesystem::path& output, std::string_view beginning,
                            std::string_view kind);

}  // namespace cnp
