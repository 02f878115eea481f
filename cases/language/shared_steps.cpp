#include "cases/language/shared_steps.hpp"

#include <utility>

namespace cnp {

namespace {

/// Far from those that scenarios use.
constexpr request previous_request = request_count - 1;

wait_mode other(wait_mode mode) {
  return mode == wait_mode::blocking ? wait_mode::nonblocking : wait_mode::blocking;
}

/// The client's calls, and nothing of the server's.
step_source client_comes(std::uint8_t n) {
  return {client(n, call_pipe{.text = question(n)}).begins().only(calls_by_name),
          client(n, wait_pipe{}).only(is(client_how::wait_then_create_file)),
          client(n, open()).unless(calls_by_name)};
}

call_for set_mode_to(wait_mode (*chosen)(const cell&)) {
  return [=](const cell& in) { return set_mode(chosen(in)).in(in); };
}

call wait_in_the_cells_way(const cell& in) {
  return wait_request{.by = in.wait_by};
}

}  // namespace

std::string question(std::uint8_t n) {
  return "question of client " + std::to_string(n);
}
std::string answer(std::uint8_t n) {
  return "answer to client " + std::to_string(n);
}

outcome data_is(std::string text) {
  return {.value = 1, .data = std::move(text)};
}
outcome bytes_are(std::uint32_t count) {
  return {.value = 1, .bytes = count};
}

outcome completed(status how) {
  return {.value = 1, .internal = static_cast<std::uint32_t>(how)};
}
outcome not_completed() {
  return {.internal = static_cast<std::uint32_t>(status::pending)};
}
outcome event_is_set() {
  return {.value = 1, .event_signaled = true};
}
outcome event_is_unset() {
  return {.event_signaled = false};
}

call_for create(slot pipe, std::uint32_t max_instances) {
  return [=](const cell& in) -> call {
    return create_pipe{.pipe = pipe,
                       .handle = in.handle,
                       .wait = in.origin == mode_origin::at_creation ? in.wait : other(in.wait),
                       .type = in.type,
                       .dir = in.dir,
                       .max_instances = max_instances};
  };
}

call_for connect(slot pipe, request req) {
  return
      [=](const cell& in) -> call { return connect_pipe{.pipe = pipe, .req = req, .lp = in.lp}; };
}

call_for connect_again() {
  return connect(first_pipe, own_request);
}

call_for connect_with(overlapped_kind lp, slot pipe, request req) {
  return connect_pipe{.pipe = pipe, .req = req, .lp = lp};
}

call_for disconnect(slot pipe) {
  return disconnect_pipe{.pipe = pipe};
}

call_for open(slot handle) {
  return [=](const cell& in) -> call { return open_pipe{.handle = handle, .dir = in.dir}; };
}

call_for set_mode(wait_mode mode) {
  return [=](const cell& in) -> call {
    return set_wait_mode{.wait = mode, .message_reads = in.type == pipe_type::message};
  };
}

call_for set_its_mode() {
  return set_mode_to([](const cell& in) { return in.wait; });
}

call_for set_other_mode() {
  return set_mode_to([](const cell& in) { return other(in.wait); });
}

call_for server_writes(std::string text, slot pipe) {
  return [text = std::move(text), pipe](const cell& in) -> call {
    return write_pipe{.handle = pipe, .text = text, .overlapped = is_overlapped(in)};
  };
}

call_for server_reads(slot pipe) {
  return [=](const cell& in) -> call {
    return read_pipe{.handle = pipe, .overlapped = is_overlapped(in)};
  };
}

step_source instance(std::uint32_t max_instances) {
  return {server(create(first_pipe, max_instances)),
          server(set_its_mode()).only(is(mode_origin::changed_later)),
          // The previous client comes before the call, so that this works in every mode and on
          // every handle.
          when(is_reused, {client(1, open()).named("previous-client.CreateFile"),
                           server(connect(first_pipe, previous_request))
                               .arranges(zero(error::pipe_connected))
                               .named("previous-client.ConnectNamedPipe"),
                           client(1, close_handle{}).named("previous-client.CloseHandle"),
                           server(disconnect()).named("previous-client.DisconnectNamedPipe")})};
}

step_source client_arrives(std::uint8_t n) {
  // No call of a nonblocking server waits for it.
  return {when(is_nonblocking, client_connects(n)), unless(is_nonblocking, client_comes(n))};
}

step_source client_connects(std::uint8_t n) {
  return {client_comes(n), server(peek_pipe{.wait = patience::deadline})
                               .because("the client's request is there, so the client is connected")
                               .only(calls_by_name)};
}

step_source client_leaves(std::uint8_t n) {
  const auto elsewhere = static_cast<std::uint8_t>(n + 1);
  return {client(n, write_pipe{.text = "left behind"}).only(is(client_fate::writes_then_closes)),
          when(is(client_fate::duplicated_elsewhere),
               {client(elsewhere, make_odd_handle{.handle = 1, .what = odd_handle::null})
                    .because("a second process is there to hold the duplicate"),
                client(n, duplicate_handle{.to_process = elsewhere})}),
          client(n, exit_process{}).only(is(client_fate::exits)),
          client(n, kill_process{}).only(is(client_fate::killed)),
          client(n, close_handle{})
              .unless(is(client_fate::holds))
              .unless(is(client_fate::exits))
              .unless(is(client_fate::killed))};
}

step_source server_waits(const clause_ids& proves) {
  const auto blocks = [&](int line) {
    return server(connect())
        .on(second_thread)
        .begins()
        .catalogue(line)
        .proves(proves)
        .only(blocks_its_thread);
  };
  return {blocks(1).only(is_synchronous), blocks(26).only(is_overlapped),
          server(connect())
              .gives(zero(error::io_pending))
              .catalogue(2)
              .proves(proves)
              .only(leaves_a_request),
          server(connect())
              .arranges(zero(error::pipe_listening))
              .proves(proves)
              .only(is_nonblocking)
              .unless(is_reused),
          // The first call after DisconnectNamedPipe is a matter of its own, see nonblocking.
          server(connect())
              .sanely({nonzero(), zero(error::pipe_listening)})
              .catalogue(33)
              .named("listens-again")
              .only(is_nonblocking)
              .only(is_reused)};
}

step_source server_is_connected(const clause_ids& proves) {
  return {
      server(connect()).on(second_thread).finishes().proves(proves).only(blocks_its_thread),
      server(connect()).arranges(zero(error::pipe_connected)).proves(proves).only(is_nonblocking),
      when(leaves_a_request, {server(wait_in_the_cells_way).proves(proves),
                              server(request_state{}).arranges(completed()).proves(proves),
                              server(overlapped_result{}).arranges(bytes_are(0)).proves(proves)})};
}

step_source connected() {
  const auto first = is(client_when::before);
  return {when(first, {client_connects(), server(connect()).arranges(zero(error::pipe_connected))}),
          unless(first, {server_waits(), client_arrives(), server_is_connected()})};
}

step_source good_connection(const clause_ids& proves, std::uint8_t n, slot pipe) {
  return {unless(is(direction::outbound),
                 {client(n, write_pipe{.text = question(n)}).proves(proves).unless(calls_by_name),
                  server(server_reads(pipe)).arranges(data_is(question(n))).proves(proves)}),
          unless(is(direction::inbound), {server(server_writes(answer(n), pipe)).proves(proves),
                                          client(n, call_pipe{.text = question(n)})
                                              .finishes()
                                              .arranges(data_is(answer(n)))
                                              .proves(proves)
                                              .only(calls_by_name),
                                          client(n, read_pipe{})
                                              .arranges(data_is(answer(n)))
                                              .proves(proves)
                                              .unless(calls_by_name)})};
}

}  // namespace cnp
