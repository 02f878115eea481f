#pragma once

#include "harness/ipc/doorbell.hpp"
#include "harness/ipc/wire.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/win32/section.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cnp {

/// Where a message to a thread stands.
enum class thread_state : std::uint32_t {
  idle,       ///< Nothing to do.
  told,       ///< A call was written; the thread has not begun it.
  under_way,  ///< The thread is about to make the call, or is in it.
  done,       ///< The answer was written.
  failed,     ///< Something that is not under test failed; `complaint` says what.
  lacking,    ///< The kernel lacks what the call needs; `complaint` says what.
  refused,    ///< The message could not be understood; `complaint` says why. The process ends.
  answering,  ///< The call has come back; its answer is being written.
};

/// What a thread says of the connect it is about to make.
enum class call_sign : std::uint32_t {
  none,    ///< Nothing yet.
  shows,   ///< Its handle or event is signaled now, and turns nonsignaled when the call is under
           ///< way.
  silent,  ///< It is not signaled, so it cannot show that.
  queues,  ///< Nor is it, but the thread has no I/O pending now: what is pending later is the call.
};

// What stands in memory that processes share. Fixed-width members only and explicit alignment, so
// that a 32-bit client and a 64-bit server see the same layout.

/// One thread of one process: a call goes in, an outcome comes out.
struct alignas(8) shared_thread {
  bell_state go;    ///< Rung when a call was written.
  bell_state done;  ///< Rung when the answer was written.
  std::atomic<thread_state> state;
  std::uint32_t call_size;
  std::uint32_t outcome_size;
  std::uint32_t reserved;
  std::uint64_t ticket_before;
  std::uint64_t ticket_after;
  std::int64_t nanoseconds;
  std::array<std::byte, wire_limit> call;
  std::array<std::byte, wire_limit> outcome;
  std::array<char, 256> complaint;
};

/// What a process of its own finds its memory by. There are more seats than processes in a cell, so
/// that a spare client can be started beside them.
inline constexpr std::uint8_t seat_count = process_count + 1;

/// The next place for what is aligned by 8.
constexpr std::size_t next_eighth(std::size_t at) {
  return (at + 7) / 8 * 8;
}
static_assert(sizeof(bell_state) == 8 && sizeof(thread_state) == 4);
static_assert(offsetof(shared_thread, ticket_before) == 32 && offsetof(shared_thread, call) == 56 &&
              offsetof(shared_thread, outcome) == 56 + wire_limit &&
              offsetof(shared_thread, complaint) == 56 + 2 * wire_limit &&
              sizeof(shared_thread) == next_eighth(56 + 2 * wire_limit + 256));

/// Everything that the processes of a run share.
struct alignas(8) shared_layout {
  std::uint32_t magic;
  std::uint32_t fingerprint;  ///< `protocol_fingerprint()` of the program that made it.
  std::uint32_t size;
  std::uint32_t operation_ms;
  std::atomic<std::uint64_t> tickets;  ///< One counter for all processes: order without clocks.
  std::uint64_t run;                   ///< Makes pipe names of this run different from any other's.
  std::array<wchar_t, 48> prefix;      ///< What they begin with; ends with a NUL.
  std::atomic<std::uint64_t> cell;  ///< Makes pipe names of this cell different from the others'.
  /// 1: an app container takes part, pipes must let it in.
  std::atomic<std::uint32_t> in_app_container;
  std::uint32_t reserved;
  /// The seat of each process of the cell; at first its own number.
  std::array<std::atomic<std::uint32_t>, process_count> seats;
  // By seat:
  std::array<std::atomic<std::uint32_t>, seat_count> process_ids;
  /// For each thread, whether its current call can be seen under way: a `call_sign`.
  std::array<std::array<std::atomic<std::uint32_t>, thread_count>, seat_count> signs;
  /// Handles that another process duplicated into a slot of this one; the owner of the slot takes
  /// them.
  std::array<std::array<std::atomic<std::uint64_t>, slot_count>, seat_count> handed_over;
  std::array<std::array<shared_thread, remote_thread_count>, seat_count> threads;
};

static_assert(sizeof(wchar_t) == 2 && offsetof(shared_layout, tickets) == 16 &&
              offsetof(shared_layout, cell) == 128 && offsetof(shared_layout, seats) == 144 &&
              offsetof(shared_layout, signs) ==
                  144 + std::size_t{4} * (process_count + seat_count) &&
              offsetof(shared_layout, handed_over) ==
                  next_eighth(offsetof(shared_layout, signs) +
                              std::size_t{4} * seat_count * thread_count) &&
              offsetof(shared_layout, threads) ==
                  offsetof(shared_layout, handed_over) + std::size_t{8} * seat_count * slot_count);

inline constexpr std::uint32_t shared_memory_magic = 0x43504E43;  // "CNPC"
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
static_assert(std::atomic<thread_state>::is_always_lock_free);
static_assert(sizeof(std::atomic<std::uint64_t>) == 8);

/// The shared memory of a run. Movable; what is shared stays where it is.
class shared_memory {
 public:
  /// A new section, for the process that runs the suite. `operation` is the limit that clients
  /// keep; `prefix`, of 40 characters at most, is what pipe names begin with. Throws
  /// `arrangement_error`.
  [[nodiscard]] static shared_memory create(std::chrono::milliseconds operation,
                                            std::wstring_view prefix = L"cnp");
  /// A view of an inherited section, for a client process. Throws `input_error` when it is too
  /// small or was made by a program with another protocol.
  [[nodiscard]] static shared_memory open(HANDLE section);

  [[nodiscard]] shared_layout& operator*() const { return *section_; }
  [[nodiscard]] shared_layout* operator->() const { return &*section_; }
  /// The section, to be inherited by clients.
  [[nodiscard]] HANDLE section() const { return section_.get(); }

  /// Draws the next ticket. Any thread, any process.
  [[nodiscard]] std::uint64_t ticket() const { return section_->tickets.fetch_add(1) + 1; }
  /// The seat of a process of the cell, whatever the shared memory claims.
  [[nodiscard]] std::uint32_t seat(std::uint8_t process) const {
    return section_->seats.at(process) % seat_count;
  }
  /// The limit of one operation.
  [[nodiscard]] std::chrono::milliseconds operation() const {
    return std::chrono::milliseconds{section_->operation_ms};
  }
  /// The full name of pipe number `name_id` of the current cell.
  [[nodiscard]] std::wstring pipe_name(std::uint8_t name_id, bool local) const;

 private:
  explicit shared_memory(section_of<shared_layout> section) : section_(std::move(section)) {}

  section_of<shared_layout> section_;
};

}  // namespace cnp
