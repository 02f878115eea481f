// The parameters: which handles are server ends, and what lpOverlapped has to be.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

namespace cnp::cases::parameters {

namespace {

constexpr slot odd_slot = 5;
/// The other end of an anonymous pipe lies behind the first.
constexpr slot odd_slot_peer = 6;

/// A call on a handle that is no server end, with a NULL and with a valid OVERLAPPED.
scenario refuses(std::string id, std::string says, odd_handle kind, error why, int line) {
  return {.id = std::move(id),
          .says = std::move(says),
          .over =
              over(handle_kind::overlapped, overlapped_kind::null, overlapped_kind::manual_event),
          .steps = {server(make_odd_handle{.handle = odd_slot, .what = kind}),
                    server(connect(odd_slot))
                        .gives(zero(why))
                        .proves({"parameter.server-handle", "return.failure-is-zero"})
                        .catalogue(line)}};
}

/// A call whose OVERLAPPED has an event that cannot be used: it fails, and nothing was queued.
scenario unusable_event(std::string id, std::string says, overlapped_kind lp, error why) {
  return {
      .id = std::move(id),
      .says = std::move(says),
      .over = over(handle_kind::overlapped, both_types, all_directions, both_ages),
      .steps = {
          instance(),
          server(connect_with(lp)).gives(zero(why)).catalogue(24).named("call-with-a-bad-event"),
          server(connect_with(overlapped_kind::manual_event, first_pipe, other_request))
              .gives(zero(error::io_pending))
              .proves("parameter.overlapped-required")
              .named("call-with-a-good-one"),
          client(1, open()),
          server(wait_request{.req = other_request})
              .gives(waited(wait_result::object_0))
              .proves("parameter.overlapped-required"),
          good_connection()}};
}

scenario server_handle() {
  return {.id = "parameters.server-handle",
          .says = "The handle that CreateNamedPipe returned is accepted, in every mode.",
          .over = over(both_handles, both_waits, both_origins, all_overlapped, both_types,
                       all_directions, both_ages),
          .steps = {instance(), server_waits(), client_arrives(),
                    server_is_connected({"parameter.server-handle"})}};
}

scenario client_end() {
  return {.id = "parameters.client-end",
          .says = "The client's end of the same pipe is not accepted.",
          .over = over(both_handles, both_types, all_directions),
          .steps = {instance(), client(1, open()),
                    client(1, connect_with(overlapped_kind::null))
                        .gives(zero(error::invalid_function))
                        .proves("parameter.server-handle")
                        .catalogue(18)}};
}

scenario anonymous_read_end() {
  return {
      .id = "parameters.anonymous-read-end",
      .says = "The read end of an anonymous pipe is the server end of a connected pipe.",
      .steps = {server(make_odd_handle{.handle = odd_slot, .what = odd_handle::anonymous_read_end}),
                server(connect(odd_slot)).gives(zero(error::pipe_connected)).catalogue(20),
                server(close_handle{.handle = odd_slot_peer}),
                server(connect(odd_slot))
                    .gives(zero(error::no_data))
                    .catalogue(20)
                    .named("after-the-writer-closed")}};
}

scenario valid_overlapped() {
  return {.id = "parameters.valid-overlapped",
          .says = "On an overlapped handle a valid OVERLAPPED makes the function report truly: "
                  "pending while nobody is there, complete when a client connects.",
          .over = over(handle_kind::overlapped, all_requests, both_types, all_directions, both_ages,
                       all_hows, client_when::during),
          .steps = {instance(), server_waits({"parameter.overlapped-required"}), client_arrives(),
                    server_is_connected({"parameter.overlapped-required"}), good_connection()}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {
      server_handle(),
      client_end(),
      refuses("parameters.pipe-device", "The named-pipe device is no server end.",
              odd_handle::pipe_device, error::invalid_function, 19),
      refuses("parameters.pipe-root", "The root directory of the named pipes is no server end.",
              odd_handle::pipe_root, error::invalid_function, 19),
      refuses("parameters.disk-file", "A disk file is no server end.", odd_handle::disk_file,
              error::invalid_function, 21),
      refuses("parameters.null-handle", "NULL is no handle.", odd_handle::null,
              error::invalid_handle, 21),
      refuses("parameters.invalid-handle-value", "INVALID_HANDLE_VALUE is no handle of a pipe.",
              odd_handle::invalid_handle_value, error::invalid_handle, 21),
      refuses("parameters.closed-handle", "A handle that was closed is no handle.",
              odd_handle::closed, error::invalid_handle, 21),
      refuses("parameters.event-handle", "An event is no pipe.", odd_handle::event,
              error::invalid_handle, 21),
      refuses("parameters.anonymous-write-end",
              "The write end of an anonymous pipe is a client end.",
              odd_handle::anonymous_write_end, error::invalid_function, 20),
      anonymous_read_end(),
      valid_overlapped(),
      unusable_event("parameters.event-that-is-no-handle",
                     "An hEvent that is no handle: 0/ERROR_INVALID_HANDLE, and nothing is queued.",
                     overlapped_kind::not_an_event, error::invalid_handle),
      unusable_event(
          "parameters.event-without-modify-right",
          "An hEvent without EVENT_MODIFY_STATE: 0/ERROR_ACCESS_DENIED, and nothing is queued.",
          overlapped_kind::unmodifiable_event, error::access_denied)};
}

}  // namespace cnp::cases::parameters
