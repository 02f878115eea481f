#include "harness/win32/arrangement.hpp"

#include "harness/scenario/outcome.hpp"

namespace cnp {

namespace {

object_handle duplicate(HANDLE of, DWORD access, DWORD options) {
  HANDLE raw = nullptr;
  arrange(::DuplicateHandle(::GetCurrentProcess(), of, ::GetCurrentProcess(), &raw, access, FALSE,
                            options) != FALSE,
          "DuplicateHandle");
  return object_handle(raw);
}

}  // namespace

arrangement_error::arrangement_error(const std::string& sentence, std::uint32_t code)
    : std::runtime_error(sentence + " failed: " + error_text(code)) {}

void arrange(bool worked, const char* function) {
  if (!worked) {
    throw arrangement_error(function, ::GetLastError());
  }
}

void require_so(bool is_so, const char* otherwise) {
  if (!is_so) {
    throw arrangement_error(otherwise);
  }
}

object_handle new_event(event_reset how, bool signaled) {
  object_handle event(::CreateEventW(nullptr, how == event_reset::manual ? TRUE : FALSE,
                                     signaled ? TRUE : FALSE, nullptr));
  arrange(static_cast<bool>(event), "CreateEvent");
  return event;
}

object_handle weaker_handle(HANDLE of, DWORD access) {
  return duplicate(of, access, 0);
}

object_handle start_thread(DWORD(WINAPI* entry)(void*), void* context) {
  object_handle thread(::CreateThread(nullptr, 0, entry, context, 0, nullptr));
  arrange(static_cast<bool>(thread), "CreateThread");
  return thread;
}

object_handle own_thread() {
  return duplicate(::GetCurrentThread(), 0, DUPLICATE_SAME_ACCESS);
}

}  // namespace cnp
