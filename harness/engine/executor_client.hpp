#pragma once

#include "harness/engine/call_maker.hpp"
#include "harness/support/assertion.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/system_function.hpp"
#include "harness/win32/utf8.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace cnp {

/// The calls of a client, and those on processes and modules.
class client_calls : call_maker {
 public:
  using call_maker::call_maker;

  observation operator()(const open_pipe& c) {
    const std::wstring name = shared_.pipe_name(c.name_id, c.local_name);
    const DWORD flags = c.overlapped ? FILE_FLAG_OVERLAPPED : 0;
    return opening(c.handle, INVALID_HANDLE_VALUE, [&] {
      return api_.create_file(name.c_str(), client_access(c), 0, nullptr, OPEN_EXISTING, flags,
                              nullptr);
    });
  }

  observation operator()(const call_pipe& c) {
    const std::wstring name = shared_.pipe_name(c.name_id, false);
    text_buffer asked{};
    text_buffer answer{};
    const auto size = static_cast<DWORD>(c.text.copy(asked.data(), asked.size()));
    DWORD moved = 0;
    return boolean(
        [&] {
          return api_.call_named_pipe(name.c_str(), asked.data(), size, answer.data(),
                                      static_cast<DWORD>(answer.size()), &moved,
                                      std::max<DWORD>(1, timeout(c.wait)));
        },
        [&](outcome& seen) {
          seen.data = std::string(answer.data(), std::min<std::size_t>(moved, answer.size()));
        });
  }

  observation operator()(const wait_pipe& c) {
    const std::wstring name = shared_.pipe_name(c.name_id, false);
    return boolean(
        [&] { return api_.wait_named_pipe(name.c_str(), std::max<DWORD>(1, timeout(c.wait))); });
  }

  observation operator()(const probe_name& c) {
    const std::wstring name = shared_.pipe_name(c.name_id, false);
    return boolean([&] {
      return api_.get_file_attributes(name.c_str()) != INVALID_FILE_ATTRIBUTES ? TRUE : FALSE;
    });
  }

  observation operator()(const duplicate_handle& c) {
    const HANDLE source = handle(c.handle);
    const DWORD target_id = shared_->process_ids.at(shared_.seat(c.to_process));
    const object_handle target(::OpenProcess(PROCESS_DUP_HANDLE, FALSE, target_id));
    arrange(static_cast<bool>(target), "OpenProcess(PROCESS_DUP_HANDLE)");
    HANDLE copy = nullptr;
    return boolean(
        [&] {
          return api_.duplicate_handle(::GetCurrentProcess(), source, target.get(), &copy, 0, FALSE,
                                       DUPLICATE_SAME_ACCESS);
        },
        [&](outcome&) {
          shared_->handed_over.at(shared_.seat(c.to_process)).at(c.to_slot) =
              static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(copy));
        });
  }

  observation operator()(const exit_process& c) { ::ExitProcess(c.code); }

  observation operator()(const kill_process&) {
    fail_assertion(__FILE__, __LINE__,
                   "a process is killed from outside, never by a call of its own: the interpreter "
                   "must do it");
  }

  observation operator()(const find_export& c) {
    const HMODULE module = ::GetModuleHandleW(widened(c.module).c_str());
    auto seen = boolean([&] {
      return module != nullptr && ::GetProcAddress(module, c.symbol.c_str()) != nullptr ? TRUE
                                                                                        : FALSE;
    });
    if (module != nullptr) {
      seen.seen.data = module_file_name(module);
    }
    return seen;
  }

  observation operator()(const query_version&) {
    using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
    const auto get_version = system_function<rtl_get_version>("ntdll.dll", "RtlGetVersion");
    if (get_version == nullptr) {
      throw unsupported_error("ntdll.dll does not export RtlGetVersion");
    }
    OSVERSIONINFOW version{};
    version.dwOSVersionInfoSize = sizeof(version);
    auto seen = boolean([&] { return get_version(&version) >= 0 ? TRUE : FALSE; });
    seen.seen.bytes = 100 * version.dwMajorVersion + version.dwMinorVersion;
    return seen;
  }

 private:
  static DWORD client_access(const open_pipe& c) {
    if (c.no_access) {
      return 0;
    }
    switch (c.dir) {
    case direction::duplex:
      return GENERIC_READ | GENERIC_WRITE;
    case direction::inbound:
      return GENERIC_WRITE;
    case direction::outbound:
      return GENERIC_READ;
    }
    return 0;
  }

  /// The last component of a module's path, in lower case: the part that does not vary between
  /// machines.
  static std::string module_file_name(HMODULE module) {
    std::array<wchar_t, MAX_PATH> path{};
    const DWORD size = ::GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size()));
    const std::wstring whole(path.data(), size);
    std::string name;
    for (const wchar_t letter : whole.substr(whole.find_last_of(L"\\/") + 1)) {
      const char narrow = letter < 0x80 ? static_cast<char>(letter) : '?';
      name += narrow >= 'A' && narrow <= 'Z' ? static_cast<char>(narrow - 'A' + 'a') : narrow;
    }
    return name;
  }
};

}  // namespace cnp
