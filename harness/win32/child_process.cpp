#include "harness/win32/child_process.hpp"

#include "harness/win32/arrangement.hpp"
#include "harness/win32/system_function.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace cnp {

namespace {

/// The attributes of a process to be: which handles it inherits and which app container it is in.
class attribute_list {
 public:
  attribute_list(const kernel_api& kernel, DWORD count) : kernel_(kernel) {
    SIZE_T size = 0;
    kernel_.initialize_attribute_list(nullptr, count, 0, &size);
    memory_.resize(size);
    arrange(kernel_.initialize_attribute_list(get(), count, 0, &size) != FALSE,
            "InitializeProcThreadAttributeList");
  }
  ~attribute_list() { kernel_.delete_attribute_list(get()); }
  attribute_list(const attribute_list&) = delete;
  attribute_list& operator=(const attribute_list&) = delete;

  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
  }
  void set(DWORD_PTR attribute, void* value, std::size_t size) {
    arrange(kernel_.update_attribute(get(), 0, attribute, value, size, nullptr, nullptr) != FALSE,
            "UpdateProcThreadAttribute");
  }

 private:
  const kernel_api& kernel_;
  std::vector<std::byte> memory_;
};

/// Takes the mark off all handles of this process: without an attribute list, a new process
/// inherits whatever has it, the runtime's own files (the run file is one) among them.
void unmark_all() {
  constexpr std::uintptr_t handle_limit = 0x4000;  // Many more than the suite ever has.
  for (std::uintptr_t each = 4; each < handle_limit; each += 4) {
    ::SetHandleInformation(reinterpret_cast<HANDLE>(each), HANDLE_FLAG_INHERIT, 0);
  }
}

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

/// Whether the kernel can put a process into the job at all: asked for one that there is not, since
/// ReactOS refuses any.
bool has_jobs(const launch& how) {
  return how.job != nullptr &&
         (how.kernel->assign_process_to_job_object(how.job, nullptr) != FALSE ||
          ::GetLastError() != ERROR_INVALID_FUNCTION);
}

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
///
/// Without a job it is not suspended: if its starter ended before it resumes it, it would stay so.
bool create(const launch& how, STARTUPINFOEXW& startup, bool inherits, bool suspended,
            PROCESS_INFORMATION& started) {
  const DWORD held = suspended ? CREATE_SUSPENDED : 0U;
  const DWORD extended = startup.lpAttributeList != nullptr ? EXTENDED_STARTUPINFO_PRESENT : 0U;
  for (int tried = 1;; ++tried) {
    std::wstring command = L"\"" + how.program + L"\" " + how.arguments;  // It may be written to.
    const BOOL worked = how.create_process(
        how.program.c_str(), command.data(), nullptr, nullptr, inherits ? TRUE : FALSE,
        held | console_flags(how) | extended, nullptr,
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

/// Puts a process into the job. Before Windows 8 a process that is in one (its starter's) cannot be
/// in another: then what is started by the suite ends with its owner by itself.
void put_into_job(const launch& how, HANDLE process) {
  if (how.kernel->assign_process_to_job_object(how.job, process) != FALSE) {
    return;
  }
  const DWORD code = ::GetLastError();
  BOOL is_in_one = FALSE;
  ::IsProcessInJob(process, nullptr, &is_in_one);
  if (code != ERROR_ACCESS_DENIED || is_in_one == FALSE) {
    ::TerminateProcess(process, 1);
    throw arrangement_error("AssignProcessToJobObject", code);
  }
}

/// The number of the process that started this one; 0 if the kernel does not tell it.
DWORD starter_id() {
  using query = LONG(WINAPI*)(HANDLE, ULONG, void*, ULONG, ULONG*);
  const auto ask = system_function<query>("ntdll.dll", "NtQueryInformationProcess");
  std::array<ULONG_PTR, 6> basic{};  // PROCESS_BASIC_INFORMATION; its last member is the number.
  const bool told = ask != nullptr && ask(::GetCurrentProcess(), 0, basic.data(),
                                          static_cast<ULONG>(sizeof(basic)), nullptr) >= 0;
  return told ? static_cast<DWORD>(basic.back()) : 0;
}

/// When a process was started; empty if that cannot be asked.
std::optional<ULONGLONG> start_time(HANDLE process) {
  FILETIME began{};
  FILETIME ignored{};
  if (::GetProcessTimes(process, &began, &ignored, &ignored, &ignored) == FALSE) {
    return std::nullopt;
  }
  return (ULONGLONG{began.dwHighDateTime} << 32U) | began.dwLowDateTime;
}

}  // namespace

child_process start_process(const launch& how) {
  std::vector<HANDLE> handles = how.inherit;
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof(startup.StartupInfo);
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
  std::optional<attribute_list> attributes;
  if (how.kernel->initialize_attribute_list == nullptr) {
    if (how.container != nullptr) {
      throw unsupported_error("this kernel has no app containers (kernel32.dll does not export "
                              "InitializeProcThreadAttributeList)");
    }
    unmark_all();
  } else if (inherits || how.container != nullptr) {
    attributes.emplace(*how.kernel, (inherits ? 1U : 0U) + (how.container != nullptr ? 1U : 0U));
    startup.StartupInfo.cb = sizeof(startup);
    startup.lpAttributeList = attributes->get();
  }
  if (attributes && inherits) {
    attributes->set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                    handles.size() * sizeof(HANDLE));
  }
  if (attributes && how.container != nullptr) {
    attributes->set(PROC_THREAD_ATTRIBUTE_SECURITY_CAPABILITIES, how.container,
                    sizeof(*how.container));
  }
  PROCESS_INFORMATION started{};
  const inheritable marked(handles);
  const bool suspended = has_jobs(how);
  arrange(create(how, startup, inherits, suspended, started), "CreateProcess");
  child_process child{object_handle(started.hProcess), started.dwProcessId};
  const object_handle thread(started.hThread);
  if (suspended) {
    put_into_job(how, child.process.get());
    arrange(::ResumeThread(thread.get()) != static_cast<DWORD>(-1), "ResumeThread");
  }
  return child;
}

void end_with_starter() {
  object_handle starter(
      ::OpenProcess(SYNCHRONIZE | PROCESS_QUERY_INFORMATION, FALSE, starter_id()));
  // A process that began later only has the number of the one that is gone.
  if (starter && start_time(starter.get()) <= start_time(::GetCurrentProcess())) {
    end_with(starter.release());
  }
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
