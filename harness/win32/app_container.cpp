#include "harness/win32/app_container.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/text.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/registry.hpp"
#include "harness/win32/system_function.hpp"

#include <sddl.h>

#include <array>
#include <cstddef>
#include <vector>

namespace cnp {

namespace {

constexpr std::wstring_view package_prefix = L"cnp.";
/// Windows 10, version 1709: the first that the page's sentences on app containers are about.
constexpr DWORD first_build = 16'299;
/// Where Windows lists the profiles of a user, by SID; the name of each is its `Moniker`.
constexpr const wchar_t* mappings_key =
    L"Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\"
    L"AppContainer\\Mappings";
/// Leftovers are looked for among so many profiles, and so many are deleted, at most.
constexpr DWORD looked_at_limit = 1'024;
constexpr std::size_t deleted_limit = 16;

[[noreturn]] void no_containers(const std::string& why) {
  throw unsupported_error("this kernel has no app containers (" + why + ")");
}

/// The HRESULT of a Win32 error code. (HRESULT_FROM_WIN32 is a macro or a function, by the SDK.)
constexpr HRESULT result_of(std::uint32_t code) {
  return static_cast<HRESULT>(0x80070000U | code);
}

/// Throws unless the function worked.
void check(HRESULT result, const char* function) {
  if (result >= 0) {
    return;
  }
  const auto code = static_cast<std::uint32_t>(result);
  constexpr std::uint32_t code_bits = 0xFFFF;
  if (result == result_of(code & code_bits)) {
    throw arrangement_error(function, code & code_bits);
  }
  throw arrangement_error(std::string(function) + " failed: HRESULT " + hex(code));
}

/// A function of a system library, which stays loaded. Throws `unsupported_error`.
template <class Function>
Function exported(const char* library, const char* name) {
  const auto found = system_function<Function>(library, name);
  if (found == nullptr) {
    no_containers(std::string(library) + " does not export " + name);
  }
  return found;
}

/// The functions that app containers are made with. They are asked for by name, so that the program
/// also starts where they are missing.
struct container_functions {
  using create_profile = HRESULT(WINAPI*)(PCWSTR, PCWSTR, PCWSTR, PSID_AND_ATTRIBUTES, DWORD,
                                          PSID*);
  using derive_sid = HRESULT(WINAPI*)(PCWSTR, PSID*);
  using delete_profile = HRESULT(WINAPI*)(PCWSTR);
  using folder_path = HRESULT(WINAPI*)(PCWSTR, PWSTR*);
  using free_text = void(WINAPI*)(void*);

  create_profile create = exported<create_profile>("userenv.dll", "CreateAppContainerProfile");
  derive_sid derive =
      exported<derive_sid>("userenv.dll", "DeriveAppContainerSidFromAppContainerName");
  delete_profile remove = exported<delete_profile>("userenv.dll", "DeleteAppContainerProfile");
  folder_path folder = exported<folder_path>("userenv.dll", "GetAppContainerFolderPath");
  free_text release = exported<free_text>("ole32.dll", "CoTaskMemFree");
};

const container_functions& functions() {
  static const container_functions found;
  return found;
}

/// Throws `unsupported_error` on a Windows that is older than the page's sentences.
void require_version() {
  using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  exported<rtl_get_version>("ntdll.dll", "RtlGetVersion")(&version);
  if (version.dwBuildNumber < first_build) {
    throw unsupported_error("the page speaks of app containers from Windows 10, version 1709 "
                            "(build 16299) on; this is build " +
                            std::to_string(version.dwBuildNumber));
  }
}

bool runs(DWORD process_id) {
  const object_handle process(::OpenProcess(SYNCHRONIZE, FALSE, process_id));
  if (!process) {
    return ::GetLastError() != ERROR_INVALID_PARAMETER;  // That is: there is no such process.
  }
  return ::WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
}

/// The names of profiles that processes of the suite left behind. Ours are among them, if an
/// earlier process had our number: this is asked before we make any.
std::vector<std::wstring> lost_packages() {
  std::vector<std::wstring> lost;
  const registry_key mappings = open_key(HKEY_CURRENT_USER, mappings_key);
  if (mappings == nullptr) {
    return lost;
  }
  for (DWORD index = 0; index < looked_at_limit && lost.size() < deleted_limit; ++index) {
    std::array<wchar_t, 256> sid{};
    auto length = static_cast<DWORD>(sid.size());
    if (::RegEnumKeyExW(mappings.get(), index, sid.data(), &length, nullptr, nullptr, nullptr,
                        nullptr) != ERROR_SUCCESS) {
      break;
    }
    const std::wstring name = text_in(open_key(mappings.get(), sid.data()), L"Moniker");
    const std::uint32_t maker = maker_of_package(name);
    if (maker != 0 && (maker == ::GetCurrentProcessId() || !runs(maker))) {
      lost.push_back(name);
    }
  }
  return lost;
}

/// What cannot be deleted now is left to the next process. True, so that a static can remember it.
bool delete_lost_packages() {
  for (const std::wstring& name : lost_packages()) {
    (void)functions().remove(name.c_str());
  }
  return true;
}

}  // namespace

std::uint32_t maker_of_package(std::wstring_view name) {
  constexpr std::size_t behind_package = 6;  // `cnp.a.`
  if (name.size() <= behind_package || name.size() > behind_package + 9 ||
      !name.starts_with(package_prefix) || (name[4] != L'a' && name[4] != L'b') ||
      name[5] != L'.') {
    return 0;
  }
  std::uint32_t number = 0;
  for (const wchar_t digit : name.substr(behind_package)) {
    if (digit < L'0' || digit > L'9') {
      return 0;
    }
    number = 10 * number + static_cast<std::uint32_t>(digit - L'0');
  }
  return number;
}

app_container& app_container::of(placement the_placement) {
  CNP_ASSERT(in_app_container(the_placement),
             "a process outside of app containers is asked for its own");
  trial().require();
  if (the_placement == placement::other_container) {
    static app_container other(L"b");
    return other;
  }
  static app_container own(L"a");
  return own;
}

container_trial& app_container::trial() {
  static container_trial first;
  return first;
}

void container_trial::failed(const std::string& why) {
  if (worked_) {
    throw arrangement_error(why);
  }
  lack_ = why;
  no_containers(why);
}

void container_trial::require() const {
  if (!lack_.empty()) {
    no_containers(lack_);
  }
}

app_container::app_container(const wchar_t* package)
    : package_(std::wstring(package_prefix) + package + L'.' +
               std::to_wstring(::GetCurrentProcessId())) {
  const container_functions& with = functions();
  require_version();
  static const bool tidied = delete_lost_packages();
  (void)tidied;
  PSID raw = nullptr;
  HRESULT result =
      with.create(package_.c_str(), package_.c_str(),
                  L"Test processes of the ConnectNamedPipe conformance suite", nullptr, 0, &raw);
  if (result == result_of(ERROR_ALREADY_EXISTS)) {
    // Left by an earlier process with our number, and it could not be deleted.
    result = with.derive(package_.c_str(), &raw);
  }
  check(result, "CreateAppContainerProfile");
  if (raw == nullptr) {
    no_containers("CreateAppContainerProfile gives no SID");
  }
  sid_.reset(raw);
  capabilities_.AppContainerSid = raw;
}

app_container::~app_container() {
  for (const auto& [program, copy] : copies_) {
    ::DeleteFileW(copy.c_str());
  }
  (void)functions().remove(package_.c_str());
}

const std::wstring& app_container::folder() {
  if (folder_.empty()) {
    wchar_t* sid = nullptr;
    arrange(::ConvertSidToStringSidW(sid_.get(), &sid) != FALSE, "ConvertSidToStringSid");
    wchar_t* path = nullptr;
    const HRESULT result = functions().folder(sid, &path);
    ::LocalFree(sid);
    check(result, "GetAppContainerFolderPath");
    folder_ = path;
    functions().release(path);
  }
  return folder_;
}

std::wstring app_container::readable_copy(const std::wstring& program) {
  std::wstring& copy = copies_[program];
  if (copy.empty()) {
    const std::wstring path = folder() + L'\\' + program.substr(program.find_last_of(L"\\/") + 1);
    arrange(::CopyFileW(program.c_str(), path.c_str(), FALSE) != FALSE, "CopyFile");
    copy = path;
  }
  return copy;
}

bool app_container::holds(HANDLE process) const {
  HANDLE raw = nullptr;
  arrange(::OpenProcessToken(process, TOKEN_QUERY, &raw) != FALSE, "OpenProcessToken");
  const object_handle token(raw);
  DWORD in_app_container = 0;
  DWORD size = 0;
  if (::GetTokenInformation(token.get(), TokenIsAppContainer, &in_app_container,
                            sizeof(in_app_container), &size) == FALSE ||
      in_app_container == 0) {
    return false;
  }
  std::vector<std::byte> memory(sizeof(TOKEN_APPCONTAINER_INFORMATION) + SECURITY_MAX_SID_SIZE);
  arrange(::GetTokenInformation(token.get(), TokenAppContainerSid, memory.data(),
                                static_cast<DWORD>(memory.size()), &size) != FALSE,
          "GetTokenInformation(TokenAppContainerSid)");
  const auto* its = reinterpret_cast<const TOKEN_APPCONTAINER_INFORMATION*>(memory.data());
  return its->TokenAppContainer != nullptr &&
         ::EqualSid(its->TokenAppContainer, sid_.get()) != FALSE;
}

}  // namespace cnp
