#include "harness/engine/executor.hpp"

#include "harness/engine/executor_client.hpp"
#include "harness/engine/executor_pipe.hpp"
#include "harness/engine/executor_wait.hpp"
#include "harness/support/assertion.hpp"

#include <string>

namespace cnp {

namespace {

/// The limit within which all requests of a cell have to settle when the cell is over.
constexpr std::chrono::milliseconds reset_limit{2'000};

/// All overloads as one. A call that has none does not compile.
template <class... Calls>
struct overloaded : Calls... {
  using Calls::operator()...;
};
template <class... Calls>
overloaded(Calls...) -> overloaded<Calls...>;

}  // namespace

executor::executor(const kernel_api& api, const shared_memory& shared, std::uint8_t process)
    : api_(api), shared_(shared), process_(process) {}

executor::~executor() {
  reset();
}

observation executor::perform(const call& the_call, std::uint8_t thread) {
  return std::visit(
      overloaded{pipe_calls(*this, thread), wait_calls(*this, thread), client_calls(*this, thread)},
      the_call);
}

void executor::thread_handle(std::uint8_t thread, HANDLE served_by) {
  threads_.at(thread) = served_by;
}

HANDLE executor::handle(slot which) {
  const HANDLE held = handles_.at(which);
  if (held != nullptr) {
    return held;
  }
  const std::uint64_t handed = shared_->handed_over.at(process_).at(which).exchange(0);
  if (handed == 0) {
    return nullptr;
  }
  // Handle values have 32 significant bits on every Windows, so they travel between bitnesses.
  auto* const raw = reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(handed));
  adopt(which, raw);
  return raw;
}

void executor::require_free(slot which) const {
  CNP_ASSERT(handles_.at(which) == nullptr, "the scenario puts a second handle into slot " +
                                                std::to_string(which) +
                                                ": close the first one, or take another slot");
}

void executor::adopt(slot which, HANDLE raw) {
  object_handle owned(raw);  // Closed if there is no place for it.
  require_free(which);
  borrowed_.at(which) = false;
  handles_.at(which) = owned.release();
}

void executor::lend(slot which, HANDLE raw) {
  require_free(which);
  borrowed_.at(which) = true;
  handles_.at(which) = raw;
}

HANDLE executor::take_out(slot which) {
  (void)handle(which);
  return handles_.at(which).exchange(nullptr);
}

void executor::reset() {
  const deadline limit = deadline::in(reset_limit);
  for (auto& pending : requests_) {
    if (pending) {
      (void)pending->settle(limit);
    }
  }
  for (slot which = 0; which < slot_count; ++which) {
    const HANDLE held = take_out(which);
    if (held != nullptr && !borrowed_.at(which)) {
      api_.close_handle(held);
    }
  }
  for (auto& pending : requests_) {
    pending.reset();
  }
}

// What the calls have in common.

void call_maker::give_sign(HANDLE object) {
  if (thread_ == 0) {
    return;  // Thread 0 asks about the others; nobody asks about it.
  }
  by_.signs_.at(thread_) = object;
  const bool signaled = object != nullptr && ::WaitForSingleObject(object, 0) == WAIT_OBJECT_0;
  const bool queues = !signaled && !api_.has_pending_io(::GetCurrentThread());
  shared_->signs.at(process_).at(thread_) =
      static_cast<std::uint32_t>(signaled ? call_sign::shows
                                 : queues ? call_sign::queues
                                          : call_sign::silent);
}

observation call_maker::settle_boolean(observation seen, bool worked) {
  seen.seen.kind = value_kind::boolean;
  seen.seen.value = worked ? 1 : 0;
  if (worked) {
    seen.seen.error = 0;
  }
  return seen;
}

observation call_maker::done() {
  return boolean([] { return TRUE; });
}

DWORD call_maker::timeout(patience wait) const {
  switch (wait) {
  case patience::none:
    return 0;
  case patience::brief:
    return deadline::in(shared_.operation() / 40).timeout();
  case patience::deadline:
    break;
  }
  return limit().timeout();
}

overlapped_request& call_maker::pending(request which) {
  const auto& found = place(which);
  CNP_ASSERT(found, "the scenario names request " + std::to_string(which) +
                        ", which no ConnectNamedPipe issued: a connect with an OVERLAPPED in that "
                        "place must come first, from the same process");
  return *found;
}

HANDLE call_maker::thread_handle(std::uint8_t thread) {
  const HANDLE found = by_.threads_.at(thread);
  CNP_ASSERT(found != nullptr, "the scenario names thread " + std::to_string(thread) +
                                   ", which has not made a call: let it make one first");
  return found;
}

}  // namespace cnp
