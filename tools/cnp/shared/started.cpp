#include "tools/cnp/shared/started.hpp"

#include <cstdlib>

namespace cnp {

namespace {

constexpr const char* program_variable = "CNP_STARTED_AS";
constexpr const char* run_variable = "CNP_RUN_AS";

std::string said_by(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : value;
}

void set_variable(const char* name, const std::string& value) {
#ifdef _WIN32
  (void)::_putenv_s(name, value.c_str());
#else
  (void)::setenv(name, value.c_str(), 1);
#endif
}

/// `cnp.exe` of `tools/wine build\cnp.exe`.
std::string_view last_name(std::string_view words) {
  while (words.ends_with('"')) {
    words.remove_suffix(1);
  }
  return words.substr(words.find_last_of("/\\ ") + 1);
}

}  // namespace

void remember_start(const std::string& first_word) {
  // A script's word may be about another program, which has started this one.
  const std::string said = said_by(program_variable);
  if (said.empty() || last_name(said) != last_name(first_word)) {
    set_variable(program_variable, shell_word(first_word));
    set_variable(run_variable, "");
  }
}

std::string cnp_command() {
  const std::string said = said_by(program_variable);
  return said.empty() ? "cnp" : said;
}

std::string run_command() {
  const std::string said = said_by(run_variable);
  return said.empty() ? cnp_command() + " run" : said;
}

std::string shell_word(const std::string& word) {
  return word.find(' ') == std::string::npos ? word : '"' + word + '"';
}

}  // namespace cnp
