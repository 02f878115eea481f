#include "harness/support/whole_file.hpp"

#include "harness/support/scratch_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace cnp {
namespace {

namespace fs = std::filesystem;

using test::read_text;
using test::scratch_folder;

TEST(WholeFile, TakesThePlaceOfTheOldOne) {
  const scratch_folder folder;
  ASSERT_TRUE(write_whole_file(folder / "a", std::string("one\r\n\0two", 9)));
  EXPECT_EQ(read_text(folder / "a"), std::string("one\r\n\0two", 9)) << "byte by byte";
  ASSERT_TRUE(write_whole_file(folder / "a", ""));
  EXPECT_EQ(read_text(folder / "a"), "");
  EXPECT_EQ(folder.count(), 1) << "something is left beside it";
}

TEST(WholeFile, LeavesEverythingAsItWasWhereItCannotBeWritten) {
  const scratch_folder folder;
  EXPECT_FALSE(write_whole_file(folder / "nowhere/a", "text"));
  // A folder with something in it is no file's place.
  fs::create_directories(folder / "taken/by");
  EXPECT_FALSE(write_whole_file(folder / "taken", "text"));
  EXPECT_TRUE(fs::is_directory(folder / "taken/by"));
  EXPECT_EQ(folder.count(), 1) << "something is left beside it";
}

}  // namespace
}  // namespace cnp
