#include "cases/registry/catalogue.hpp"

#include <cstddef>

namespace cnp {

namespace {

constexpr auto grade_words = std::to_array<std::string_view>({"certain", "likely", "disputed"});

constexpr catalogue_grade certain = catalogue_grade::certain;
constexpr catalogue_grade likely = catalogue_grade::likely;
constexpr catalogue_grade disputed = catalogue_grade::disputed;

// Files by project and path, issues on GitHub as owner/name#number.
constexpr std::string_view wine_kernel32 = "Wine dlls/kernel32/tests/pipe.c (runs on Windows)";
constexpr std::string_view wine_ntdll = "Wine dlls/ntdll/tests/pipe.c (runs on Windows)";
constexpr std::string_view wine_server = "Wine server/named_pipe.c";
constexpr std::string_view reactos_state = "ReactOS drivers/filesystems/npfs/statesup.c";
constexpr std::string_view reactos_create = "ReactOS drivers/filesystems/npfs/create.c";
constexpr std::string_view reactos_fsctrl = "ReactOS drivers/filesystems/npfs/fsctrl.c";
constexpr std::string_view reactos_kernel32 = "ReactOS dll/win32/kernel32/client/file/npipe.c";
constexpr std::string_view dotnet = "dotnet/runtime NamedPipeServerStream.Windows.cs";
constexpr std::string_view cpython_connection = "CPython Lib/multiprocessing/connection.py";
constexpr std::string_view cpython_overlapped = "CPython Modules/overlapped.c";
constexpr std::string_view openssh = "PowerShell/openssh-portable";
constexpr std::string_view chromium = "Chromium mojo/core/channel_win.cc";
constexpr std::string_view libuv = "libuv src/win/pipe.c";
constexpr std::string_view qemu = "QEMU chardev/char-pipe.c";
constexpr std::string_view cygwin = "Cygwin";
constexpr std::string_view ms_fscc = "MS-FSCC (Microsoft's open specifications)";
constexpr std::string_view the_page = "the ConnectNamedPipe page";
constexpr std::string_view our_reproduction = "reproduced by this project on Wine 8.0 and 10.0";

// Columns: number, grade, what, remark, sources.
constexpr auto basic_outcomes = std::to_array<catalogue_entry>({
    {1,
     certain,
     "Synchronous handle, a client arrives during the call: nonzero.",
     "",
     {wine_kernel32}},
    {2,
     certain,
     "Overlapped handle, no client: 0/997. When one connects, the event is set, Internal is 0, and "
     "GetOverlappedResult succeeds with 0 bytes.",
     "",
     {wine_kernel32}},
    {3,
     likely,
     "Overlapped handle with an OVERLAPPED: never nonzero at once.",
     "",
     {chromium, openssh}},
    {4,
     certain,
     "Client first, on a synchronous or overlapped handle: 0/535, a good connection.",
     "",
     {wine_kernel32}},
    {5, likely, "Called again while connected: 0/535 each time.", "", {wine_ntdll, reactos_state}},
    {6,
     certain,
     "After 0/535 Internal stays STATUS_PENDING, so HasOverlappedIoCompleted says no.",
     "",
     {wine_kernel32}},
    {7,
     likely,
     "The event was signaled before, then 0/535: the event is reset.",
     "Certain up to Windows 7.",
     {wine_ntdll}},
    {8, certain, "After 0/535 no completion packet is queued.", "", {dotnet, "python/asyncio#204"}},
    {9,
     likely,
     "After 0/535, a GetOverlappedResult that waits would wait for ever.",
     "",
     {cpython_overlapped, qemu}},
    {10,
     certain,
     "A client connected and closed before the call: 0/232.",
     "",
     {wine_kernel32, "microsoft/go-winio#70"}},
    {11,
     certain,
     "Called again after 0/232 without DisconnectNamedPipe: 0/232 for ever, which poisons accept "
     "loops.",
     "",
     {"kotauskas/interprocess#86"}},
    {12,
     certain,
     "A client wrote, then closed: 0/232, and the data can still be read.",
     "",
     {cpython_connection, "ROCm/rocm-systems#11778"}},
    {13,
     certain,
     "After that, WriteFile gives 232, and ReadFile 109 once the data is read.",
     "",
     {wine_kernel32}},
    {14,
     certain,
     "0/232, then DisconnectNamedPipe succeeds, then 0/997, and the next client is served.",
     "",
     {wine_ntdll}},
    {15,
     certain,
     "DisconnectNamedPipe discards unread data; reads and writes on both ends give 233.",
     "",
     {wine_kernel32}},
    {16, certain, "DisconnectNamedPipe twice: the second gives 0/233.", "", {wine_kernel32}},
    {17,
     likely,
     "One handle serves many clients by disconnecting and connecting: no stale data reaches the "
     "next one.",
     "",
     {"tokio-rs/mio#1983"}},
});

constexpr auto wrong_handles = std::to_array<catalogue_entry>({
    {18,
     certain,
     "On the client end: 0/1 (ERROR_INVALID_FUNCTION).",
     "",
     {wine_kernel32, wine_ntdll}},
    {19, certain, "On the named-pipe device or its root directory: 0/1.", "", {wine_ntdll}},
    {20,
     likely,
     "Of an anonymous pipe, the read end is a server end (0/535, or 0/232 once the writer has "
     "closed), and the write end gives 0/1.",
     "",
     {wine_kernel32}},
    {21,
     likely,
     "A disk file: 0/1. NULL, INVALID_HANDLE_VALUE, a closed handle and an event: 0/6.",
     "",
     {}},
    {22,
     likely,
     "Inbound, outbound and reduced-rights server handles work: FSCTL_PIPE_LISTEN needs no right.",
     "",
     {}},
    {23,
     likely,
     "SetNamedPipeHandleState on the server end of an inbound pipe: 0/5.",
     "",
     {wine_kernel32, wine_ntdll}},
    {24,
     likely,
     "With an hEvent that is no handle: 0/6; with an event without EVENT_MODIFY_STATE: 0/5. In "
     "both cases "
     "nothing is queued.",
     "",
     {}},
    {25,
     likely,
     "An OVERLAPPED that can't be written: an access violation in user mode.",
     "",
     {reactos_kernel32}},
});

constexpr auto null_overlapped = std::to_array<catalogue_entry>({
    {26,
     certain,
     "Overlapped handle, lpOverlapped NULL, nothing else going on: it blocks, then succeeds.",
     "",
     {wine_kernel32}},
    {27, likely, "The same with a client already connected: 0/535.", "", {libuv}},
    {28,
     likely,
     "The same while another request completes on the handle: it may return nonzero with no "
     "client.",
     "",
     {reactos_kernel32, our_reproduction}},
    {29,
     likely,
     "The same with FILE_SKIP_SET_EVENT_ON_HANDLE: the wait never ends.",
     "",
     {wine_ntdll}},
    {30,
     likely,
     "The same on a handle without SYNCHRONIZE: the wait fails, and the request stays pending.",
     "",
     {}},
});

constexpr auto nonblocking = std::to_array<catalogue_entry>({
    {31, certain, "Nonblocking, new instance: 0/536.", "", {wine_kernel32}},
    {32,
     certain,
     "Nonblocking, client connected: 0/535; client closed: 0/232.",
     "",
     {wine_kernel32, reactos_state}},
    {33,
     certain,
     "Nonblocking, first call after DisconnectNamedPipe: 0/536, although the page says nonzero.",
     "Certain for overlapped handles.",
     {wine_kernel32, reactos_state, wine_server}},
    {34, likely, "That call makes the instance connectable again.", "", {reactos_state}},
    {35,
     likely,
     "A client that comes later never sets the event: nothing was queued.",
     "",
     {reactos_state}},
    {36, disputed, "The handle is switched to nonblocking while a connect is pending.", "", {}},
});

constexpr auto cancellation = std::to_array<catalogue_entry>({
    {37,
     certain,
     "CancelIo by the thread that made the call: 995, and the event is set.",
     "",
     {wine_kernel32}},
    {38, certain, "CancelIoEx on the request: 995, and the event is set.", "", {wine_ntdll}},
    {39,
     certain,
     "CancelSynchronousIo on a blocked connect: 0/995.",
     "",
     {wine_ntdll, "dotnet/runtime#72503"}},
    {40,
     certain,
     "CancelSynchronousIo just before it blocks: 1168, and the cancel is lost.",
     "",
     {dotnet}},
    {41,
     certain,
     "CancelSynchronousIo on a thread whose connect is overlapped: 1168, and the connect "
     "survives.",
     "",
     {wine_ntdll}},
    {42,
     certain,
     "After a cancel the instance still listens: a client can connect unseen, and the next call "
     "gives 0/535 or 0/232.",
     "",
     {wine_ntdll}},
    {43,
     likely,
     "A cancel races a connect: 995 may be reported though a client is attached.",
     "",
     {reactos_state}},
    {44,
     certain,
     "The thread that made the call exits: its pending connect ends with 995.",
     "",
     {"dotnet/runtime#43711"}},
    {45,
     certain,
     "The last CloseHandle while an overlapped connect is pending sets the event.",
     "That the status is 109 is likely only.",
     {wine_kernel32, "dotnet/corefx#24973"}},
    {46,
     likely,
     "CloseHandle from another thread while a synchronous connect blocks: CloseHandle blocks.",
     "",
     {}},
    {47,
     likely,
     "Closed in one process while another holds a duplicate: the closer's pending I/O is "
     "cancelled.",
     "",
     {wine_ntdll}},
    {48,
     disputed,
     "DisconnectNamedPipe while an overlapped connect is pending: ReactOS succeeds and ends it "
     "with 233, Wine fails with 536.",
     "",
     {reactos_state, wine_server}},
    {49,
     likely,
     "DisconnectNamedPipe from another thread while a synchronous connect blocks: it blocks on "
     "the file lock.",
     "",
     {}},
    {50,
     certain,
     "The pipe is destroyed during WaitNamedPipe: its name is not found.",
     "",
     {ms_fscc}},
    {51, disputed, "An accept under load ends with 109.", "", {"microsoft/go-winio#363"}},
});

constexpr auto completion_ways = std::to_array<catalogue_entry>({
    {52,
     likely,
     "A call that is pending resets a manual-reset event that was signaled.",
     "",
     {openssh}},
    {53,
     likely,
     "With hEvent NULL, the file handle is signaled.",
     "Certain for reads.",
     {wine_ntdll}},
    {54,
     likely,
     "With the low bit of hEvent set, no completion packet is queued, and the event is still set.",
     "",
     {reactos_kernel32}},
    {55,
     certain,
     "Pending on a completion port: one packet, with success.",
     "That it is so under FILE_SKIP_COMPLETION_PORT_ON_SUCCESS too is likely only.",
     {wine_kernel32, wine_ntdll}},
    {56, likely, "Auto-reset events work.", "", {cygwin}},
    {57, certain, "A user APC does not interrupt a synchronous connect.", "", {wine_kernel32}},
    {58,
     certain,
     "A second overlapped connect while the first is pending: 0/997 as well.",
     "That one client completes both is likely only.",
     {wine_kernel32, reactos_state}},
    {59,
     likely,
     "Two threads on one synchronous handle: the second waits, then gets 0/535.",
     "",
     {}},
    {60, likely, "RegisterWaitForSingleObject and thread-pool I/O see the completion.", "", {}},
});

constexpr auto instances = std::to_array<catalogue_entry>({
    {61,
     certain,
     "The instance that has listened longest gets the client, whichever has a connect pending.",
     "",
     {wine_kernel32}},
    {62, certain, "All instances connected or closing: the client gets 231.", "", {wine_kernel32}},
    {63,
     certain,
     "Between DisconnectNamedPipe and ConnectNamedPipe: the client gets 231.",
     "",
     {wine_kernel32}},
    {64,
     certain,
     "CreateNamedPipe alone makes an instance connectable: WaitNamedPipe succeeds without a "
     "pending connect.",
     "",
     {wine_kernel32}},
    {65,
     certain,
     "A new instance, or ConnectNamedPipe after DisconnectNamedPipe, wakes WaitNamedPipe.",
     "",
     {wine_kernel32}},
    {66,
     certain,
     "WaitNamedPipe succeeds, then CreateFile fails with 231 or 2: somebody else was faster.",
     "",
     {"dotnet/runtime#65553"}},
    {67,
     certain,
     "An instance created with neither read nor write access: not listening from Windows 8 on, "
     "listening on Windows 7.",
     "",
     {"microsoft/go-winio#125", wine_ntdll}},
    {68,
     certain,
     "A probe for the pipe's existence (File.Exists, stat) consumes an instance.",
     "",
     {"dotnet/runtime#69604", "python/cpython#100573"}},
    {69, certain, "CreateFile with no access at all connects.", "", {wine_kernel32}},
    {70,
     likely,
     "CallNamedPipe on a byte pipe connects, fails to change the read mode, and closes.",
     "",
     {reactos_kernel32}},
    {71,
     likely,
     "A client that is denied access, or wants the wrong direction, fails; a pending connect is "
     "not disturbed.",
     "",
     {wine_ntdll}},
    {72,
     likely,
     "An inherited or duplicated client handle keeps the instance connected (0/535) until the "
     "last one is closed.",
     "",
     {}},
    {73,
     likely,
     "A client that is killed is as one that closed its handle: 0/232, the data still readable.",
     "",
     {}},
    {74,
     disputed,
     "A client connects and closes just before the call: one report of blocking for ever, against "
     "line 10.",
     "",
     {"metalama#1724"}},
    {75, disputed, "ImpersonateNamedPipeClient after 0/535.", "", {reactos_fsctrl}},
    {76,
     certain,
     "GetNamedPipeClientProcessId names the client's process after every kind of success.",
     "",
     {wine_kernel32}},
});

constexpr auto security = std::to_array<catalogue_entry>({
    {77, likely, "A second instance without FILE_CREATE_PIPE_INSTANCE: 0/5.", "", {reactos_create}},
    {78, certain, "With the default DACL, another user who wants to write gets 5.", "", {}},
    {79,
     certain,
     "App containers from Windows 10 version 1709 on: the same package only, and names under "
     "LOCAL.",
     "",
     {the_page}},
    {80,
     likely,
     "An app-container client of a desktop server needs an entry for its package's SID.",
     "",
     {}},
    {81, likely, "A low-integrity client needs an entry in the mandatory label.", "", {}},
    {82,
     likely,
     "With PIPE_REJECT_REMOTE_CLIENTS a remote open is refused, and a pending connect stays "
     "pending.",
     "",
     {}},
    {83,
     certain,
     "FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use: 0/5. PIPE_UNLIMITED_INSTANCES (255) really "
     "is no limit.",
     "",
     {wine_kernel32}},
    {84, likely, "A 32-bit client of a 64-bit server, and the reverse, behave the same.", "", {}},
});

constexpr auto closed_servers = std::to_array<catalogue_entry>({
    {85,
     likely,
     "The server end is closed while the client still has its own: the instance no longer counts, "
     "and CreateNamedPipe succeeds as if it had never been.",
     "Seen of a name's only instance, and not on Windows XP. ReactOS counts it until the client's "
     "handle is closed, and gives 231 when that makes nMaxInstances.",
     {wine_ntdll, wine_server, reactos_state}},
    {86,
     certain,
     "Then the client's WriteFile gives 232, and its ReadFile, once what the server wrote is read, "
     "109.",
     "",
     {wine_kernel32, wine_ntdll}},
});

template <std::size_t... N>
constexpr auto joined(const std::array<catalogue_entry, N>&... parts) {
  std::array<catalogue_entry, (N + ...)> all{};
  std::size_t at = 0;
  const auto append = [&all, &at](const auto& part) {
    for (const catalogue_entry& one : part) {
      all[at++] = one;
    }
  };
  (append(parts), ...);
  return all;
}

constexpr auto catalogue =
    joined(basic_outcomes, wrong_handles, null_overlapped, nonblocking, cancellation,
           completion_ways, instances, security, closed_servers);

/// Lines are found by their place.
constexpr bool numbered_in_order() {
  for (std::size_t at = 0; at != catalogue.size(); ++at) {
    if (catalogue[at].number != static_cast<int>(at) + 1) {
      return false;
    }
  }
  return true;
}
static_assert(numbered_in_order());

}  // namespace

std::span<const catalogue_entry> all_catalogue() {
  return catalogue;
}

const catalogue_entry* find_catalogue(int number) {
  const bool known = number >= 1 && number <= static_cast<int>(catalogue.size());
  return known ? &catalogue[static_cast<std::size_t>(number) - 1] : nullptr;
}

std::string sources_text(const catalogue_entry& entry) {
  std::string text;
  for (const std::string_view source : entry.sources) {
    if (!source.empty()) {
      text.append(text.empty() ? "" : "; ").append(source);
    }
  }
  return text;
}

std::string_view word(catalogue_grade value) {
  const auto at = static_cast<std::size_t>(value);
  return at < grade_words.size() ? grade_words[at] : std::string_view{"?"};
}

}  // namespace cnp
