#pragma once

#include "reports/repro/program/first.hpp"
#include "reports/repro/program/words.hpp"

namespace cnp::repro_program {

// One event for each thing that can happen to a step: "turn" (it may be made), "done" (it was
// made), "calls" (its thread is about to call) and "returned" (the call has come back); and "ready"
// for each client. Whoever asks first makes it; it lives until the program ends.
inline HANDLE event(const char* happens, int number) {
  const std::string name =
      "cnp-repro-" + std::to_string(owner) + "-" + happens + "-" + std::to_string(number);
  const HANDLE one = CreateEventA(nullptr, TRUE, FALSE, name.c_str());
  if (one == nullptr) {
    std::printf("COULD NOT BE ARRANGED: CreateEvent: %s\n", error_name(GetLastError()).c_str());
    end(2);
  }
  return one;
}

// Ends the program when a step takes too long: which one, says the first process.
inline std::atomic<int> current{0};
inline HANDLE moved_on = nullptr;

inline DWORD WINAPI watch(void*) {
  while (WaitForSingleObject(moved_on, limit + limit / 2) == WAIT_OBJECT_0) {
  }
  const step& one = steps[current - 1];
  std::printf("HUNG: step %d, %s: %s: nothing within %lu s; expected is %s.\n", current.load(),
              one.who, one.call, (limit + limit / 2) / 1000, one.expected);
  end(1);
}

// The first process has come to this step.
inline void now(int number) {
  current = number;
  SetEvent(moved_on);
}

// A thread or a client waits for its turn. (The first process ends everything long before this
// limit.)
inline void turn(int number) {
  if (WaitForSingleObject(event("turn", number), 60 * limit) != WAIT_OBJECT_0) {
    end(2);
  }
}

// A step of another thread or of a client is made: tells what it gave, as `gave`.
inline void made(int number, const std::string& seen, bool allowed) {
  gave(number, seen, allowed);
  SetEvent(event("done", number));
}

// Its handles, and the requests of its thread, stay as they are until the program ends.
inline void stay() {
  WaitForSingleObject(event("turn", 0), 60 * limit);
}

// Lets a client (its process given) or another thread make its step, and waits until it has; false
// if it has not within the limit.
inline bool let(int number, HANDLE process = nullptr) {
  now(number);
  const HANDLE both[] = {event("done", number), process};
  SetEvent(event("turn", number));
  const DWORD waited = WaitForMultipleObjects(process != nullptr ? 2 : 1, both, FALSE, limit);
  if (waited == WAIT_OBJECT_0 + 1) {  // The client has ended: it told why, or it crashed.
    DWORD code = 0;
    GetExitCodeProcess(process, &code);
    if (code != 1 && code != 2) {
      std::printf("NOT AS EXPECTED: in step %d its process ended with %lu.\n", number, code);
    }
    end(code == 2 ? 2 : 1);
  }
  return waited == WAIT_OBJECT_0;
}

inline void must(int number, HANDLE process = nullptr) {
  if (!let(number, process)) {
    WaitForSingleObject(GetCurrentProcess(), 2 * limit);  // The watching thread ends this.
  }
}

// Between two questions about a state that has no event of its own; no order rests on it.
inline void nap() {
  Sleep(1);
}

// What begun calls gave that have come back.
inline std::string early[sizeof(steps) / sizeof(steps[0]) + 1];
inline bool early_allowed[sizeof(steps) / sizeof(steps[0]) + 1];

inline void returned(int number, const std::string& seen, bool allowed) {
  early[number] = seen;
  early_allowed[number] = allowed;
  SetEvent(event("returned", number));
}

// Lets another thread or a client begin a call that is expected to block, and waits until it is
// under way: the kernel makes `sign` (the pipe, or the event of the OVERLAPPED) nonsignaled when it
// takes the call. Where that can't be seen (no sign, or it was nonsignaled before), the call is
// taken to be under way when its thread is just about to make it.
inline void begins(int number, HANDLE sign) {
  now(number);
  const HANDLE back = event("returned", number);
  const bool shows = sign != nullptr && WaitForSingleObject(sign, 0) == WAIT_OBJECT_0;
  const HANDLE calls = event("calls", number);
  SetEvent(event("turn", number));
  WaitForSingleObject(calls, 2 * limit);
  while (shows && WaitForSingleObject(sign, 0) == WAIT_OBJECT_0 &&
         WaitForSingleObject(back, 0) != WAIT_OBJECT_0) {
    nap();
  }
  if (shows && WaitForSingleObject(back, 0) == WAIT_OBJECT_0) {
    gave(number, "returned at once: " + early[number], early_allowed[number]);
  } else {
    gave(number, shows ? "under way" : "begun (that the kernel has it can't be seen)", true);
  }
}

}  // namespace cnp::repro_program
