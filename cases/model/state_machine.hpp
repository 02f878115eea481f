#pragma once

#include "harness/scenario/call.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/support/names.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

// The state machine of a pipe name: its instances, its clients, what is under way. It says for
// every call what it gives and what comes after, and who says so: a clause of the page, or a line
// of the catalogue. Pure values, no Win32.

inline constexpr std::uint8_t model_instances = 2;
inline constexpr std::uint8_t model_clients = 2;
inline constexpr std::uint8_t model_requests = 2;

/// Which calls are made.
enum class alphabet : std::uint8_t {
  whole,
  /// Only those by which several instances of a name have to do with each other: without data,
  /// changes of mode, and second ways of doing the same.
  brief,
  /// Of those, only what makes and ends connections and waits: one kind of instance and of
  /// connect, and no cancelling.
  least,
};

/// What a model is of: how many instances the name may have, how many clients take part, and what
/// the server's handles are.
struct model_space {
  std::uint8_t instances = 1;
  std::uint8_t clients = 1;
  handle_kind handle = handle_kind::synchronous;
  bool kills = false;  ///< Clients are killed too (each time a process has to be started anew).
  bool waits = false;  ///< Clients wait in WaitNamedPipe, until something ends their wait.
  alphabet calls = alphabet::whole;
  /// The last client makes only the calls by which clients have to do with each other: what one
  /// does alone, another one does here.
  bool bystander = false;
};

/// Where an instance stands: NPFS's states, and `absent` for one that was not created.
enum class instance_phase : std::uint8_t { absent, listening, connected, closing, disconnected };
/// As an instance is called where its state can be read back.
template <>
inline constexpr auto names<instance_phase> =
    name_table<instance_phase>({"absent", "listening", "connected", "closing", "disconnected"});

struct instance_state {
  instance_phase phase = instance_phase::absent;
  wait_mode wait = wait_mode::blocking;
  std::uint8_t requests = 0;  ///< Overlapped connects that are pending.
  bool blocked = false;       ///< A connect blocks the server's thread for this instance.
  bool unread = false;        ///< A client wrote what nobody has read.
  std::uint8_t client = 0;    ///< The client that is or was connected; 0: none.
  std::uint8_t turn = 0;      ///< Listening: how many instances have listened for longer.

  auto operator<=>(const instance_state&) const = default;
};

enum class client_phase : std::uint8_t {
  idle,          ///< Has no handle.
  connected,     ///< Its handle is an instance's other end.
  disconnected,  ///< It still has a handle; the server disconnected the other end.
  closing,       ///< It still has a handle; the server closed the other end.
  dead,          ///< Killed.
  waiting,       ///< Is in WaitNamedPipe, and has no handle.
};
/// Empty where an instance says it, or there is nothing to say.
template <>
inline constexpr auto names<client_phase> =
    name_table<client_phase>({"", "", "disconnected", "closing", "dead", "waiting"});

struct model_state {
  std::array<instance_state, model_instances> instances{};
  std::array<client_phase, model_clients> clients{};

  auto operator<=>(const model_state&) const = default;
};

/// The calls of the model's alphabet.
enum class model_verb : std::uint8_t {
  create_blocking,
  create_nonblocking,
  create_too_many,  ///< CreateNamedPipe when the name has all its instances.
  connect_null,     ///< ConnectNamedPipe with NULL lpOverlapped.
  connect_event,    ///< ConnectNamedPipe with an OVERLAPPED and an event.
  connect_bare,     ///< The same without an event.
  disconnect,
  close_server,
  to_blocking,
  to_nonblocking,
  server_reads,
  server_writes,  ///< WriteFile, and the client's ReadFile where there is one.
  cancel_io,
  cancel_io_ex,
  cancel_synchronous_io,
  client_opens,
  client_calls,           ///< CallNamedPipe, answered by the instance that gets it.
  client_waits,           ///< WaitNamedPipe, without waiting.
  client_begins_to_wait,  ///< WaitNamedPipe where none listens: it is under way then.
  client_writes,
  client_reads,  ///< Of an end whose other one is gone; elsewhere it would wait for the server.
  client_closes,
  client_is_killed,
};
template <>
inline constexpr auto names<model_verb> = name_table<model_verb>({
    "create-blocking",
    "create-nonblocking",
    "create-too-many",
    "connect-null",
    "connect-event",
    "connect-no-event",
    "disconnect",
    "close",
    "to-blocking",
    "to-nonblocking",
    "read",
    "write",
    "cancel-io",
    "cancel-io-ex",
    "cancel-synchronous-io",
    "opens",
    "calls",
    "waits",
    "begins-to-wait",
    "writes",
    "reads",
    "closes",
    "is-killed",
});

/// Whether it is a client that makes the call.
[[nodiscard]] constexpr bool is_clients(model_verb verb) {
  return verb >= model_verb::client_opens;
}

[[nodiscard]] constexpr bool is_create(model_verb verb) {
  return verb == model_verb::create_blocking || verb == model_verb::create_nonblocking;
}

/// The wait mode that a verb names.
[[nodiscard]] constexpr wait_mode wait_mode_of(model_verb verb) {
  return verb == model_verb::create_nonblocking || verb == model_verb::to_nonblocking
             ? wait_mode::nonblocking
             : wait_mode::blocking;
}

/// A call of the alphabet and whom it is made on: an instance (from 0), or a client (from 1).
struct model_action {
  model_verb verb = model_verb::create_blocking;
  std::uint8_t on = 0;

  auto operator<=>(const model_action&) const = default;
};

/// Actions one after the other, from nothing.
using model_path = std::vector<model_action>;

/// How many instances the name has: those with a server end. One whose server end was closed while
/// its client kept its own no longer counts (catalogue 85).
[[nodiscard]] unsigned count_instances(const model_state& state);
/// Whether a client still has the other end of an instance that the server closed.
[[nodiscard]] bool is_left(const model_state& state);

/// What a call returns that was under way.
struct call_end {
  std::vector<outcome> allowed = {};  ///< None: it goes on.
  grade known = grade::certain;
  int catalogue = 0;  ///< The line that says so.
};

/// What an action gives.
struct prediction {
  std::vector<outcome> allowed;
  grade known = grade::documented;
  std::vector<std::string> proves = {};  ///< Clause ids.
  int catalogue = 0;                     ///< The line that says so; 0: the clause does.
  /// What comes after.
  model_state next = {};
  /// A kernel is known that does otherwise, after which the pipe stands otherwise too: the rest of
  /// a walk is lost on it, so walks come to this last.
  bool contested = false;
  /// The instance that a client's call was connected to.
  std::optional<std::uint8_t> connected = {};
  /// What every WaitNamedPipe that was under way returns now.
  call_end wait_ends = {};
};

/// What happens when the action is taken; nothing if it can't be taken in this state (it would
/// block for ever, or there is nobody to take it). Pure.
[[nodiscard]] std::optional<prediction> predict(const model_space& space, const model_state& state,
                                                model_action action);
/// Every action that can be taken, in a stable order. Pure.
[[nodiscard]] std::vector<model_action> possible_actions(const model_space& space,
                                                         const model_state& state);

/// The state after a path; nothing if an action of it can't be taken where it stands. Pure.
[[nodiscard]] std::optional<model_state> state_after(const model_space& space,
                                                     const model_path& path);

/// `connect-event`, `client-2.opens`, `second.disconnect`.
[[nodiscard]] std::string describe(model_action action);
/// `listening blocking 1-pending`, each instance and client that is not as at the beginning.
[[nodiscard]] std::string describe(const model_state& state);

}  // namespace cnp
