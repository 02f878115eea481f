#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace cnp {

/// Gives a file the name of another, whose place it takes. On Windows somebody who has that one
/// open for a moment (a virus scanner) is in the way: tried again for a second.
[[nodiscard]] std::error_code put_in_place(const std::filesystem::path& from,
                                           const std::filesystem::path& target);

/// Writes a file that is there whole or not at all: beside its place first (`.partial`), then
/// renamed, so that whoever reads it, or looks after a crash, finds the old one or the new one.
/// False if it can't be written there; then the old one is as it was, and nothing is left beside
/// it. Any thread; two at once must not write the same file.
[[nodiscard]] bool write_whole_file(const std::filesystem::path& target, std::string_view text);

/// A user's file. `kind` says in messages what it is ("deviation data"), `limit` how many bytes
/// such a file may have, a multiple of a MiB. Throws `input_error`, naming the file, where there is
/// none that can be read, and for a longer one. Any thread.
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& source,
                                          std::string_view kind, std::size_t limit);

}  // namespace cnp
