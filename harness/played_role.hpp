#pragma once

#include "harness/windows.hpp"

#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// How long tests wait for what must come: long enough for any machine, and nothing takes so long
/// unless it fails.
inline constexpr std::chrono::milliseconds patient = std::chrono::seconds(30);

/// For tests that need another process than the client: the test program, started again, plays a
/// role instead of running tests. The role is told by the environment, because the command line of
/// a client belongs to the suite, and because a test program that does not notice would run all
/// tests anew, without end.
inline constexpr const wchar_t* role_variable = L"CNP_TEST_ROLE";

/// The words of the command line of a process that plays a role, in UTF-8, the program's name
/// first. (Roles are played before `main` is called, so its words are not there yet.)
[[nodiscard]] std::vector<std::string> role_words();

/// A role; a constant at namespace scope. Making it in a process that was started for the role
/// plays it and ends the process with what `play` returned.
class played_role {
 public:
  played_role(std::wstring_view name, int (*play)()) : name_(name) {
    wchar_t wanted[64]{};
    const DWORD size =
        ::GetEnvironmentVariableW(role_variable, wanted, static_cast<DWORD>(std::size(wanted)));
    if (size != 0 && std::wstring_view(wanted, size) == name) {
      ::ExitProcess(static_cast<UINT>(play()));
    }
  }
  [[nodiscard]] std::wstring name() const { return std::wstring(name_); }

 private:
  std::wstring_view name_;
};

/// While it lives, processes that are started play the role. One at a time.
class casting {
 public:
  explicit casting(const played_role& role) {
    ::SetEnvironmentVariableW(role_variable, role.name().c_str());
  }
  ~casting() { ::SetEnvironmentVariableW(role_variable, nullptr); }
  casting(const casting&) = delete;
  casting& operator=(const casting&) = delete;
};

}  // namespace cnp
