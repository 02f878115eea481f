#pragma once

#include "harness/win32/windows.hpp"

#include <memory>
#include <optional>
#include <string>

namespace cnp {

struct close_key {
  using pointer = HKEY;
  void operator()(HKEY key) const { ::RegCloseKey(key); }
};
using registry_key = std::unique_ptr<HKEY, close_key>;

// Reading the registry as programs of the kernel's own width see it, by functions that every kernel
// since NT 5.2 has (RegGetValue is not one of them). Any thread.

/// Null if it is not there.
[[nodiscard]] registry_key open_key(HKEY below, const wchar_t* path);
/// Empty if there is none, or one longer than 255 characters.
[[nodiscard]] std::wstring text_in(const registry_key& key, const wchar_t* name);
[[nodiscard]] std::optional<DWORD> number_in(const registry_key& key, const wchar_t* name);

}  // namespace cnp
