#include "harness/win32/kernel.hpp"

#include "harness/win32/system_function.hpp"
#include "harness/win32/utf8.hpp"
#include "harness/win32/windows.hpp"

#include <psapi.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

namespace cnp {

namespace {

constexpr const char* unknown = "unknown";

std::string architecture_name(WORD machine) {
  switch (machine) {
  case PROCESSOR_ARCHITECTURE_AMD64:
  case IMAGE_FILE_MACHINE_AMD64:
    return "x64";
  case PROCESSOR_ARCHITECTURE_ARM64:
  case IMAGE_FILE_MACHINE_ARM64:
    return "arm64";
  case PROCESSOR_ARCHITECTURE_INTEL:
  case IMAGE_FILE_MACHINE_I386:
    return "x86";
  default:
    return unknown;
  }
}

std::string native_architecture() {
  using is_wow64_process2 = BOOL(WINAPI*)(HANDLE, USHORT*, USHORT*);
  const auto ask = system_function<is_wow64_process2>("kernel32.dll", "IsWow64Process2");
  USHORT process = 0;
  USHORT native = 0;
  if (ask != nullptr && ask(::GetCurrentProcess(), &process, &native) != FALSE) {
    return architecture_name(native);
  }
  SYSTEM_INFO info{};
  ::GetNativeSystemInfo(&info);
  return architecture_name(info.wProcessorArchitecture);
}

std::string process_architecture() {
  SYSTEM_INFO info{};
  ::GetSystemInfo(&info);
  return architecture_name(info.wProcessorArchitecture);
}

/// A value below `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`; whether it could be read.
bool read_registry(const wchar_t* name, DWORD kind, void* into, DWORD size) {
  return ::RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion",
                        name, kind, nullptr, into, &size) == ERROR_SUCCESS;
}

std::string registry_text(const wchar_t* name) {
  std::array<wchar_t, 256> text{};
  return read_registry(name, RRF_RT_REG_SZ, text.data(), sizeof(text)) ? narrowed(text.data())
                                                                       : std::string{};
}

std::string registry_number(const wchar_t* name) {
  DWORD value = 0;
  return read_registry(name, RRF_RT_REG_DWORD, &value, sizeof(value)) ? std::to_string(value)
                                                                      : std::string{};
}

/// The version resource of a file, as four numbers; version.dll is loaded for it, so that nothing
/// else of the suite depends on that library.
std::string file_version(const std::wstring& path) {
  using get_size = DWORD(WINAPI*)(const wchar_t*, DWORD*);
  using get_info = BOOL(WINAPI*)(const wchar_t*, DWORD, DWORD, void*);
  using query = BOOL(WINAPI*)(const void*, const wchar_t*, void**, UINT*);
  const auto size_of = system_function<get_size>("version.dll", "GetFileVersionInfoSizeW");
  const auto read = system_function<get_info>("version.dll", "GetFileVersionInfoW");
  const auto find = system_function<query>("version.dll", "VerQueryValueW");
  std::string version = unknown;
  DWORD ignored = 0;
  const DWORD size = size_of != nullptr ? size_of(path.c_str(), &ignored) : 0;
  if (size != 0 && read != nullptr && find != nullptr) {
    std::vector<std::byte> memory(size);
    void* found = nullptr;
    UINT length = 0;
    if (read(path.c_str(), 0, size, memory.data()) != FALSE &&
        find(memory.data(), L"\\", &found, &length) != FALSE &&
        length >= sizeof(VS_FIXEDFILEINFO)) {
      const auto& info = *static_cast<const VS_FIXEDFILEINFO*>(found);
      version = std::to_string(HIWORD(info.dwFileVersionMS)) + "." +
                std::to_string(LOWORD(info.dwFileVersionMS)) + "." +
                std::to_string(HIWORD(info.dwFileVersionLS)) + "." +
                std::to_string(LOWORD(info.dwFileVersionLS));
    }
  }
  return version;
}

std::wstring system_folder() {
  std::array<wchar_t, MAX_PATH> path{};
  const UINT size = ::GetSystemDirectoryW(path.data(), static_cast<UINT>(path.size()));
  return {path.data(), size};
}

/// Wine says who it is through exports of ntdll that Windows does not have.
bool identify_wine(kernel_identity& into) {
  using get_version = const char*(CDECL*)();
  using get_build = const char*(CDECL*)();
  using get_host = void(CDECL*)(const char**, const char**);
  const auto version = system_function<get_version>("ntdll.dll", "wine_get_version");
  if (version == nullptr) {
    return false;
  }
  into.family = "wine";
  into.version = version();
  into.name = "Wine " + into.version;
  const auto build = system_function<get_build>("ntdll.dll", "wine_get_build_id");
  if (build != nullptr && std::strlen(build()) != 0) {
    into.name = std::string(build());
    into.name.replace(0, std::string("wine").size(), "Wine");
  }
  const auto host = system_function<get_host>("ntdll.dll", "wine_get_host_version");
  if (host != nullptr) {
    const char* system = nullptr;
    const char* release = nullptr;
    host(&system, &release);
    into.host = std::string(system != nullptr ? system : unknown) + " " +
                (release != nullptr ? release : unknown);
  }
  return true;
}

void identify_windows(kernel_identity& into) {
  using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
  const auto get_version = system_function<rtl_get_version>("ntdll.dll", "RtlGetVersion");
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  if (get_version != nullptr) {
    get_version(&version);
  }
  into.family = "windows";
  into.version = std::to_string(version.dwMajorVersion) + "." +
                 std::to_string(version.dwMinorVersion) + "." +
                 std::to_string(version.dwBuildNumber);
  const std::string revision = registry_number(L"UBR");
  if (!revision.empty()) {
    into.version += "." + revision;
  }
  // ProductName still says "Windows 10" on Windows 11; the build number decides.
  constexpr DWORD first_windows_11 = 22'000;
  std::string product = registry_text(L"ProductName");
  const std::string ten = "Windows 10";
  if (version.dwBuildNumber >= first_windows_11 && product.rfind(ten, 0) == 0) {
    product.replace(0, ten.size(), "Windows 11");
  }
  const std::string release = registry_text(L"DisplayVersion");
  into.name = (product.empty() ? "Windows" : product) + (release.empty() ? "" : " " + release);
}

}  // namespace

kernel_identity identify_kernel() {
  kernel_identity identity;
  if (!identify_wine(identity)) {
    identify_windows(identity);
  }
  identity.architecture = native_architecture();
  identity.process_architecture = process_architecture();
  const std::wstring folder = system_folder();
  for (const wchar_t* module : {L"ntdll.dll", L"kernelbase.dll", L"drivers\\npfs.sys"}) {
    const std::wstring path = folder + L'\\' + module;
    identity.modules.emplace_back(narrowed(path.substr(path.find_last_of(L'\\') + 1)),
                                  file_version(path));
  }
  return identity;
}

std::uint64_t peak_memory_kib() {
  PROCESS_MEMORY_COUNTERS counters{};
  counters.cb = sizeof(counters);
  if (::K32GetProcessMemoryInfo(::GetCurrentProcess(), &counters, sizeof(counters)) == FALSE) {
    return 0;
  }
  constexpr std::uint64_t kib = 1024;
  return counters.PeakWorkingSetSize / kib;
}

}  // namespace cnp
