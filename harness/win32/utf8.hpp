#pragma once

#include <string>

namespace cnp {

/// UTF-8 as the wide text that Win32 takes, and the reverse. Malformed parts become U+FFFD.
[[nodiscard]] std::wstring widened(const std::string& utf8);
[[nodiscard]] std::string narrowed(const std::wstring& wide);

}  // namespace cnp
