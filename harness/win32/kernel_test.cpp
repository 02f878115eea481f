#include "harness/win32/kernel.hpp"

#include "harness/support/scratch_folder.hpp"
#include "harness/win32/child_process.hpp"
#include "harness/win32/windows.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>

namespace cnp {
namespace {

using namespace std::string_view_literals;

std::string named(std::wstring_view resource) {
  kernel_identity found{.family = "", .version = "5.2.3790", .name = "Windows"};
  name_by_resource(found, resource);
  return found.family + ": " + found.name;
}

TEST(Kernel, IsToldByItsVersionResource) {
  EXPECT_EQ(named(L"CompanyName\0\0Microsoft Corporation\0ProductName\0Microsoft Windows\0"sv),
            "windows: Windows");
  EXPECT_EQ(named(L"CompanyName\0\0ReactOS Project\0\0ProductName\0ReactOS Operating System\0\0"
                  "ProductVersion\0\0\0"
                  L"0.4.16-dev\0"sv),
            "reactos: ReactOS 0.4.16-dev");
  EXPECT_EQ(named(L"ReactOS"sv), "reactos: ReactOS");
}

TEST(Kernel, OfAnotherFamilyIsNamedAsItNamesItself) {
  EXPECT_EQ(named(L"CompanyName\0\0Some People\0ProductName\0\0Other Kernel\0ProductVersion\0\0"
                  L"7"sv),
            "unknown: Other Kernel 7");
  EXPECT_EQ(named(L"Some People"sv), "unknown: a kernel that names itself nowhere");
}

TEST(Kernel, WithoutAResourceIsTakenAtItsWord) {
  EXPECT_EQ(named({}), "windows: Windows");
}

TEST(Kernel, IsIdentified) {
  const kernel_identity here = identify_kernel();
  EXPECT_NE(here.family, "");
  EXPECT_NE(here.version, "");
  EXPECT_NE(here.name, "");
  EXPECT_EQ(here.modules.size(), 3U);
}

/// What a file says of itself that begins as a program for this machine does.
std::string architecture_in(const std::filesystem::path& file, std::uint16_t machine) {
  std::string bytes(64, '\0');
  bytes.replace(0, 2, "MZ").at(0x3C) = 64;
  bytes.append("PE\0\0"sv)
      .append({static_cast<char>(machine & 0xFF), static_cast<char>(machine >> 8)});
  bytes.append(sizeof(IMAGE_FILE_HEADER), '\0');
  std::ofstream(file, std::ios::binary) << bytes;
  return architecture_of(file.wstring());
}

TEST(Architecture, IsReadFromTheHeaderOfAProgram) {
  EXPECT_EQ(architecture_of(own_program()), identify_kernel().process_architecture);
  const test::scratch_folder folder;
  const std::filesystem::path file = folder / "program.exe";
  EXPECT_EQ(architecture_in(file, IMAGE_FILE_MACHINE_I386), "x86");
  EXPECT_EQ(architecture_in(file, IMAGE_FILE_MACHINE_AMD64), "x64");
  EXPECT_EQ(architecture_in(file, IMAGE_FILE_MACHINE_ARM64), "arm64");
  EXPECT_EQ(architecture_in(file, IMAGE_FILE_MACHINE_IA64), "unknown");
  std::filesystem::resize_file(file, 67);
  EXPECT_EQ(architecture_of(file.wstring()), "unknown");
  EXPECT_EQ(architecture_of((folder / "missing.exe").wstring()), "unknown");
}

}  // namespace
}  // namespace cnp
