#include "tools/cnp/command_line_tests/work_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace cnp {

namespace fs = std::filesystem;

int status_of(const std::vector<std::string>& words, const fs::path& folder,
              std::chrono::seconds limit) {
  std::vector<std::string> copies = words;
  std::vector<char*> raw;
  for (std::string& each : copies) {
    raw.push_back(each.data());
  }
  raw.push_back(nullptr);
  const std::string output = folder.string() + ".out";
  const std::string errors = folder.string() + ".err";
  const pid_t id = ::fork();
  if (id == 0) {
    // Its alarm clock ends the program, and is no matter of ours any more.
    ::alarm(static_cast<unsigned>(limit.count()));
    if (std::freopen("/dev/null", "r", stdin) != nullptr &&
        std::freopen(output.c_str(), "w", stdout) != nullptr &&
        std::freopen(errors.c_str(), "w", stderr) != nullptr && ::chdir(folder.c_str()) == 0) {
      ::execv(raw.front(), raw.data());
    }
    constexpr int not_started = 127;
    ::_exit(not_started);
  }
  int status = 0;
  ::waitpid(id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string cnp_program() {
  return fs::read_symlink("/proc/self/exe").replace_filename("cnp").string();
}

}  // namespace cnp
