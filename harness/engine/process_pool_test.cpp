// Client programs of other bits than the suite's, which a kernel need not run. Where it does, cells
// are performed with them as with any other: by `cnp run --client`.

#include "harness/engine/process_pool.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/scratch_folder.hpp"
#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/kernel.hpp"
#include "harness/win32/windows.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>

namespace cnp {
namespace {

/// A copy of the client program that says that it is for this machine.
std::wstring client_for(const test::scratch_folder& folder, std::uint16_t machine) {
  const std::filesystem::path copy = folder / "cnp-client.exe";
  std::filesystem::copy_file(beside_own_program(L"cnp-client.exe"), copy);
  std::fstream file(copy, std::ios::binary | std::ios::in | std::ios::out);
  IMAGE_DOS_HEADER start{};
  file.read(reinterpret_cast<char*>(&start), sizeof(start));
  file.seekp(start.e_lfanew + std::streamoff{sizeof(DWORD)});
  file.write(reinterpret_cast<const char*>(&machine), sizeof(machine));
  return copy.wstring();
}

TEST(ClientOfOtherBits, IsUnsupportedWhereTheKernelDoesNotStartIt) {
  const test::scratch_folder folder;
  process_pool pool({.client_program = client_for(folder, IMAGE_FILE_MACHINE_ARMNT)});
  pool.require_client();
  const std::string lack =
      thrown<unsupported_error>([&pool] { pool.begin_cell({.id = "none"}, 2); });
  EXPECT_TRUE(has(lack, "this kernel does not start the client program, which is for arm ("));
  pool.begin_cell({.id = "none"}, 1);  // No client, no lack.
  (void)pool.end_cell();
}

TEST(ClientOfOtherBits, IsAMistakeIfItIsNoProgram) {
  const test::scratch_folder folder;
  process_pool pool({.client_program = client_for(folder, IMAGE_FILE_MACHINE_IA64)});
  EXPECT_TRUE(has(thrown<input_error>([&pool] { pool.require_client(); }),
                  "the client program cannot be started: "));
}

}  // namespace
}  // namespace cnp
