#include "cases/registry/catalogue.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace cnp {

namespace {

// Tests, programs and drivers by project and path, pages by name; issues on GitHub stand in the
// lines, as owner/name#number.
constexpr catalogue_source wine_kernel32{"Wine dlls/kernel32/tests/pipe.c (runs on Windows)",
                                         witness::windows_test};
constexpr catalogue_source wine_ntdll{"Wine dlls/ntdll/tests/pipe.c (runs on Windows)",
                                      witness::windows_test};
constexpr catalogue_source wine_server{"Wine server/named_pipe.c", witness::wine};
constexpr catalogue_source reactos_state{"ReactOS drivers/filesystems/npfs/statesup.c",
                                         witness::source_read};
constexpr catalogue_source reactos_create{"ReactOS drivers/filesystems/npfs/create.c",
                                          witness::source_read};
constexpr catalogue_source reactos_fsctrl{"ReactOS drivers/filesystems/npfs/fsctrl.c",
                                          witness::source_read};
constexpr catalogue_source reactos_kernel32{"ReactOS dll/win32/kernel32/client/file/npipe.c",
                                            witness::source_read};
constexpr catalogue_source npfs_executed{"ReactOS drivers/filesystems/npfs, executed",
                                         witness::nt_driver};
constexpr catalogue_source reactos_run{"this suite's run on ReactOS 5.2.3790", witness::nt_driver};
constexpr catalogue_source dotnet{"dotnet/runtime NamedPipeServerStream.Windows.cs",
                                  witness::program};
constexpr catalogue_source cpython_connection{"CPython Lib/multiprocessing/connection.py",
                                              witness::program};
constexpr catalogue_source cpython_overlapped{"CPython Modules/overlapped.c", witness::program};
constexpr catalogue_source openssh{"PowerShell/openssh-portable", witness::program};
constexpr catalogue_source chromium{"Chromium mojo/core/channel_win.cc", witness::program};
constexpr catalogue_source libuv{"libuv src/win/pipe.c", witness::program};
constexpr catalogue_source qemu{"QEMU chardev/char-pipe.c", witness::program};
constexpr catalogue_source cygwin{"Cygwin", witness::program};
constexpr catalogue_source ms_fscc{"MS-FSCC (Microsoft's open specifications)", witness::page};
constexpr catalogue_source our_reproduction{"reproduced by this project on Wine 8.0 and 10.0",
                                            witness::wine};

constexpr catalogue_source page(std::string_view name) {
  return {name, witness::page};
}

constexpr catalogue_source as_source(const catalogue_source& known) {
  return known;
}
constexpr catalogue_source as_source(std::string_view issue) {
  return {issue, witness::users_report};
}

template <class... Source>
constexpr catalogue_line certain(int number, std::string_view says, const Source&... sources) {
  return {number, catalogue_grade::certain, says, {}, {as_source(sources)...}};
}
template <class... Source>
constexpr catalogue_line likely(int number, std::string_view says, const Source&... sources) {
  return {number, catalogue_grade::likely, says, {}, {as_source(sources)...}};
}
template <class... Source>
constexpr catalogue_line disputed(int number, std::string_view says, const Source&... sources) {
  return {number, catalogue_grade::disputed, says, {}, {as_source(sources)...}};
}
/// The line with a remark on where a part of it has another grade.
constexpr catalogue_line remarked(std::string_view remark, catalogue_line line) {
  line.remark = remark;
  return line;
}

constexpr auto catalogue = std::to_array<catalogue_line>({
    // Outcomes of a server end, as they come one after the other.
    certain(1, "Synchronous handle, a client arrives during the call: nonzero.", wine_kernel32),
    certain(2,
            "Overlapped handle, no client: 0/997. When one connects, the event is set, Internal is "
            "0, and GetOverlappedResult succeeds with 0 bytes.",
            wine_kernel32),
    likely(3, "Overlapped handle with an OVERLAPPED: never nonzero at once.", chromium, openssh),
    certain(4, "Client first, on a synchronous or overlapped handle: 0/535, a good connection.",
            wine_kernel32),
    likely(5, "Called again while connected: 0/535 each time.", wine_ntdll, reactos_state),
    certain(6, "After 0/535 Internal stays STATUS_PENDING, so HasOverlappedIoCompleted says no.",
            wine_kernel32),
    remarked(
        "Certain up to Windows 7.",
        likely(7, "The event was signaled before, then 0/535: the event is reset.", wine_ntdll)),
    certain(8, "After 0/535 no completion packet is queued.", dotnet, "python/asyncio#204"),
    likely(9, "After 0/535, a GetOverlappedResult that waits would wait for ever.",
           cpython_overlapped, qemu),
    certain(10, "A client connected and closed before the call: 0/232.", wine_kernel32,
            "microsoft/go-winio#70"),
    certain(11,
            "Called again after 0/232 without DisconnectNamedPipe: 0/232 for ever, which poisons "
            "accept loops.",
            "kotauskas/interprocess#86"),
    certain(12, "A client wrote, then closed: 0/232, and the data can still be read.",
            cpython_connection, "ROCm/rocm-systems#11778"),
    certain(13, "After that, WriteFile gives 232, and ReadFile 109 once the data is read.",
            wine_kernel32),
    certain(14,
            "0/232, then DisconnectNamedPipe succeeds, then 0/997, and the next client is served.",
            wine_ntdll),
    certain(15, "DisconnectNamedPipe discards unread data; reads and writes on both ends give 233.",
            wine_kernel32),
    certain(16, "DisconnectNamedPipe twice: the second gives 0/233.", wine_kernel32),
    likely(17,
           "One handle serves many clients by disconnecting and connecting: no stale data reaches "
           "the next one.",
           "tokio-rs/mio#1983"),
    // Handles that are no server end, or lack a right, and pointers that lead nowhere.
    certain(18, "On the client end: 0/1 (ERROR_INVALID_FUNCTION).", wine_kernel32, wine_ntdll),
    certain(19, "On the named-pipe device or its root directory: 0/1.", wine_ntdll),
    likely(20,
           "Of an anonymous pipe, the read end is a server end (0/535, or 0/232 once the writer "
           "has closed), and the write end gives 0/1.",
           wine_kernel32),
    likely(21, "A disk file: 0/1. NULL, INVALID_HANDLE_VALUE, a closed handle and an event: 0/6.",
           reactos_run),
    likely(22,
           "Inbound, outbound and reduced-rights server handles work: FSCTL_PIPE_LISTEN needs "
           "no right.",
           reactos_run),
    likely(23, "SetNamedPipeHandleState on the server end of an inbound pipe: 0/5.", wine_kernel32,
           wine_ntdll),
    likely(24,
           "With an hEvent that is no handle: 0/6; with an event without EVENT_MODIFY_STATE: "
           "0/5. In both cases nothing is queued.",
           reactos_run),
    likely(25, "An OVERLAPPED that can't be written: an access violation in user mode.",
           reactos_kernel32),
    // An overlapped handle without an OVERLAPPED.
    certain(
        26,
        "Overlapped handle, lpOverlapped NULL, nothing else going on: it blocks, then succeeds.",
        wine_kernel32),
    likely(27, "The same with a client already connected: 0/535.", libuv),
    likely(
        28,
        "The same while another request completes on the handle: it may return nonzero with no "
        "client, or zero with any error, as its status comes from a block that nobody has written "
        "yet.",
        reactos_kernel32, our_reproduction),
    likely(29, "The same with FILE_SKIP_SET_EVENT_ON_HANDLE: the wait never ends.", wine_ntdll),
    likely(
        30,
        "The same on a handle without SYNCHRONIZE: the wait fails, and the request stays pending.",
        reactos_kernel32),
    // Nonblocking mode.
    certain(31, "Nonblocking, new instance: 0/536.", wine_kernel32),
    certain(32, "Nonblocking, client connected: 0/535; client closed: 0/232.", wine_kernel32,
            reactos_state),
    remarked("Certain for overlapped handles.",
             certain(33,
                     "Nonblocking, first call after DisconnectNamedPipe: 0/536, although the page "
                     "says nonzero.",
                     wine_kernel32, reactos_state, wine_server)),
    likely(34, "That call makes the instance connectable again.", reactos_state),
    likely(35, "A client that comes later never sets the event: nothing was queued.",
           reactos_state),
    likely(36,
           "The handle's wait mode is changed while a connect is pending: nonzero, and the request "
           "stays pending. In nonblocking mode a further connect gives 0/536, and a client "
           "completes the pending one with success.",
           wine_ntdll, npfs_executed),
    // Cancelling, closing and disconnecting under way.
    certain(37, "CancelIo by the thread that made the call: 995, and the event is set.",
            wine_kernel32),
    certain(38, "CancelIoEx on the request: 995, and the event is set.", wine_ntdll),
    certain(39, "CancelSynchronousIo on a blocked connect: 0/995.", wine_ntdll,
            "dotnet/runtime#72503"),
    certain(40, "CancelSynchronousIo just before it blocks: 1168, and the cancel is lost.", dotnet),
    certain(41,
            "CancelSynchronousIo on a thread whose connect is overlapped: 1168, and the connect "
            "survives.",
            wine_ntdll),
    certain(42,
            "After a cancel the instance still listens: a client can connect unseen, and the next "
            "call gives 0/535 or 0/232.",
            wine_ntdll),
    likely(43, "A cancel races a connect: 995 may be reported though a client is attached.",
           reactos_state),
    remarked(
        "On a handle with a completion port, with an OVERLAPPED without event, it is likely to "
        "survive: its packet comes when a client does (MicrosoftDocs/sdk-api#1137).",
        certain(44, "The thread that made the call exits: its pending connect ends with 995.",
                "dotnet/runtime#43711")),
    remarked("That the status is 109 is likely only.",
             certain(45,
                     "The last CloseHandle while an overlapped connect is pending sets the event.",
                     wine_kernel32, "dotnet/corefx#24973")),
    likely(
        46,
        "CloseHandle from another thread while a synchronous connect blocks: CloseHandle blocks. "
        "On an overlapped handle whose connect (lpOverlapped NULL) blocks it does not: the "
        "connect gives 0/109.",
        npfs_executed),
    remarked("Its sources are about reads.",
             likely(47,
                    "Closed in one process while another holds a duplicate: the closer's pending "
                    "request is cancelled only if the handle has a completion port and the request "
                    "an OVERLAPPED without event. Any other stays pending, its status untouched.",
                    wine_ntdll)),
    remarked("Wine fails with 536.",
             likely(48,
                    "DisconnectNamedPipe while an overlapped connect is pending: nonzero. The "
                    "request ends with STATUS_PIPE_DISCONNECTED (0/233), and its event is set.",
                    npfs_executed, reactos_run, reactos_state)),
    likely(49,
           "DisconnectNamedPipe from another thread while a synchronous connect blocks: it blocks "
           "on the file lock. On an overlapped handle whose connect (lpOverlapped NULL) blocks it "
           "does not: the connect gives 0/233.",
           npfs_executed),
    certain(50, "The pipe is destroyed during WaitNamedPipe: its name is not found.", ms_fscc),
    disputed(51, "An accept under load ends with 109.", "microsoft/go-winio#363"),
    // Ways in which a completion is told.
    likely(52, "A call that is pending resets a manual-reset event that was signaled.", openssh),
    remarked("Certain for reads.",
             likely(53, "With hEvent NULL, the file handle is signaled.", wine_ntdll)),
    likely(54,
           "With the low bit of hEvent set, no completion packet is queued, and the event is still "
           "set.",
           reactos_kernel32),
    remarked("That it is so under FILE_SKIP_COMPLETION_PORT_ON_SUCCESS too is likely only.",
             certain(55, "Pending on a completion port: one packet, with success.", wine_kernel32,
                     wine_ntdll)),
    likely(56, "Auto-reset events work.", cygwin),
    certain(57, "A user APC does not interrupt a synchronous connect.", wine_kernel32),
    remarked("That one client completes both is likely only.",
             certain(58, "A second overlapped connect while the first is pending: 0/997 as well.",
                     wine_kernel32, reactos_state)),
    likely(59, "Two threads on one synchronous handle: the second waits, then gets 0/535.",
           reactos_run),
    likely(60, "RegisterWaitForSingleObject and thread-pool I/O see the completion.", reactos_run),
    // Instances and their clients.
    certain(
        61,
        "The instance that has listened longest gets the client, whichever has a connect pending.",
        wine_kernel32),
    certain(62, "All instances connected or closing: the client gets 231.", wine_kernel32),
    certain(63, "Between DisconnectNamedPipe and ConnectNamedPipe: the client gets 231.",
            wine_kernel32),
    certain(64,
            "CreateNamedPipe alone makes an instance connectable: WaitNamedPipe succeeds without a "
            "pending connect.",
            wine_kernel32),
    certain(65,
            "A new instance, or ConnectNamedPipe after DisconnectNamedPipe, wakes WaitNamedPipe.",
            wine_kernel32),
    certain(
        66,
        "WaitNamedPipe succeeds, then CreateFile fails with 231 or 2: somebody else was faster.",
        "dotnet/runtime#65553"),
    certain(67,
            "An instance created with neither read nor write access: not listening from Windows 8 "
            "on, listening on Windows 7.",
            "microsoft/go-winio#125", wine_ntdll),
    certain(68, "A probe for the pipe's existence (File.Exists, stat) consumes an instance.",
            "dotnet/runtime#69604", "python/cpython#100573"),
    certain(69, "CreateFile with no access at all connects.", wine_kernel32),
    likely(70, "CallNamedPipe on a byte pipe connects, fails to change the read mode, and closes.",
           reactos_kernel32),
    likely(71,
           "A client that is denied access, or wants the wrong direction, fails; a pending connect "
           "is not disturbed.",
           wine_ntdll),
    likely(72,
           "An inherited or duplicated client handle keeps the instance connected (0/535) "
           "until the last one is closed.",
           reactos_run),
    likely(73,
           "A client that is killed is as one that closed its handle: 0/232, the data still "
           "readable.",
           reactos_run),
    disputed(74,
             "A client connects and closes just before the call: one report of blocking for ever, "
             "against line 10.",
             "metalama#1724"),
    disputed(75, "ImpersonateNamedPipeClient after 0/535.", reactos_fsctrl),
    certain(76,
            "GetNamedPipeClientProcessId names the client's process after every kind of success.",
            wine_kernel32),
    // Security.
    likely(77, "A second instance without FILE_CREATE_PIPE_INSTANCE: 0/5.", reactos_create),
    certain(78, "With the default DACL, another user who wants to write gets 5.",
            page("the page on named pipe security and access rights")),
    certain(79,
            "App containers from Windows 10 version 1709 on: the same package only, and names "
            "under LOCAL.",
            page("the ConnectNamedPipe page")),
    likely(80, "An app-container client of a desktop server needs an entry for its package's SID.",
           "microsoft/XboxGameBarSamples#44"),
    likely(81, "A low-integrity client needs an entry in the mandatory label.",
           page("the page on mandatory integrity control")),
    likely(82,
           "With PIPE_REJECT_REMOTE_CLIENTS a remote open is refused, and a pending connect "
           "stays pending.",
           page("the CreateNamedPipe page")),
    certain(83,
            "FILE_FLAG_FIRST_PIPE_INSTANCE on a name in use that has room for one more instance: "
            "0/5; on one that is full: 0/231. PIPE_UNLIMITED_INSTANCES (255) really is no limit.",
            wine_kernel32, wine_ntdll),
    likely(84, "A 32-bit client of a 64-bit server, and the reverse, behave the same.",
           catalogue_source{"this suite in 32 and 64 bits on Wine 8.0 and 10.0", witness::wine}),
    // The server end goes first.
    remarked("Seen of a name's only instance, and not on Windows XP. ReactOS counts it until the "
             "client's handle is closed, and gives 231 when that makes nMaxInstances. With "
             "FILE_FLAG_FIRST_PIPE_INSTANCE users report 5 (microsoft/go-winio#73).",
             likely(85,
                    "The server end is closed while the client still has its own: the instance no "
                    "longer counts, and CreateNamedPipe succeeds as if it had never been, whether "
                    "the name has another server end or not.",
                    wine_ntdll, npfs_executed, wine_server)),
    certain(86,
            "Then the client's WriteFile gives 232, and its ReadFile, once what the server wrote "
            "is read, 109.",
            wine_kernel32, wine_ntdll),
    remarked("Wine gives 121, as WaitNamedPipe does: a Windows client takes 231 for \"try again\".",
             likely(87,
                    "CallNamedPipe that does not wait, of a name that exists while no instance "
                    "listens: 0/231. WaitNamedPipe's answer is ignored, and CreateFile tried once "
                    "more.",
                    npfs_executed, reactos_run, reactos_kernel32)),
    remarked("Wine fails with 536.",
             likely(88,
                    "DisconnectNamedPipe on an instance that listens: nonzero, and it is "
                    "disconnected. Clients get 231, WaitNamedPipe 121, a second one 233, and the "
                    "next connect works.",
                    npfs_executed, reactos_state)),
    likely(89,
           "SetNamedPipeHandleState on a disconnected server end, to either wait mode: nonzero.",
           wine_ntdll, npfs_executed),
    remarked("Not on Wine.",
             likely(90,
                    "A nonblocking ConnectNamedPipe after DisconnectNamedPipe wakes WaitNamedPipe.",
                    npfs_executed, reactos_state)),
    likely(113,
           "A name loses its last server end while a client keeps its own: who waits for it, or "
           "comes to wait, gets 0/2 or 0/121.",
           npfs_executed),
    // What the model asks at every turn.
    certain(122, "A server end that listens: ReadFile and WriteFile give 0/536.", wine_ntdll),
    certain(123, "A name that nobody has: CreateFile, WaitNamedPipe and CallNamedPipe give 0/2.",
            page("the WaitNamedPipe page")),
    certain(124,
            "WaitNamedPipe while instances exist and none listens before its time is over: 0/121.",
            page("the WaitNamedPipe page")),
    likely(125, "Nothing is pending on the handle: CancelIo gives nonzero, CancelIoEx 0/1168.",
           page("the CancelIoEx page")),
    certain(126, "CreateNamedPipe for a name that has nMaxInstances of them: 0/231.", wine_ntdll,
            page("the CreateNamedPipe page")),
    remarked("That the mode and the unread bytes agree too is read from the specification.",
             likely(127,
                    "What the kernel itself tells of a server end (its state, the instances of its "
                    "name, bytes to read, its modes) is so, in all four states.",
                    wine_ntdll, npfs_executed, ms_fscc)),
});

static_assert(std::ranges::adjacent_find(catalogue, std::ranges::greater_equal{},
                                         &catalogue_line::number) == catalogue.end(),
              "lines stand by their numbers, each once");
static_assert(std::ranges::all_of(catalogue, &is_founded),
              "every line names who says so; what nobody saw on Windows is likely at most");

}  // namespace

std::span<const catalogue_line> all_catalogue() {
  return catalogue;
}

const catalogue_line* find_catalogue(int number) {
  const auto found = std::ranges::lower_bound(catalogue, number, {}, &catalogue_line::number);
  return found != catalogue.end() && found->number == number ? &*found : nullptr;
}

}  // namespace cnp
