// put_in_place where another program holds the file that is to be replaced, as a scanner does.

#include "harness/support/scratch_folder.hpp"
#include "harness/support/whole_file.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/windows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <system_error>

namespace cnp {
namespace {

using std::chrono::steady_clock;

TEST(PutInPlace, TriesForASecondWhileTheFileIsHeld) {
  const test::scratch_folder folder;
  test::write_text(folder / "old", "old");
  test::write_text(folder / "new", "new");
  {
    // Shared for reading alone: it can be neither deleted nor replaced.
    const file_handle held(::CreateFileW((folder / "old").wstring().c_str(), GENERIC_READ,
                                         FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
    ASSERT_TRUE(held);
    const auto began = steady_clock::now();
    EXPECT_TRUE(put_in_place(folder / "new", folder / "old")) << "replaced, although it is held";
    EXPECT_GE(steady_clock::now() - began, std::chrono::seconds{1}) << "given up at once";
  }
  EXPECT_FALSE(put_in_place(folder / "new", folder / "old"));
  EXPECT_EQ(test::read_text(folder / "old"), "new");
}

}  // namespace
}  // namespace cnp
