#pragma once

#include "cases/language/step_builder.hpp"

#include <cstdint>
#include <string>
#include <vector>

// What scenarios have in common, as words that scenarios are written with. Calls that depend on the
// cell come first, then moves: several steps that depend on the cell. By convention the server end
// of the first instance is in slot 0, a client's end in slot 0 of its own process, and the pending
// request in place 0.

namespace cnp {

inline constexpr slot first_pipe = 0;
inline constexpr slot second_pipe = 1;
/// The server's second thread makes the calls that are expected to block.
inline constexpr std::uint8_t second_thread = 1;

// Sets of one value, for `axes`.
inline const std::vector overlapped_only{handle_kind::overlapped};
inline const std::vector during_only{client_when::during};

// What is said in a conversation with client n, so that a text that reaches the wrong end is seen.

[[nodiscard]] std::string question(std::uint8_t n);
[[nodiscard]] std::string answer(std::uint8_t n);
/// A call that succeeds and carries this text.
[[nodiscard]] outcome data_is(std::string text);

// Calls.

/// CreateNamedPipe as the cell says. If the wait mode is to be changed later, it begins with the
/// other one.
[[nodiscard]] call_for create(slot pipe = first_pipe, std::uint32_t max_instances = 1);
/// ConnectNamedPipe with the cell's lpOverlapped.
[[nodiscard]] call_for connect(slot pipe = first_pipe, request req = 0);
/// ConnectNamedPipe with this lpOverlapped, whatever the cell has.
[[nodiscard]] call_for connect_with(overlapped_kind lp, slot pipe = first_pipe, request req = 0);
/// DisconnectNamedPipe.
[[nodiscard]] call_for disconnect(slot pipe = first_pipe);
/// CreateFile with the access that the cell's direction gives a client.
[[nodiscard]] call_for open(slot handle = 0);
/// SetNamedPipeHandleState to a wait mode, keeping the read mode.
[[nodiscard]] call_for set_mode(wait_mode mode, slot pipe = first_pipe);
/// WriteFile and ReadFile of the server end, overlapped where its handle is.
[[nodiscard]] call_for server_writes(std::string text, slot pipe = first_pipe);
[[nodiscard]] call_for server_reads(slot pipe = first_pipe);

// Questions about a cell, for `step_builder::only` and `scenario::only_if`.

[[nodiscard]] bool is_synchronous(const cell& where);
[[nodiscard]] bool is_overlapped(const cell& where);
[[nodiscard]] bool is_nonblocking(const cell& where);
[[nodiscard]] bool is_reused(const cell& where);
/// Whether a ConnectNamedPipe without a client blocks its thread: a blocking pipe, and a
/// synchronous handle or a NULL lpOverlapped.
[[nodiscard]] bool blocks_its_thread(const cell& where);
/// Whether lpOverlapped is what the page wants for the handle: an OVERLAPPED for an overlapped one;
/// a synchronous one needs none.
[[nodiscard]] bool is_fitting(const cell& where);
/// Why a scenario has only such cells.
inline constexpr const char* why_fitting =
    "An overlapped handle must have an OVERLAPPED and a synchronous one needs none; what other "
    "pairs give is a matter of the parameters.";

/// Whether a ConnectNamedPipe without a client leaves a pending request behind.
[[nodiscard]] bool leaves_a_request(const cell& where);

// Moves.

/// The instance that the cell asks for, in `first_pipe`: created; its wait mode changed if the cell
/// says so; and if it is to be a reused one, connected to a previous client (process 1), which
/// closed, and disconnected from it. A fresh instance is listening, a reused one is disconnected.
[[nodiscard]] script instance(const cell& where);
/// The same with room for this many instances of the name.
[[nodiscard]] step_source instance_of(std::uint32_t max_instances);

/// The client connects in the cell's way: CreateFile; WaitNamedPipe, then CreateFile; or
/// CallNamedPipe, which is then under way, its request written (only a listening instance without a
/// pending blocking call can be asked that, see `client_arrives`). `proves` goes to the call that
/// connects.
[[nodiscard]] step_source client_connects(std::uint8_t n = 1,
                                          const std::vector<std::string>& proves = {});
/// The same while the server's connect is under way: nothing is asked of the server end.
[[nodiscard]] step_source client_arrives(std::uint8_t n = 1,
                                         const std::vector<std::string>& proves = {});

/// What becomes of the client, as the cell says. Process `n + 1` holds the duplicate if there is
/// one.
[[nodiscard]] step_source client_leaves(std::uint8_t n = 1);

/// The server's connect without a client, as the cell has it: it blocks a second thread, leaves a
/// request pending (0/ERROR_IO_PENDING), or, nonblocking, says that the pipe is listening. `proves`
/// goes to that step.
[[nodiscard]] step_source server_waits(const std::vector<std::string>& proves = {});
/// The end of it, after a client has connected: the blocked call returns nonzero; the pending
/// request completes, which the server learns in the cell's way, with 0 bytes; the nonblocking
/// call, made again, says that a client is connected. `proves` goes to the step that tells of the
/// client.
[[nodiscard]] step_source server_is_connected(const std::vector<std::string>& proves = {});

/// A connection of the first instance with client 1, arranged in the cell's way and order (`when`):
/// nothing of it is under test.
[[nodiscard]] script connected(const cell& where);

/// Data goes through the connection and arrives, in every direction that the pipe has;
/// `CallNamedPipe` gets its answer. This is what "good connection" means. `proves` goes to the step
/// at which data arrives.
[[nodiscard]] step_source good_connection(std::uint8_t n = 1,
                                          const std::vector<std::string>& proves = {},
                                          slot pipe = first_pipe);

/// The server's end is disconnected, which has to work.
[[nodiscard]] step_source server_disconnects(slot pipe = first_pipe);

}  // namespace cnp
