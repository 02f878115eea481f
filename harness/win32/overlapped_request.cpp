#include "harness/win32/overlapped_request.hpp"

#include "harness/support/assertion.hpp"
#include "harness/win32/arrangement.hpp"

#include <atomic>
#include <cstdint>

namespace cnp {

namespace {

/// How long a request that nobody waits for may take to settle once it was cancelled.
constexpr std::chrono::milliseconds settle_limit{2'000};
/// A value that is certainly no handle of this process: handle values are multiples of four, and
/// this one is beyond any table.
constexpr std::uintptr_t no_handle = 0x0BAD0BA0;
/// A pattern that no completion leaves behind, so that "untouched" can be told from "pending".
constexpr ULONG_PTR untouched = 0x5EED5EED;

}  // namespace

overlapped_request::overlapped_request(overlapped_kind kind)
    : memory_(std::make_unique<memory>()), kind_(kind) {
  CNP_ASSERT(kind != overlapped_kind::null, "a request without OVERLAPPED has nothing to own");
  OVERLAPPED& overlapped = memory_->overlapped;
  overlapped.Internal = untouched;
  if (kind == overlapped_kind::no_event) {
    return;
  }
  if (kind == overlapped_kind::not_an_event) {
    overlapped.hEvent = reinterpret_cast<HANDLE>(no_handle);
    return;
  }
  memory_->event =
      new_event(kind == overlapped_kind::auto_event ? event_reset::automatic : event_reset::manual,
                kind == overlapped_kind::manual_event_signaled);
  overlapped.hEvent = memory_->event.get();
  if (kind == overlapped_kind::low_bit_event) {
    overlapped.hEvent =
        reinterpret_cast<HANDLE>(reinterpret_cast<std::uintptr_t>(overlapped.hEvent) | 1U);
  }
  if (kind == overlapped_kind::unmodifiable_event) {
    memory_->unmodifiable = weaker_handle(memory_->event.get(), SYNCHRONIZE);
    overlapped.hEvent = memory_->unmodifiable.get();
  }
}

overlapped_request::~overlapped_request() {
  if (!settle(deadline::in(settle_limit))) {
    // The kernel may still write it: losing it is the only safe thing to do.
    (void)memory_.release();
  }
}

std::uint32_t overlapped_request::internal() const {
  const volatile ULONG_PTR& written_by_kernel = memory_->overlapped.Internal;
  const auto value = static_cast<std::uint32_t>(written_by_kernel);
  std::atomic_thread_fence(std::memory_order_acquire);
  return value;
}

bool overlapped_request::renew(overlapped_kind kind) {
  const bool over = !kept_ || (event_seen_ && !kernel_owns());
  if (kind != kind_ || kind != overlapped_kind::manual_event || !over) {
    return false;
  }
  arrange(::ResetEvent(event()) != FALSE, "ResetEvent");
  memory_->overlapped = OVERLAPPED{};
  memory_->overlapped.Internal = untouched;
  memory_->overlapped.hEvent = event();
  memory_->buffer.reset();
  file_ = nullptr;
  kept_ = false;
  event_seen_ = false;
  return true;
}

void overlapped_request::issued(HANDLE file, bool kept, const kernel_api& kernel) {
  file_ = file;
  kernel_ = &kernel;
  kept_ = kept;
}

bool overlapped_request::kernel_owns() const {
  return kept_ && internal() == static_cast<std::uint32_t>(status::pending);
}

bool overlapped_request::settle(deadline limit) {
  if (!kernel_owns()) {
    return true;
  }
  const auto cancel = kernel_->cancel_io_ex;
  if (cancel != nullptr) {
    cancel(file_, &memory_->overlapped);
  } else {
    // Before Vista only the thread that issued it can cancel it; but what waits on a server end,
    // whoever issued it, ends when that is disconnected.
    ::CancelIo(file_);
    if (kernel_owns()) {
      ::DisconnectNamedPipe(file_);
    }
  }
  return poll_until([this] { return !kernel_owns(); }, limit);
}

}  // namespace cnp
