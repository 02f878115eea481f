// Example of the page: the multithreaded pipe server. One thread makes an instance, waits for a
// client, and leaves it to a thread of its own; here for 16 clients, processes of their own, all
// connected at once. They are answered in another order than that in which they connected, so that
// an answer that reaches the wrong client is seen.

#include "cases/cases.hpp"
#include "cases/language/shared_steps.hpp"

#include <utility>

namespace cnp {

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

bool calls_by_name(const cell& where) {
  return where.how == client_how::call_named_pipe;
}

/// Client n connects in the cell's way.
step_source client_comes(std::uint8_t n) {
  return std::function<script(const cell&)>([=](const cell& where) {
    return calls_by_name(where) ? client(n, call_pipe{.text = question(n)}).begins().expand(where)
                                : client_arrives(n).expand(where);
  });
}

/// ConnectNamedPipe of the instance for client n, before there is one.
step_source server_awaits(std::uint8_t n, std::uint8_t thread) {
  return std::function<script(const cell&)>([=](const cell& where) {
    const step_builder waits = server(connect(pipe_of(n), request_of(n))).on(thread);
    return leaves_a_request(where)
               ? step_builder(waits).gives(zero(error::io_pending)).expand(where)
               : step_builder(waits).begins().expand(where);
  });
}

/// … and its end, when the client has come.
step_source server_is_told(std::uint8_t n, std::uint8_t thread) {
  return std::function<script(const cell&)>([=](const cell& where) {
    if (!leaves_a_request(where)) {
      return server(connect(pipe_of(n), request_of(n)))
          .on(thread)
          .finishes()
          .gives(nonzero())
          .expand(where);
    }
    return joined(where,
                  {server(wait_request{.pipe = pipe_of(n), .req = request_of(n)}).on(thread),
                   server(overlapped_result{.pipe = pipe_of(n), .req = request_of(n)}).on(thread)});
  });
}

/// A client that came before the call is taken for connected, as in the example.
step_source server_finds_the_client(std::uint8_t n) {
  return std::function<script(const cell&)>([=](const cell& where) {
    return joined(where, {server(peek_pipe{.pipe = pipe_of(n), .wait = patience::deadline})
                              .on(accepting_thread)
                              .only(calls_by_name)
                              .because("the client's request is there, so the client is connected"),
                          server(connect(pipe_of(n), request_of(n)))
                              .on(accepting_thread)
                              .gives(zero(error::pipe_connected))});
  });
}

/// The thread of a client waits for the client's question. (With CallNamedPipe it is there
/// already.)
step_source thread_starts(std::uint8_t n) {
  return server(server_reads(pipe_of(n))).on(n).begins().only([](const cell& where) {
    return !calls_by_name(where);
  });
}

/// The thread of client n reads its client's question. `by_rule`: that it is its client is so by
/// the catalogue only, which knows who gets which instance.
step_builder thread_reads(const cell& where, std::uint8_t n, bool by_rule) {
  step_builder reads = server(server_reads(pipe_of(n))).on(n).gives(data_is(question(n)));
  if (by_rule) {
    reads = std::move(reads).catalogue(61).because(
        "clients get the instances in the order in which those began to listen");
  }
  return calls_by_name(where) ? std::move(reads) : std::move(reads).finishes();
}

/// Every client asks, the last one first, and every thread answers its client, in a third order.
step_source all_are_served(bool by_rule) {
  return std::function<script(const cell&)>([=](const cell& where) {
    std::vector<step_source> steps;
    for (std::uint8_t n = client_count; n != 0 && !calls_by_name(where); --n) {
      steps.emplace_back(client(n, write_pipe{.handle = 0, .text = question(n)}));
    }
    for (unsigned turn = 1; turn <= client_count; ++turn) {
      constexpr unsigned stride = 5;  // Modulo the prime 17 it meets every number from 1 to 16.
      const auto n = static_cast<std::uint8_t>(turn * stride % (client_count + 1U));
      steps.emplace_back(thread_reads(where, n, by_rule));
      steps.emplace_back(server(server_writes(answer(n), pipe_of(n))).on(n));
      step_builder hears = calls_by_name(where)
                               ? client(n, call_pipe{.text = question(n)}).finishes()
                               : client(n, read_pipe{.handle = 0});
      steps.emplace_back(std::move(hears).gives(data_is(answer(n))).proves(the_example));
      steps.emplace_back(server(disconnect(pipe_of(n))).on(n));
      steps.emplace_back(server(close_handle{.handle = pipe_of(n)}).on(n));
    }
    return joined(where, steps);
  });
}

/// The example's own order: an instance is made, its client comes, the next instance is made.
script one_after_the_other(const cell& where) {
  std::vector<step_source> steps;
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    steps.emplace_back(server(create(pipe_of(n), unlimited_instances)).on(accepting_thread));
    if (where.when == client_when::before) {
      steps.emplace_back(client_comes(n));
      steps.emplace_back(server_finds_the_client(n));
    } else {
      steps.emplace_back(server_awaits(n, accepting_thread));
      steps.emplace_back(client_comes(n));
      steps.emplace_back(server_is_told(n, accepting_thread));
    }
    steps.emplace_back(thread_starts(n));
  }
  return joined(where, steps);
}

/// Every thread makes an instance and waits for a client; then all clients come.
script all_at_once(const cell& where) {
  std::vector<step_source> steps;
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    steps.emplace_back(server(create(pipe_of(n), unlimited_instances)).on(n));
    steps.emplace_back(server_awaits(n, n));
  }
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    steps.emplace_back(client_comes(n));
  }
  for (std::uint8_t n = 1; n <= client_count; ++n) {
    steps.emplace_back(server_is_told(n, n));
    steps.emplace_back(thread_starts(n));
  }
  return joined(where, steps);
}

scenario as_published() {
  return {
      .id = the_example,
      .says = "A server with one accepting thread and a thread for each client serves 16 clients "
              "that are connected at once: each gets its own answer.",
      .over = {.handle = both_handles,
               .lp = {overlapped_kind::null, overlapped_kind::manual_event},
               .type = both_types,
               .how = all_hows,
               .when = {client_when::before, client_when::during}},
      .only_if = is_fitting,
      .because = why_fitting,
      .steps = {one_after_the_other, all_are_served(false)},
  };
}

scenario accepting_in_every_thread() {
  return {
      .id = "example.accepting-in-every-thread",
      .says = "16 threads wait in ConnectNamedPipe, each for an instance of its own, until 16 "
              "clients come: each thread gets a client, and each client its own answer.",
      .over = {.handle = both_handles,
               .lp = {overlapped_kind::null, overlapped_kind::manual_event},
               .type = both_types,
               // A CallNamedPipe under way does not tell when it connects, so the order of several
               // would not be known.
               .how = handle_hows},
      .only_if = is_fitting,
      .because = why_fitting,
      .steps = {all_at_once, all_are_served(true)},
  };
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, not a procedure
std::vector<scenario> example_scenarios() {
  return {as_published(), accepting_in_every_thread()};
}

}  // namespace cnp
