#pragma once

#include "harness/win32/windows.hpp"

#include <string>
#include <string_view>

namespace cnp {

/// A function that a system library exports, for what not every kernel or header has; null where it
/// is missing. The library is taken from the system's folder and nowhere else, by its full name,
/// since older kernels know no flag for that; it stays loaded.
template <class Function>
[[nodiscard]] Function system_function(std::string_view library, const char* name) {
  wchar_t folder[MAX_PATH]{};
  std::wstring path(folder, ::GetSystemDirectoryW(folder, MAX_PATH));
  path += L'\\';
  path.append(library.begin(), library.end());
  const HMODULE loaded = ::LoadLibraryW(path.c_str());
  return loaded == nullptr
             ? nullptr
             : reinterpret_cast<Function>(reinterpret_cast<void*>(::GetProcAddress(loaded, name)));
}

}  // namespace cnp
