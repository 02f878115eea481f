#include "tools/cnp/run/run_setup.hpp"

#include "fixtures/client_service.hpp"
#include "harness/support/input_error.hpp"
#include "harness/win32/kernel.hpp"
#include "harness/win32/kernel_api.hpp"
#include "tools/cnp/shared/build_info.hpp"
#include "tools/cnp/shared/paths.hpp"

#include <array>
#include <ctime>
#include <filesystem>
#include <string>

namespace cnp {

namespace {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
#ifdef _WIN32
  ::gmtime_s(&parts, &now);
#else
  ::gmtime_r(&now, &parts);
#endif
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

}  // namespace

run_header header_of(const run_options& options) {
  run_header header;
  header.commit = suite_commit;
  header.started = utc_now();
  header.kernel = identify_kernel();
  header.options = options.words;
  header.strict = options.strict;
  return header;
}

pool_options pool_setup_of(const run_options& options) {
  pool_options setup;
  if (!options.client.empty()) {
    setup.client_program = std::filesystem::absolute(path_of(options.client)).wstring();
  }
  setup.limits = time_limits{}.scaled(options.patience);
  setup.api = options.defect.empty() ? nullptr : seeded_defect(options.defect.c_str());
  setup.client_defect = options.client_defect;
  if (!options.pipe_prefix.empty()) {
    setup.pipe_prefix.assign(options.pipe_prefix.begin(), options.pipe_prefix.end());
  }
  return setup;
}

void check_defects(const run_options& options) {
  const auto check = [](const std::string& name, bool is_known, const std::string& known) {
    if (!name.empty() && !is_known) {
      throw input_error("no seeded defect is called '" + name + "'; there are " + known);
    }
  };
  const auto of_kernel = [](const std::string& name) {
    return seeded_defect(name.c_str()) != nullptr;
  };
  check(options.defect, of_kernel(options.defect), seeded_defects());
  check(options.client_defect,
        of_kernel(options.client_defect) || from_word<client_fault>(options.client_defect),
        std::string(seeded_defects()) + ", " + seeded_client_faults());
}

}  // namespace cnp
