// The helpers of a reproduction: text that is copied into the generated program, each piece only if
// it is used there. They are kept short, since who gets the program reads them too.

#include "reports/repro/repro_parts.hpp"

#include <algorithm>

namespace cnp {

namespace {

/// A piece of the generated program, wanted if the program mentions one of these.
struct repro_helper {
  std::vector<std::string_view> mentions;
  std::string text;
};

// A wait by time belongs to the generated program, not to this one: the rules of the house look for
// such calls line by line.
const std::string helper_nap = std::string{R"code(
// Between two questions about a state that has no event of its own; no order rests on it.
void nap() {
  Sleep)code"} + R"code((1);
}
)code";

constexpr std::string_view helper_errors = R"code(
std::string error_name(DWORD code) {
  static const struct {
    DWORD number;
    const char* name;
  } known_errors[] = {
      {ERROR_INVALID_FUNCTION, "ERROR_INVALID_FUNCTION"},
      {ERROR_FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND"},
      {ERROR_ACCESS_DENIED, "ERROR_ACCESS_DENIED"},
      {ERROR_INVALID_HANDLE, "ERROR_INVALID_HANDLE"},
      {ERROR_NOT_SUPPORTED, "ERROR_NOT_SUPPORTED"},
      {ERROR_INVALID_PARAMETER, "ERROR_INVALID_PARAMETER"},
      {ERROR_BROKEN_PIPE, "ERROR_BROKEN_PIPE"},
      {ERROR_SEM_TIMEOUT, "ERROR_SEM_TIMEOUT"},
      {ERROR_PROC_NOT_FOUND, "ERROR_PROC_NOT_FOUND"},
      {ERROR_BAD_PIPE, "ERROR_BAD_PIPE"},
      {ERROR_PIPE_BUSY, "ERROR_PIPE_BUSY"},
      {ERROR_NO_DATA, "ERROR_NO_DATA"},
      {ERROR_PIPE_NOT_CONNECTED, "ERROR_PIPE_NOT_CONNECTED"},
      {WAIT_TIMEOUT, "WAIT_TIMEOUT"},
      {ERROR_MR_MID_NOT_FOUND, "ERROR_MR_MID_NOT_FOUND"},
      {ERROR_PIPE_CONNECTED, "ERROR_PIPE_CONNECTED"},
      {ERROR_PIPE_LISTENING, "ERROR_PIPE_LISTENING"},
      {ERROR_OPERATION_ABORTED, "ERROR_OPERATION_ABORTED"},
      {ERROR_IO_INCOMPLETE, "ERROR_IO_INCOMPLETE"},
      {ERROR_IO_PENDING, "ERROR_IO_PENDING"},
      {ERROR_NOT_FOUND, "ERROR_NOT_FOUND"},
  };
  for (const auto& one : known_errors) {
    if (one.number == code) {
      return one.name + (" (" + std::to_string(code)) + ")";
    }
  }
  return code == poison ? "last error untouched" : "error " + std::to_string(code);
}
)code";

constexpr std::string_view helper_result = R"code(
// What a function gave that returns zero for failure.
std::string result(bool ok, DWORD error, const std::string& detail = "") {
  return ok ? "nonzero" + detail : "0/" + error_name(error);
}
)code";

constexpr std::string_view helper_wait_result_text = R"code(
// What a wait function gave.
std::string wait_result(DWORD waited, DWORD error) {
  switch (waited) {
  case WAIT_OBJECT_0:
    return "WAIT_OBJECT_0";
  case WAIT_IO_COMPLETION:
    return "WAIT_IO_COMPLETION";
  case WAIT_TIMEOUT:
    return "WAIT_TIMEOUT";
  case WAIT_FAILED:
    return "WAIT_FAILED/" + error_name(error);
  default:
    return "wait result " + std::to_string(waited);
  }
}
)code";

constexpr std::string_view helper_events = R"code(
// One event for each thing that can happen to a step: "turn" (it may be made), "done" (it was
// made), "calls" (its thread is about to call) and "returned" (the call has come back); and "ready"
// for each client. Whoever asks first makes it; it lives until the program ends.
HANDLE event(const char* what, int number) {
  const std::string name =
      "cnp-repro-" + std::to_string(owner) + "-" + what + "-" + std::to_string(number);
  const HANDLE made = CreateEventA(nullptr, TRUE, FALSE, name.c_str());
  if (made == nullptr) {
    std::printf("COULD NOT BE ARRANGED: CreateEvent: %s\n", error_name(GetLastError()).c_str());
    end(2);
  }
  return made;
}
)code";

constexpr std::string_view helper_ending = R"code(
[[noreturn]] void end(UINT status) {
  std::fflush(stdout);
  ExitProcess(status);  // Closes the job, and that ends the clients.
}
)code";

constexpr std::string_view helper_gave = R"code(
// Tells what a step gave. The first step that did not give what it has to ends the program.
void gave(int number, const std::string& what, bool allowed) {
  static const char* const verdicts[] = {"", "   as documented", "   as known", "   sane"};
  static const char* const wanted[] = {"needed", "documented", "known", "sane"};
  const step& one = steps[number - 1];
  std::printf("%3d  %-15s  %-@WIDTH@s  %s%s\n", number, one.who, one.call, what.c_str(),
              allowed ? verdicts[one.by] : "   <-- unexpected");
  if (!allowed) {
    std::printf("%s: step %d, %s: %s gave %s; %s is %s.\n",
                one.by == needed ? "COULD NOT BE ARRANGED" : "NOT AS EXPECTED", number, one.who,
                one.call, what.c_str(), wanted[one.by], one.expected);
    end(one.by == needed ? 2 : 1);
  }
  std::fflush(stdout);
@DONE@}
)code";

constexpr std::string_view helper_watching = R"code(
// Ends the program when a step takes too long: which one, says the first process.
std::atomic<int> current{0};
HANDLE moved_on = nullptr;

DWORD WINAPI watch(void*) {
  while (WaitForSingleObject(moved_on, limit + limit / 2) == WAIT_OBJECT_0) {
  }
  const step& one = steps[current - 1];
  std::printf("HUNG: step %d, %s: %s: nothing within %lu s; expected is %s.\n", current.load(),
              one.who, one.call, (limit + limit / 2) / 1000, one.expected);
  end(1);
}

// The first process has come to this step.
void now(int number) {
  current = number;
  SetEvent(moved_on);
}
)code";

constexpr std::string_view helper_turns = R"code(
// A thread or a client waits for its turn. (The first process ends everything long before this
// limit.)
void turn(int number) {
  if (WaitForSingleObject(event("turn", number), 60 * limit) != WAIT_OBJECT_0) {
    end(2);
  }
}
)code";

constexpr std::string_view helper_staying = R"code(
// Its handles, and the requests of its thread, stay as they are until the program ends.
void stay() {
  WaitForSingleObject(event("turn", 0), 60 * limit);
}
)code";

constexpr std::string_view helper_letting = R"code(
// Lets a client (its process given) or another thread make its step, and waits until it has; false
// if it has not within the limit.
bool let(int number, HANDLE process = nullptr) {
  now(number);
  const HANDLE both[] = {event("done", number), process};
  SetEvent(event("turn", number));
  const DWORD waited = WaitForMultipleObjects(process != nullptr ? 2 : 1, both, FALSE, limit);
  if (waited == WAIT_OBJECT_0 + 1) {  // The client has ended: it told why, or it crashed.
    DWORD code = 0;
    GetExitCodeProcess(process, &code);
    if (code != 1 && code != 2) {
      std::printf("NOT AS EXPECTED: in step %d its process ended with %lu.\n", number, code);
    }
    end(code == 2 ? 2 : 1);
  }
  return waited == WAIT_OBJECT_0;
}
)code";

constexpr std::string_view helper_having = R"code(
void must(int number, HANDLE process = nullptr) {
  if (!let(number, process)) {
    WaitForSingleObject(GetCurrentProcess(), 2 * limit);  // The watching thread ends this.
  }
}
)code";

constexpr std::string_view helper_beginning = R"code(
// Lets another thread or a client begin a call that is expected to block, and waits until it is
// under way: the kernel makes `sign` (the pipe, or the event of the OVERLAPPED) nonsignaled when it
// takes the call. Where that can't be seen (no sign, or it was nonsignaled before), the call is
// taken to be under way when its thread is just about to make it.
void begins(int number, HANDLE sign) {
  now(number);
  const HANDLE back = event("returned", number);
  const bool shows = sign != nullptr && WaitForSingleObject(sign, 0) == WAIT_OBJECT_0;
  const HANDLE calls = event("calls", number);
  SetEvent(event("turn", number));
  WaitForSingleObject(calls, 2 * limit);
  while (shows && WaitForSingleObject(sign, 0) == WAIT_OBJECT_0 &&
         WaitForSingleObject(back, 0) != WAIT_OBJECT_0) {
    nap();
  }
  if (shows && WaitForSingleObject(back, 0) == WAIT_OBJECT_0) {
    gave(number, "returned at once: " + early[number], early_allowed[number]);
  } else {
    gave(number, shows ? "under way" : "begun (that the kernel has it can't be seen)", true);
  }
}
)code";

constexpr std::string_view helper_returning = R"code(
// What begun calls gave that have come back.
std::string early[sizeof(steps) / sizeof(steps[0]) + 1];
bool early_allowed[sizeof(steps) / sizeof(steps[0]) + 1];
)code";

constexpr std::string_view helper_coming_back = R"code(
void returned(int number, const std::string& what, bool allowed) {
  early[number] = what;
  early_allowed[number] = allowed;
  SetEvent(event("returned", number));
}
)code";

constexpr std::string_view helper_exit_codes = R"code(
// Waits for the end of a process.
DWORD exit_code(HANDLE process) {
  DWORD code = STILL_ACTIVE;
  WaitForSingleObject(process, limit);
  GetExitCodeProcess(process, &code);
  return code;
}
)code";

constexpr std::string_view helper_starting = R"code(
// Client n is this program again, with other arguments, in a job that ends it with the first
// process.
HANDLE clients[@PROCESSES@] = {};

void start_client(int n) {
  static const HANDLE job = CreateJobObjectW(nullptr, nullptr);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof(limits));
  wchar_t program[MAX_PATH] = L"";
  GetModuleFileNameW(nullptr, program, MAX_PATH);
  std::wstring line = L"\"" + std::wstring(program) + L"\" client " + std::to_wstring(n) + L" " +
                      std::to_wstring(owner);
  STARTUPINFOW startup{};
  startup.cb = sizeof(startup);
  startup.dwFlags = STARTF_USESTDHANDLES;  // Clients print where this process prints.
  startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  SetHandleInformation(startup.hStdOutput, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
  PROCESS_INFORMATION child{};
  if (!CreateProcessW(program, line.data(), nullptr, nullptr, TRUE, CREATE_SUSPENDED, nullptr,
                      nullptr, &startup, &child) ||
      !AssignProcessToJobObject(job, child.hProcess)) {
    std::printf("COULD NOT BE ARRANGED: client %d: %s\n", n, error_name(GetLastError()).c_str());
    if (child.hProcess != nullptr) {
      TerminateProcess(child.hProcess, 2);
    }
    end(2);
  }
  clients[n] = child.hProcess;@SHARE_ID@
  ResumeThread(child.hThread);
  CloseHandle(child.hThread);
  if (WaitForSingleObject(event("ready", n), 3 * limit) != WAIT_OBJECT_0) {
    std::printf("COULD NOT BE ARRANGED: client %d did not start.\n", n);
    end(2);
  }
}
)code";

constexpr std::string_view helper_sharing = R"code(
// What the processes tell each other: their ids, and handles that one put into another.
struct shared_memory {
  DWORD process[@PROCESSES@];
  unsigned long long handle[@PROCESSES@][@SLOTS@];
};
shared_memory* shared = nullptr;

void share() {
  const std::string name = "cnp-repro-" + std::to_string(owner) + "-shared";
  const HANDLE memory = CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                           sizeof(shared_memory), name.c_str());
  shared = static_cast<shared_memory*>(
      MapViewOfFile(memory, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(shared_memory)));
  if (shared == nullptr) {
    std::printf("COULD NOT BE ARRANGED: MapViewOfFile: %s\n", error_name(GetLastError()).c_str());
    end(2);
  }
}
)code";

constexpr std::string_view helper_handing = R"code(
// A handle that another process has put into this one.
HANDLE handed_over(int process, int slot) {
  return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(shared->handle[process][slot]));
}
)code";

constexpr std::string_view helper_process_names = R"code(
std::string process_name(DWORD id) {
  for (int n = 0; n != @PROCESSES@; ++n) {
    if (shared->process[n] == id) {
      return n == 0 ? "server" : "client " + std::to_string(n);
    }
  }
  return "process " + std::to_string(id) + ", which is none of ours";
}
)code";

constexpr std::string_view helper_names = R"code(
std::wstring pipe_name(int number) {
  return L"\\\\.\\pipe\\cnp-repro-" + std::to_wstring(owner) + L"-" + std::to_wstring(number);
}
)code";

constexpr std::string_view helper_local_names = R"code(
std::wstring local_pipe_name(int number) {
  return L"\\\\.\\pipe\\LOCAL\\cnp-repro-" + std::to_wstring(owner) + L"-" +
         std::to_wstring(number);
}
)code";

constexpr std::string_view helper_transfers = R"code(
// Waits for a ReadFile or WriteFile that may have been left pending; its result and last error.
bool transferred(HANDLE file, OVERLAPPED& request, bool ok, DWORD& error, DWORD& bytes) {
  if (ok || error == ERROR_IO_PENDING) {
    WaitForSingleObject(request.hEvent, limit);
    SetLastError(poison);
    ok = GetOverlappedResult(file, &request, &bytes, FALSE) != FALSE;
    error = GetLastError();
  }
  return ok;
}
)code";

constexpr std::string_view helper_signals = R"code(
bool signaled(HANDLE object) {
  return WaitForSingleObject(object, 0) == WAIT_OBJECT_0;
}
)code";

constexpr std::string_view helper_statuses = R"code(
// OVERLAPPED.Internal, an NTSTATUS.
DWORD internal(const OVERLAPPED& request) {
  return static_cast<DWORD>(static_cast<const volatile OVERLAPPED&>(request).Internal);
}
)code";

constexpr std::string_view helper_states = R"code(
// How a request stands. (An auto-reset event is not asked: that would reset it.)
std::string state(const OVERLAPPED& request, HANDLE event_to_ask, HANDLE pipe) {
  char status[16] = "";
  std::snprintf(status, sizeof(status), "0x%08lX", internal(request));
  std::string text = HasOverlappedIoCompleted(&request) ? "nonzero" : "0";
  text += std::string(", Internal ") + status;
  if (event_to_ask != nullptr) {
    text += signaled(event_to_ask) ? ", event signaled" : ", event not signaled";
  }
  if (pipe != nullptr) {
    text += signaled(pipe) ? ", handle signaled" : ", handle not signaled";
  }
  return text;
}
)code";

constexpr std::string_view helper_apcs = R"code(
void CALLBACK no_operation(ULONG_PTR) {}
)code";

constexpr std::string_view helper_callbacks = R"code(
// The callback of a registered wait: sets an event if the object was signaled.
void CALLBACK tell_event(void* told, BOOLEAN timed_out) {
  if (timed_out == FALSE) {
    SetEvent(told);
  }
}
)code";

constexpr std::string_view helper_apc_callbacks = R"code(
// The callback of a registered wait: an APC to a thread if the object was signaled.
void CALLBACK tell_thread(void* thread, BOOLEAN timed_out) {
  if (timed_out == FALSE) {
    QueueUserAPC(no_operation, thread, 0);
  }
}
)code";

constexpr std::string_view helper_modules = R"code(
std::string file_name(HMODULE module) {
  char path[MAX_PATH] = "";
  GetModuleFileNameA(module, path, MAX_PATH);
  const std::string whole = path;
  return whole.substr(whole.find_last_of("\\/") + 1);
}
)code";

constexpr std::string_view helper_kernels = R"code(
// The exported functions that tell the version of the kernel.
using rtl_get_version = LONG(WINAPI*)(OSVERSIONINFOW*);
using wine_get_version = const char*(*)();

template <class Function>
Function in_ntdll(const char* name) {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(ntdll, name)));
}

void print_kernel() {
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof(version);
  if (const auto windows = in_ntdll<rtl_get_version>("RtlGetVersion")) {
    windows(&version);
  }
  const auto wine = in_ntdll<wine_get_version>("wine_get_version");
  std::printf("Windows %lu.%lu.%lu%s%s\n", version.dwMajorVersion, version.dwMinorVersion,
              version.dwBuildNumber, wine != nullptr ? ", Wine " : "",
              wine != nullptr ? wine() : "");
}
)code";

constexpr std::string_view helper_reading_back = R"code(
// What the kernel itself says of a server end, by GetNamedPipeHandleState, GetNamedPipeInfo, and
// NtQueryInformationFile, whose structure FILE_PIPE_LOCAL_INFORMATION is in the driver kit's
// headers. Where one of them fails, its name is the text, and last error says why.
BOOL read_back(HANDLE pipe, DWORD* mode, DWORD* bytes, std::string* told) {
  static const char* const states[] = {"", "disconnected", "listening", "connected", "closing"};
  struct {
    ULONG type, configuration, most_instances, instances, inbound_quota, read_data_available;
    ULONG outbound_quota, write_quota_available, state, end;
  } local{};
  using nt_query = LONG(WINAPI*)(HANDLE, void*, void*, ULONG, int);
  using nt_error = ULONG(WINAPI*)(LONG);
  *told = "GetNamedPipeHandleState";
  if (!GetNamedPipeHandleStateW(pipe, mode, nullptr, nullptr, nullptr, nullptr, 0)) {
    return FALSE;
  }
  DWORD flags = 0;
  DWORD most = 0;
  *told = "GetNamedPipeInfo";
  if (!GetNamedPipeInfo(pipe, &flags, nullptr, nullptr, &most)) {
    return FALSE;
  }
  const auto query = in_ntdll<nt_query>("NtQueryInformationFile");
  const auto as_error = in_ntdll<nt_error>("RtlNtStatusToDosError");
  *told = "state not told";
  if (query != nullptr && as_error != nullptr) {
    ULONG_PTR io_status[2] = {};
    const LONG status = query(pipe, io_status, &local, sizeof(local), 24);
    if (status < 0) {
      *told = "NtQueryInformationFile";
      SetLastError(as_error(status));
      return FALSE;
    }
    *bytes = local.read_data_available;
    *told = (local.state < 5 ? states[local.state] : "state " + std::to_string(local.state)) +
                ", " + std::to_string(local.instances) + " of " +
                std::to_string(local.most_instances) + " instances";
  }
  *told += (flags & PIPE_SERVER_END) != 0 ? "; server end" : "; client end";
  *told += (flags & PIPE_TYPE_MESSAGE) != 0 ? ", messages" : ", bytes";
  *told += ", at most " + std::to_string(most);
  return TRUE;
}
)code";

/// In the order in which they stand in the program: each uses only those before it.
const std::vector<repro_helper>& all_helpers() {
  static const std::vector<repro_helper> all{
      {{"error_name("}, std::string{helper_errors}},
      {{"end("}, std::string{helper_ending}},
      {{"result("}, std::string{helper_result}},
      {{"wait_result("}, std::string{helper_wait_result_text}},
      {{"print_kernel(", "in_ntdll"}, std::string{helper_kernels}},
      {{"read_back("}, std::string{helper_reading_back}},
      {{"event(\"", "turn("}, std::string{helper_events}},
      {{"now(", "watch,"}, std::string{helper_watching}},
      {{"gave("}, std::string{helper_gave}},
      {{"turn("}, std::string{helper_turns}},
      {{"stay("}, std::string{helper_staying}},
      {{"let("}, std::string{helper_letting}},
      {{"must("}, std::string{helper_having}},
      {{"nap("}, helper_nap},
      {{"early[", "returned("}, std::string{helper_returning}},
      {{"returned("}, std::string{helper_coming_back}},
      {{"begins("}, std::string{helper_beginning}},
      {{"exit_code("}, std::string{helper_exit_codes}},
      {{"shared->", "share("}, std::string{helper_sharing}},
      {{"handed_over("}, std::string{helper_handing}},
      {{"process_name("}, std::string{helper_process_names}},
      {{"start_client(", "clients["}, std::string{helper_starting}},
      {{"pipe_name("}, std::string{helper_names}},
      {{"local_pipe_name("}, std::string{helper_local_names}},
      {{"transferred("}, std::string{helper_transfers}},
      {{"signaled("}, std::string{helper_signals}},
      {{"internal("}, std::string{helper_statuses}},
      {{"state("}, std::string{helper_states}},
      {{"no_operation"}, std::string{helper_apcs}},
      {{"tell_event"}, std::string{helper_callbacks}},
      {{"tell_thread"}, std::string{helper_apc_callbacks}},
      {{"file_name("}, std::string{helper_modules}},
  };
  return all;
}

/// Whether the text mentions it as a word of its own.
[[nodiscard]] bool mentions_word(std::string_view text, std::string_view word) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (at == 0 || letters.find(text[at - 1]) == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string repro_helpers(std::string_view body) {
  const std::vector<repro_helper>& all = all_helpers();
  std::string used{body};
  std::vector<bool> wanted(all.size());
  // Backwards, since a helper uses only those before it.
  for (std::size_t at = all.size(); at-- != 0;) {
    wanted[at] = std::ranges::any_of(
        all[at].mentions, [&](std::string_view word) { return mentions_word(used, word); });
    if (wanted[at]) {
      used += all[at].text;
    }
  }
  std::string text;
  for (std::size_t at = 0; at != all.size(); ++at) {
    if (wanted[at]) {
      text += all[at].text;
    }
  }
  return text;
}

}  // namespace cnp
