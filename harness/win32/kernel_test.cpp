#include "harness/win32/kernel.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace cnp
