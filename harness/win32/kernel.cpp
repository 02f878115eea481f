#include "harness/win32/kernel.hpp"

#include "harness/win32/kernel_api.hpp"
#include "harness/win32/registry.hpp"
#include "harness/win32/system_function.hpp"
#include "harness/win32/utf8.hpp"
#include "harness/win32/windows.hpp"

#include <psapi.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <utility>
#include <vector>

namespace cnp {

namespace {

constexpr const char* unknown = unknown_architecture;

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
  case IMAGE_FILE_MACHINE_ARMNT:
    return "arm";
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

/// Where the driver of pipes lies. A 32-bit program on a 64-bit kernel is shown another folder
/// under the system folder's name, which has no drivers.
std::wstring driver_folder() {
  BOOL is_elsewhere = FALSE;
  ::IsWow64Process(::GetCurrentProcess(), &is_elsewhere);
  std::array<wchar_t, MAX_PATH> path{};
  const UINT size = ::GetSystemWindowsDirectoryW(path.data(), static_cast<UINT>(path.size()));
  return is_elsewhere == FALSE ? system_folder() + L"\\drivers"
                               : std::wstring(path.data(), size) + L"\\Sysnative\\drivers";
}

/// The version resource of ntdll.dll, as it is in memory: that needs no version.dll. Empty if there
/// is none.
std::wstring_view version_resource() {
  const HMODULE module = ::GetModuleHandleW(L"ntdll.dll");
  const HRSRC found = ::FindResourceW(module, MAKEINTRESOURCEW(1), MAKEINTRESOURCEW(16));
  const HGLOBAL loaded = found != nullptr ? ::LoadResource(module, found) : nullptr;
  const auto* text =
      loaded != nullptr ? static_cast<const wchar_t*>(::LockResource(loaded)) : nullptr;
  return text == nullptr
             ? std::wstring_view{}
             : std::wstring_view(text, ::SizeofResource(module, found) / sizeof(wchar_t));
}

/// A string of a version resource: behind its name and the zeros that align it; empty if not there.
std::string resource_string(std::wstring_view resource, std::wstring_view name) {
  const std::size_t at = resource.find(name);
  if (at == std::wstring_view::npos) {
    return {};
  }
  resource.remove_prefix(at + name.size());
  resource.remove_prefix(std::min(resource.find_first_not_of(L'\0'), resource.size()));
  return narrowed(std::wstring(resource.substr(0, resource.find(L'\0'))));
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

/// Windows, and what is no Wine and claims to be Windows.
void identify_windows(kernel_identity& into) {
  using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
  const auto get_version = system_function<rtl_get_version>("ntdll.dll", "RtlGetVersion");
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  if (get_version != nullptr) {
    get_version(&version);
  }
  into.version = std::to_string(version.dwMajorVersion) + "." +
                 std::to_string(version.dwMinorVersion) + "." +
                 std::to_string(version.dwBuildNumber);
  const registry_key about =
      open_key(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
  if (const auto revision = number_in(about, L"UBR")) {
    into.version += "." + std::to_string(*revision);
  }
  // ProductName still says "Windows 10" on Windows 11; the build number decides.
  constexpr DWORD first_windows_11 = 22'000;
  std::string product = narrowed(text_in(about, L"ProductName"));
  const std::string ten = "Windows 10";
  if (version.dwBuildNumber >= first_windows_11 && product.rfind(ten, 0) == 0) {
    product.replace(0, ten.size(), "Windows 11");
  }
  const std::string release = narrowed(text_in(about, L"DisplayVersion"));
  into.name = (product.empty() ? "Windows" : product) + (release.empty() ? "" : " " + release);
  name_by_resource(into, version_resource());
}

}  // namespace

void name_by_resource(kernel_identity& into, std::wstring_view resource) {
  const auto says = [&](std::wstring_view word) {
    return resource.find(word) != std::wstring_view::npos;
  };
  if (resource.empty() || (says(L"Microsoft Corporation") && !says(L"ReactOS"))) {
    into.family = "windows";
    return;
  }
  into.family = says(L"ReactOS") ? "reactos" : unknown;
  std::string product = resource_string(resource, L"ProductName");
  if (into.family == "reactos" || product.empty()) {
    product = into.family == "reactos" ? "ReactOS" : "a kernel that names itself nowhere";
  }
  const std::string release = resource_string(resource, L"ProductVersion");
  into.name = product + (release.empty() ? "" : " " + release);
}

kernel_identity identify_kernel() {
  kernel_identity identity;
  if (!identify_wine(identity)) {
    identify_windows(identity);
  }
  identity.architecture = native_architecture();
  identity.process_architecture = process_architecture();
  const std::wstring folder = system_folder();
  for (const auto& [place, module] : {std::pair{folder, L"ntdll.dll"},
                                      {folder, L"kernelbase.dll"},
                                      {driver_folder(), L"npfs.sys"}}) {
    identity.modules.emplace_back(narrowed(module), file_version(place + L'\\' + module));
  }
  return identity;
}

std::string architecture_of(const std::wstring& program) {
  std::ifstream file(std::filesystem::path(program), std::ios::binary);
  const auto read_into = [&file](auto& record, std::streamoff at) {
    file.seekg(at);
    file.read(reinterpret_cast<char*>(&record), sizeof(record));
    return file.good();
  };
  IMAGE_DOS_HEADER start{};
  DWORD signature = 0;
  IMAGE_FILE_HEADER header{};
  const bool is_program = read_into(start, 0) && start.e_magic == IMAGE_DOS_SIGNATURE &&
                          read_into(signature, start.e_lfanew) && signature == IMAGE_NT_SIGNATURE &&
                          read_into(header, start.e_lfanew + std::streamoff{sizeof(signature)});
  return is_program ? architecture_name(header.Machine) : unknown;
}

std::string lack_for(const std::wstring& program) {
  std::array<wchar_t, MAX_PATH> path{};
  const UINT size = ::GetSystemWow64DirectoryW(path.data(), static_cast<UINT>(path.size()));
  const std::filesystem::path library = std::wstring(path.data(), size) + L"\\ntdll.dll";
  const bool may_run = size == 0 ||  // A kernel of 32 bits.
                       architecture_of(program) != "x86" || std::filesystem::exists(library);
  return may_run ? std::string()
                 : "this kernel runs no programs for x86 (there is no " +
                       narrowed(library.wstring()) + ")";
}

std::uint64_t peak_memory_kib() {
  PROCESS_MEMORY_COUNTERS counters{};
  counters.cb = sizeof(counters);
  auto ask = running_kernel().get_process_memory_info;
  if (ask == nullptr) {  // Before Windows 7 it is psapi.dll's.
    ask = system_function<decltype(ask)>("psapi.dll", "GetProcessMemoryInfo");
  }
  if (ask == nullptr || ask(::GetCurrentProcess(), &counters, sizeof(counters)) == FALSE) {
    return 0;
  }
  constexpr std::uint64_t kib = 1024;
  return counters.PeakWorkingSetSize / kib;
}

}  // namespace cnp
