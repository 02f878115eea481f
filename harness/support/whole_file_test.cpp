#include "harness/support/whole_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <system_error>

namespace cnp {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with the test.
class own_folder {
 public:
  own_folder()
      : path_(fs::temp_directory_path() /
              ("cnp-whole-file-" + std::to_string(std::random_device{}()))) {
    fs::create_directories(path_);
  }
  ~own_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  own_folder(const own_folder&) = delete;
  own_folder& operator=(const own_folder&) = delete;
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] auto count() const {
    return std::distance(fs::directory_iterator(path_), fs::directory_iterator());
  }

 private:
  fs::path path_;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(WholeFile, TakesThePlaceOfTheOldOne) {
  const own_folder folder;
  ASSERT_TRUE(write_whole_file(folder / "a", std::string("one\r\n\0two", 9)));
  EXPECT_EQ(text_of(folder / "a"), std::string("one\r\n\0two", 9)) << "byte by byte";
  ASSERT_TRUE(write_whole_file(folder / "a", ""));
  EXPECT_EQ(text_of(folder / "a"), "");
  EXPECT_EQ(folder.count(), 1) << "something is left beside it";
}

TEST(WholeFile, LeavesEverythingAsItWasWhereItCannotBeWritten) {
  const own_folder folder;
  EXPECT_FALSE(write_whole_file(folder / "nowhere/a", "text"));
  // A folder with something in it is no file's place.
  fs::create_directories(folder / "taken/by");
  EXPECT_FALSE(write_whole_file(folder / "taken", "text"));
  EXPECT_TRUE(fs::is_directory(folder / "taken/by"));
  EXPECT_EQ(folder.count(), 1) << "something is left beside it";
}

}  // namespace
}  // namespace cnp
