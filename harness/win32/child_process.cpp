#include "harness/win32/child_process.hpp"

#include "harness/win32/arrangement.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace cnp {

namespace {

/// The attributes of a process to be: which handles it inherits and which app container it is in.
class attribute_list {
 public:
  explicit attribute_list(DWORD count) {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, count, 0, &size);
    memory_.resize(size);
    arrange(::InitializeProcThreadAttributeList(get(), count, 0, &size) != FALSE,
            "InitializeProcThreadAttributeList");
  }
  ~attribute_list() { ::DeleteProcThreadAttributeList(get()); }
  attribute_list(const attribute_list&) = delete;
  attribute_list& operator=(const attribute_list&) = delete;

  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
  }
  void set(DWORD_PTR attribute, void* value, std::size_t size) {
    arrange(::UpdateProcThreadAttribute(get(), 0, attribute, value, size, nullptr, nullptr) !=
                FALSE,
            "UpdateProcThreadAttribute");
  }

 private:
  std::vector<std::byte> memory_;
};

/// Makes handles inheritable for the time of one process start. The attribute list demands it; that
/// another process is started meanwhile without such a list can only happen outside this suite.
class inheritable {
 public:
  explicit inheritable(const std::vector<HANDLE>& handles) : handles_(handles) {
    mark(HANDLE_FLAG_INHERIT);
  }
  ~inheritable() { mark(0); }
  inheritable(const inheritable&) = delete;
  inheritable& operator=(const inheritable&) = delete;

 private:
  void mark(DWORD flag) const {
    for (const HANDLE each : handles_) {
      ::SetHandleInformation(each, HANDLE_FLAG_INHERIT, flag);
    }
  }
  const std::vector<HANDLE>& handles_;
};

/// How often a start is tried that fails within the new process.
constexpr int starts = 3;

/// How a process stands to consoles. One that writes where this one does has this one's console, if
/// there is one: what is detached from it cannot write to it. All others have none: each would cost
/// a window, or a process that plays one.
DWORD console_flags(const launch& how) {
  const bool has_console = ::GetConsoleCP() != 0;
  return how.same_output && has_console ? 0 : DETACHED_PROCESS;
}

/// Whether a handle is the console's in the way of kernels before Windows 8: no kernel object, and
/// refused in a list; whoever has the console has it anyway.
bool is_pseudo_handle(HANDLE one) {
  return (reinterpret_cast<std::uintptr_t>(one) & 3U) == 3U && ::GetFileType(one) == FILE_TYPE_CHAR;
}

/// CreateProcess by `how.create_process`. Wine gives ERROR_INTERNAL_ERROR when the new process was
/// lost before it ran anything of the program (its address space could not be laid out, say): seen
/// about once in ten thousand starts, on machines with much to do. It says nothing about pipes, and
/// nothing is left of such a process, so it is started again.
bool create(const launch& how, STARTUPINFOEXW& startup, bool inherits,
            PROCESS_INFORMATION& started) {
  for (int tried = 1;; ++tried) {
    std::wstring command = L"\"" + how.program + L"\" " + how.arguments;  // It may be written to.
    const BOOL worked = how.create_process(
        how.program.c_str(), command.data(), nullptr, nullptr, inherits ? TRUE : FALSE,
        CREATE_SUSPENDED | console_flags(how) | EXTENDED_STARTUPINFO_PRESENT, nullptr,
        how.folder.empty() ? nullptr : how.folder.c_str(), &startup.StartupInfo, &started);
    if (worked != FALSE || ::GetLastError() != ERROR_INTERNAL_ERROR || tried == starts) {
      return worked != FALSE;
    }
  }
}

/// The kernel refuses a list in which a handle stands twice, or which is none.
void add_once(std::vector<HANDLE>& handles, HANDLE one) {
  const bool there = std::find(handles.begin(), handles.end(), one) != handles.end();
  if (one != nullptr && one != INVALID_HANDLE_VALUE && !there && !is_pseudo_handle(one)) {
    handles.push_back(one);
  }
}

}  // namespace

child_process start_process(const launch& how) {
  std::vector<HANDLE> handles = how.inherit;
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof(startup);
  if (how.same_output || how.output != nullptr) {
    STARTUPINFOW& standard = startup.StartupInfo;
    standard.dwFlags = STARTF_USESTDHANDLES;
    standard.hStdInput = how.input;
    standard.hStdOutput = how.same_output ? ::GetStdHandle(STD_OUTPUT_HANDLE) : how.output;
    standard.hStdError = how.same_output ? ::GetStdHandle(STD_ERROR_HANDLE) : how.errors;
    for (const HANDLE each : {standard.hStdInput, standard.hStdOutput, standard.hStdError}) {
      add_once(handles, each);
    }
  }
  const bool inherits = !handles.empty();
  attribute_list attributes((inherits ? 1U : 0U) + (how.container != nullptr ? 1U : 0U) + 1U);
  if (inherits) {
    attributes.set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                   handles.size() * sizeof(HANDLE));
  }
  if (how.container != nullptr) {
    attributes.set(PROC_THREAD_ATTRIBUTE_SECURITY_CAPABILITIES, how.container,
                   sizeof(*how.container));
  }
  startup.lpAttributeList = attributes.get();
  PROCESS_INFORMATION started{};
  const inheritable marked(handles);
  arrange(create(how, startup, inherits, started), "CreateProcess");
  child_process child{object_handle(started.hProcess), started.dwProcessId};
  const object_handle thread(started.hThread);
  if (how.job != nullptr && ::AssignProcessToJobObject(how.job, child.process.get()) == FALSE) {
    const DWORD code = ::GetLastError();
    ::TerminateProcess(child.process.get(), 1);
    throw arrangement_error("AssignProcessToJobObject", code);
  }
  arrange(::ResumeThread(thread.get()) != static_cast<DWORD>(-1), "ResumeThread");
  return child;
}

std::uint32_t exit_status(HANDLE process) {
  DWORD status = STILL_ACTIVE;
  ::GetExitCodeProcess(process, &status);
  return status;
}

std::optional<std::uint32_t> await_exit(HANDLE process, deadline limit) {
  return wait_until(process, limit) ? std::optional(exit_status(process)) : std::nullopt;
}

object_handle make_killing_job() {
  object_handle job(::CreateJobObjectW(nullptr, nullptr));
  arrange(static_cast<bool>(job), "CreateJobObject");
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags =
      JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  arrange(::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits,
                                    sizeof(limits)) != FALSE,
          "SetInformationJobObject");
  return job;
}

std::wstring own_program() {
  std::vector<wchar_t> path(32'768);
  const DWORD size = ::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  arrange(size != 0 && size < path.size(), "GetModuleFileName");
  return std::wstring(path.data(), size);
}

std::wstring beside_own_program(const std::wstring& file) {
  const std::wstring own = own_program();
  return own.substr(0, own.find_last_of(L"\\/") + 1) + file;
}

}  // namespace cnp
