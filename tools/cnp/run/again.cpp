#include "tools/cnp/run/again.hpp"

#include "tools/cnp/shared/started.hpp"

#include <sstream>

namespace cnp {

std::string kept_words(const run_options& options) {
  std::ostringstream text;
  const auto add = [&text](const char* option, const std::string& value) {
    if (!value.empty()) {
      text << ' ' << option << ' ' << shell_word(value);
    }
  };
  if (options.strict) {
    text << " --strict";
  }
  add("--deviations", options.deviations);
  add("--client", options.client);
  if (options.patience != run_options{}.patience) {
    text << " --patience " << options.patience;
  }
  if (options.hang_limit != run_options{}.hang_limit) {
    text << " --hang-limit " << options.hang_limit;
  }
  add("--seeded-defect", options.defect);
  add("--seeded-client-defect", options.client_defect);
  return text.str();
}

std::string again_words(const run_options& options, const std::string& key) {
  return run_command() + " --cell " + key + kept_words(options);
}

}  // namespace cnp
