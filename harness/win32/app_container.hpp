#pragma once

#include "harness/scenario/scenario.hpp"
#include "harness/win32/windows.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace cnp {

/// Whether app containers can be used here is tried with the first process: a service account, an
/// administrator without UAC or a policy each refuse in another way and with another code. A
/// failure before any success means that there are none, from then on; one after it is a failure.
class container_trial {
 public:
  void worked() { worked_ = true; }
  /// Throws `unsupported_error`, or `arrangement_error` if one worked before.
  [[noreturn]] void failed(const std::string& why);
  /// Throws `unsupported_error` if the first one failed.
  void require() const;

 private:
  bool worked_ = false;
  std::string lack_;
};

/// What it takes to start a process in an app container: the container's SID and capabilities, and
/// a copy of the program that the container may read. The profile is made for this user when first
/// needed and deleted with the object.
///
/// A profile outlives a process that is killed: a registry key, a folder and the copy in it. Its
/// name tells whose it was (`cnp.a.4711` was made by process 4711), and the next process that needs
/// a container deletes those whose maker no longer runs. Where the number has a new owner, the
/// leftover waits until that one has ended too.
///
/// A process in a container inherits handles like any other; what they may be used for was decided
/// when they were opened, outside. So the shared memory and the events of the suite reach it.
///
/// Source: learn.microsoft.com, "Launch an AppContainer", and the pages of userenv.h.
class app_container {
 public:
  /// The container for a placement: package A (`app_container`) or B (`other_container`). One
  /// object a package and process, made when first asked for. Throws `unsupported_error` when the
  /// kernel has no app containers, or not those that the page speaks of (Windows 10, version 1709),
  /// or when `trial` found that there are none; `arrangement_error` when making one failed.
  [[nodiscard]] static app_container& of(placement the_placement);
  /// What the first process in any of them showed.
  [[nodiscard]] static container_trial& trial();

  app_container(const app_container&) = delete;
  app_container& operator=(const app_container&) = delete;

  /// For `launch::container`.
  [[nodiscard]] SECURITY_CAPABILITIES* capabilities() { return &capabilities_; }
  /// The folder that is the container's own: a place for its processes to start in.
  [[nodiscard]] const std::wstring& folder();
  /// A copy of `program` that processes in the container may run. Made once.
  [[nodiscard]] std::wstring readable_copy(const std::wstring& program);
  /// Whether the process runs in this container, by its token: a kernel may take the request for
  /// a container and start an ordinary process. `process` needs PROCESS_QUERY_INFORMATION.
  [[nodiscard]] bool holds(HANDLE process) const;

 private:
  struct free_sid {
    void operator()(void* sid) const { ::FreeSid(sid); }
  };
  explicit app_container(const wchar_t* package);
  ~app_container();

  std::wstring package_;
  std::unique_ptr<void, free_sid> sid_;
  SECURITY_CAPABILITIES capabilities_{};
  std::wstring folder_;
  std::map<std::wstring, std::wstring> copies_;  ///< By the program that they are of.
};

/// The number of the process that made a profile of this name; 0 for a name that is not the
/// suite's. Pure.
[[nodiscard]] std::uint32_t maker_of_package(std::wstring_view name);

}  // namespace cnp
