#include "cases/registry/clauses.hpp"

#include <algorithm>
#include <array>

namespace cnp {

namespace {

// The headings of the page; what stands above the first of them is its summary.
constexpr std::string_view summary = "Summary";
constexpr std::string_view parameters = "Parameters";
constexpr std::string_view return_value = "Return value";
constexpr std::string_view remarks = "Remarks";
constexpr std::string_view example = "Example";
constexpr std::string_view requirements = "Requirements";

// In the order of the page; what names no level is a guarantee. What kernels are known to do
// otherwise is no matter of this table: it stands in the catalogue and in the recorded deviations.
constexpr auto registry = std::to_array<clause>({
    {.id = "purpose.waits-for-client",
     .section = summary,
     .speaks_of = clause_part::whole,
     .says = "The function lets a server process wait until a client process connects to an "
             "instance of a named pipe.",
     .why = "It is the accept of named pipes: a server that does not wait here, or in a request "
            "made here, has no other way to learn that a client came.",
     .pitfall = "It opens no door: CreateNamedPipe alone already lets a client in, before anybody "
                "waits for it."},
    {.id = "client.create-file",
     .section = summary,
     .speaks_of = clause_part::value,
     .says = "A client process connects by calling CreateFile.",
     .why = "Most clients come this way, and everything that opens files does: runtimes, shells, "
            "tools.",
     .pitfall = "Every successful open counts, also one with no access at all or one that only "
                "looks whether the pipe exists: it takes the instance."},
    {.id = "client.call-named-pipe",
     .section = summary,
     .speaks_of = clause_part::data,
     .says = "A client process connects by calling CallNamedPipe.",
     .why = "Such a client opens, writes, reads and closes in one call: the server may meet it "
            "only after it has gone.",
     .pitfall = "It needs a message pipe on which it can both write and read."},
    {.id = "parameter.server-handle",
     .section = parameters,
     .level = clause_level::duty,
     .speaks_of = clause_part::failure,
     .says = "The hNamedPipe parameter must be a handle to the server end of an instance, as "
             "CreateNamedPipe "
             "returned it.",
     .why = "What a wrong handle gives decides whether a server notices the mistake at once or "
            "waits for a client that can't come.",
     .pitfall = "The client end is a valid handle to the same pipe, and still not one to connect "
                "on."},
    {.id = "parameter.overlapped-required",
     .section = parameters,
     .level = clause_level::duty,
     .speaks_of = clause_part::whole,
     .says = "On a handle that was opened with FILE_FLAG_OVERLAPPED, lpOverlapped must not be NULL "
             "and must point to a valid OVERLAPPED structure.",
     .why = "The kernel writes into that structure when a client comes, which may be long after "
            "the call returned.",
     .pitfall = "The structure and its event have to outlive the request: a local variable of the "
                "function that made the call does not."},
    {.id = "parameter.null-overlapped-false-completion",
     .section = parameters,
     .level = clause_level::permission,
     .speaks_of = clause_part::whole,
     .says = "On a handle that was opened with FILE_FLAG_OVERLAPPED, with lpOverlapped NULL, the "
             "function may wrongly report that the connect operation is complete.",
     .why = "The server then serves a client that is not there, and the next call on the pipe "
            "fails for a reason that seems to have nothing to do with it.",
     .pitfall = "It works as long as nothing else completes on the handle, so tests seldom show "
                "it."},
    {.id = "parameter.manual-reset-event",
     .section = parameters,
     .level = clause_level::duty,
     .speaks_of = clause_part::whole,
     .says = "On a handle that was created with FILE_FLAG_OVERLAPPED, a non-NULL lpOverlapped "
             "should contain a handle to a manual-reset event, such as CreateEvent makes.",
     .why = "The event stays signaled until it is reset, so any number of looks at it agree; an "
            "auto-reset event tells one waiter only.",
     .pitfall = "An auto-reset event that a first wait has consumed makes a second wait, such as "
                "that in GetOverlappedResult, last for ever."},
    {.id = "sync.blocks",
     .section = parameters,
     .speaks_of = clause_part::completion,
     .says = "On a handle that was not opened with FILE_FLAG_OVERLAPPED, the function does not "
             "return until a client is connected or an error occurs.",
     .why = "A thread that accepts clients this way needs no loop and no event.",
     .pitfall = "There is no time-out: to end the wait, connect to the pipe oneself or cancel with "
                "CancelSynchronousIo. Closing the handle from another thread can block too."},
    {.id = "sync.success-is-nonzero",
     .section = parameters,
     .speaks_of = clause_part::value,
     .says = "A successful synchronous operation results in a nonzero return value if a client "
             "connects after the function was called.",
     .why = "It is the one case in which the return value alone says that there is a client.",
     .pitfall = "The other good case, a client that came before, returns zero."},
    {.id = "return.sync-completes-before-return",
     .section = return_value,
     .speaks_of = clause_part::completion,
     .says = "If the operation is synchronous, the function does not return before the operation "
             "has completed.",
     .why = "What the call gave is final: nothing is left under way that could change it.",
     .pitfall = "An OVERLAPPED that is passed with a synchronous handle makes nothing "
                "asynchronous."},
    {.id = "return.failure-is-zero",
     .section = return_value,
     .speaks_of = clause_part::failure,
     .says = "If the function fails, the return value is zero, and GetLastError gives extended "
             "error information.",
     .why = "A server decides by the error whether it has a client, has to disconnect, or has to "
            "give up.",
     .pitfall = "Zero is not failure by itself: two of the errors are good news. And the error is "
                "lost if anything is called before GetLastError."},
    {.id = "return.async-immediate",
     .section = return_value,
     .speaks_of = clause_part::promptness,
     .says = "If the operation is asynchronous, the function returns immediately.",
     .why = "A thread that serves other clients as well must not stand still here.",
     .pitfall = "Immediately does not mean without a result: ERROR_PIPE_CONNECTED and "
                "ERROR_NO_DATA are final, and no completion follows them."},
    {.id = "return.async-pending",
     .section = return_value,
     .speaks_of = clause_part::whole,
     .says = "If an asynchronous operation is still pending, the return value is zero and "
             "GetLastError returns ERROR_IO_PENDING.",
     .why = "Only then does a request exist whose completion can be waited for, and whose "
            "OVERLAPPED has to stay where it is.",
     .pitfall =
         "The thread that made the call must live until then: its exit cancels the request."},
    {.id = "return.has-overlapped-io-completed",
     .section = return_value,
     .speaks_of = clause_part::overlapped_state,
     .says = "HasOverlappedIoCompleted tells when an asynchronous operation has finished.",
     .why = "It reads memory only: the cheapest look at a request there is.",
     .pitfall = "It means something for a request that was pending. After ERROR_PIPE_CONNECTED "
                "nothing was queued, and it may say \"not yet\" for ever."},
    {.id = "return.async-failure",
     .section = return_value,
     .speaks_of = clause_part::async_failure,
     .says = "If an asynchronous call fails, the return value is zero and GetLastError returns a "
             "value other than ERROR_IO_PENDING and ERROR_PIPE_CONNECTED.",
     .why = "So these two can be told from every failure, and everything else is one.",
     .pitfall = "Code that treats every zero other than ERROR_IO_PENDING as failure drops clients "
                "that connected early."},
    {.id = "return.client-first",
     .section = return_value,
     .speaks_of = clause_part::whole,
     .says = "If a client connects before the function is called, the function returns zero and "
             "GetLastError returns ERROR_PIPE_CONNECTED.",
     .why = "It is a success with the look of a failure, and under load it is common.",
     .pitfall = "No event is set, no completion packet is queued, and GetOverlappedResult would "
                "wait for ever: there is a client, but no request."},
    {.id = "return.client-between-create-and-connect",
     .section = return_value,
     .speaks_of = clause_part::whole,
     .says = "That can happen when a client connects in the interval between the calls of "
             "CreateNamedPipe and ConnectNamedPipe.",
     .why = "That interval can't be closed, so every server has to expect it.",
     .pitfall = "It is too short to show on an idle machine, and long enough on a busy one."},
    {.id = "return.client-first-is-connected",
     .section = return_value,
     .speaks_of = clause_part::data,
     .says = "In that situation there is a good connection between client and server, even though "
             "the function returned zero.",
     .why = "The server can read and write at once; calling again or disconnecting would lose the "
            "client.",
     .pitfall = "Code that closes or disconnects on every zero throws away a client that did "
                "nothing wrong."},
    {.id = "reuse.new-instance",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "A server process can use the function with a newly created instance.",
     .why = "It is where every server starts.",
     .pitfall = "The instance has been open to clients since CreateNamedPipe, so the first call on "
                "it can already find one connected, or gone again."},
    {.id = "reuse.after-disconnect",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "It can also be used with an instance that was connected to another client process, "
             "once the server has disconnected it with DisconnectNamedPipe.",
     .why = "A server can keep its instances, and so its place in the name space, for as many "
            "clients as come.",
     .pitfall = "Between DisconnectNamedPipe and the next call nobody can connect: without another "
                "listening instance, clients find the pipe busy."},
    {.id = "reuse.stale-client-closed",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "If the server has not disconnected and the previous client has closed its handle, "
             "the function returns zero and GetLastError returns ERROR_NO_DATA.",
     .why = "A client that only looks in and goes leaves this behind, so every accept loop meets "
            "it.",
     .pitfall = "Trying again without DisconnectNamedPipe gives the same for ever; and what the "
                "client wrote before it went can still be read, until it is disconnected."},
    {.id = "reuse.stale-client-open",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "If the server has not disconnected and the previous client has not closed its "
             "handle, the function returns zero and GetLastError returns ERROR_PIPE_CONNECTED.",
     .why = "The error is that of a new client that came early: nothing tells the two apart.",
     .pitfall = "A server that forgets DisconnectNamedPipe serves the old client again and takes "
                "it for a new one."},
    {.id = "mode.depends",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "Its behaviour depends on whether the wait mode of the pipe handle is blocking or "
             "nonblocking, and on whether it executes synchronously or in overlapped mode.",
     .why = "The same call is four different ones; code that is handed a pipe handle has to know "
            "which.",
     .pitfall = "In nonblocking mode an OVERLAPPED has no effect: no request is ever pending."},
    {.id = "mode.set-at-creation",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "A server initially specifies the wait mode of a pipe handle in CreateNamedPipe.",
     .why = "PIPE_WAIT is zero: who says nothing gets blocking mode.",
     .pitfall = "The mode belongs to one end: the client's handle has a wait mode of its own."},
    {.id = "mode.changed-later",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "The wait mode can be changed with SetNamedPipeHandleState.",
     .why = "A handle that was made elsewhere can be brought into the mode that the code expects.",
     .pitfall = "The call sets read mode and wait mode together, and needs write access, which the "
                "server end of an inbound pipe does not have."},
    {.id = "wait.event-wait-functions",
     .section = remarks,
     .speaks_of = clause_part::wait,
     .says = "The server process can use any of the wait functions to find out when the event "
             "object is signaled.",
     .why = "One thread can wait for many instances, and for its own shutdown beside them.",
     .pitfall = "Wait only after ERROR_IO_PENDING: after any other result no request was queued, "
                "and a wait without a time limit may never end."},
    {.id = "wait.sleep-ex",
     .section = remarks,
     .speaks_of = clause_part::whole,
     .says = "The server process can use SleepEx, an alertable wait, for that as well.",
     .why = "Servers that are built on completion routines already wait this way.",
     .pitfall = "SleepEx waits for no object: it ends when an asynchronous procedure call is "
                "delivered, and the function itself queues none."},
    {.id = "nonblocking.immediate",
     .section = remarks,
     .speaks_of = clause_part::promptness,
     .says = "If the pipe handle is in nonblocking mode, the function always returns immediately.",
     .why = "A loop over many instances can't be held up by one of them.",
     .pitfall = "A loop that does nothing else keeps a processor busy."},
    {.id = "nonblocking.first-after-disconnect",
     .section = remarks,
     .speaks_of = clause_part::value,
     .says = "In nonblocking mode the function returns a nonzero value the first time it is called "
             "for an instance that is disconnected from a previous client.",
     .why = "Code that is written to this sentence waits for a nonzero value before it goes on.",
     .pitfall = "Nonzero would not mean that there is a client: it is the only nonzero value of "
                "the function that does not."},
    {.id = "nonblocking.nonzero-means-available",
     .section = remarks,
     .speaks_of = clause_part::value,
     .says = "That nonzero value indicates that the pipe can now be connected to a new client "
             "process.",
     .why = "This call, and not DisconnectNamedPipe, makes the instance available again.",
     .pitfall = "A server that never calls again after DisconnectNamedPipe is busy for all "
                "clients."},
    {.id = "nonblocking.zero-otherwise",
     .section = remarks,
     .speaks_of = clause_part::value,
     .says = "In all other situations in which the pipe handle is in nonblocking mode, the "
             "function returns zero.",
     .why = "The error alone says what the state of the instance is.",
     .pitfall = "Zero is the usual answer, also to the news that a client is there: decide by the "
                "error, never by the return value."},
    {.id = "nonblocking.listening",
     .section = remarks,
     .speaks_of = clause_part::last_error,
     .says = "In nonblocking mode GetLastError returns ERROR_PIPE_LISTENING if no client is "
             "connected.",
     .why = "It means: come again later.",
     .pitfall = "Nothing was queued, so no event tells when later is."},
    {.id = "nonblocking.connected",
     .section = remarks,
     .speaks_of = clause_part::last_error,
     .says = "In nonblocking mode GetLastError returns ERROR_PIPE_CONNECTED if a client is "
             "connected.",
     .why = "It is the outcome that a server in this mode is waiting for.",
     .pitfall = "It stays so for every further call, so a client can be counted twice."},
    {.id = "nonblocking.stale-client-closed",
     .section = remarks,
     .speaks_of = clause_part::last_error,
     .says = "In nonblocking mode GetLastError returns ERROR_NO_DATA if a previous client has "
             "closed its pipe handle but the server has not disconnected.",
     .why = "Between two looks a client can have come and gone; what it wrote is still there.",
     .pitfall = "Only DisconnectNamedPipe leads out of it."},
    {.id = "nonblocking.good-connection",
     .section = remarks,
     .speaks_of = clause_part::data,
     .says = "In nonblocking mode a good connection between client and server exists only after "
             "ERROR_PIPE_CONNECTED was received.",
     .why = "Before that, reading and writing have nobody to reach.",
     .pitfall = "Neither a nonzero value nor ERROR_PIPE_LISTENING is a connection."},
    {.id = "nonblocking.compatibility-only",
     .section = remarks,
     .level = clause_level::advice,
     .speaks_of = clause_part::whole,
     .says = "Nonblocking mode is supported for compatibility with Microsoft LAN Manager 2.0 and "
             "should not be used to achieve asynchronous input and output with named pipes.",
     .why = "Overlapped requests tell when a client comes; nonblocking mode has to be asked again "
            "and again.",
     .pitfall = "The names invite the confusion: nonblocking mode is not overlapped mode.",
     .untestable = "It says what programs are to be written with, not what the function does."},
    {.id = "app-container.only-inside",
     .section = remarks,
     .speaks_of = clause_part::value,
     .says = "From Windows 10 version 1709 on, pipes of a UWP process are supported only within an "
             "app container.",
     .why = "A packaged program can talk to its own helpers through pipes, and by default to "
            "nobody else.",
     .pitfall = "A desktop server that such a program shall reach has to grant its package access "
                "explicitly."},
    {.id = "app-container.same-app",
     .section = remarks,
     .speaks_of = clause_part::value,
     .says = "That is, pipes are supported from one UWP process to another that is part of the "
             "same app.",
     .why = "Two packages can't reach each other's pipes, whatever names they agree on.",
     .pitfall = "Another package of the same publisher is another app."},
    {.id = "app-container.local-prefix",
     .section = remarks,
     .level = clause_level::duty,
     .speaks_of = clause_part::value,
     .says = R"(In an app container the pipe's name must have the form \\.\pipe\LOCAL\name.)",
     .why = "The prefix leads to a name space of the package's own; other names are refused.",
     .pitfall = "The same name means another pipe to a process outside the container."},
    {.id = "example.multithreaded-server",
     .section = example,
     .speaks_of = clause_part::whole,
     .says = "The example is a multithreaded pipe server: it creates an instance and a thread for "
             "each client.",
     .why = "It is the server that most others were copied from.",
     .pitfall = "It has no listening instance between one accept and the next CreateNamedPipe: a "
                "client that comes then finds the pipe busy, or not there at all."},
    {.id = "requirement.minimum-version",
     .section = requirements,
     .level = clause_level::requirement,
     .speaks_of = clause_part::whole,
     .says = "The function is there from Windows 2000 Professional and Windows 2000 Server on, for "
             "desktop and UWP apps.",
     .why = "No program needs to look for it at run time.",
     .pitfall = "It says where the function exists, not that it does the same everywhere."},
    {.id = "requirement.header",
     .section = requirements,
     .level = clause_level::requirement,
     .speaks_of = clause_part::value,
     .says = "The function is declared in namedpipeapi.h.",
     .why = "Which header to include; windows.h brings it along.",
     .pitfall = "Before the SDK of Windows 8 it was declared in winbase.h; windows.h brings it "
                "along in every SDK."},
    {.id = "requirement.library",
     .section = requirements,
     .level = clause_level::requirement,
     .speaks_of = clause_part::data,
     .says = "The function is in Kernel32.lib for the linker and in Kernel32.dll at run time.",
     .why = "What to link, and where to look the function up.",
     .pitfall = "A program that looks it up by GetProcAddress has to declare its pointer WINAPI: "
                "without that calling convention a 32-bit one corrupts its stack."},
});
static_assert(std::ranges::all_of(registry,
                                  [](const clause& one) { return one.speaks_of.has_value(); }));

}  // namespace

std::span<const clause> all_clauses() {
  return registry;
}

const clause* find_clause(std::string_view id) {
  const auto found = std::ranges::find(registry, id, &clause::id);
  return found == registry.end() ? nullptr : &*found;
}

}  // namespace cnp
