#pragma once

#include "harness/win32/windows.hpp"

namespace cnp {

/// A function that a system library exports, for what not every kernel or header has; null where it
/// is missing. The library stays loaded.
template <class Function>
[[nodiscard]] Function system_function(const char* library, const char* name) {
  const HMODULE loaded = ::LoadLibraryExA(library, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  return loaded == nullptr
             ? nullptr
             : reinterpret_cast<Function>(reinterpret_cast<void*>(::GetProcAddress(loaded, name)));
}

}  // namespace cnp
