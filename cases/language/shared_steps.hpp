#pragma once

#include "cases/language/step_builder.hpp"

#include <cstdint>
#include <string>

// What scenarios have in common, as words that scenarios are written with: calls that depend on the
// cell, outcomes, and shared steps. By convention the server end of the first instance is in slot
// 0, a client's end in slot 0 of its own process, and the pending request in place 0.

namespace cnp {

inline constexpr slot first_pipe = 0;
inline constexpr slot second_pipe = 1;
/// A request beside the cell's, where a later step refers to it.
inline constexpr request other_request = 1;
/// The server's second thread makes the calls that are expected to block.
inline constexpr std::uint8_t second_thread = 1;

// What is said in a conversation with client n, so that a text that reaches the wrong end is seen.

[[nodiscard]] std::string question(std::uint8_t n);
[[nodiscard]] std::string answer(std::uint8_t n);

// Outcomes of calls that succeed, and what they show.

/// This text, or name.
[[nodiscard]] outcome data_is(std::string text);
/// So many bytes.
[[nodiscard]] outcome bytes_are(std::uint32_t count);

// What `request_state` finds; the value is that of HasOverlappedIoCompleted.

[[nodiscard]] outcome completed(status how = status::success);
[[nodiscard]] outcome not_completed();
[[nodiscard]] outcome event_is_set();
[[nodiscard]] outcome event_is_unset();

// Calls.

/// CreateNamedPipe as the cell says. If the wait mode is to be changed later, it begins with the
/// other one.
[[nodiscard]] call_for create(slot pipe = first_pipe, std::uint32_t max_instances = 1);
/// ConnectNamedPipe with the cell's lpOverlapped.
[[nodiscard]] call_for connect(slot pipe = first_pipe, request req = 0);
/// One more, while the cell's request may still be pending: with an OVERLAPPED of its own.
[[nodiscard]] call_for connect_again();
/// ConnectNamedPipe with this lpOverlapped, whatever the cell has.
[[nodiscard]] call_for connect_with(overlapped_kind lp, slot pipe = first_pipe, request req = 0);
/// DisconnectNamedPipe.
[[nodiscard]] call_for disconnect(slot pipe = first_pipe);
/// CreateFile with the access that the cell's direction gives a client.
[[nodiscard]] call_for open(slot handle = 0);
/// SetNamedPipeHandleState to a wait mode, keeping the read mode: this one; the cell's; the other.
[[nodiscard]] call_for set_mode(wait_mode mode);
[[nodiscard]] call_for set_its_mode();
[[nodiscard]] call_for set_other_mode();
/// WriteFile and ReadFile of the server end, overlapped where its handle is.
[[nodiscard]] call_for server_writes(std::string text, slot pipe = first_pipe);
[[nodiscard]] call_for server_reads(slot pipe = first_pipe);

// Shared steps.

/// The instance that the cell asks for, in `first_pipe`, with room for so many of the name:
/// created; its wait mode changed if the cell says so; and if it is to be a reused one, connected
/// to a previous client (process 1), which closed, and disconnected from it. A fresh instance is
/// listening, a reused one is disconnected.
[[nodiscard]] step_source instance(std::uint32_t max_instances = 1);

/// The client connects in the cell's way: CreateFile; WaitNamedPipe, then CreateFile; or
/// CallNamedPipe, which is then under way, its request written (only a listening instance without a
/// pending blocking call can be asked that, see `client_arrives`).
[[nodiscard]] step_source client_connects(std::uint8_t n = 1);
/// The same while the server's connect is under way: nothing is asked of the server end.
[[nodiscard]] step_source client_arrives(std::uint8_t n = 1);

/// What becomes of the client, as the cell says. Process `n + 1` holds the duplicate if there is
/// one.
[[nodiscard]] step_source client_leaves(std::uint8_t n = 1);

/// The server's connect without a client, as the cell has it: it blocks a second thread, leaves a
/// request pending (0/ERROR_IO_PENDING), or, nonblocking, says that the pipe is listening. `proves`
/// goes to that step.
[[nodiscard]] step_source server_waits(const clause_ids& proves = {});
/// The end of it, after a client has connected: the blocked call returns nonzero; the pending
/// request completes, which the server learns in the cell's way, with 0 bytes; the nonblocking
/// call, made again, says that a client is connected. `proves` goes to the step that tells of the
/// client.
[[nodiscard]] step_source server_is_connected(const clause_ids& proves = {});

/// A connection of the first instance with client 1, arranged in the cell's way and order (`when`):
/// nothing of it is under test.
[[nodiscard]] step_source connected();

/// Data goes through the connection and arrives, in every direction that the pipe has;
/// `CallNamedPipe` gets its answer. This is what "good connection" means. `proves` goes to the step
/// at which data arrives.
[[nodiscard]] step_source good_connection(const clause_ids& proves = {}, std::uint8_t n = 1,
                                          slot pipe = first_pipe);

}  // namespace cnp
