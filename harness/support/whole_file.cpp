#include "harness/support/whole_file.hpp"

#include <fstream>
#include <ios>
#include <system_error>

namespace cnp {

bool write_whole_file(const std::filesystem::path& target, std::string_view text) {
  std::filesystem::path partial = target;
  partial += ".partial";
  std::error_code problem;
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) {
    std::filesystem::rename(partial, target, problem);
  }
  if (out && !problem) {
    return true;
  }
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  return false;
}

}  // namespace cnp
