#include "harness/ipc/shared_memory.hpp"

#include "harness/support/input_error.hpp"
#include "harness/win32/arrangement.hpp"

#include <array>
#include <cwchar>
#include <iterator>
#include <new>

namespace cnp {

namespace {

/// A number that no other run on this machine has: the process id is unique now, the counter of the
/// execution clock tells this process from an earlier one with the same id.
std::uint64_t run_number() {
  LARGE_INTEGER now{};
  ::QueryPerformanceCounter(&now);
  const auto clock = static_cast<std::uint64_t>(now.QuadPart) & 0xFFFFFFFF;
  return (std::uint64_t{::GetCurrentProcessId()} << 32) | clock;
}

}  // namespace

void shared_memory::unmap::operator()(shared_layout* view) const {
  ::UnmapViewOfFile(view);
}

shared_memory shared_memory::create(std::chrono::milliseconds operation, std::wstring_view prefix) {
  object_handle section(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                             static_cast<DWORD>(sizeof(shared_layout)), nullptr));
  arrange(static_cast<bool>(section), "CreateFileMapping");
  void* memory =
      ::MapViewOfFile(section.get(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(shared_layout));
  arrange(memory != nullptr, "MapViewOfFile");
  auto* view = ::new (memory) shared_layout{};
  view->magic = shared_memory_magic;
  view->fingerprint = protocol_fingerprint();
  view->size = static_cast<std::uint32_t>(sizeof(shared_layout));
  view->operation_ms = static_cast<std::uint32_t>(operation.count());
  view->run = run_number();
  prefix.copy(view->prefix.data(), view->prefix.size() - 1);
  for (std::uint8_t process = 0; process < process_count; ++process) {
    view->seats.at(process) = process;
  }
  return shared_memory(std::move(section), view);
}

shared_memory shared_memory::open(HANDLE section) {
  object_handle owned(section);
  void* memory =
      ::MapViewOfFile(owned.get(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(shared_layout));
  if (memory == nullptr) {
    throw input_error("the shared memory named on the command line cannot be mapped");
  }
  shared_memory opened(std::move(owned), static_cast<shared_layout*>(memory));
  if (opened->magic != shared_memory_magic || opened->size != sizeof(shared_layout) ||
      opened->fingerprint != protocol_fingerprint()) {
    throw input_error(
        "the suite that started this client speaks another protocol; build both anew");
  }
  return opened;
}

std::wstring shared_memory::pipe_name(std::uint8_t name_id, bool local) const {
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
