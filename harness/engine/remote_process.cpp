#include "harness/engine/remote_process.hpp"

#include "harness/ipc/client_command.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/support/assertion.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/utf8.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace cnp {

namespace {

/// How long a client's call may take to come back once the server end is closed. One that waits for
/// something else (WaitNamedPipe) has the process replaced, which is cheaper than waiting for it.
constexpr std::chrono::milliseconds closing{100};

bool file_exists(const std::wstring& path) {
  const DWORD attributes = ::GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

/// A server of its own makes calls from several threads; a client from one.
std::uint8_t threads_of(std::uint8_t seat) {
  return seat == 0 ? remote_thread_count : std::uint8_t{1};
}

}  // namespace

remote_process::remote_process(const client_start& how, const shared_memory& shared,
                               std::uint8_t seat, placement the_placement)
    : shared_(shared), seat_(seat), process_(seat), where_(the_placement),
      start_limit_(how.limits.start), program_(narrowed(how.program)) {
  if (!file_exists(how.program)) {
    throw input_error("the client program is missing: " + narrowed(how.program));
  }
  // With it the client sees that this process ended, and can do nothing else.
  const object_handle owner = weaker_handle(::GetCurrentProcess(), SYNCHRONIZE);
  client_command command{.seat = seat, .shared_memory = shared.section(), .owner = owner.get()};
  command.defect = how.defect;
  launch start{.program = how.program,
               .inherit = {command.shared_memory, command.owner},
               .job = how.job,
               .kernel = how.kernel};
  for (std::uint8_t which = 0; which < threads_of(seat); ++which) {
    go_.at(which) = new_event(event_reset::automatic);
    done_.at(which) = new_event(event_reset::automatic);
    command.go.at(which) = go_.at(which).get();
    command.done.at(which) = done_.at(which).get();
    start.inherit.push_back(go_.at(which).get());
    start.inherit.push_back(done_.at(which).get());
    thread(which).go.rung = thread(which).go.asleep = 0;
    thread(which).done.rung = thread(which).done.asleep = 0;
    thread(which).state = thread_state::idle;
    thread(which).complaint.fill('\0');
  }
  for (auto& handed : shared_->handed_over.at(seat_)) {
    handed = 0;
  }
  start.arguments = client_arguments(command);
  if (!in_app_container(the_placement)) {
    child_ = start_process(start);
    return;
  }
  try {
    start_in_container(start);
  } catch (const arrangement_error& failure) {
    app_container::trial().failed(failure.what());
  }
  app_container::trial().worked();
}

void remote_process::start_in_container(launch& start) {
  app_container& container = app_container::of(where_);
  start.container = container.capabilities();
  start.program = container.readable_copy(start.program);
  start.folder = container.folder();
  child_ = start_process(start);
  if (!container.holds(child_.process.get())) {
    ::TerminateProcess(child_.process.get(), 1);
    throw arrangement_error("the kernel started a process that was to be in one as an ordinary "
                            "process");
  }
  await_start();  // While the failure can still be told to be the container's.
}

void remote_process::await_start() {
  if (started_) {
    return;
  }
  const bell_wait rung = done(0).wait(child_.process.get(), deadline::in(start_limit_));
  if (rung == bell_wait::rang) {
    started_ = true;
    return;
  }
  if (rung == bell_wait::late) {
    ::TerminateProcess(child_.process.get(), 1);
    refuse_start("the client program did not answer in time, so it is not this suite's: " +
                 program_);
  }
  refuse_start("the client program ended with status " +
               std::to_string(exit_status(child_.process.get())) +
               " before it answered, so it is not this suite's, or was built from other sources: " +
               program_);
}

void remote_process::play(std::uint8_t process) {
  process_ = process;
  shared_->seats.at(process) = seat_;
}

void remote_process::refuse_start(const std::string& why) {
  if (in_app_container(where_)) {
    throw arrangement_error("in an app container, " + why);  // The program may well be ours.
  }
  throw input_error(why);
}

remote_process::~remote_process() {
  if (alive()) {
    ::TerminateProcess(child_.process.get(), 0);
    (void)wait_until(child_.process.get(), deadline::in(time_limits{}.grace));
  }
  shared_->process_ids.at(seat_) = 0;
}

shared_thread& remote_process::thread(std::uint8_t which) const {
  return shared_->threads.at(seat_).at(which);
}

doorbell remote_process::go(std::uint8_t which) const {
  return {thread(which).go, go_.at(which).get()};
}

doorbell remote_process::done(std::uint8_t which) const {
  return {thread(which).done, done_.at(which).get()};
}

std::string remote_process::name() const {
  return describe(actor{.process = process_, .thread = 0});
}

bool remote_process::alive() const {
  return child_.process && ::WaitForSingleObject(child_.process.get(), 0) == WAIT_TIMEOUT;
}

std::string remote_process::complaint(std::uint8_t which) const {
  const auto& text = thread(which).complaint;
  return {text.begin(), std::find(text.begin(), text.end(), '\0')};
}

void remote_process::lost() {
  std::string sentence = "the process of " + name() + " ended";
  for (std::uint8_t which = 0; which < threads_of(seat_); ++which) {
    if (thread(which).state == thread_state::refused) {
      sentence += ": " + complaint(which);
    }
  }
  throw process_lost(sentence, exit_status(child_.process.get()));
}

void remote_process::send(std::uint8_t which) {
  CNP_ASSERT(started_, "a process is told something before its start was awaited");
  thread(which).state = thread_state::told;
  unheard_.at(which) = true;
  go(which).ring();
}

void remote_process::tell(std::uint8_t which, const call& the_call) {
  CNP_ASSERT(which < threads_of(seat_),
             "the scenario gives " + name() + " a thread " + std::to_string(which + 1) +
                 "; in a process of its own it has " + std::to_string(threads_of(seat_)));
  if (thread(which).state == thread_state::refused) {
    lost();  // Its complaint stands where the next call would go.
  }
  shared_->signs.at(seat_).at(which) = static_cast<std::uint32_t>(call_sign::none);
  thread(which).call_size =
      static_cast<std::uint32_t>(encode(the_call, std::span(thread(which).call)));
  send(which);
}

std::optional<observation> remote_process::hear(std::uint8_t which, deadline limit) {
  const bell_wait rung = done(which).wait(child_.process.get(), limit);
  if (rung == bell_wait::late) {
    return std::nullopt;
  }
  unheard_.at(which) = false;
  const thread_state state = thread(which).state;
  if (rung == bell_wait::other || state == thread_state::refused) {
    (void)wait_until(child_.process.get(), limit);
    lost();
  }
  if (state == thread_state::failed) {
    throw arrangement_error(complaint(which));
  }
  if (state == thread_state::lacking) {
    throw unsupported_error(complaint(which));
  }
  const shared_thread& mine = thread(which);
  const auto size = std::min<std::size_t>(mine.outcome_size, mine.outcome.size());
  std::vector<std::byte> message(mine.outcome.begin(),
                                 mine.outcome.begin() + static_cast<std::ptrdiff_t>(size));
  observation seen;
  try {
    seen.seen = decode_outcome(message);
  } catch (const wire_error&) {
    failed_ = true;
    throw;
  }
  seen.ticket_before = mine.ticket_before;
  seen.ticket_after = mine.ticket_after;
  seen.took = std::chrono::nanoseconds{mine.nanoseconds};
  return seen;
}

call_progress remote_process::progress(std::uint8_t which, const call& the_call, deadline limit) {
  const thread_state state = thread(which).state;
  if (state == thread_state::idle || state == thread_state::told) {
    return call_progress::waiting;
  }
  const auto* connect = std::get_if<connect_pipe>(&the_call);
  if (connect == nullptr || which == 0) {
    return call_progress::begun;
  }
  const auto sign = static_cast<call_sign>(shared_->signs.at(seat_).at(which).load());
  if (const auto told = progress_by(sign)) {
    return *told;
  }
  if (sign == call_sign::queues) {
    return call_progress::begun;
  }
  // The first thread asks in that process: its handles mean nothing here.
  const bool has_event =
      connect->lp != overlapped_kind::null && connect->lp != overlapped_kind::no_event;
  tell(0,
       has_event
           ? call(wait_request{.pipe = connect->pipe, .req = connect->req, .wait = patience::none})
           : call(wait_handle{.handle = connect->pipe, .wait = patience::none}));
  const auto seen = hear(0, limit);
  const bool nonsignaled =
      seen && seen->seen.value == static_cast<std::uint32_t>(wait_result::timeout);
  return nonsignaled ? call_progress::under_way : call_progress::waiting;
}

ended_call remote_process::end_call(std::uint8_t which, deadline limit) {
  const thread_state state = thread(which).state;
  failed_ = state != thread_state::under_way;
  kill(limit);
  if (failed_) {
    throw arrangement_error(name() +
                            (state == thread_state::told
                                 ? " did not begin its call"
                                 : " did not answer, although its call had come back") +
                            "; its process was ended");
  }
  return {.process_usable = false, .how = "its process was ended"};
}

std::optional<std::uint32_t> remote_process::await_end(deadline limit) {
  return await_exit(child_.process.get(), limit);
}

void remote_process::kill(deadline limit) {
  arrange(::TerminateProcess(child_.process.get(), 1) != FALSE || !alive(), "TerminateProcess");
  if (!wait_until(child_.process.get(), limit)) {
    throw arrangement_error("the process of " + name() + " did not end when it was terminated");
  }
}

bool remote_process::is_in_kernel() const {
  return alive() && thread(0).state == thread_state::under_way;
}

bool remote_process::comes_back(deadline limit) {
  if (unheard_.at(0) && done(0).wait(child_.process.get(), limit) == bell_wait::rang) {
    unheard_.at(0) = false;
  }
  return !unheard_.at(0);
}

void remote_process::ask_to_reset() {
  if (asked_to_reset_ || !comes_back(deadline::in(std::chrono::milliseconds{0}))) {
    return;
  }
  thread(0).call_size = 0;
  send(0);
  asked_to_reset_ = true;
}

bool remote_process::reset(deadline limit) {
  // A call that is under way (CallNamedPipe without an answer) comes back when the other end is
  // closed; its answer must not be taken for that of the reset.
  if (failed_) {
    return false;
  }
  if (!asked_to_reset_ && !comes_back(deadline::in(closing).no_later_than(limit))) {
    return false;
  }
  ask_to_reset();
  try {
    asked_to_reset_ = !hear(0, limit);
    return !asked_to_reset_;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace cnp
