#include "harness/arena.hpp"

#include "harness/arrangement.hpp"
#include "harness/unusable.hpp"

#include <array>
#include <cwchar>
#include <iterator>
#include <new>

namespace cnp {

namespace {

/// A number that no other run on this machine has: the process id is unique now, the counter of the
/// performance clock tells this process from an earlier one with the same id.
std::uint64_t run_number() {
  LARGE_INTEGER now{};
  ::QueryPerformanceCounter(&now);
  const auto clock = static_cast<std::uint64_t>(now.QuadPart) & 0xFFFFFFFF;
  return (std::uint64_t{::GetCurrentProcessId()} << 32) | clock;
}

}  // namespace

void arena::unmap::operator()(shared_arena* view) const {
  ::UnmapViewOfFile(view);
}

arena arena::create(std::chrono::milliseconds operation, std::wstring_view prefix) {
  object_handle section(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                             static_cast<DWORD>(sizeof(shared_arena)), nullptr));
  arrange(static_cast<bool>(section), "CreateFileMapping");
  void* memory =
      ::MapViewOfFile(section.get(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(shared_arena));
  arrange(memory != nullptr, "MapViewOfFile");
  auto* view = ::new (memory) shared_arena{};
  view->magic = arena_magic;
  view->fingerprint = protocol_fingerprint();
  view->size = static_cast<std::uint32_t>(sizeof(shared_arena));
  view->operation_ms = static_cast<std::uint32_t>(operation.count());
  view->run = run_number();
  prefix.copy(view->prefix.data(), view->prefix.size() - 1);
  for (std::uint8_t process = 0; process < process_count; ++process) {
    view->seats.at(process) = process;
  }
  return arena(std::move(section), view);
}

arena arena::open(HANDLE section) {
  object_handle owned(section);
  void* memory =
      ::MapViewOfFile(owned.get(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(shared_arena));
  if (memory == nullptr) {
    throw unusable("the shared memory named on the command line cannot be mapped");
  }
  arena opened(std::move(owned), static_cast<shared_arena*>(memory));
  if (opened->magic != arena_magic || opened->size != sizeof(shared_arena) ||
      opened->fingerprint != protocol_fingerprint()) {
    throw unusable("the suite that started this client speaks another protocol; build both anew");
  }
  return opened;
}

std::wstring arena::pipe_name(std::uint8_t name_id, bool local) const {
  wchar_t name[128];
  const std::array<wchar_t, 48> prefix = view_->prefix;
  // (The precision: what is shared with a client may have lost its end.)
  std::swprintf(
      name, std::size(name), L"\\\\.\\pipe\\%ls%.47ls-%llx-%llx-%u", local ? L"LOCAL\\" : L"",
      prefix.data(), static_cast<unsigned long long>(view_->run),
      static_cast<unsigned long long>(view_->cell.load()), static_cast<unsigned>(name_id));
  return name;
}

}  // namespace cnp
