#pragma once

#include "harness/scenario/cell.hpp"
#include "harness/scenario/outcome.hpp"
#include "harness/win32/deadline.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/kernel_api.hpp"

#include <cstdint>
#include <memory>
#include <utility>

namespace cnp {

/// Owns the OVERLAPPED and the event of one asynchronous request: a connect, or a transfer that
/// proves a connection good. Neither copies nor moves, and never frees memory that the kernel may
/// still write: a request that is pending and will not settle leaves its memory and event behind,
/// on purpose. One thread at a time.
class overlapped_request {
 public:
  /// An OVERLAPPED of this kind, with its event. Throws `arrangement_error`. Not for `null`.
  explicit overlapped_request(overlapped_kind kind);
  ~overlapped_request();
  overlapped_request(const overlapped_request&) = delete;
  overlapped_request& operator=(const overlapped_request&) = delete;

  /// What to hand to the kernel.
  [[nodiscard]] OVERLAPPED* overlapped() { return &memory_->overlapped; }
  [[nodiscard]] overlapped_kind kind() const { return kind_; }
  /// The event, without the low bit; null for a kind that has none.
  [[nodiscard]] HANDLE event() const { return memory_->event.get(); }
  /// OVERLAPPED.Internal as it stands: an NTSTATUS.
  [[nodiscard]] std::uint32_t internal() const;
  /// Memory that the request reads or writes: it lives as long as the OVERLAPPED does.
  void keep(std::shared_ptr<void> buffer) { memory_->buffer = std::move(buffer); }
  /// Makes it as good as new for another request of this kind, for less than a new one costs. False
  /// (then nothing has changed) for kinds other than `manual_event`, and unless it is certain that
  /// the kernel will not touch the OVERLAPPED or the event any more: it sets the event *after* it
  /// has written the status, so a status that is not pending does not say it; a wait that saw the
  /// event does. Throws `arrangement_error`.
  [[nodiscard]] bool renew(overlapped_kind kind);
  /// Says that a wait for the event of this request succeeded.
  void event_seen() { event_seen_ = true; }
  /// Says that the request was issued on `file`, and whether the kernel kept it (ERROR_IO_PENDING).
  /// It is settled by `kernel`, which must outlive it.
  void issued(HANDLE file, bool kept, const kernel_api& kernel = running_kernel());
  /// Whether the kernel may still write the OVERLAPPED.
  [[nodiscard]] bool kernel_owns() const;
  /// Cancels the request if the kernel still owns it and waits until it does not; false if it does
  /// when the deadline passes. Where there is no CancelIoEx (before Vista), by CancelIo, and what
  /// another thread issued by DisconnectNamedPipe.
  bool settle(deadline limit);

 private:
  struct memory {
    OVERLAPPED overlapped{};
    object_handle event;
    object_handle unmodifiable;
    std::shared_ptr<void> buffer;
  };
  std::unique_ptr<memory> memory_;
  overlapped_kind kind_;
  HANDLE file_ = nullptr;
  const kernel_api* kernel_ = nullptr;
  bool kept_ = false;
  bool event_seen_ = false;
};

}  // namespace cnp
