// Example of the page: the multithreaded pipe server. One thread makes an instance(), waits for a
// client, and leaves it to a thread of its own; here for 16 clients, processes of their own, all
// connected at once. They are answered in another order than that in which they connected(), so
// that an answer that reaches the wrong client is seen.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

#include <utility>

namespace cnp::cases::example {

namespace {

constexpr const char* the_example = "example.multithreaded-server";

constexpr std::uint8_t client_count = 16;
constexpr std::uint32_t unlimited_instances = 255;  // PIPE_UNLIMITED_INSTANCES
/// Client n has the server's thread n, which is the server's only one that deals with it. This one
/// makes instances and waits for clients.
constexpr std::uint8_t accepting_thread = client_count + 1;
static_assert(accepting_thread < thread_count && client_count < process_count &&
              client_count <= slot_count && client_count <= request_count);

slot pipe_of(std::uint8_t n) {
  return static_cast<slot>(n - 1);
}
request request_of(std::uint8_t n) {
  return static_cast<request>(n - 1);
}

/// Client n connects in the cell's way.
step_source client_comes(std::uint8_t n) {
  return {client(n, call_pipe{.text = question(n)}).begins().only(calls_by_name),
          unless(calls_by_name, client_arrives(n))};
}

/// ConnectNamedPipe of the instance for client n, before there is one.
step_source server_awaits(std::uint8_t n, std::uint8_t thread) {
  const auto waits = [=] { return server(connect(pipe_of(n), request_of(n))).on(thread); };
  return {waits().arranges(zero(error::io_pending)).only(leaves_a_request),
          waits().begins().unless(leaves_a_request)};
}

/// … and its end, when the client has come.
step_source server_is_told(std::uint8_t n, std::uint8_t thread) {
  return {server(connect(pipe_of(n), request_of(n))).on(thread).finishes().unless(leaves_a_request),
          when(leaves_a_request,
               {server(wait_request{.pipe = pipe_of(n), .req = request_of(n)}).on(thread),
                server(overlapped_result{.pipe = pipe_of(n), .req = request_of(n)}).on(thread)})};
}

/// A client that came before the call is taken for connected, as in the example.
step_source server_finds_the_client(std::uint8_t n) {
  return {server(peek_pipe{.pipe = pipe_of(n), .wait = patience::deadline})
              .on(accepting_thread)
              .only(calls_by_name)
              .because("the client's request is there, so the client is connected"),
          server(connect(pipe_of(n), request_of(n)))
              .on(accepting_thread)
              .arranges(zero(error::pipe_connected))};
}

/// The thread of a client waits for the client's question. (With CallNamedPipe it is there
/// already.)
step_source thread_starts(std::uint8_t n) {
  return server(server_reads(pipe_of(n))).on(n).begins().unless(calls_by_name);
}

/// The thread of client n reads its client's question. `by_rule`: that it is its client is so by
/// the catalogue only, which knows who gets which instance.
step_source thread_reads(std::uint8_t n, bool by_rule) {
  step_builder reads = server(server_reads(pipe_of(n))).on(n).arranges(data_is(question(n)));
  if (by_rule) {
    reads = std::move(reads).catalogue(61).because(
        "clients get the instances in the order in which those began to listen");
  }
  return {step_builder(reads).only(calls_by_name),
          step_builder(reads).finishes().unless(calls_by_name)};
}

/// Client n hears the answer that is its own.
step_source client_is_answered(std::uint8_t n) {
  return {
      client(n, call_pipe{.text = question(n)})
          .finishes()
          .gives(data_is(answer(n)))
          .proves(the_example)
          .only(calls_by_name),
      client(n, read_pipe{}).gives(data_is(answer(n))).proves(the_example).unless(calls_by_name)};
}

/// Every client asks, the last one first, and every thread answers its client, in a third order.
step_source all_are_served(bool by_rule) {
  std::vector<step_source> steps;
  for (std::uint8_t n = client_count; n != 0; --n) {
    steps.emplace_back(client(n, write_pipe{.text = question(n)}).unless(calls_by_name));
  }
  for (unsigned turn = 1; turn <= client_count; ++turn) {
    constexpr unsigned stride = 5;  // Modulo the prime 17 it meets every number from 1 to 16.
    const auto n = static_cast<std::uint8_t>(turn * stride % (client_count + 1U));
    steps.insert(steps.end(),
                 {thread_reads(n, by_rule), server(server_writes(answer(n), pipe_of(n))).on(n),
                  client_is_answered(n), server(disconnect(pipe_of(n))).on(n),
                  server(close_handle{.handle = pipe_of(n)}).on(n)});
  }
  return steps;
}

/// The example's own order: an instance is made, its client comes, the next instance is made.
step_source one_after_the_other() {
  const auto first = is(client_when::before);
  std::vector<step_source> steps;
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    steps.insert(steps.end(), {server(create(pipe_of(n), unlimited_instances)).on(accepting_thread),
                               when(first, {client_comes(n), server_finds_the_client(n)}),
                               unless(first, {server_awaits(n, accepting_thread), client_comes(n),
                                              server_is_told(n, accepting_thread)}),
                               thread_starts(n)});
  }
  return steps;
}

/// Every thread makes an instance and waits for a client; then all clients come.
step_source all_at_once() {
  std::vector<step_source> instances;
  std::vector<step_source> clients;
  std::vector<step_source> threads;
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    instances.insert(instances.end(),
                     {server(create(pipe_of(n), unlimited_instances)).on(n), server_awaits(n, n)});
    clients.emplace_back(client_comes(n));
    threads.insert(threads.end(), {server_is_told(n, n), thread_starts(n)});
  }
  return {instances, clients, threads};
}

scenario as_published() {
  return {.id = the_example,
          .says = "A server with one accepting thread and a thread for each client serves 16 "
                  "clients that are connected at once: each gets its own answer.",
          .over = over(both_handles, overlapped_kind::null, overlapped_kind::manual_event,
                       both_types, all_hows, client_when::before, client_when::during),
          .only_if = is_fitting,
          .because = why_fitting,
          .steps = {one_after_the_other(), all_are_served(false)}};
}

/// Not with CallNamedPipe: a call under way does not tell when it connects, so the order of several
/// would not be known.
scenario accepting_in_every_thread() {
  return {.id = "example.accepting-in-every-thread",
          .says = "16 threads wait in ConnectNamedPipe, each for an instance of its own, until 16 "
                  "clients come: each thread gets a client, and each client its own answer.",
          .over = over(both_handles, overlapped_kind::null, overlapped_kind::manual_event,
                       both_types, handle_hows),
          .only_if = is_fitting,
          .because = why_fitting,
          .steps = {all_at_once(), all_are_served(true)}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {as_published(), accepting_in_every_thread()};
}

}  // namespace cnp::cases::example
