#include "harness/win32/app_container.hpp"

#include "harness/support/testing.hpp"
#include "harness/win32/arrangement.hpp"
#include "harness/win32/child_process.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

TEST(AppContainer, APackageTellsItsMaker) {
  EXPECT_EQ(maker_of_package(L"cnp.a.4711"), 4711U);
  EXPECT_EQ(maker_of_package(L"cnp.b.8"), 8U);
}

TEST(AppContainer, ForeignPackagesHaveNoMaker) {
  for (const wchar_t* name : {L"", L"cnp", L"cnp.a.", L"cnp.c.4711", L"cnp.a-4711", L"cnp.a.47x1",
                              L"cnp.a.1234567890", L"Microsoft.WindowsCalculator_8wekyb3d8bbwe"}) {
    EXPECT_EQ(maker_of_package(name), 0U) << std::wstring(name).size();
  }
}

TEST(AppContainer, IsUnsupportedOnlyBeforeOneWorked) {
  container_trial trial;
  trial.require();
  const std::string lack = "this kernel has no app containers (CreateProcess failed: error 5)";
  EXPECT_EQ(thrown<unsupported_error>([&] { trial.failed("CreateProcess failed: error 5"); }),
            lack);
  EXPECT_EQ(thrown<unsupported_error>([&] { trial.require(); }), lack);
  container_trial other;
  other.worked();
  EXPECT_EQ(thrown<arrangement_error>([&] { other.failed("lost"); }), "lost");
  other.require();
}

/// Where there are none, the kernel is said to lack them; where there are, they are complete.
TEST(AppContainer, IsThereOrIsSaidToBeMissing) {
  try {
    app_container& one = app_container::of(placement::app_container);
    app_container& other = app_container::of(placement::other_container);
    EXPECT_EQ(
        ::EqualSid(one.capabilities()->AppContainerSid, other.capabilities()->AppContainerSid),
        FALSE);
    EXPECT_NE(one.folder(), other.folder());
    const std::wstring copy = one.readable_copy(own_program());
    EXPECT_NE(::GetFileAttributesW(copy.c_str()), INVALID_FILE_ATTRIBUTES);
    EXPECT_EQ(copy, one.readable_copy(own_program()));
    EXPECT_FALSE(one.holds(::GetCurrentProcess()));
  } catch (const unsupported_error& lack) {
    EXPECT_NE(std::string(lack.what()), "");
    GTEST_SKIP() << lack.what();
  }
}

}  // namespace
}  // namespace cnp
