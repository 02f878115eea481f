#include "cases/language/shared_steps.hpp"

#include <utility>

namespace cnp {

namespace {

wait_mode other(wait_mode mode) {
  return mode == wait_mode::blocking ? wait_mode::nonblocking : wait_mode::blocking;
}

bool reads_messages(const cell& where) {
  return where.type == pipe_type::message;
}

script created(const cell& where, std::uint32_t max_instances) {
  std::vector<step_source> steps{server(create(first_pipe, max_instances))};
  if (where.origin == mode_origin::changed_later) {
    steps.emplace_back(server(set_mode(where.wait)));
  }
  if (where.instance == instance_age::reused) {
    // The previous client comes before the call, so that this works in every mode and on every
    // handle.
    steps.emplace_back(client(1, open()).named("previous-client.CreateFile"));
    steps.emplace_back(server(connect(first_pipe, request_count - 1))
                           .gives(zero(error::pipe_connected))
                           .named("previous-client.ConnectNamedPipe"));
    steps.emplace_back(client(1, close_handle{.handle = 0}).named("previous-client.CloseHandle"));
    steps.emplace_back(server(disconnect()).named("previous-client.DisconnectNamedPipe"));
  }
  return joined(where, steps);
}

/// The client's calls, and nothing of the server's.
script client_comes(const cell& where, std::uint8_t n, const std::vector<std::string>& proves) {
  switch (where.how) {
  case client_how::create_file:
    return joined(where, {client(n, open()).proves(proves)});
  case client_how::wait_then_create_file:
    return joined(where, {client(n, wait_pipe{}), client(n, open()).proves(proves)});
  case client_how::call_named_pipe:
    return joined(where, {client(n, call_pipe{.text = question(n)}).begins()});
  }
  return {};
}

}  // namespace

std::string question(std::uint8_t n) {
  return "question of client " + std::to_string(n);
}
std::string answer(std::uint8_t n) {
  return "answer to client " + std::to_string(n);
}

outcome data_is(std::string text) {
  outcome seen = nonzero();
  seen.data = std::move(text);
  return seen;
}

call_for create(slot pipe, std::uint32_t max_instances) {
  return [=](const cell& where) -> call {
    return create_pipe{.pipe = pipe,
                       .handle = where.handle,
                       .wait = where.origin == mode_origin::at_creation ? where.wait
                                                                        : other(where.wait),
                       .type = where.type,
                       .dir = where.dir,
                       .max_instances = max_instances};
  };
}

call_for connect(slot pipe, request req) {
  return [=](const cell& where) -> call {
    return connect_pipe{.pipe = pipe, .req = req, .lp = where.lp};
  };
}

call_for connect_with(overlapped_kind lp, slot pipe, request req) {
  return connect_pipe{.pipe = pipe, .req = req, .lp = lp};
}

call_for disconnect(slot pipe) {
  return disconnect_pipe{.pipe = pipe};
}

call_for open(slot handle) {
  return [=](const cell& where) -> call { return open_pipe{.handle = handle, .dir = where.dir}; };
}

call_for set_mode(wait_mode mode, slot pipe) {
  return [=](const cell& where) -> call {
    return set_wait_mode{.pipe = pipe, .wait = mode, .message_reads = reads_messages(where)};
  };
}

call_for server_writes(std::string text, slot pipe) {
  return [text = std::move(text), pipe](const cell& where) -> call {
    return write_pipe{.handle = pipe, .text = text, .overlapped = is_overlapped(where)};
  };
}

call_for server_reads(slot pipe) {
  return [=](const cell& where) -> call {
    return read_pipe{.handle = pipe, .overlapped = is_overlapped(where)};
  };
}

bool is_synchronous(const cell& where) {
  return where.handle == handle_kind::synchronous;
}
bool is_overlapped(const cell& where) {
  return where.handle == handle_kind::overlapped;
}
bool is_nonblocking(const cell& where) {
  return where.wait == wait_mode::nonblocking;
}
bool is_reused(const cell& where) {
  return where.instance == instance_age::reused;
}

bool blocks_its_thread(const cell& where) {
  return !is_nonblocking(where) && (is_synchronous(where) || where.lp == overlapped_kind::null);
}

bool is_fitting(const cell& where) {
  return is_synchronous(where) == (where.lp == overlapped_kind::null);
}

bool leaves_a_request(const cell& where) {
  return !is_nonblocking(where) && is_overlapped(where) && where.lp != overlapped_kind::null;
}

script instance(const cell& where) {
  return created(where, 1);
}

step_source instance_of(std::uint32_t max_instances) {
  return std::function<script(const cell&)>(
      [=](const cell& where) { return created(where, max_instances); });
}

step_source client_arrives(std::uint8_t n, const std::vector<std::string>& proves) {
  return std::function<script(const cell&)>([=](const cell& where) {
    if (is_nonblocking(where)) {
      return client_connects(n, proves).expand(where);  // No call of the server waits for it.
    }
    return client_comes(where, n, proves);
  });
}

step_source client_connects(std::uint8_t n, const std::vector<std::string>& proves) {
  return std::function<script(const cell&)>([=](const cell& where) {
    script steps = client_comes(where, n, proves);
    if (where.how == client_how::call_named_pipe) {
      const step_source asked =
          server(peek_pipe{.pipe = first_pipe, .wait = patience::deadline})
              .because("the client's request is there, so the client is connected");
      steps.push_back(asked.expand(where).front());
    }
    return steps;
  });
}
step_source client_leaves(std::uint8_t n) {
  return std::function<script(const cell&)>([=](const cell& where) {
    const step_source closes = client(n, close_handle{.handle = 0});
    switch (where.fate) {
    case client_fate::holds:
      return script{};
    case client_fate::closes:
      return joined(where, {closes});
    case client_fate::writes_then_closes:
      return joined(where, {client(n, write_pipe{.handle = 0, .text = "left behind"}), closes});
    case client_fate::exits:
      return joined(where, {client(n, exit_process{.code = 0})});
    case client_fate::killed:
      return joined(where, {client(n, kill_process{})});
    case client_fate::duplicated_elsewhere: {
      const auto elsewhere = static_cast<std::uint8_t>(n + 1);
      return joined(where,
                    {client(elsewhere, make_odd_handle{.handle = 1, .what = odd_handle::null})
                         .because("a second process is there to hold the duplicate"),
                     client(n, duplicate_handle{.handle = 0, .to_process = elsewhere}), closes});
    }
    }
    return script{};
  });
}

step_source server_waits(const std::vector<std::string>& proves) {
  return std::function<script(const cell&)>([=](const cell& where) {
    if (blocks_its_thread(where)) {
      return joined(where, {server(connect())
                                .on(second_thread)
                                .begins()
                                .gives(under_way())
                                .catalogue(is_synchronous(where) ? 1 : 26)
                                .proves(proves)});
    }
    if (leaves_a_request(where)) {
      return joined(where,
                    {server(connect()).gives(zero(error::io_pending)).catalogue(2).proves(proves)});
    }
    if (is_reused(where)) {
      // The first call after DisconnectNamedPipe is a matter of its own, see nonblocking.
      return joined(where, {server(connect())
                                .sanely({nonzero(), zero(error::pipe_listening)})
                                .named("listens-again")});
    }
    return joined(where, {server(connect()).gives(zero(error::pipe_listening)).proves(proves)});
  });
}

step_source server_is_connected(const std::vector<std::string>& proves) {
  return std::function<script(const cell&)>([=](const cell& where) {
    if (blocks_its_thread(where)) {
      return joined(
          where, {server(connect()).on(second_thread).finishes().gives(nonzero()).proves(proves)});
    }
    if (!leaves_a_request(where)) {
      return joined(where, {server(connect()).gives(zero(error::pipe_connected)).proves(proves)});
    }
    outcome complete = nonzero();
    complete.internal = static_cast<std::uint32_t>(status::success);
    outcome no_bytes = nonzero();
    no_bytes.bytes = 0;
    return joined(
        where,
        {server(wait_request{.by = where.wait_by}).gives(signaled_by(where.wait_by)).proves(proves),
         server(request_state{}).gives(complete).proves(proves),
         server(overlapped_result{}).gives(no_bytes).proves(proves)});
  });
}

script connected(const cell& where) {
  if (where.when == client_when::before) {
    return joined(where, {client_connects(), server(connect()).gives(zero(error::pipe_connected))});
  }
  return joined(where, {server_waits(), client_arrives(), server_is_connected()});
}

step_source good_connection(std::uint8_t n, const std::vector<std::string>& proves, slot pipe) {
  return std::function<script(const cell&)>([=](const cell& where) {
    std::vector<step_source> steps;
    const bool calls = where.how == client_how::call_named_pipe;
    if (where.dir != direction::outbound) {
      if (!calls) {
        steps.emplace_back(client(n, write_pipe{.handle = 0, .text = question(n)}).proves(proves));
      }
      steps.emplace_back(server(server_reads(pipe)).gives(data_is(question(n))).proves(proves));
    }
    if (where.dir != direction::inbound) {
      steps.emplace_back(server(server_writes(answer(n), pipe)).proves(proves));
      const step_builder reads = calls ? client(n, call_pipe{.text = question(n)}).finishes()
                                       : client(n, read_pipe{.handle = 0});
      steps.emplace_back(step_builder(reads).gives(data_is(answer(n))).proves(proves));
    }
    return joined(where, steps);
  });
}

step_source server_disconnects(slot pipe) {
  return server(disconnect(pipe));
}

}  // namespace cnp
