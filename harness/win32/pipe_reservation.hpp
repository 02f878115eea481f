#pragma once

#include "harness/win32/handle.hpp"

#include <cstddef>
#include <string>

namespace cnp {

/// The longest prefix of pipe names that a run can be given, in characters.
inline constexpr std::size_t longest_prefix = 40;

/// Takes a prefix of pipe names for this run by making the pipe `\\\\.\\pipe\\PREFIX`, as its first
/// instance: as long as the handle lives nobody else can take it, and when the process ends,
/// however it does, it is free again. Any thread. Throws `input_error` with one sentence if the
/// prefix is none (letters, digits, `.`, `_` and `-`, up to `longest_prefix` of them) or is taken;
/// `arrangement_error` if the kernel fails otherwise.
[[nodiscard]] file_handle reserve_prefix(const std::string& prefix);

}  // namespace cnp
