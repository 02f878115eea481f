#include "harness/client_service.hpp"

#include "harness/arena.hpp"
#include "harness/arrangement.hpp"
#include "harness/client_command.hpp"
#include "harness/performer.hpp"
#include "harness/unusable.hpp"
#include "harness/wire.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace cnp {

namespace {

constexpr UINT unusable_status = 2;

/// What all lanes of the client share.
struct service {
  client_command command;
  arena shared;
  performer by;
  client_manner manner;
  std::atomic<std::uint32_t> answers{0};

  service(client_command what, const kernel_api& api, client_manner how)
      : command(std::move(what)), shared(arena::open(command.arena)), by(api, shared, command.seat),
        manner(how) {}

  [[nodiscard]] shared_lane& lane(std::uint8_t which) const {
    return shared->lanes.at(command.seat).at(which);
  }
  [[nodiscard]] doorbell go(std::uint8_t which) const {
    return {lane(which).go, command.go.at(which)};
  }
  [[nodiscard]] doorbell done(std::uint8_t which) const {
    return {lane(which).done, command.done.at(which)};
  }
};

struct lane_thread {
  service* whose = nullptr;
  std::uint8_t which = 0;
  HANDLE predecessor = nullptr;  ///< The thread that served the lane before and is about to end.
};

/// Leaves a sentence where the suite finds it.
void complain(service& whose, std::uint8_t which, lane_state how, const std::string& why) {
  shared_lane& lane = whose.lane(which);
  lane.complaint.fill('\0');
  why.copy(lane.complaint.data(), lane.complaint.size() - 1);
  lane.state = static_cast<std::uint32_t>(how);
}

/// Complains and ends the process: whoever sends messages that cannot be read is not to be trusted
/// with another.
[[noreturn]] void refuse(service& whose, std::uint8_t which, const std::string& why) {
  std::fprintf(stderr, "cnp-client: %s\n", why.c_str());
  complain(whose, which, lane_state::refused, why);
  whose.done(which).ring();
  ::ExitProcess(unusable_status);
}

/// The seeded defects of the client itself.
void misbehave(service& whose, shared_lane& lane) {
  constexpr std::uint32_t every = 3;
  if (whose.manner == client_manner::proper || ++whose.answers % every != 0) {
    return;
  }
  if (whose.manner == client_manner::wrong) {
    lane.outcome.fill(std::byte{0xFF});
    return;
  }
  // As late as can be: whoever waits for it has ended this process by then.
  constexpr std::chrono::minutes too_long{10};
  (void)wait_until(whose.command.owner, deadline::in(too_long));
}

/// Writes the answer; the event tells that it is there.
void answer(service& whose, std::uint8_t which, const observation& seen) {
  shared_lane& lane = whose.lane(which);
  lane.outcome_size = static_cast<std::uint32_t>(encode(seen.seen, std::span(lane.outcome)));
  lane.ticket_before = seen.ticket_before;
  lane.ticket_after = seen.ticket_after;
  lane.nanoseconds = seen.took.count();
  misbehave(whose, lane);
  lane.state = static_cast<std::uint32_t>(lane_state::done);
}

/// Makes the call that was told to the lane. True if the lane's thread is to end.
bool obey(service& whose, std::uint8_t which) {
  shared_lane& lane = whose.lane(which);
  const std::uint32_t size = lane.call_size;
  if (size > lane.call.size()) {
    refuse(whose, which,
           "a message claims " + std::to_string(size) + " bytes; it cannot have more than " +
               std::to_string(lane.call.size()));
  }
  if (size == 0) {  // No call: settle and close everything.
    whose.by.reset();
    answer(whose, which, {});
    return false;
  }
  // A copy, so that what was checked is what is used.
  std::vector<std::byte> message(lane.call.begin(), lane.call.begin() + size);
  try {
    const call what = decode_call(message);
    lane.state = static_cast<std::uint32_t>(lane_state::under_way);
    answer(whose, which, whose.by.perform(what, which));
    return std::holds_alternative<exit_thread>(what);
  } catch (const wire_error& problem) {
    refuse(whose, which, problem.what());
  } catch (const unsupported_error& lack) {
    complain(whose, which, lane_state::lacking, lack.what());
  } catch (const std::exception& failure) {
    complain(whose, which, lane_state::failed, failure.what());
  }
  return false;
}

DWORD WINAPI serve_lane(void* context);

HANDLE start_lane(service& whose, std::uint8_t which, HANDLE predecessor) {
  auto* mine = new lane_thread{.whose = &whose, .which = which, .predecessor = predecessor};
  const HANDLE thread = ::CreateThread(nullptr, 0, &serve_lane, mine, 0, nullptr);
  if (thread == nullptr) {
    refuse(whose, which, "CreateThread failed in the client");
  }
  whose.by.lane_thread(which, thread);
  return thread;
}

void serve(service& whose, std::uint8_t which) {
  for (;;) {
    if (whose.go(which).wait_idle(whose.command.owner) != bell_wait::rang) {
      ::ExitProcess(0);  // The owner is gone.
    }
    if (obey(whose, which)) {
      start_lane(whose, which, own_thread().release());
      return;
    }
    whose.done(which).ring();
  }
}

DWORD WINAPI serve_lane(void* context) {
  const std::unique_ptr<lane_thread> mine(static_cast<lane_thread*>(context));
  if (mine->predecessor != nullptr) {
    // The answer to exit_thread is due when the thread is gone, because that is what has effects.
    const object_handle gone(mine->predecessor);
    if (!wait_until(gone.get(), deadline::in(mine->whose->shared.operation()))) {
      refuse(*mine->whose, mine->which, "a thread that was told to exit did not");
    }
    mine->whose->done(mine->which).ring();
  }
  serve(*mine->whose, mine->which);
  return 0;
}

}  // namespace

std::optional<client_manner> seeded_manner(std::string_view name) {
  return name == "answers-wrongly" ? std::optional(client_manner::wrong)
         : name == "answers-late"  ? std::optional(client_manner::late)
                                   : std::nullopt;
}

const char* seeded_manners() {
  return "answers-wrongly, answers-late";
}

int serve_as_client(int argument_count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + std::min(1, argument_count),
                                         arguments + argument_count);
    client_command command = parse_client_arguments(words);
    const std::optional<client_manner> manner = seeded_manner(command.defect);
    const kernel_api* api = command.defect.empty() || manner
                                ? &running_kernel()
                                : seeded_defect(command.defect.c_str());
    if (api == nullptr) {
      throw unusable("no seeded defect is called '" + command.defect + "'; there are " +
                     seeded_defects() + ", " + seeded_manners());
    }
    service whose(std::move(command), *api, manner.value_or(client_manner::proper));
    whose.shared->process_ids.at(whose.command.seat) = ::GetCurrentProcessId();
    whose.by.lane_thread(0, own_thread().release());
    for (std::uint8_t which = 1; which < remote_lane_count; ++which) {
      if (whose.command.go.at(which) != nullptr) {
        start_lane(whose, which, nullptr);
      }
    }
    whose.done(0).ring();
    serve(whose, 0);
    return 0;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "cnp-client: %s\n", problem.what());
    return static_cast<int>(unusable_status);
  }
}

}  // namespace cnp
