#include "harness/ipc/shared_memory.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/input_error.hpp"

#include <array>
#include <cwchar>
#include <iterator>

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

shared_memory shared_memory::create(std::chrono::milliseconds operation, std::wstring_view prefix) {
  shared_memory made(section_of<shared_layout>::create());
  made->magic = shared_memory_magic;
  made->fingerprint = protocol_fingerprint();
  made->size = static_cast<std::uint32_t>(sizeof(shared_layout));
  made->operation_ms = static_cast<std::uint32_t>(operation.count());
  made->run = run_number();
  CNP_ASSERT(prefix.size() < made->prefix.size(), "the prefix of pipe names is too long");
  prefix.copy(made->prefix.data(), prefix.size());
  for (std::uint8_t process = 0; process < process_count; ++process) {
    made->seats.at(process) = process;
  }
  return made;
}

shared_memory shared_memory::open(HANDLE section) {
  shared_memory opened(section_of<shared_layout>::open(section));
  if (!opened.section_) {
    throw input_error("the shared memory named on the command line cannot be mapped");
  }
  if (opened->magic != shared_memory_magic || opened->size != sizeof(shared_layout) ||
      opened->fingerprint != protocol_fingerprint()) {
    throw input_error(
        "the suite that started this client speaks another protocol; build both anew");
  }
  return opened;
}

std::wstring shared_memory::pipe_name(std::uint8_t name_id, bool local) const {
  wchar_t name[128];
  const std::array<wchar_t, 48> prefix = section_->prefix;
  // (The precision: what is shared with a client may have lost its end.)
  std::swprintf(
      name, std::size(name), L"\\\\.\\pipe\\%ls%.47ls-%llx-%llx-%u", local ? L"LOCAL\\" : L"",
      prefix.data(), static_cast<unsigned long long>(section_->run),
      static_cast<unsigned long long>(section_->cell.load()), static_cast<unsigned>(name_id));
  return name;
}

}  // namespace cnp
