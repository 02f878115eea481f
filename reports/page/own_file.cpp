#include "reports/page/own_file.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"

#include <fstream>
#include <string>
#include <system_error>

namespace cnp {

void require_own_or_nothing(const std::filesystem::path& output, std::string_view beginning,
                            std::string_view kind) {
  std::error_code problem;
  const auto status = std::filesystem::status(output, problem);
  if (!std::filesystem::exists(status)) {
    return;
  }
  std::string first(beginning.size(), '\0');
  if (std::filesystem::is_regular_file(status)) {
    std::ifstream in(output, std::ios::binary);
    in.read(first.data(), static_cast<std::streamsize>(first.size()));
    if (in.gcount() == 0 || (in && first == beginning)) {
      return;
    }
  }
  throw input_error(display(output) + ": something else than a " + std::string{kind} +
                    " is there already; it is left as it is");
}

}  // namespace cnp
