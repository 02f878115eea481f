#include "harness/win32/registry.hpp"

#include <array>

namespace cnp {

namespace {

bool read(const registry_key& key, const wchar_t* name, DWORD kind, void* into, DWORD size) {
  DWORD found = 0;
  return key != nullptr &&
         ::RegQueryValueExW(key.get(), name, nullptr, &found, static_cast<BYTE*>(into), &size) ==
             ERROR_SUCCESS &&
         found == kind;
}

}  // namespace

registry_key open_key(HKEY below, const wchar_t* path) {
  HKEY raw = nullptr;
  return registry_key(
      ::RegOpenKeyExW(below, path, 0, KEY_READ | KEY_WOW64_64KEY, &raw) == ERROR_SUCCESS ? raw
                                                                                         : nullptr);
}

std::wstring text_in(const registry_key& key, const wchar_t* name) {
  std::array<wchar_t, 256> text{};
  constexpr DWORD bytes = sizeof(text) - sizeof(wchar_t);  // The value may lack its end.
  return read(key, name, REG_SZ, text.data(), bytes) ? std::wstring(text.data()) : std::wstring{};
}

std::optional<DWORD> number_in(const registry_key& key, const wchar_t* name) {
  DWORD value = 0;
  return read(key, name, REG_DWORD, &value, sizeof(value)) ? std::optional(value) : std::nullopt;
}

}  // namespace cnp
